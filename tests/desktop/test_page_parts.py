"""What pages are put together from: text areas, switches, heads, lists, and dialogs with a third answer."""

import asyncio

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.desktop.pages.driving import dialog, focused, no_dialog, until, words
from tests.desktop.widgets_under_test import Runs, Show, name_of, role_of

from stagedoor.desktop.passphrase import MakeLockedFile
from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import (
    Dialog,
    Option,
    OutlineButton,
    PageHead,
    PlainLabel,
    SegmentedControl,
    TextArea,
    TextField,
)
from stagedoor.desktop.widgets.listcard import ListCard
from stagedoor.desktop.widgets.switch import Switch
from stagedoor.domain.secret import Secret


def below_each_other(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    for widget in widgets:
        column.addWidget(widget)
    return whole


def described(widget: QLineEdit | QPlainTextEdit) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)


def test_an_area_says_every_change_and_tab_goes_on(qtbot: QtBot, show: Show):
    area, after = TextArea("Text"), TextField("After")
    show(below_each_other(area, after))
    said: list[str] = []
    area.changed.connect(said.append)
    area.setFocus()
    assert area.edit.hasFocus()
    qtbot.keyClicks(area.edit, "Hi")
    assert said == ["H", "Hi"]
    qtbot.keyClick(area.edit, Qt.Key.Key_Tab)
    assert after.edit.hasFocus()
    assert area.value == "Hi"


def test_a_text_that_is_put_in_can_be_taken_back(qtbot: QtBot):
    area = TextArea("Text")
    qtbot.addWidget(area)
    area.set_value("One")
    area.set_value("Two")
    assert area.value == "Two"
    area.edit.undo()
    assert area.value == "One"


def test_an_area_is_described_by_its_problem_first(qtbot: QtBot, show: Show):
    area = TextArea("Text")
    show(area)
    area.describe("3 of 280")
    assert (name_of(area.edit), described(area.edit)) == ("Text", "3 of 280")
    area.set_problem("Too long.")
    area.describe("281 of 280")
    assert described(area.edit) == area.problem == "Too long."
    area.set_problem("")
    assert described(area.edit) == "281 of 280"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_switch_is_switched_by_the_keyboard(qtbot: QtBot, show: Show, key: Qt.Key):
    switch = Switch("Less motion", "Nothing turns.")
    show(switch)
    with qtbot.waitSignal(switch.switched) as said:
        qtbot.keyClick(switch.box, key)
    assert said.args == [True]
    assert switch.on


def test_a_switch_says_nothing_when_it_is_set(qtbot: QtBot, show: Show):
    switch = Switch("Less motion", "Nothing turns.")
    show(switch)
    said: list[bool] = []
    switch.switched.connect(said.append)
    switch.set_on(on=True)
    assert switch.on
    assert said == []
    qtbot.mouseClick(switch.box, Qt.MouseButton.LeftButton)
    assert said == [False]
    assert (role_of(switch.box), name_of(switch.box)) == (QAccessible.Role.CheckBox, "Less motion")


def test_a_switch_is_switched_by_a_screen_reader(show: Show):
    """It toggles, without a click."""
    switch = Switch("Less motion")
    show(switch)
    said: list[bool] = []
    switch.switched.connect(said.append)
    actions = QAccessible.queryAccessibleInterface(switch.box).actionInterface()
    actions.doAction("Toggle")
    assert said == [True]


def test_a_switch_differs_by_more_than_colour(qtbot: QtBot, show: Show):
    """The word beside the track, and the place of the knob."""
    switch = Switch("Less motion")
    show(switch)
    off = switch.box.grab().toImage().convertToFormat(switch.box.grab().toImage().Format.Format_Grayscale8)
    switch.set_on(on=True)
    on = switch.box.grab().toImage().convertToFormat(off.format())
    words_wide = off.width() // 3
    assert off.copy(0, 0, words_wide, off.height()) != on.copy(0, 0, words_wide, on.height())


def test_the_head_of_a_page_leads_back(qtbot: QtBot, show: Show):
    head = PageHead("Test post", platform="x")
    show(head)
    assert words(head) == "Test post"
    head.set_subtitle("X · @crumbkitchen")
    assert words(head) == "Test post\nX · @crumbkitchen"
    with qtbot.waitSignal(head.back):
        qtbot.keyClick(head.arrow, Qt.Key.Key_Space)
    assert name_of(head.arrow) == "Back"


def test_a_list_card_says_its_title_and_every_line(qtbot: QtBot, show: Show):
    card = ListCard("It can", ["post", "delete"], "mdi6.check-circle", "good")
    show(card)
    assert words(card) == "It can\npost\ndelete"
    assert name_of(card) == "It can"


def options() -> SegmentedControl:
    return SegmentedControl(
        "Theme", [Option("a", "As the system"), Option("b", "Light", possible=False), Option("c", "Dark")]
    )


def test_a_choice_of_a_few_is_one_tab_stop_at_what_is_chosen(qtbot: QtBot, show: Show):
    before, control, after = TextField("Before"), options(), TextField("After")
    control.choose("c")
    show(below_each_other(before, control, after))
    before.edit.setFocus()
    qtbot.keyClick(before.edit, Qt.Key.Key_Tab)
    assert name_of(focused()) == "Dark"
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert after.edit.hasFocus()


def test_without_a_choice_tab_arrives_at_the_first_that_is_possible(qtbot: QtBot, show: Show):
    control = options()
    show(control)
    control.setFocus()
    assert isinstance(focused(), QRadioButton)
    assert name_of(focused()) == "As the system"
    assert control.value == ""


class Asks(Dialog):
    def __init__(self, over: PlainLabel) -> None:
        super().__init__(over, "Where shall your keys live?", "Choose.", yes="Make a file", no="Not now")
        self.field = TextField("Name", parent=self)
        self.third = OutlineButton("Try again", parent=self)
        self.add_button(self.third)
        self.column.addWidget(self.field)


def test_tab_goes_through_what_was_added_and_then_through_the_buttons_as_they_stand(
    run: Runs, qtbot: QtBot, show: Show
):
    over = PlainLabel("Accounts")
    show(over)

    async def main() -> None:
        asking = asyncio.get_running_loop().create_task(Asks(over).answer(), name="ask")
        asks = await dialog(over)
        assert isinstance(asks, Asks)
        await until(asks.isActiveWindow)
        asks.field.edit.setFocus()
        order = []
        for _ in range(4):
            order.append(name_of(focused()))
            qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        assert order == ["Name", "Not now", "Try again", "Make a file"]
        assert focused() is asks.field.edit
        assert asks.no.x() < asks.third.x() < asks.yes.x()
        asks.third.click()  # it means what its owner says; by itself it answers nothing
        assert asks.isVisible()
        qtbot.keyClick(asks, Qt.Key.Key_Escape)
        assert await asking is False

    run(main())


def test_every_button_of_a_dialog_with_secret_fields_is_reached(qtbot: QtBot, show: Show):
    async def use(_passphrase: Secret) -> None:
        """Never."""

    over = PlainLabel("Accounts")
    show(over)
    asks = MakeLockedFile(over, use)
    asks.keep_order()
    asks.show()
    asks.activateWindow()
    qtbot.waitUntil(asks.isActiveWindow)
    asks.field.edit.setFocus()
    names = []
    for _ in range(6):
        names.append(name_of(focused()))
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert names == [
        "Passphrase", "Hold to show, Passphrase", "The same once more", "Hold to show, The same once more", "Cancel",
        "Make the locked file",
    ]  # fmt: skip
    assert asks.field.edit.hasFocus()
    asks.close()
    asks.deleteLater()


def test_a_caller_that_is_cancelled_takes_the_dialog_away(run: Runs, show: Show):
    over = PlainLabel("Accounts")
    show(over)

    async def main() -> None:
        asking = asyncio.get_running_loop().create_task(Asks(over).answer(), name="ask")
        await dialog(over)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert no_dialog(over)

    run(main())


def test_a_dialog_that_is_too_high_for_the_window_scrolls_and_keeps_its_buttons_in_sight(theme: Theme, show: Show):
    theme.set_text_scale(2.0)
    over = PlainLabel("Accounts")
    show(over, QSize(900, 600))
    asks = Dialog(over, "Disconnect?", "Nothing is lost. " * 40, yes="Disconnect", danger=True)
    asks.column.addWidget(TextField("Why"))
    asks.show()
    assert asks.height() <= 600
    assert asks.content.verticalScrollBar().maximum() > 0
    assert asks.rect().contains(asks.yes.geometry())
    assert asks.rect().contains(asks.no.geometry())
    asks.close()
    asks.deleteLater()
