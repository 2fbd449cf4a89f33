"""Tabs: one stop for Tab, arrows between them, told to screen readers as what they are."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from tests.desktop.gallery import settle
from tests.desktop.walk import tab_stops
from tests.desktop.widgets_under_test import Show, name_of, role_of

from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import OutlineButton, Tabs

WORDS = [("one", "Overview"), ("two", "Doctor"), ("three", "Use in scripts"), ("four", "Tom & Jerry")]


@pytest.fixture
def tabs(show: Show) -> Tabs:
    made = Tabs("Parts", WORDS)
    show(made)
    return made


def chosen(tabs: Tabs) -> list[str]:
    heard: list[str] = []
    tabs.chosen.connect(heard.append)
    return heard


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Qt.Key.Key_Right], "two"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left], "two"),
        ([Qt.Key.Key_End], "four"),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], "one"),
    ],
)
def test_keys_move_between_the_tabs(tabs: Tabs, keys: list[Qt.Key], expected: str):
    heard = chosen(tabs)
    tabs.setFocus()
    for key in keys:
        QTest.keyClick(tabs, key)
    assert tabs.value == expected
    assert heard[-1] == expected


def test_it_is_one_stop_between_two_buttons(show: Show):
    holder = QWidget()
    column = QVBoxLayout(holder)
    tabs = Tabs("Parts", WORDS)
    for widget in (OutlineButton("Before"), tabs, OutlineButton("After")):
        column.addWidget(widget)
    window = show(holder)
    assert [name_of(stop) for stop in tab_stops(window)] == ["Before", "Overview", "After"]  # the tab that is chosen


def test_a_screen_reader_hears_tabs(tabs: Tabs):
    assert role_of(tabs) == QAccessible.Role.PageTabList
    told = QAccessible.queryAccessibleInterface(tabs)
    inside = [told.child(at) for at in range(4)]
    assert {one.role() for one in inside} == {QAccessible.Role.PageTab}
    assert [one.text(QAccessible.Text.Name).replace("&&", "&") for one in inside] == [words for _, words in WORDS]


def test_what_the_program_chooses_is_not_said(tabs: Tabs):
    heard = chosen(tabs)
    tabs.choose("three")
    assert (tabs.value, heard) == ("three", [])


def test_a_press_chooses(tabs: Tabs):
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.place_of("three").center())
    assert tabs.value == "three"


def test_a_hidden_tab_is_passed_over(tabs: Tabs):
    tabs.set_shown("two", shown=False)
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.value == "three"
    assert tabs.place_of("two").isEmpty()


def test_where_it_is_narrow_there_are_several_lines_and_every_word_has_room(theme: Theme, show: Show):
    theme.set_text_scale(2.0)
    tabs = Tabs("Parts", WORDS)
    one_line = tabs.heightForWidth(2000)
    window = show(tabs)
    window.resize(360, 600)
    settle()
    places = [tabs.place_of(id) for id, _ in WORDS]
    assert tabs.heightForWidth(tabs.width()) > one_line
    assert all(tabs.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for a in places for b in places if a is not b)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=places[3].center() + QPoint(1, 0))
    assert tabs.value == "four"
