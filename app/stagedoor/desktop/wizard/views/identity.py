"""Is this you? The picture, the name and where posts will go, before anything is kept."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD
from stagedoor.desktop.widgets import Card, OutlineButton, PlainLabel, Portrait, PrimaryButton
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.desktop.wizard.shown import Shown
from stagedoor.desktop.wizard.view import View
from stagedoor.desktop.words import number
from stagedoor.domain.asking import Confirmation
from stagedoor.domain.exchange import Candidate
from stagedoor.domain.plain import plain


class IdentityView(View):
    def __init__(self, question: Confirmation, shown: Shown) -> None:
        super().__init__(question.question)
        self._question = question
        one_platform = not any(account.platform for account in question.accounts)
        for account in question.accounts:
            self.column.addWidget(_account_card(account, shown.platform_name if one_platform else "", self))
        for line in question.lines:
            label = PlainLabel(parent=self)
            label.set_foreign(line, 500)
            self.column.addWidget(label)
        self._yes = PrimaryButton(question.yes, parent=self)
        self._no = OutlineButton(tr("No: choose another account"), parent=self)
        self._yes.clicked.connect(self._said_yes)
        self._no.clicked.connect(self._said_no)
        row = WrapRow()
        row.add(self._yes)
        row.add(self._no)
        self.column.addLayout(row)
        self.column.addWidget(PlainLabel(tr("Nothing is saved in your list yet."), "small", "muted", parent=self))

    def take(self, shown: Shown) -> bool:
        return shown.page == self._question

    def first_focus(self) -> QWidget | None:
        return self._yes

    @Slot()
    def _said_yes(self) -> None:
        self.answered.emit(True)

    @Slot()
    def _said_no(self) -> None:
        self.answered.emit(False)


def about(account: Candidate, platform: str) -> str:
    """The second line about an account: "@crumbkitchen · 12,400 followers"."""
    name = f"@{account.username}" if account.username else ""
    count = ""
    if account.followers is not None:
        count = tr("{count} {audience}", count=number(account.followers), audience=tr(account.audience))
    return plain(" · ".join(part for part in (platform, name, count) if part), 200)


def _account_card(account: Candidate, platform: str, parent: QWidget) -> Card:
    card = Card(name=plain(account.name, 80), parent=parent)
    words = QVBoxLayout()
    words.setSpacing(2)
    name = PlainLabel("", "strong", parent=card)
    name.set_foreign(account.name, 120)
    words.addWidget(name)
    words.addWidget(PlainLabel(about(account, platform), "small", "muted", parent=card))
    row = QHBoxLayout()
    row.setSpacing(PAD)
    row.addWidget(Portrait(account.name, account.avatar or "", parent=card))
    row.addLayout(words, 1)
    card.column.addLayout(row)
    return card
