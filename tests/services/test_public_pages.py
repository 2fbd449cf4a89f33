"""Pages for portals: written for one person, escaped, and looked at under the crawler's name, too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.home import Home
from tests.helpers.website import Answer, Asked, Website, website
from tests.services.rig import story

from stagedoor.domain.errors import BadInput
from stagedoor.domain.public_pages import HOSTING, PAGES
from stagedoor.services.details import Details

ANA = {"publisher": "Ana & <Sons>", "email": 'ana"<b>@crumb.org', "app_name": "Crumb <i>Publisher</i>"}
MONTH = 30 * 86_400


def closed_to_robots(asked: Asked) -> Answer:
    """At /people alone."""
    return Answer(403 if asked.path == "/people" and "Stagedoor" not in asked.headers.get("user-agent", "") else 200)


@pytest.fixture
def site() -> Iterator[Website]:
    with website(closed_to_robots) as site:
        yield site


def content(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


@story
async def test_what_a_person_wrote_stands_in_the_pages_and_stays_text(home: Home):
    async with home.jobs() as jobs:
        await jobs.ports.records.set_details(ANA)
        written = await jobs.public_pages.write()
    assert [page.key for page in written] == ["privacy_url", "terms_url", "deletion_url"]
    for page in written:
        html = content(page.path)
        assert "Ana &amp; &lt;Sons&gt;" in html
        assert "Crumb &lt;i&gt;Publisher&lt;/i&gt;" in html
        assert "<i>" not in html
        assert "<b>" not in html
        assert ANA["publisher"] in page.text
    assert len({page.path for page in written}) == len(PAGES)


@story
async def test_a_page_without_somebody_to_write_to_is_not_written(home: Home):
    async with home.jobs() as jobs:
        await jobs.details.keep({"publisher": "Crumb Kitchen"})
        assert await jobs.public_pages.lacks() == ["Contact e-mail"]
        with pytest.raises(BadInput, match="Contact e-mail"):
            await jobs.public_pages.write()
        assert [page.path for page in await jobs.public_pages.all()] == ["", "", ""]


@story
async def test_they_are_written_anew_in_place_of_the_older_ones(home: Home):
    async with home.jobs() as jobs:
        await jobs.details.keep({"publisher": "Crumb Kitchen", "email": "ana@crumb.org"})
        first = await jobs.public_pages.write()
        await jobs.details.keep({"email": "hello@crumb.org"})
        again = await jobs.public_pages.write()
    assert [page.path for page in first] == [page.path for page in again]
    assert all("hello@crumb.org" in content(page.path) for page in again)


def test_every_way_to_put_them_online_has_steps():
    assert list(HOSTING) == ["site", "builder", "code"]
    assert all(len(way.steps) >= 4 for way in HOSTING.values())


@story
async def test_a_site_that_shuts_robots_out_is_told_before_the_portal_finds_it(home: Home, site: Website):
    async with home.jobs() as jobs:
        details = Details(jobs.ports, loopback=True)
        assert (await details.reach("website", f"{site.address}/people")).problem == ""
        closed = await details.reach("privacy_url", f"{site.address}/people")
        opened = await details.reach("privacy_url", f"{site.address}/everybody")
    assert "opens for people, but not for Meta's crawler" in closed.problem
    assert "(403)" in closed.problem
    assert opened.note == "The page opens for everybody, also for Meta's crawler."
    assert "facebookexternalhit/1.1" in [asked.headers["user-agent"] for asked in site.asked]


@story
async def test_what_was_found_is_kept_with_its_age_for_that_address_alone(home: Home, site: Website):
    async with home.jobs() as jobs:
        details = Details(jobs.ports, loopback=True)
        await details.keep({"privacy_url": site.address})
        await details.reach("privacy_url", site.address)
        seen = (await details.seen())["privacy_url"]
        assert seen.note.startswith("The page opens for everybody")
        assert not seen.is_due(jobs.ports.now() + MONTH - 60)
        assert seen.is_due(jobs.ports.now() + MONTH)
        await details.keep({"privacy_url": f"{site.address}/moved"})
        assert await details.seen() == {}
        await jobs.ports.records.set_setting("details.seen.website", "not what is written today")
        assert await details.seen() == {}


@story
async def test_a_place_in_the_privacy_page_is_no_page_of_its_own(home: Home):
    async with home.jobs() as jobs:
        await jobs.details.keep({"privacy_url": "https://crumb.org/privacy"})
        problems = await jobs.details.keep({"deletion_url": "https://crumb.org/privacy#delete"})
    assert "two different addresses" in problems["deletion_url"].problem
