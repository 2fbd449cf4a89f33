"""What platforms and people call things may hold anything: it is shown plain, cut, and without what is invisible."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.screens_accounts import account, overview, shown
from tests.desktop.widgets_under_test import Show, name_of

from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import Button, PlainLabel

HOSTILE = "<b>Crumb</b><a href='file:///etc/passwd'>x</a>\u202e\u2066\u200b\x00\x1b[31m" + "A" * 1_000_000
MOST = 2000
"""Characters that any label or name may have."""


def told(page: QWidget) -> list[str]:
    labels = [label.text() for label in page.findChildren(PlainLabel)]
    return [*labels, *(name_of(button) for button in page.findChildren(Button))]


def test_a_card_shows_a_hostile_account_plain_and_cut(theme: Theme, show: Show):
    card = account("x", HOSTILE, "partial", "Cannot post", username=HOSTILE, cause=HOSTILE, label=HOSTILE, action="fix")
    page = shown(FakeDesk(theme), overview(cards=[card], setups=[]))
    show(page)
    texts = told(page)
    assert any("<b>Crumb</b>" in text for text in texts)
    assert max(map(len, texts)) < MOST
    assert not [text for text in texts if set(text) & set("\u202e\u2066\u200b\x00\x1b")]
    assert {label.textFormat() for label in page.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
