"""The welcome page over the real services of a home that points at practice."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import start
from tests.desktop.pages.driving import button, idle, until, words
from tests.desktop.screens_pages import NO_KEYCHAIN, keychain
from tests.desktop.widgets_under_test import Runs, name_of
from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.rig import connect_telegram

from stagedoor.desktop.engine import Engine
from stagedoor.desktop.pages.welcome.page import WelcomePage
from stagedoor.desktop.pages.welcome.tiles import TileCard
from stagedoor.desktop.places import CanDo, Connect, Details, Welcome
from stagedoor.desktop.theme import Theme
from stagedoor.domain.errors import StagedoorError, StoreReadOnly
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs


class Seat:
    """`broken`: what is raised instead of an answer."""

    def __init__(self, home: Home, theme: Theme, **more: Any) -> None:
        self.engine = Engine(home.jobs)
        self.engine.start()
        self.broken: Exception | None = None
        self.practised = 0
        self.desk = FakeDesk(theme, answers=self._answer, start=start(practise=self._practise), **more)
        self.page = WelcomePage(self.desk, Welcome())

    async def _answer(self, work: Callable[[Jobs], Awaitable[Any]]) -> Any:
        if self.broken is not None:
            raise self.broken
        return await self.engine.do(work)

    def _practise(self) -> None:
        self.practised += 1

    def tile(self, name: str) -> TileCard:
        (found,) = [card for card in self.page.findChildren(TileCard) if card.isVisible() and name_of(card) == name]
        return found

    def names(self) -> list[str]:
        return [name_of(card) for grid in (self.page.first, *self.page.grids) for card in grid.cards()]


Story = Callable[[Seat], Coroutine[Any, Any, None]]


@pytest.fixture
def story(run: Runs, home: Home, theme: Theme, qtbot: QtBot) -> Callable[..., None]:
    def run_it(body: Story, *, broken: Exception | None = None, **more: Any) -> None:
        async def main() -> None:
            seat = Seat(home, theme, **more)
            seat.broken = broken
            qtbot.addWidget(seat.page)
            seat.page.show()
            try:
                async with asyncio.timeout(20):
                    await seat.page.refresh()
                    await idle(seat.page)
                    await body(seat)
            finally:
                await seat.page.tasks.aclose()
                assert await seat.engine.aclose()
            assert seat.desk.problems == []

        run(main())

    return run_it


def test_a_first_start_shows_what_can_be_connected(story):
    async def body(seat):
        names = seat.names()
        assert names[:2] == ["Your details, asked once, 5 min", "TikTok by hand, now"]
        assert {"Telegram, 6 min", "X, 25 min", "X by hand, now"} < set(names)
        assert "Connect your accounts to your own tools" in words(seat.page)
        assert seat.page.banner is None

    story(body)


def test_where_the_keys_will_lie_is_named_when_it_has_answered(story):
    async def body(seat):
        state = await seat.engine.do(lambda jobs: jobs.ports.secrets.probe())
        assert f"in {state.name}." in seat.page.text.text()

    story(body)


def test_tiles_lead_to_their_guides(story, qtbot: QtBot):
    async def body(seat):
        seat.tile("X, 25 min").click()
        seat.tile("Your details, asked once, 5 min").click()
        telegram = seat.tile("Telegram, 6 min")
        telegram.setFocus()
        qtbot.keyClick(telegram, Qt.Key.Key_Return)
        assert seat.desk.went == [Connect("x"), Details(), Connect("telegram")]

    story(body)


def test_a_set_up_that_was_left_goes_on_from_here(story, home: Home):
    async def left() -> None:
        async with home.jobs() as jobs:
            order = ConnectRequest(
                platform="telegram", given={"device": "computer", "target": "channel", "ready": "yes"}
            )
            with suppress(StagedoorError):
                await jobs.connect.run(order, Scripted(fills={"token": "no token"}))

    asyncio.run(left())

    async def body(seat):
        (going,) = [name for name in seat.names() if "Continue: " in name]
        assert going.startswith("Telegram, 6 min, Continue: Step ")
        seat.tile(going).click()
        assert seat.desk.went == [Connect("telegram", "bot")]

    story(body)


def test_who_has_accounts_adds_one(story, home: Home, visitor: Visitor):
    asyncio.run(connect_telegram(home, visitor))

    async def body(seat):
        assert seat.page.headline.text() == "Add an account"

    story(body)


def test_what_cannot_be_read_is_said_and_tried_again(story):
    async def body(seat):
        assert seat.page.banner.words.text() == "Nothing can be written. Look at the folder."
        assert seat.names() == []
        seat.broken = None
        await until(seat.page.banner.button.isVisible)
        button(seat.page, "Try again").click()
        await until(lambda: "X, 25 min" in seat.names())
        assert seat.page.banner is None

    story(body, broken=StoreReadOnly("Nothing can be written.", "Look at the folder."))


def test_reading_again_keeps_the_focus(story):
    async def body(seat):
        tile = seat.tile("X, 25 min")
        tile.setFocus()
        await seat.page.refresh()
        assert QApplication.focusWidget() is tile

    story(body)


def test_other_ways_to_begin(story):
    async def body(seat):
        await until(button(seat.page, "I already have keys").isVisible)
        button(seat.page, "I already have keys").click()
        button(seat.page, "What Stagedoor can").click()
        assert seat.desk.went == [Connect(platform="", have_keys=True), CanDo()]
        button(seat.page, "Try it with made-up accounts").click()
        await idle(seat.page)
        assert seat.practised == 1

    story(body)


def test_made_up_accounts_offer_no_made_up_accounts(story):
    async def body(seat):
        assert not seat.page.links.practise.isVisible()
        assert seat.page.links.have_keys.isVisible()

    story(body, simulated=True)


def test_without_a_keychain_that_is_said_and_asked(story):
    async def body(seat):
        seat.page.show_keychain(NO_KEYCHAIN)
        assert seat.page.text.text().startswith("Stagedoor walks you through")
        assert "No program answers" in seat.page.banner.words.text()
        await until(seat.page.banner.button.isVisible)
        button(seat.page, "Where keys live").click()
        await until(lambda: seat.desk.changes)  # the real one works meanwhile: nothing is left to ask
        assert seat.page.banner is None

    story(body)


def test_a_locked_keychain_is_no_reason_to_worry_yet(story):
    async def body(seat):
        seat.page.show_keychain(keychain(works=False, locked=True))
        assert seat.page.banner is None
        assert "in GNOME Keyring." in seat.page.text.text()

    story(body)


def test_a_broken_platform_file_takes_away_its_own_tile_only(story, home: Home):
    (home.paths.platforms / "x.toml").write_text("this is no TOML [")

    async def body(seat):
        assert "Telegram, 6 min" in seat.names()
        assert "X, 25 min" not in seat.names()

    story(body)
