"""Text: plain whatever it holds, and with the room that it needs."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.desktop.widgets_under_test import name_of

from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import (
    PlainLabel,
)


def test_markup_is_shown_and_not_read(qtbot: QtBot) -> None:
    label = PlainLabel("<b>Crumb</b> & <img src=x>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert name_of(label) == "<b>Crumb</b> & <img src=x>"


def test_foreign_text_is_cut_and_loses_what_is_invisible(qtbot: QtBot) -> None:
    label = PlainLabel()
    qtbot.addWidget(label)
    label.set_foreign("Crumb\u202e\u200b Kitchen\n<script>" + "x" * 1_000_000, 60)
    assert label.text().startswith("Crumb Kitchen <script>")
    assert len(label.text()) == 60
    assert label.sizeHint().width() <= 500


def test_a_label_asks_for_the_height_of_its_lines(qtbot: QtBot) -> None:
    label = PlainLabel("Google ended this sign-in after 7 days, because your Google app is still in Testing.")
    qtbot.addWidget(label)
    one, three = label.heightForWidth(2000), label.heightForWidth(240)
    assert three == 3 * one
    assert label.minimumSizeHint().width() < 100


def test_an_address_without_spaces_breaks(qtbot: QtBot) -> None:
    label = PlainLabel("http://127.0.0.1:8723/" + "callback/" * 20, "code")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 250
    assert label.heightForWidth(250) > 3 * label.heightForWidth(5000)


def test_parts_are_one_text_to_a_screen_reader(qtbot: QtBot) -> None:
    label = PlainLabel()
    qtbot.addWidget(label)
    label.set_parts([("Under ", None), ("Login Kit 🍞", "strong"), (", choose ", None), ("save()", "code", "muted")])
    assert name_of(label) == "Under Login Kit 🍞, choose save()"
    assert label.sizeHint().height() == PlainLabel("x").sizeHint().height()


def test_a_label_follows_the_theme(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel()
    label.set_parts([("Works", "strong", "good")])
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    before = label.grab().toImage()
    theme.choose("dark")
    assert label.grab().toImage() != before
