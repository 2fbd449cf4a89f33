"""Passphrases: long enough, typed twice, judged in words, and Caps Lock said."""

import asyncio
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.desktop.pages.driving import dialog, words
from tests.desktop.widgets_under_test import Runs, Show

from stagedoor.desktop.passphrase import MakeLockedFile, OpenLockedFile, strength
from stagedoor.desktop.widgets import PlainLabel
from stagedoor.domain.secret import Secret

GOOD = "three small brown loaves"


def test_a_new_passphrase_is_long_enough_and_typed_twice(run: Runs, show: Show):
    over = PlainLabel("Accounts")
    show(over)
    used: list[str] = []

    async def use(passphrase: Secret) -> None:
        used.append(passphrase.reveal())

    async def main() -> None:
        asking = asyncio.get_running_loop().create_task(MakeLockedFile(over, use).answer(), name="ask")
        made: Any = await dialog(over)
        made.field.set_value("short")
        assert "Too short: 3 more to go." in words(made)
        made.yes.click()
        assert made.field.problem == "Take at least 8 characters."
        made.field.set_value(GOOD)
        made.second.set_value("three small brown loafs")
        made.yes.click()
        assert made.second.problem == "The two are not the same. Type it once more."
        assert used == []
        made.second.set_value(GOOD)
        made.yes.click()
        assert await asking
        assert used == [GOOD]

    run(main())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", ""),
        ("abc", "Too short: 5 more to go."),
        ("aaaaaaaaaaaaaaaaaaaa", "Easy to guess: the same few characters"),
        ("sourdough", "Easy to guess. A few words"),
        ("sourdough bread", "Fair."),
        (GOOD, "Strong."),
    ],
)
def test_how_hard_a_passphrase_is_to_guess_is_said_in_words(typed: str, said: str):
    assert strength(typed).startswith(said)
    assert bool(strength(typed)) == bool(said)


def test_caps_lock_is_said_while_one_types(qtbot: QtBot, show: Show):
    async def use(_passphrase: Secret) -> None:
        """Never."""

    over = PlainLabel("Accounts")
    show(over)
    asking = OpenLockedFile(over, use)
    asking.show()
    edit = asking.field.edit
    qtbot.keyClick(edit, Qt.Key.Key_A)
    assert "Caps Lock is on." not in words(asking)
    qtbot.keyClick(edit, "A")  # a capital, and Shift is not down
    assert "Caps Lock is on." in words(asking)
    qtbot.keyClick(edit, Qt.Key.Key_CapsLock)
    assert "Caps Lock is on." not in words(asking)
    asking.close()
    asking.deleteLater()
