"""The settings: every choice takes effect and is kept, folders open, and the place of the keys is said."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QRadioButton
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import HOME, start
from tests.desktop.keychain import GOOD, Keychain
from tests.desktop.pages.driving import button, dialog, idle, until, words
from tests.desktop.screens_pages import LOCKED, NO_KEYCHAIN, keychain
from tests.desktop.widgets_under_test import Runs, Show, name_of

from stagedoor.desktop.pages.settings.about import shortcut_list
from stagedoor.desktop.pages.settings.keychain import keys_view
from stagedoor.desktop.pages.settings.page import SettingsPage
from stagedoor.desktop.places import CanDo, Settings
from stagedoor.desktop.shortcuts import SHORTCUTS
from stagedoor.desktop.theme import Theme, reduced_motion
from stagedoor.desktop.widgets import Dialog
from stagedoor.domain.bundle import KeychainState


class Seat:
    def __init__(self, theme: Theme, show: Show, here: Keychain, **more: Any) -> None:
        self.here = here
        self.shown: list[Path] = []
        self.practised = 0
        self.opens = True
        given = start(show=self._show, practise=self._practise)
        self.desk = FakeDesk(theme, jobs=here, start=given, **more)
        self.page = SettingsPage(self.desk, Settings())
        show(self.page)

    def _show(self, path: Path) -> bool:
        self.shown.append(path)
        return self.opens

    def _practise(self) -> None:
        self.practised += 1

    def segment(self, name: str) -> QRadioButton:
        (found,) = [s for s in self.page.findChildren(QRadioButton) if name_of(s) == name]
        return found


@pytest.fixture
def story(run: Runs, theme: Theme, show: Show) -> Callable[..., None]:
    def run_it(body: Callable[[Seat], Awaitable[None]], *states: KeychainState, **more: Any) -> None:
        here = Keychain(*(states or (keychain(),)))
        here.kept = more.pop("kept", {})
        seat = Seat(theme, show, here, **more)

        async def main() -> None:
            async with asyncio.timeout(20):
                await seat.page.refresh()
                await idle(seat.page)
                await body(seat)
                assert seat.desk.problems == []

        run(main())

    return run_it


def test_what_is_in_force_is_shown_and_nothing_is_kept_by_that(story):
    async def body(seat):
        looks = seat.page.looks
        assert (looks.theme.value, looks.text_size.value, looks.motion.on, looks.offer.on) == (
            "light", "100", False, False,
        )  # fmt: skip
        assert seat.here.kept == {"offer_copied": "no"}

    story(body, kept={"offer_copied": "no"})


def test_every_choice_takes_effect_and_is_kept(story, theme: Theme):
    async def body(seat):
        seat.segment("Dark").click()
        seat.segment("125 %").click()
        seat.page.looks.motion.box.click()
        seat.page.looks.offer.box.click()
        await idle(seat.page)
        assert (theme.choice, theme.text_scale, reduced_motion()) == ("dark", 1.25, True)
        assert seat.here.kept == {
            "theme": "dark", "text_size": "125", "reduced_motion": "yes", "offer_copied": "no",
        }  # fmt: skip

    story(body)


def test_a_keychain_that_works_is_tested_when_asked(story):
    async def body(seat):
        assert "GNOME Keyring" in words(seat.page.keys)
        assert "read back and deleted in 12 ms." in words(seat.page.keys)
        seat.here.states = [keychain(seconds=0.5)]
        button(seat.page.keys, "Test it").click()
        await until(lambda: "500 ms" in words(seat.page.keys))

    story(body)


def test_a_locked_keychain_is_unlocked(story):
    async def body(seat):
        assert "Locked" in words(seat.page.keys)
        button(seat.page.keys, "Unlock").click()
        await until(lambda: "Works" in words(seat.page.keys))
        assert seat.here.unlocked == 1
        assert not seat.page.keys.unlock_button.isVisible()

    story(body, LOCKED, LOCKED, keychain())


def test_without_a_keychain_a_locked_file_can_be_made(story):
    async def body(seat):
        assert "No program answers for the system's keychain. Install" in words(seat.page.keys)
        button(seat.page.keys, "Make a locked file").click()
        first = await dialog(seat.page)
        button(first, "Make a locked file").click()
        await until(lambda: hasattr(newest(seat), "second"))
        made = newest(seat)
        made.field.set_value(GOOD)
        made.second.set_value(GOOD)
        made.yes.click()
        await idle(seat.page)
        assert seat.here.made == [GOOD]
        assert seat.desk.changes == 1

    story(body, NO_KEYCHAIN)


def newest(seat: Seat) -> Any:
    found = [shown for shown in seat.page.window().findChildren(Dialog) if shown.isVisible()]
    return found[-1] if found else None


def test_a_locked_file_that_fails_offers_no_other_file():
    broken = KeychainState(backend="sealed-file", name="locked file", works=False, problem="It is damaged.")
    view = keys_view(broken)
    assert (view.place, view.pill, view.fails, view.locked) == ("Locked file", "Does not answer", False, False)


def test_folders_open_or_their_paths_are_there_to_copy(story):
    async def body(seat):
        for label in ("Your folder", "Log"):
            seat.page.folders.buttons[label].click()
            await idle(seat.page)
        assert seat.shown == [HOME, HOME / "logs" / "stagedoor.log"]
        assert seat.desk.said == []
        seat.opens = False
        seat.page.folders.buttons["Log"].click()
        await idle(seat.page)
        log = HOME / "logs" / "stagedoor.log"
        assert seat.desk.said == [(f"The folder cannot be opened here. It is {log}", "warning")]
        names = [name_of(b) for b in seat.page.folders.buttons.values()]
        assert names == ["Open the folder, Your folder", "Open the folder, Log"]

    story(body)


def test_made_up_accounts_open_from_the_real_window_only(story):
    async def real(seat):
        button(seat.page, "Open made-up accounts").click()
        await idle(seat.page)
        assert seat.practised == 1

    async def made_up(seat):
        assert not seat.page.practise.isVisible()

    story(real)
    story(made_up, simulated=True)


def test_what_to_trust_is_one_press_away(story):
    async def body(seat):
        button(seat.page, "What Stagedoor can and cannot do").click()
        assert seat.desk.went == [CanDo()]

    story(body)


def test_every_key_of_the_window_is_listed():
    listed = [key.keys for key in shortcut_list()]
    assert [keys for keys, _ in SHORTCUTS] == listed[: len(SHORTCUTS)]
    assert len(set(listed)) == len(listed)
    assert all(key.words for key in shortcut_list())
