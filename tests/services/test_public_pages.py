"""Pages for portals: written for one person, escaped, and looked at under the crawler's name, too."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.domain.errors import BadInput
from stagedoor.domain.public_pages import HOSTING, PAGES
from stagedoor.services.details import Details

ANA = {"publisher": "Ana & <Sons>", "email": 'ana"<b>@crumb.org', "app_name": "Crumb <i>Publisher</i>"}
MONTH = 30 * 86_400


class Site(BaseHTTPRequestHandler):
    """Closes its door to robots at /people. `asked`: under which names it was asked."""

    asked: list[str]

    def do_GET(self) -> None:
        agent = self.headers.get("User-Agent", "")
        type(self).asked.append(agent)
        refused = self.path == "/people" and "Stagedoor" not in agent
        self.send_response(403 if refused else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def website() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def content(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


@story
async def test_what_a_person_wrote_stands_in_the_pages_and_stays_text(home: Home):
    async with home.jobs() as jobs:
        await jobs.world.records.set_details(ANA)
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
async def test_a_site_that_shuts_robots_out_is_told_before_the_portal_finds_it(home: Home, website: str):
    async with home.jobs() as jobs:
        details = Details(jobs.world, loopback=True)
        assert (await details.reach("website", f"{website}/people")).problem == ""
        closed = await details.reach("privacy_url", f"{website}/people")
        opened = await details.reach("privacy_url", f"{website}/everybody")
    assert "opens for people, but not for Meta's crawler" in closed.problem
    assert "(403)" in closed.problem
    assert opened.note == "The page opens for everybody, also for Meta's crawler."
    assert "facebookexternalhit/1.1" in Site.asked


@story
async def test_what_was_found_is_kept_with_its_age_for_that_address_alone(home: Home, website: str):
    async with home.jobs() as jobs:
        details = Details(jobs.world, loopback=True)
        await details.keep({"privacy_url": website})
        await details.reach("privacy_url", website)
        seen = (await details.seen())["privacy_url"]
        assert seen.note.startswith("The page opens for everybody")
        assert not seen.is_due(jobs.world.now() + MONTH - 60)
        assert seen.is_due(jobs.world.now() + MONTH)
        await details.keep({"privacy_url": f"{website}/moved"})
        assert await details.seen() == {}
        await jobs.world.records.set_setting("details.seen.website", "not what is written today")
        assert await details.seen() == {}


@story
async def test_a_place_in_the_privacy_page_is_no_page_of_its_own(home: Home):
    async with home.jobs() as jobs:
        await jobs.details.keep({"privacy_url": "https://crumb.org/privacy"})
        problems = await jobs.details.keep({"deletion_url": "https://crumb.org/privacy#delete"})
    assert "two different addresses" in problems["deletion_url"].problem
