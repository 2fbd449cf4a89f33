"""The pages of one's own, looked at month by month: what does not answer any more becomes news, once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.helpers.home import Home
from tests.helpers.website import Answer, Asked, website
from tests.services.ports import Impatient
from tests.services.rig import connect_telegram, story

from stagedoor.practice import Visitor
from stagedoor.services.details import Details
from stagedoor.services.jobs import Jobs
from stagedoor.services.ports import Ports

DAY = 86_400
MONTH = 30 * DAY


class Pages:
    """`status`: what every page answers. `asked`: the paths that were asked for, without what crawlers would ask."""

    def __init__(self) -> None:
        self.status = 200
        self.asked: list[str] = []
        self.address = ""

    def answer(self, asked: Asked) -> Answer:
        if "Stagedoor" in asked.headers.get("user-agent", ""):
            self.asked.append(asked.path)
        return Answer(self.status)


@pytest.fixture
def pages() -> Iterator[Pages]:
    pages = Pages()
    with website(pages.answer) as site:
        pages.address = site.address
        yield pages


async def at_home(jobs: Jobs, pages: Pages) -> Details:
    """Details whose pages are on this computer, one of them looked at a moment ago."""
    details = Details(jobs.ports, loopback=True)
    await details.keep({"privacy_url": f"{pages.address}/privacy", "website": f"{pages.address}/home"})
    await details.reach("privacy_url", f"{pages.address}/privacy")
    pages.asked = []
    return details


async def keys_of(details: Details) -> list[str]:
    return [page.key for page in await details.look_again()]


def no_network(ports: Ports) -> Ports:
    return replace(ports, http=Impatient(ports.http, offline=True))


@story
async def test_a_page_is_looked_at_again_after_a_month_and_not_before(home: Home, pages: Pages):
    async with home.jobs() as jobs:
        details = await at_home(jobs, pages)
        home.clock.ahead = MONTH - 60
        assert await keys_of(details) == []
        assert pages.asked == []
        home.clock.ahead = MONTH
        assert await keys_of(details) == []
        assert pages.asked == ["/privacy"]
        assert await keys_of(details) == []
        assert pages.asked == ["/privacy"]


@story
async def test_a_page_that_is_gone_is_news_once_and_stays_on_the_list_until_it_is_back(home: Home, pages: Pages):
    async with home.jobs() as jobs:
        details = await at_home(jobs, pages)
        home.clock.ahead = MONTH
        pages.status = 404
        (gone,) = await details.look_again()
        assert (gone.key, gone.label) == ("privacy_url", "Privacy page")
        assert "no page at this address" in gone.seen.problem
        assert [(a.event, a.actor, a.params) for a in await jobs.ports.records.history(limit=9)] == [
            ("page_gone", "round", {"detail": "privacy_url"})
        ]
        home.clock.ahead += DAY
        assert await keys_of(details) == []
        assert [page.key for page in await details.missing()] == ["privacy_url"]
        home.clock.ahead += DAY
        pages.status = 200
        assert await keys_of(details) == []
        assert await details.missing() == []


@story
async def test_what_may_pass_by_itself_is_believed_a_day_later(home: Home, pages: Pages):
    async with home.jobs() as jobs:
        details = await at_home(jobs, pages)
        home.clock.ahead = MONTH
        pages.status = 503
        assert await keys_of(details) == []
        assert await details.missing() == []
        home.clock.ahead += DAY - 60
        assert await keys_of(details) == []
        assert pages.asked == ["/privacy"]
        home.clock.ahead += 60
        assert await keys_of(details) == ["privacy_url"]


@story
async def test_a_trouble_that_passed_leaves_nothing(home: Home, pages: Pages):
    async with home.jobs() as jobs:
        details = await at_home(jobs, pages)
        home.clock.ahead = MONTH
        pages.status = 503
        await details.look_again()
        pages.status = 200
        home.clock.ahead += DAY
        assert await keys_of(details) == []
        home.clock.ahead += 2 * DAY
        pages.status = 404
        assert await keys_of(details) == []


@story
async def test_an_address_that_nobody_looked_at_yet_is_looked_at(home: Home, pages: Pages):
    async with home.jobs() as jobs:
        details = Details(jobs.ports, loopback=True)
        await details.keep({"privacy_url": f"{pages.address}/privacy"})
        pages.status = 410
        assert await keys_of(details) == ["privacy_url"]


@story
async def test_without_a_network_nothing_is_said_about_pages(home: Home, visitor: Visitor, pages: Pages):
    await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        await at_home(jobs, pages)
    async with home.jobs(no_network) as jobs:
        home.clock.ahead = MONTH
        details = Details(jobs.ports, loopback=True)
        for connection in await jobs.ports.records.connections():
            await jobs.health.check(connection, by="round", paid=False)
        for _ in range(3):
            assert await keys_of(details) == []
            home.clock.ahead += DAY
        assert await details.missing() == []
