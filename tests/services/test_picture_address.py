"""A picture on the person's own site: looked at before, posted by the account's own sign-in, deleted by hand."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.helpers.home import Home
from tests.services.instagram import along, by_token
from tests.services.meta import KITCHEN, Dialog, over
from tests.services.rig import story

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadInput, PlatformRefused
from stagedoor.domain.limits import Rung
from stagedoor.domain.pictures import BAD_PICTURE
from stagedoor.practice import Visitor
from stagedoor.practice.meta.site import address
from stagedoor.practice.picture import jpeg, png
from stagedoor.services.jobs import Jobs
from stagedoor.services.posting import Plan

SITE: dict[str, tuple[int, str, bytes]] = {
    "/rye.jpg": (200, "image/jpeg", jpeg(1080, 1080)), "/gone.jpg": (404, "text/html", b"<html>"),
    "/secret.jpg": (401, "text/html", b"<html>"), "/closed.jpg": (403, "text/html", b"<html>"),
    "/broken.jpg": (503, "text/html", b"<html>"), "/page": (200, "text/html", b"<html>"),
    "/rye.png": (200, "image/png", png(8, 1, 2, 3)), "/wide.jpg": (200, "image/jpeg", jpeg(2000, 500)),
    "/huge.jpg": (200, "image/jpeg", jpeg(1080, 1080) + bytes(8_000_001)),
    "/moved.jpg": (302, "/rye.jpg", b""), "/people.jpg": (200, "image/jpeg", jpeg(1080, 1080)),
}  # fmt: skip


class Picture(BaseHTTPRequestHandler):
    """`/people.jpg` keeps Meta's crawler out."""

    def do_GET(self) -> None:
        status, kind, body = SITE.get(self.path, (410, "text/html", b""))
        crawled = self.headers.get("User-Agent", "").startswith("facebookexternalhit")
        if self.path == "/people.jpg" and crawled:
            status, kind, body = 403, "text/html", b"<html>"
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def website() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Picture)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def dialog(visitor: Visitor) -> Dialog:
    dialog = Dialog(visitor)
    dialog.ticked = [KITCHEN]
    return dialog


def planned(jobs: Jobs, connection: Connection, picture: str, rung: Rung = "public") -> Plan:
    return jobs.posting.plan(connection, rung, "Rye bread at eight", picture=picture)


def picture_of(home: Home) -> str:
    return address(home.world.meta, "rye.jpg")


@story
async def test_a_picture_of_the_own_site_is_posted_and_the_link_says_where_it_is_deleted(home: Home, visitor: Visitor):
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        plan = planned(jobs, connection, f" {picture_of(home)} ")
        assert not plan.can_delete
        assert "delete it yourself, in Instagram on your phone" in plan.note
        assert "goes away" not in jobs.posting.unique_text(connection)
        post = await jobs.posting.publish(plan, delete_after=None)
        assert jobs.posting.by_hand(connection, post) == post.link
        seen = await asyncio.to_thread(Visitor(home.world).open, post.link or "")
        assert "Rye bread at eight" in seen.text
        (made,) = home.world.meta.media.values()
        assert made.image == picture_of(home)
        assert home.world.meta.photos == {}


@story
async def test_the_private_height_hands_it_over_and_publishes_nothing(home: Home, visitor: Visitor):
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        post = await jobs.posting.publish(planned(jobs, connection, picture_of(home), "private"), delete_after=None)
        assert [made.published for made in home.world.meta.media.values()] == [""]
        assert (post.link, jobs.posting.by_hand(connection, post)) == (None, "")


@story
async def test_without_an_address_nothing_goes_out_and_a_check_needs_none(home: Home, visitor: Visitor):
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        offer = await jobs.posting.offer(connection)
        assert offer.picture is not None
        assert offer.picture.needed
        assert "JPEG, up to 8 MB" in offer.picture.wanted
        assert planned(jobs, connection, "", "dry").picture == ""
        for rung in ("private", "public"):
            with pytest.raises(BadInput, match="only from a public address") as caught:
                planned(jobs, connection, "", rung)
            assert caught.value.code == BAD_PICTURE


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("http://crumb.org/rye.jpg", "begins with http."), ("crumb.org/rye.jpg", "whole address"),
        ("https://192.168.1.4/rye.jpg", "must be public"), ("https://nas.local/rye.jpg", "must be public"),
        ("https://me:pw@crumb.org/rye.jpg", "user name"), ("https://[x/rye.jpg", "not an address"),
        ("file:///home/ana/rye.jpg", "whole address"), ("https://crumb.org/a rye.jpg", "whole address"),
    ],
)  # fmt: skip
@story
async def test_an_address_that_nobody_else_could_open_is_not_even_asked(
    home: Home, visitor: Visitor, written: str, says: str
):
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        with pytest.raises(BadInput, match=says) as caught:
            planned(jobs, connection, written)
        assert caught.value.code == BAD_PICTURE


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/gone.jpg", r"does not show the picture \(404\)"), ("/secret.jpg", r"\(401\): it wants a sign-in"),
        ("/closed.jpg", r"\(403\)"), ("/broken.jpg", r"trouble of its own \(503\)"),
        ("/page", "a page, not a picture"), ("/rye.png", "a PNG; Instagram takes only JPEG"),
        ("/wide.jpg", "2000 by 500 pixels: too wide"), ("/huge.jpg", "larger than 8 MB"),
        ("/moved.jpg", r"leads on to another one.*Use that one: http://127.0.0.1:\d+/rye.jpg"),
        ("/people.jpg", r"opens for people, but not for Meta's crawler.*\(403\).*Let it in"),
    ],
)  # fmt: skip
@story
async def test_a_picture_that_instagram_would_not_take_is_named_and_nothing_is_sent(
    home: Home, visitor: Visitor, website: str, path: str, says: str
):
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        with pytest.raises(BadInput, match=says) as caught:
            await jobs.posting.publish(planned(jobs, connection, website + path), delete_after=None)
        assert caught.value.code == BAD_PICTURE
        assert home.world.meta.media == {}
        assert await jobs.ports.records.posts(connection.id) == []


@story
async def test_a_website_that_nobody_answers_at_is_named(home: Home, visitor: Visitor):
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        with pytest.raises(BadInput, match=r"could not be fetched.*takes no connections"):
            await jobs.posting.looked(planned(jobs, connection, "http://127.0.0.1:9/rye.jpg"))


@story
async def test_a_picture_is_looked_at_once_by_people_and_once_by_the_crawlers_name(home: Home, visitor: Visitor):
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        plan = await jobs.posting.looked(planned(jobs, connection, picture_of(home)))
        await jobs.posting.publish(plan, delete_after=None)
        agents = [r.headers["user-agent"] for r in home.world.requests if r.path.endswith("/site/rye.jpg")]
        assert [agent.partition("/")[0] for agent in agents] == ["Stagedoor", "facebookexternalhit"]
        assert not any("authorization" in r.headers for r in home.world.requests if "/site/" in r.path)


@story
async def test_what_instagram_itself_cannot_fetch_is_explained(home: Home, visitor: Visitor, website: str):
    """Practice's Instagram reaches the made-up website alone, as if the other one kept it out by its number."""
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        with pytest.raises(PlatformRefused, match=r"could not fetch the picture.*private window"):
            await jobs.posting.publish(planned(jobs, connection, website + "/rye.jpg"), delete_after=None)
        (post,) = await jobs.ports.records.posts(connection.id)
        assert post.status == "failed"


@story
async def test_an_account_behind_a_page_takes_an_address_too_and_deletes_the_post(home: Home, dialog: Dialog):
    async with home.jobs(over(dialog)) as jobs:
        connection = await along(jobs, dialog)
        offer = await jobs.posting.offer(connection)
        assert offer.picture is not None
        assert not offer.picture.needed
        post = await jobs.posting.publish(planned(jobs, connection, picture_of(home)), delete_after=None)
        assert not [r for r in home.world.requests if r.path.endswith("/photos")]
        assert (await jobs.posting.delete(post)).status == "deleted"


@story
async def test_a_platform_that_fetches_nothing_says_so(home: Home, dialog: Dialog):
    async with home.jobs(over(dialog)) as jobs:
        await along(jobs, dialog)
        page = next(c for c in await jobs.ports.records.connections() if c.platform == "facebook")
        assert (await jobs.posting.offer(page)).picture is None
        with pytest.raises(BadInput, match="Facebook fetches no pictures"):
            planned(jobs, page, picture_of(home))
