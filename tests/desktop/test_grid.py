"""The grid of cards by keyboard and by mouse."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from stagedoor.desktop.widgets import FlowGrid, OpenCard, OutlineButton, PlainLabel, QuietButton, ScrollPage

KEY = Qt.Key


class Window(QWidget):
    """A button, a grid of seven cards with two buttons each, a button."""

    def __init__(self, cards: int = 7) -> None:
        super().__init__()
        self.page = ScrollPage()
        self.before, self.after = OutlineButton("Before"), OutlineButton("After")
        self.grid = FlowGrid("Accounts", least=200)
        self.grid.set_cards([card(number) for number in range(cards)])
        for widget in (self.before, self.grid, self.after):
            self.page.column.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.resize(QSize(760, 400))


def card(number: int) -> OpenCard:
    made = OpenCard(f"Card {number}")
    made.column.addWidget(PlainLabel(f"Account {number}"))
    made.column.addWidget(OutlineButton("Test post", about=str(number)))
    made.column.addWidget(QuietButton("Why?", about=str(number)))
    return made


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def press(qtbot: QtBot, *keys: Qt.Key, back: bool = False) -> list[str]:
    """Presses keys at whatever has the focus; the names of what has it after each."""
    names = []
    for key in keys:
        shift = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Backtab if back and key == KEY.Key_Tab else key, shift)
        names.append(focused())
    return names


def test_the_grid_is_one_tab_stop_and_tab_goes_inside(qtbot: QtBot, window: Window) -> None:
    window.before.setFocus()
    tab = KEY.Key_Tab
    assert press(qtbot, tab, tab, tab, tab) == ["Card 0", "Test post, 0", "Why?, 0", "After"]
    assert press(qtbot, tab, tab, tab, tab, back=True) == ["Why?, 0", "Test post, 0", "Card 0", "Before"]


def test_arrows_home_and_end_move(qtbot: QtBot, window: Window) -> None:
    assert window.grid.column_count() == 3
    window.grid.cards()[0].setFocus()
    right, left, up, down = KEY.Key_Right, KEY.Key_Left, KEY.Key_Up, KEY.Key_Down
    assert press(qtbot, right, down, left, up) == ["Card 1", "Card 4", "Card 3", "Card 0"]
    assert press(qtbot, up, left) == ["Card 0", "Card 0"]
    assert press(qtbot, KEY.Key_End, right, down) == ["Card 6", "Card 6", "Card 6"]
    assert press(qtbot, KEY.Key_Home, right, right, down, down) == ["Card 0", "Card 1", "Card 2", "Card 5", "Card 6"]


def test_tab_comes_back_to_the_card_that_was_left(qtbot: QtBot, window: Window) -> None:
    window.grid.cards()[0].setFocus()
    press(qtbot, KEY.Key_End)
    window.before.setFocus()
    assert press(qtbot, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab) == [
        "Card 6", "Test post, 6", "Why?, 6", "After",
    ]  # fmt: skip


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space])
def test_enter_opens(qtbot: QtBot, window: Window, key: Qt.Key) -> None:
    first = window.grid.cards()[0]
    first.setFocus()
    with qtbot.waitSignal(first.clicked):
        qtbot.keyClick(first, key)


def test_escape_comes_back_from_the_inside(qtbot: QtBot, window: Window) -> None:
    window.grid.cards()[0].setFocus()
    assert press(qtbot, KEY.Key_Tab, KEY.Key_Escape) == ["Test post, 0", "Card 0"]


def test_a_button_inside_does_not_open_the_card(qtbot: QtBot, window: Window) -> None:
    first = window.grid.cards()[0]
    button = first.findChild(OutlineButton)
    assert isinstance(button, OutlineButton)
    with qtbot.assertNotEmitted(first.clicked), qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_click_on_words_of_a_card_opens_it(qtbot: QtBot, window: Window) -> None:
    third = window.grid.cards()[2]
    words = third.findChild(PlainLabel)
    assert isinstance(words, PlainLabel)
    with qtbot.waitSignal(third.clicked):
        qtbot.mouseClick(third, Qt.MouseButton.LeftButton, pos=words.geometry().center())
    assert window.grid.current is third


def test_a_screen_reader_hears_a_button_with_the_name_of_the_card(window: Window) -> None:
    interface = QAccessible.queryAccessibleInterface(window.grid.cards()[1])
    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name) == "Card 1"
    assert interface.state().focusable
    assert interface.childCount() == 3


def test_the_card_with_the_focus_scrolls_into_sight(qtbot: QtBot, window: Window) -> None:
    window.resize(QSize(300, 300))
    QApplication.processEvents()
    window.grid.cards()[0].setFocus()
    press(qtbot, KEY.Key_End)
    assert not window.grid.cards()[6].visibleRegion().isEmpty()


def test_new_buttons_of_another_card_are_no_tab_stop(qtbot: QtBot, window: Window) -> None:
    late = OutlineButton("Late")
    window.grid.cards()[3].column.addWidget(late)
    qtbot.waitUntil(lambda: not late.focusPolicy() & Qt.FocusPolicy.TabFocus)
    window.grid.cards()[3].setFocus()
    assert late.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_cards_that_stay_keep_widget_and_focus(qtbot: QtBot, window: Window) -> None:
    cards = window.grid.cards()
    cards[4].setFocus()
    window.grid.set_cards([cards[5], cards[4], card(9)])
    assert window.grid.current is cards[4]
    assert focused() == "Card 4"
    qtbot.waitUntil(lambda: window.grid.cards()[0].geometry().left() < cards[4].geometry().left())
    assert press(qtbot, KEY.Key_Right, KEY.Key_Home) == ["Card 9", "Card 5"]
    assert press(qtbot, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab) == ["Test post, 5", "Why?, 5", "After"]


def test_the_last_card_may_go(window: Window) -> None:
    window.grid.set_cards([])
    assert window.grid.current is None
    assert window.grid.cards() == []


@pytest.mark.parametrize(("width", "columns"), [(240, 1), (500, 2), (700, 3), (4000, 6)])
def test_as_many_columns_as_fit(qtbot: QtBot, width: int, columns: int) -> None:
    grid = FlowGrid("Accounts", least=200)
    qtbot.addWidget(grid)
    grid.set_cards([card(number) for number in range(8)])
    grid.resize(width, 100)
    assert grid.column_count() == columns


def test_cards_of_a_row_share_its_height(window: Window) -> None:
    cards = window.grid.cards()
    cards[0].column.addWidget(PlainLabel("One more line"))
    QApplication.processEvents()
    assert cards[0].height() == cards[1].height() == cards[2].height()
    assert cards[0].height() > cards[3].height()
    assert {c.width() for c in cards[:3]} == {cards[0].width()}
