"""Where the keys live: only what must be asked is asked, and a no changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.keychain import GOOD, Keychain
from tests.desktop.pages.driving import button, dialog, no_dialog, until, words
from tests.desktop.screens_pages import LOCKED, NO_KEYCHAIN, keychain
from tests.desktop.widgets_under_test import Runs, Show

from stagedoor.desktop import keys
from stagedoor.desktop.passphrase import MakeLockedFile, OpenLockedFile
from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import Dialog, PlainLabel
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.errors import SecretDenied, SecretUnavailable

D = TypeVar("D", bound=Dialog)
LOCKED_FILE = KeychainState(backend=keys.LOCKED_FILE, name="locked file", works=False, locked=True, problem="Locked.")


class Person:
    """In front of a window; `desk.jobs` is the keychain."""

    def __init__(self, desk: FakeDesk, over: QWidget) -> None:
        self.desk, self.over = desk, over

    async def press(self, what: str) -> None:
        button(await dialog(self.over), what).click()

    async def reads(self) -> str:
        return words(await dialog(self.over))


Story = Callable[[Person], Awaitable[None]]


@pytest.fixture
def asked(run: Runs, theme: Theme, show: Show) -> Callable[..., bool]:
    """What `ask` (ensure or unlock) gives while `person` answers the dialogs."""

    def run_it(keychain: Keychain, person: Story | None = None, ask: Any = keys.ensure) -> bool:
        over = PlainLabel("Accounts")
        show(over)
        desk = FakeDesk(theme, jobs=keychain)

        async def main() -> bool:
            async with asyncio.timeout(20):
                asking = asyncio.get_running_loop().create_task(ask(desk, over), name="ask")
                if person is not None:
                    await person(Person(desk, over))
                given: bool = await asking
                assert no_dialog(over)
                return given

        return bool(run(main()))

    return run_it


def test_a_keychain_that_works_is_announced_once(asked):
    here = Keychain(keychain())

    async def person(p: Person) -> None:
        assert "GNOME Keyring may open a window." in await p.reads()
        await p.press("Continue")

    assert asked(here, person)
    assert here.kept == {keys.SAID: "yes"}
    assert asked(here)


def test_no_to_the_announcement_keeps_nothing_and_is_asked_again(asked):
    here = Keychain(keychain())

    async def person(p: Person) -> None:
        await p.press("Not now")

    assert not asked(here, person)
    assert here.kept == {}


def test_who_has_keys_already_is_told_nothing(asked):
    here = Keychain(keychain())
    here.items_here = ["item"]
    assert asked(here)


def test_a_system_that_never_asks_is_not_announced(asked):
    assert asked(Keychain(keychain(backend="windows-credentials", name="Credential Manager")))


def test_a_locked_keychain_is_unlocked_after_a_yes(asked):
    here = Keychain(LOCKED, keychain())

    async def person(p: Person) -> None:
        said = await p.reads()
        assert "Your keys are locked." in said
        assert "GNOME Keyring asks in a window of its own" in said
        assert here.unlocked == 0
        await p.press("Unlock")
        await until(lambda: p.desk.changes)
        assert p.desk.said[-1] == ("Your keys are unlocked.", "good")

    assert asked(here, person)


def test_no_to_unlocking_asks_nobody_else(asked):
    here = Keychain(LOCKED)

    async def person(p: Person) -> None:
        await p.press("Not now")

    assert not asked(here, person)
    assert here.unlocked == 0


def test_a_person_who_says_no_to_the_system_is_told_why_it_did_not_work(asked):
    here = Keychain(LOCKED)
    here.refuses = SecretDenied("You said no.", "Unlock it again.")

    async def person(p: Person) -> None:
        await until(lambda: p.desk.problems)
        assert p.desk.problems == [here.refuses]
        assert p.desk.changes == 0

    assert not asked(here, person, keys.unlock)


def test_without_a_keychain_a_locked_file_is_made(asked):
    here = Keychain(NO_KEYCHAIN)

    async def person(p: Person) -> None:
        said = await p.reads()
        assert "Where shall your keys live?" in said
        assert "No program answers for the system's keychain. Install GNOME Keyring" in said
        await p.press("Make a locked file")
        made = await next_dialog(p, MakeLockedFile)
        made.field.set_value(GOOD)
        made.second.set_value(GOOD)
        made.yes.click()
        await until(lambda: p.desk.changes)

    assert asked(here, person)
    assert here.made == [GOOD]


async def next_dialog(p: Person, kind: type[D]) -> D:
    """The one before is gone."""
    await until(lambda: any(found.isVisible() for found in p.over.window().findChildren(kind)))
    found = await dialog(p.over)
    assert isinstance(found, kind)
    return found


def test_a_keychain_that_was_started_meanwhile_is_tried_again(asked):
    here = Keychain(NO_KEYCHAIN, keychain(backend="windows-credentials"))

    async def person(p: Person) -> None:
        await p.press("Try again")

    assert asked(here, person)


def test_an_empty_keychain_makes_its_first_keyring_when_it_is_tried_again(asked):
    here = Keychain(NO_KEYCHAIN, NO_KEYCHAIN, keychain(backend="windows-credentials"))

    async def person(p: Person) -> None:
        await p.press("Try again")

    assert asked(here, person)
    assert here.unlocked == 1


def test_one_that_still_does_not_answer_is_said_once_more(asked):
    here = Keychain(NO_KEYCHAIN)
    here.refuses = SecretUnavailable("Nobody answers.")

    async def person(p: Person) -> None:
        first = await dialog(p.over)
        await p.press("Try again")
        await until(lambda: not no_dialog(p.over) and first not in p.over.window().findChildren(type(first)))
        await p.press("Not now")

    assert not asked(here, person)
    assert here.made == []


def test_a_locked_file_that_is_broken_is_said_and_nothing_asked(asked):
    here = Keychain(KeychainState(backend=keys.LOCKED_FILE, name="locked file", works=False, problem="It is damaged."))

    async def person(p: Person) -> None:
        await until(lambda: p.desk.said)
        assert p.desk.said == [("It is damaged.", "bad")]

    assert not asked(here, person)


def test_a_wrong_passphrase_is_said_in_the_dialog_and_can_be_mended(asked):
    here = Keychain(LOCKED_FILE)

    async def person(p: Person) -> None:
        opened = await dialog(p.over)
        assert isinstance(opened, OpenLockedFile)
        opened.yes.click()
        assert opened.field.problem == "Type the passphrase."
        opened.field.set_value("wrong")
        assert opened.field.problem == ""
        opened.yes.click()
        await until(lambda: opened.field.problem)
        assert opened.field.problem == "This passphrase does not open it. Try again."
        assert opened.field.edit.hasSelectedText()
        opened.field.set_value(GOOD)
        opened.yes.click()
        await until(lambda: p.desk.said)

    assert asked(here, person, keys.unlock)
    assert here.passphrases == ["wrong", GOOD]


def test_giving_up_while_it_opens_breaks_nothing(asked):
    here = Keychain(LOCKED_FILE)
    here.gate.clear()

    async def person(p: Person) -> None:
        opened = await next_dialog(p, OpenLockedFile)
        opened.field.set_value(GOOD)
        opened.yes.click()
        await until(lambda: here.unlocked)
        assert not opened.yes.isEnabled()
        opened.reject()
        await asyncio.sleep(0)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        await asyncio.sleep(0)
        here.gate.set()

    assert not asked(here, person, keys.unlock)
