"""The first tab: how the account is, what to do about it, what is known about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.pages.account.overview_view import OverviewView
from stagedoor.desktop.pages.account.parts import CanDoCard, FactsCard, LinesCard, TwoColumns
from stagedoor.desktop.pages.accounts.deeds import Deed
from stagedoor.desktop.pages.accounts.view import CardView
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID
from stagedoor.desktop.widgets import (
    Button,
    Card,
    Glyph,
    HistoryStrip,
    OutlineButton,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    WrapRow,
)
from stagedoor.desktop.widgets.pill import SHAPES

_KINDS: dict[str, type[Button]] = {"primary": PrimaryButton, "outline": OutlineButton, "quiet": QuietButton}


class StateCard(Card):
    """`wanted(kind)` when one of its buttons is pressed. They keep the focus while something runs, and wait."""

    wanted = Signal(str)

    def __init__(self, view: OverviewView, card: CardView, parent: QWidget | None = None) -> None:
        super().__init__(name=view.title, parent=parent)
        self.buttons: list[tuple[Deed, Button]] = []
        self._busy = False
        self.column.addLayout(self._head(view, card))
        self.column.addWidget(PlainLabel(view.text, parent=self))
        for sentence in view.also:
            self.column.addWidget(PlainLabel(sentence, "small", "muted", parent=self))
        row = WrapRow()
        for deed in view.deeds:
            row.add(self._button(deed))
        if view.deeds:
            self.column.addLayout(row)
        self.column.addSpacing(GRID)
        strip = HistoryStrip(view.days, card.until, parent=self)
        strip.setText(view.days_text)
        strip.setToolTip(view.days_text)
        self.column.addWidget(strip)
        self.column.addWidget(PlainLabel(view.days_text, "small", "muted", parent=self))

    def set_busy(self, words: str) -> None:
        """What runs; empty when it ended."""
        self._busy = bool(words)
        self._age.setText(words or self._when)

    def button(self, kind: str) -> Button | None:
        return next((button for deed, button in self.buttons if deed.kind == kind), None)

    def _head(self, view: OverviewView, card: CardView) -> WrapRow:
        glyph, tone = SHAPES[view.slug]
        lead = QWidget(self)
        row = QHBoxLayout(lead)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP + 2)
        mark = Glyph(glyph, "text" if tone == "neutral" else tone, 20, parent=lead)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(view.title, "heading", parent=lead), 1)
        self._when = card.age
        self._age = PlainLabel(card.age, "small", "muted", wrap=False, parent=self)
        head = WrapRow()
        head.add(lead, basis=180, grow=1)
        head.add(self._age)
        return head

    def _button(self, deed: Deed) -> Button:
        button = _KINDS[deed.loud](deed.words, deed.glyph, parent=self)
        button.clicked.connect(self._pressed)
        self.buttons.append((deed, button))
        return button

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        kind = next((deed.kind for deed, button in self.buttons if button is sender), None)
        if kind is not None and not self._busy:
            self.wanted.emit(kind)


class OverviewTab(QWidget):
    """Made anew only when something it says changed. What had the focus then gets it again, where it is still there."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[OverviewView, CardView] | None = None
        self._busy = ""
        self.state: StateCard | None = None
        self._columns = TwoColumns(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._columns)

    def show_view(self, view: OverviewView, card: CardView) -> None:
        if (view, card) == self._shown:
            return
        focused = self._focused()
        self._shown = (view, card)
        self.state = StateCard(view, card, self)
        self.state.wanted.connect(self.wanted)
        self.state.set_busy(self._busy)
        side: list[QWidget] = [CanDoCard(view.abilities)] if view.abilities else []
        if view.left:
            side.append(LinesCard(tr("What is left"), view.left))
        self._columns.show_parts([self.state, FactsCard(tr("About this account"), view.facts)], side)
        if focused:
            again = self.state.button(focused) or next((button for _, button in self.state.buttons), None)
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, words: str) -> None:
        self._busy = words
        if self.state is not None:
            self.state.set_busy(words)

    def _focused(self) -> str:
        """The kind of the button that has the focus."""
        if self.state is None:
            return ""
        return next((deed.kind for deed, button in self.state.buttons if button.hasFocus()), "")
