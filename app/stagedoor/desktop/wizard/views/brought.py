"""Keys that somebody has already: paste or drop anything that holds them, then go straight to the sign-in.

What was pasted is read and never shown: somebody may be filming the screen.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP
from stagedoor.desktop.widgets import (
    Banner,
    Card,
    Glyph,
    OutlineButton,
    PlainLabel,
    PrimaryButton,
    WrapRow,
    announce,
)
from stagedoor.desktop.wizard.shown import Shown
from stagedoor.desktop.wizard.view import View
from stagedoor.domain.recognising import Found, Recognised


class BroughtView(View):
    """`read_wanted(text)`: what is in it? `answered` carries the Found that the person takes.

    `wanted("choose_file", None)`: the person looks for a file.
    """

    read_wanted = Signal(str)
    finish_later = False

    def __init__(self) -> None:
        super().__init__(tr("Keys that you have"))
        words = tr("Paste or drop anything that holds them: a .env file, a JSON file, a whole message. Stagedoor tells "
                   "the keys by their names and their form. Nothing is kept or sent before you choose.")  # fmt: skip
        self.column.addWidget(PlainLabel(words, "body", "muted", parent=self))
        self._zone()
        self._result = Banner("warning", "", parent=self)
        self._result.hide()
        self.column.addWidget(self._result)
        self._found = QVBoxLayout()
        self._found.setSpacing(GAP)
        self.column.addLayout(self._found)
        self.cards: list[_FoundCard] = []
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self._pasted)

    def take(self, _shown: Shown) -> bool:
        return False

    def first_focus(self) -> QWidget | None:
        return self._paste

    def show_recognised(self, recognised: Recognised) -> None:
        """What was found, and what was left out and why."""
        for card in self.cards:
            self._found.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for number, found in enumerate(recognised.found):
            card = _FoundCard(found, loud=number == 0, parent=self)
            card.taken.connect(self.answered)
            self.cards.append(card)
            self._found.addWidget(card)
        self._say(recognised)
        self.updated.emit()

    def _say(self, recognised: Recognised) -> None:
        nothing = "" if recognised.found else tr("No key of a platform was recognised in it.")
        said = " ".join(part for part in (nothing, *recognised.doubts) if part)
        self._result.set_message("", said)
        self._result.setVisible(bool(said))
        self._paste.set_calm(calm=bool(self.cards))
        if self.cards:
            self.cards[0].button.setFocus()
        announce(self, said or self.cards[0].accessibleName())

    def _zone(self) -> None:
        card = Card("dashed", name=tr("What holds your keys"), parent=self)
        self._paste = PrimaryButton(tr("Paste"), "mdi6.content-paste", parent=card)
        self._file = OutlineButton(tr("Choose a file"), "mdi6.file-outline", parent=card)
        self._paste.clicked.connect(self._pasted)
        self._file.clicked.connect(self._choose)
        row = WrapRow(gap=GAP)
        row.add(PlainLabel(tr("Drop a file or a text here."), parent=card), basis=200, grow=1)
        row.add(self._paste)
        row.add(self._file)
        card.column.addLayout(row)
        self.column.addWidget(card)

    @Slot()
    def _pasted(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.read_wanted.emit(text)
            return
        words = tr("Copy the keys, or the text that holds them, and press Paste again.")
        self._result.set_message(tr("Nothing was copied."), words)
        self._result.show()
        announce(self, tr("Nothing was copied."))

    @Slot()
    def _choose(self) -> None:
        self.wanted.emit("choose_file", None)


class _FoundCard(Card):
    """What one platform can be connected with; missing keys are asked for on the way."""

    taken = Signal(object)

    def __init__(self, found: Found, *, loud: bool, parent: QWidget) -> None:
        super().__init__(name=found.sentence, parent=parent)
        self._found = found
        words = tr("Go on with these") if found.missing else tr("Connect with these")
        kind = PrimaryButton if loud else OutlineButton
        self.button = kind(words, "mdi6.chevron-right", about=found.sentence, parent=self)
        self.button.clicked.connect(self._take)
        look = ("mdi6.help-circle", "warning") if found.missing else ("mdi6.check-circle", "good")
        row = WrapRow(gap=GAP)
        row.add(Glyph(*look, parent=self))
        row.add(PlainLabel(found.sentence, parent=self), basis=240, grow=1)
        row.add(self.button)
        self.column.addLayout(row)

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self._found)
