"""Test posts from the page over the real services, on their own thread, and the practice platforms behind them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import button, until, words
from tests.desktop.widgets_under_test import Runs
from tests.helpers.home import Home
from tests.services.instagram import by_token
from tests.services.rig import TELEGRAM, X, connect_telegram, connect_x

from stagedoor.desktop import places
from stagedoor.desktop.engine import Engine
from stagedoor.desktop.pages.test_post.page import TestPostPage
from stagedoor.desktop.theme import Theme
from stagedoor.practice import Visitor
from stagedoor.practice.meta.site import address
from stagedoor.services import deletions

pytestmark = pytest.mark.usefixtures("calm_fingers")

TWEETS = "POST /x/api/2/tweets"


class Window:
    """A page over an engine, which deletes what is due as the program does."""

    def __init__(self, home: Home, theme: Theme, qtbot: QtBot) -> None:
        self._home, self._theme, self._qtbot = home, theme, qtbot

    @asynccontextmanager
    async def opened(self, handle: str) -> AsyncIterator[TestPostPage]:
        self.engine = Engine(self._home.jobs)
        self.engine.start()
        deleting = asyncio.get_running_loop().create_task(self.engine.do(lambda jobs: jobs.deletions.run()))
        self.desk = FakeDesk(self._theme, answers=self.engine.do)
        page = self.page(handle)
        await page.refresh()
        try:
            yield page
        finally:
            await page.tasks.aclose()
            assert await self.engine.aclose()
            with suppress(asyncio.CancelledError):
                await deleting
            assert self.desk.problems == []

    def page(self, handle: str) -> TestPostPage:
        page = TestPostPage(self.desk, places.TestPost(handle))
        self._qtbot.addWidget(page)
        page.show()
        return page


@pytest.fixture
def window(home: Home, theme: Theme, qtbot: QtBot) -> Window:
    return Window(home, theme, qtbot)


def connected(story: Coroutine[Any, Any, object]) -> None:
    """An account that is there before the window is."""
    asyncio.run(story)


async def press(page: TestPostPage, what: str) -> None:
    await until(button(page, what).isEnabled)
    button(page, what).click()


async def ends(page: TestPostPage, said: str) -> None:
    await until(lambda: said in words(page))


def live_texts(home: Home, handle: str) -> list[str]:
    """What somebody who looks at the platform sees."""
    if handle == X:
        return [post.text for post in home.world.x.live_posts()]
    return [message.text for message in home.world.telegram.messages if message.by_bot]


Connects = Callable[[Home, Visitor], Coroutine[Any, Any, object]]


@pytest.mark.parametrize(("handle", "connect"), [(X, connect_x), (TELEGRAM, connect_telegram)])
def test_posted_seen_and_deleted(
    home: Home, visitor: Visitor, window: Window, run: Runs, handle: str, connect: Connects
):
    connected(connect(home, visitor))

    async def main() -> None:
        async with window.opened(handle) as page:
            assert page.sheet is not None
            text = page.sheet.compose.area.value
            assert live_texts(home, handle) == []
            await press(page, "Post for 60 seconds")
            await ends(page, "Deleting it in")
            assert live_texts(home, handle) == [text]
            await press(page, "Delete now")
            await ends(page, "Deleted. Nothing is left.")
        assert live_texts(home, handle) == []
        assert "Posting to" in words(page)

    run(main())


def test_deleted_by_itself_when_its_time_has_come(
    home: Home, visitor: Visitor, window: Window, run: Runs, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(deletions, "NAP", 0.05)
    connected(connect_x(home, visitor))

    async def main() -> None:
        async with window.opened(X) as page:
            await press(page, "Post for 60 seconds")
            await ends(page, "Deleting it in")
            home.clock.ahead += 61
            await ends(page, "Deleted. Nothing is left.")
        assert live_texts(home, X) == []

    run(main())


def test_one_who_leaves_and_comes_back_finds_the_post(home: Home, visitor: Visitor, window: Window, run: Runs):
    connected(connect_x(home, visitor))

    async def main() -> None:
        async with window.opened(X) as page:
            await press(page, "Post for 60 seconds")
            await ends(page, "Deleting it in")
        assert len(live_texts(home, X)) == 1
        async with window.opened(X) as page:
            await ends(page, "Deleting it in")
            await press(page, "Keep the post")
            await ends(page, "The post stays until you delete it.")
        assert len(live_texts(home, X)) == 1

    run(main())


def test_one_who_comes_back_while_it_is_sent_cannot_send_it_twice(
    home: Home, visitor: Visitor, window: Window, run: Runs
):
    connected(connect_x(home, visitor))

    async def main() -> None:
        slow = home.world.faults.add(TWEETS, "slow", seconds=60)
        async with window.opened(X) as page:
            await press(page, "Post for 60 seconds")
            await until(lambda: slow.left == 0)
            page.tasks.close()  # as when it is left
            back = window.page(X)
            await back.refresh()
            await ends(back, "Being sent…")
            assert back.footer.buttons == {}
            home.world.faults.clear()
            await ends(back, "Deleting it in")
            await press(back, "Delete now")
            await ends(back, "Deleted. Nothing is left.")
            await back.tasks.aclose()
        assert len([r for r in home.world.requests if r.line == TWEETS]) == 1

    run(main())


def test_a_dead_sign_in_is_said_and_nothing_is_there(home: Home, visitor: Visitor, window: Window, run: Runs):
    connected(connect_x(home, visitor))

    async def main() -> None:
        for grant in home.world.x.engine.grants:
            grant.ended = "revoked at X"
        async with window.opened(X) as page:
            await press(page, "Post for 60 seconds")
            await ends(page, "Nothing was posted.")
            await press(page, "Sign in again")
        assert window.desk.went == [places.Connect("x", "browser", again=X)]
        assert live_texts(home, X) == []

    run(main())


def test_an_answer_that_got_lost_is_not_sent_again(home: Home, visitor: Visitor, window: Window, run: Runs):
    connected(connect_x(home, visitor))

    async def main() -> None:
        home.world.faults.add(TWEETS, "commit_then_cut")
        async with window.opened(X) as page:
            await press(page, "Post for 60 seconds")
            await ends(page, "The answer got lost.")
            assert page.footer.primary is not None
            assert page.footer.primary.label() == "Look at X"
        assert len([r for r in home.world.requests if r.line == TWEETS]) == 1
        assert len(live_texts(home, X)) == 1

    run(main())


def test_check_only_leaves_no_trace(home: Home, visitor: Visitor, window: Window, run: Runs):
    connected(connect_telegram(home, visitor))

    async def main() -> None:
        async with window.opened(TELEGRAM) as page:
            assert page.sheet is not None
            page.sheet.compose.far.choose("dry")
            await press(page, "Check now")
            await ends(page, "Nothing stands in the way of a post.")
        assert live_texts(home, TELEGRAM) == []

    run(main())


async def connect_instagram(home: Home, visitor: Visitor) -> None:
    """By its own sign-in, without a Page."""
    async with home.jobs() as jobs:
        await by_token(jobs, visitor)


def test_a_picture_of_the_own_site_is_looked_at_and_posted(home: Home, visitor: Visitor, window: Window, run: Runs):
    connected(connect_instagram(home, visitor))
    meta = home.world.meta
    meta.crawled[address(meta, "rye.jpg")] = 403

    async def main() -> None:
        async with window.opened("instagram/crumbkitchen") as page:
            assert page.sheet is not None
            page.sheet.compose.far.choose("public")
            page.sheet.compose.picture.set_value(address(meta, "rye.jpg"))
            await press(page, "Post and keep it")
            await ends(page, "The picture opens for people, but not for Meta's crawler")
            assert meta.media == {}
            meta.crawled.clear()
            await press(page, "Post and keep it")
            await ends(page, "delete it yourself, in Instagram on your phone")
            assert "The picture opens for everybody" in words(page)
        assert [made.image for made in meta.media.values() if made.published] == [address(meta, "rye.jpg")]

    run(main())
