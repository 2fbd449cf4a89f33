"""The doctor of this computer: what it says, and its page over the real services."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import button, idle, until, words
from tests.desktop.screens_account import LOCKED, SOUND, TROUBLED
from tests.desktop.screens_accounts import NOW
from tests.desktop.widgets_under_test import Runs, Show
from tests.helpers.home import Change, Home
from tests.services.rig import connect_x

from stagedoor.desktop.engine import Engine
from stagedoor.desktop.pages.checkup.view import Checkup
from stagedoor.desktop.pages.computer import ComputerPage
from stagedoor.desktop.pages.computer_view import computer_checkup
from stagedoor.desktop.places import Accounts, Computer
from stagedoor.desktop.theme import Theme
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.exchange import Answer
from stagedoor.practice import Visitor
from stagedoor.services.ports import Ports


def checkup(answers: list[Answer], keychain: KeychainState | None = None) -> Checkup:
    return computer_checkup(answers, keychain, at=NOW, now=NOW, names={"x": "X"})


def kinds(view: Checkup) -> list[str]:
    return [step.mend.kind for trouble in view.troubles for step in trouble.steps if step.mend is not None]


def test_all_is_well():
    view = checkup(SOUND)
    assert (view.troubles, view.headline) == ((), "All 4 checks are fine")
    assert ("There is room on the disk", "88 GB free") in [(line.title, line.aside) for line in view.fine]


def test_locked_keys_are_one_trouble_and_what_follows_from_them_none():
    view = checkup(TROUBLED, LOCKED)
    assert [trouble.title for trouble in view.troubles] == ["Your keys are locked"]
    assert kinds(view) == ["unlock"]


def test_what_is_only_good_to_know_is_no_trouble():
    notes = checkup(TROUBLED, LOCKED).notes
    assert notes == (
        "The proxy http://proxy:3128 carries all traffic.", "X: Changed settings: the host api is another one.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("check", "keychain", "kind"),
    [
        ("keychain", KeychainState(backend="none", name="no keychain", works=False), "make_file"),
        ("keychain", LOCKED, "unlock"),
        ("keys (grant)", None, "accounts"),
        ("disk", None, "folder"),
        ("database", None, "folder"),
        ("platform x", None, "folder"),
    ],
)
def test_every_trouble_has_its_button(check: str, keychain: KeychainState | None, kind: str):
    view = checkup([Answer(check_id=check, verdict="bad", cause="The cause.", fix="The fix.")], keychain)
    assert kinds(view) == [kind]
    assert view.troubles[0].cause == "The cause."


def test_the_same_trouble_of_many_rows_is_said_once():
    same = Answer(check_id="keys (grant)", verdict="bad", cause="The keys are not there.", fix="Sign in again.")
    assert len(checkup([same, same, same]).troubles) == 1


def test_the_report_names_checks_and_causes():
    assert "[broken] keychain GNOME Keyring is locked. Fix: Unlock it." in checkup(TROUBLED, LOCKED).report


class Locked:
    """Implements SecretStore as far as the doctor asks it: locked until it is unlocked, then as it really is."""

    def __init__(self, real: Any) -> None:
        self._real, self.open = real, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    async def probe(self) -> KeychainState:
        return await self._real.probe() if self.open else LOCKED

    async def unlock(self, _passphrase: object = None) -> None:
        self.open = True


def locking(ports: Ports) -> Ports:
    return replace(ports, secrets=Locked(ports.secrets))


@pytest.fixture
def opened(home: Home, theme: Theme, show: Show):
    @asynccontextmanager
    async def open_it(*changes: Change) -> AsyncIterator[tuple[ComputerPage, FakeDesk]]:
        engine = Engine(lambda: home.jobs(*changes))
        engine.start()
        desk = FakeDesk(theme, answers=engine.do)
        page = ComputerPage(desk, Computer())
        show(page)
        await page.refresh()
        await idle(page)
        try:
            yield page, desk
        finally:
            await page.tasks.aclose()
            assert await engine.aclose()
            assert desk.problems == []

    return open_it


def test_a_computer_that_is_well(opened, run: Runs):
    async def story() -> None:
        async with opened() as (page, _):
            assert page.panel.troubles == []
            assert "Your keys can be kept and read" in words(page)
            assert "practice" in words(page)  # the platforms point at made-up ones, which is good to know

    run(story())


def test_unlocking_mends_it_at_once(opened, run: Runs):
    async def story() -> None:
        async with opened(locking) as (page, desk):
            assert [card.trouble.title for card in page.panel.troubles] == ["Your keys are locked"]
            button(page, "Unlock").click()
            await until(lambda: not page.panel.troubles)
            await idle(page)
            assert ("Your keys are unlocked.", "good") in desk.said

    run(story())


def test_a_sign_in_without_its_keys_leads_to_the_accounts(opened, home: Home, visitor: Visitor, run: Runs):
    async def lose() -> None:
        await connect_x(home, visitor)
        async with home.jobs() as jobs:
            (item,) = await jobs.ports.records.items(kind="grant")
            await jobs.ports.secrets.delete(item)

    asyncio.run(lose())

    async def story() -> None:
        async with opened() as (page, desk):
            assert [card.trouble.title for card in page.panel.troubles] == ["The keys of a sign-in"]
            button(page, "Show the accounts").click()
            assert desk.went == [Accounts()]

    run(story())


def test_looking_again_does_not_examine_again_but_the_button_does(opened, home: Home, run: Runs):
    async def story() -> None:
        async with opened() as (page, _):
            home.world.clock.advance(600)
            await page.refresh()
            await idle(page)
            assert "10 min ago" in words(page)
            button(page, "Run again").click()
            await idle(page)
            assert "just now" in words(page)

    run(story())
