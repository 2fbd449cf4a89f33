"""Buttons: names, keys, and the ring that shows where one is."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.desktop.widgets_under_test import Show, name_of, role_of

from stagedoor.desktop.widgets import (
    IconButton,
    OutlineButton,
    PrimaryButton,
    SecretField,
)


def test_names_start_with_the_words_and_tell_apart(qtbot: QtBot) -> None:
    button = OutlineButton("Test post", about="X, @crumbkitchen")
    more = IconButton("More", "mdi6.dots-horizontal", about="X, @crumbkitchen")
    for widget in (button, more):
        qtbot.addWidget(widget)
    assert name_of(button) == "Test post, X, @crumbkitchen"
    assert name_of(more) == "More, X, @crumbkitchen"
    assert more.toolTip() == "More"
    button.set_label("Post again")
    assert name_of(button) == "Post again, X, @crumbkitchen"
    assert role_of(button) == QAccessible.Role.Button


def test_an_ampersand_is_no_shortcut(qtbot: QtBot) -> None:
    button = OutlineButton("Salt & Pepper")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.label() == "Salt & Pepper"
    assert name_of(button) == "Salt & Pepper"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_buttons_answer_to_enter_and_space(qtbot: QtBot, show: Show, key: Qt.Key) -> None:
    button = PrimaryButton("Continue")
    show(button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_the_ring_goes_around_what_has_the_focus(qtbot: QtBot, show: Show) -> None:
    button = OutlineButton("Continue")
    window = show(button)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    ring = window.findChild(QWidget, "focusRing")
    assert isinstance(ring, QWidget)
    qtbot.waitUntil(ring.isVisible)
    place = button.geometry().adjusted(-4, -4, 4, 4)
    assert ring.geometry() == place
    button.clearFocus()
    assert not ring.isVisible()


def test_the_ring_of_a_field_goes_around_its_box(qtbot: QtBot, show: Show) -> None:
    field = SecretField("API key")
    window = show(field)
    field.setFocus()
    ring = window.findChild(QWidget, "focusRing")
    assert isinstance(ring, QWidget)
    box = field.edit.parentWidget()
    assert box is not None
    assert ring.size() == box.size() + QSize(8, 8)
