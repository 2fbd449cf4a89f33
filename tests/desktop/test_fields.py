"""Fields, keys and values to copy."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tests.desktop.widgets_under_test import Show, name_of

from stagedoor.desktop.widgets import (
    CopyRow,
    PlainLabel,
    SecretField,
    TextField,
)


def shows(field: SecretField) -> bool:
    return field.revealed and field.edit.displayText() == field.edit.text()


def says_copied(row: CopyRow) -> bool:
    pill = next(label for label in row.findChildren(PlainLabel) if label.text() == "Copied")
    return row.is_copied and pill.isVisible()


def test_a_problem_is_the_description_of_its_field(qtbot: QtBot, show: Show) -> None:
    field = TextField("Website", help="Your own page.")
    show(field)
    assert name_of(field.edit) == "Website"
    assert field.edit.accessibleDescription() == "Your own page."
    field.set_problem("Others cannot reach it.")
    assert field.edit.accessibleDescription() == "Others cannot reach it."
    assert field.problem == "Others cannot reach it."
    field.set_problem("")
    assert field.edit.accessibleDescription() == "Your own page."


def test_a_field_says_every_letter_and_enter(qtbot: QtBot, show: Show) -> None:
    field = TextField("Name")
    show(field)
    heard: list[str] = []
    field.changed.connect(heard.append)
    qtbot.keyClicks(field.edit, "ab ")
    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert heard == ["a", "ab", "ab "]
    assert field.value == "ab"


def test_a_key_shows_only_while_the_eye_is_held(qtbot: QtBot, show: Show) -> None:
    field = SecretField("API key")
    show(field)
    field.set_value("made-up")
    assert not shows(field)
    qtbot.mousePress(field.eye, Qt.MouseButton.LeftButton)
    assert shows(field)
    qtbot.mouseRelease(field.eye, Qt.MouseButton.LeftButton)
    assert not shows(field)
    field.eye.setFocus()
    qtbot.keyPress(field.eye, Qt.Key.Key_Space)
    assert shows(field)
    field.edit.setFocus()
    assert not shows(field)


def test_the_eye_answers_to_the_keyboard_and_lets_go(qtbot: QtBot, show: Show) -> None:
    field = SecretField("API key")
    show(field)
    field.eye.setFocus()
    qtbot.keyPress(field.eye, Qt.Key.Key_Return)
    assert shows(field)
    qtbot.keyRelease(field.eye, Qt.Key.Key_Return)
    assert not shows(field)


def test_a_key_can_be_pasted_but_not_copied_out(qtbot: QtBot, show: Show) -> None:
    field = SecretField("API key")
    show(field)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("  made-up-key \n")
    field.edit.paste()
    assert field.value == "made-up-key"
    clipboard.setText("before")
    field.edit.selectAll()
    field.edit.copy()
    assert clipboard.text() == "before"
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    assert name_of(field.edit) == "API key"
    assert "made-up-key" not in QAccessible.queryAccessibleInterface(field.edit).text(QAccessible.Text.Value)


def test_copying_shows_as_long_as_it_is_true(qtbot: QtBot, show: Show) -> None:
    row = CopyRow("Redirect URI", "http://127.0.0.1:8723/cb/x")
    show(row)
    assert name_of(row.button) == "Copy, Redirect URI"
    with qtbot.waitSignal(row.copied) as said:
        row.button.click()
    assert said.args == ["http://127.0.0.1:8723/cb/x"]
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:8723/cb/x"
    assert says_copied(row)
    QGuiApplication.clipboard().setText("something else")
    assert not says_copied(row)
    row.button.click()
    row.set_value("http://127.0.0.1:8724/cb/x")
    assert not says_copied(row)
