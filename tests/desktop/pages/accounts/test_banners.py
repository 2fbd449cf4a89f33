"""The one message over the accounts: keys that are locked, and a sitting that goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.desktop.desk import FakeDesk
from tests.desktop.keychain import GOOD
from tests.desktop.pages.driving import button, dialog, idle, no_dialog, until, words
from tests.desktop.screens_accounts import MadeUpJobs, accounts, overview, setups
from tests.desktop.screens_sitting import ALL_DONE, progress
from tests.desktop.widgets_under_test import Runs, Show

from stagedoor.desktop import keys
from stagedoor.desktop.pages.accounts.page import AccountsPage
from stagedoor.desktop.places import Accounts, Sitting
from stagedoor.desktop.theme import Theme
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.errors import SecretLocked
from stagedoor.domain.secret import Secret
from stagedoor.domain.sitting import Progress

MIDWAY = progress(ALL_DONE)
BY_HAND = [card for card in accounts() if card.connection.grant_id is None]
"""Nobody else is asked how it is."""


class LockedFile(MadeUpJobs):
    """Services whose keys lie in a locked file."""

    async def probe(self) -> KeychainState:
        return KeychainState(backend=keys.LOCKED_FILE, name="locked file", works=not self.locked, locked=self.locked)

    async def unlock(self, passphrase: Secret | None = None) -> None:
        if passphrase is None or passphrase.reveal() != GOOD:
            raise SecretLocked("Your locked file is not open.", "Unlock it with its passphrase.")
        self.locked = False


class InSitting(MadeUpJobs):
    def __init__(self, found: Progress | None, **more: Any) -> None:
        super().__init__(overview(**more))
        self.found = found
        self.asked: set[str] = set()

    async def unfinished(self, platforms: set[str]) -> Progress | None:
        self.asked = platforms
        return self.found


Body = Callable[[AccountsPage, FakeDesk], Awaitable[None]]


@pytest.fixture
def visit(run: Runs, theme: Theme, show: Show) -> Callable[[Any, Body], None]:
    def run_it(jobs: Any, body: Body) -> None:
        desk = FakeDesk(theme, jobs=jobs)

        async def main() -> None:
            page = AccountsPage(desk, Accounts())
            show(page)
            async with asyncio.timeout(30):
                await page.refresh()
                await body(page, desk)
                await page.tasks.aclose()

        run(main())

    return run_it


def banner(page: AccountsPage) -> str:
    return page.body.banner.words.text() if page.body.banner is not None else ""


def test_a_locked_file_asks_for_its_passphrase(visit):
    jobs = LockedFile(overview(locked=True, cards=BY_HAND, setups=[]), locked=True)

    async def body(page: AccountsPage, desk: FakeDesk) -> None:
        await until(lambda: "Your keys are locked." in words(page.body))
        button(page.body, "Unlock").click()
        asked = await dialog(page)
        QTest.keyClicks(asked.focusWidget(), GOOD)
        QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Return)
        await until(lambda: not jobs.locked and no_dialog(page))
        await until(lambda: banner(page) == "")
        assert desk.problems == []

    visit(jobs, body)


def test_somebody_who_does_not_know_the_passphrase_now_may_go_on_without(visit):
    jobs = LockedFile(overview(locked=True, cards=BY_HAND, setups=[]), locked=True)

    async def body(page: AccountsPage, desk: FakeDesk) -> None:
        await until(lambda: "Your keys are locked." in words(page.body))
        button(page.body, "Unlock").click()
        QTest.keyClick(await dialog(page), Qt.Key.Key_Escape)
        await idle(page)
        assert banner(page).startswith("Your keys are locked.")
        assert desk.problems == []

    visit(jobs, body)


def test_a_sitting_that_goes_on_is_named_and_one_press_away(visit):
    jobs = InSitting(MIDWAY, setups=[])

    async def body(page: AccountsPage, desk: FakeDesk) -> None:
        assert banner(page).startswith("Meta: Facebook, Instagram, Threads. 4 of 5 done. What is left takes about 4 ")
        assert "telegram" in jobs.asked
        await until(lambda: "4 of 5 done" in words(page.body))
        button(page.body, "Go on").click()
        assert desk.went == [Sitting("meta")]
        jobs.found = None
        await page.refresh()
        assert banner(page) == ""

    visit(jobs, body)


def test_while_one_of_its_guides_is_left_half_done_its_card_says_so(visit):
    (card, *_) = setups()
    half = type(card)(setup=card.setup, platform_name="Threads", state=card.state)
    jobs = InSitting(progress({card.setup.platform: "going"}), setups=[half])
    jobs.found = Progress(**{**_fields(MIDWAY), "platforms": [card.setup.platform]})

    async def body(page: AccountsPage, desk: FakeDesk) -> None:
        assert banner(page) == ""
        assert "Go on" not in words(page)

    visit(jobs, body)


def _fields(shown: Progress) -> dict[str, Any]:
    return {name: getattr(shown, name) for name in shown.__struct_fields__}
