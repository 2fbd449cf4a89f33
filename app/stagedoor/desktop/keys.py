"""Where the keys live: asked for when a guide needs it, and only what has to be asked.

`ensure` comes before the first guide that stores a key, `unlock` wherever somebody presses Unlock. Both are awaited and
block nothing.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.page import Desk
from stagedoor.desktop.passphrase import MakeLockedFile, OpenLockedFile
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Dialog, OutlineButton, PlainLabel
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.errors import SecretError, StagedoorError
from stagedoor.domain.secret import Secret

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

LOCKED_FILE = "sealed-file"
"""The place whose passphrase we ask for ourselves; every other one asks in a window of its own."""

SAID = "keys.announced"
"""The setting that says that the system's own question was announced once."""


async def unlock(desk: Desk, over: QWidget) -> bool:
    """Opens what holds the keys; True if they can be read now. Says why not, where a person's no was not the reason."""
    return await _unlocked(desk, over, await _probed(desk))


async def ensure(desk: Desk, over: QWidget) -> bool:
    """True if a key can be kept now. False where the person wants it later; nothing was changed then."""
    state = await _probed(desk)
    while not state.works:
        if state.locked:
            return await _asked_to_unlock(desk, over, state)
        if state.backend == LOCKED_FILE:
            desk.say(problem_of(state), "bad")
            return False
        dialog = WhereKeysLive(over, state)
        if await dialog.answer():
            return await _locked_file_made(desk, over)
        if not dialog.again:
            return False
        state = await _tried_again(desk)
    return await _announced(desk, over, state)


def problem_of(state: KeychainState) -> str:
    """What is wrong with the place of the keys, and what to do; empty where nothing is."""
    return " ".join(tr(part) for part in (state.problem, state.fix) if part)


def unlocking(state: KeychainState) -> str:
    """What will pop up when the keys are unlocked, in one sentence."""
    asks = {
        "macos-keychain": tr("macOS asks for the password that you log in with. Press Always Allow."),
        "windows-credentials": tr("Windows opens it with your log-in and asks nothing more."),
    }
    usual = tr("{keychain} asks in a window of its own, usually for the password that you log in with.",
               keychain=_capital(state.name))  # fmt: skip
    return asks.get(state.backend, usual)


def announcement(state: KeychainState) -> str:
    """What the system may ask when the first key is kept; empty where it never asks."""
    asks = {
        "macos-keychain": tr(
            "macOS may ask whether Stagedoor may use your confidential information. Type the password that you log in "
            "with and press Always Allow; with Allow it asks again every time."
        ),
        "secret-service": tr(
            "{keychain} may open a window. To unlock: it is usually the password that you log in with. To make a new "
            "wallet or keyring: take the default, and the password that you log in with.",
            keychain=_capital(state.name),
        ),
    }
    return asks.get(state.backend, "")


class WhereKeysLive(Dialog):
    """The system's keychain does not answer. Yes makes a locked file; `again` where the person tries once more."""

    def __init__(self, over: QWidget, state: KeychainState) -> None:
        words = tr(
            "Your system's keychain did not answer. You can start it and try again, or use a locked file on this "
            "computer. It opens with a passphrase that only you know: if you forget it, you connect your accounts "
            "again; nothing at the platforms is lost."
        )
        super().__init__(over, tr("Where shall your keys live?"), words, yes=tr("Make a locked file"), no=tr("Not now"))
        self.again = False
        self.column.addWidget(PlainLabel(problem_of(state), "small", parent=self))
        self.try_again = OutlineButton(tr("Try again"), "mdi6.refresh", parent=self)
        self.try_again.clicked.connect(self._again)
        self.add_button(self.try_again)

    @Slot()
    def _again(self) -> None:
        self.again = True
        self.reject()


def unlock_question(over: QWidget, state: KeychainState) -> Dialog:
    words = f"{tr('Nothing is lost.')} {unlocking(state)}"
    return Dialog(over, tr("Your keys are locked."), words, yes=tr("Unlock"), no=tr("Not now"))


def first_key_question(over: QWidget, state: KeychainState) -> Dialog:
    title = tr("Your keys go into {keychain}.", keychain=state.name)
    return Dialog(over, title, announcement(state), yes=tr("Continue"), no=tr("Not now"))


async def _probed(desk: Desk) -> KeychainState:
    return await desk.do(lambda jobs: jobs.ports.secrets.probe())


async def _tried_again(desk: Desk) -> KeychainState:
    """A keychain that is empty makes its first keyring when it is unlocked; it asks its person for that."""

    async def work(jobs: Jobs) -> KeychainState:
        state = await jobs.ports.secrets.probe()
        if state.works or state.locked:
            return state
        try:
            await jobs.ports.secrets.unlock()
        except SecretError:
            return state
        return await jobs.ports.secrets.probe()

    return await desk.do(work)


async def _asked_to_unlock(desk: Desk, over: QWidget, state: KeychainState) -> bool:
    if state.backend == LOCKED_FILE:
        return await _unlocked(desk, over, state)
    return await unlock_question(over, state).answer() and await _unlocked(desk, over, state)


async def _unlocked(desk: Desk, over: QWidget, state: KeychainState) -> bool:
    if state.works:
        return True
    if state.backend == LOCKED_FILE:
        opened = await OpenLockedFile(over, lambda passphrase: _open(desk, passphrase)).answer()
    else:
        desk.say(unlocking(state), "info")
        opened = await _opened_by_system(desk)
    if opened:
        desk.say(tr("Your keys are unlocked."))
        desk.changed()
    return opened


async def _opened_by_system(desk: Desk) -> bool:
    try:
        await _open(desk, None)
    except StagedoorError as error:
        desk.problem(error)
        return False
    state = await _probed(desk)
    if not state.works:
        desk.say(problem_of(state), "bad")
    return state.works


async def _open(desk: Desk, passphrase: Secret | None) -> None:
    await desk.do(lambda jobs: jobs.ports.secrets.unlock(passphrase))


async def _locked_file_made(desk: Desk, over: QWidget) -> bool:
    made = await make_locked_file(desk, over)
    if made:
        desk.say(tr("Your locked file is made and open. Keys go there from now on."))
        desk.changed()
    return made


async def make_locked_file(desk: Desk, over: QWidget) -> bool:
    """Asks for a new passphrase, twice, and makes the locked file. False where the person wants none."""

    async def make(passphrase: Secret) -> None:
        await desk.do(lambda jobs: jobs.ports.secrets.make_locked_file(passphrase))

    return await MakeLockedFile(over, make).answer()


async def _announced(desk: Desk, over: QWidget, state: KeychainState) -> bool:
    """Before the first key of this home: what the system may ask. Once, whatever is answered."""
    if not announcement(state) or not await desk.do(_is_first):
        return True
    if not await first_key_question(over, state).answer():
        return False
    await desk.do(lambda jobs: jobs.ports.records.set_setting(SAID, "yes"))
    return True


async def _is_first(jobs: Jobs) -> bool:
    settings, items = await asyncio.gather(jobs.ports.records.settings(), jobs.ports.records.items())
    return not items and settings.get(SAID) != "yes"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
