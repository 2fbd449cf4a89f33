"""Pages that never come back: what they say, why, and what mends it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD
from stagedoor.desktop.widgets import Card, OutlineButton, PlainLabel
from stagedoor.domain.asking import DeadEnd, Leaving


class DeadEnds(QWidget):
    """`step_wanted(id)`: the step that mends it, where this guide has it."""

    step_wanted = Signal(str)

    def __init__(self, leaving: Leaving, steps: Collection[str], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addWidget(PlainLabel(tr("Which page do you see?"), "heading", parent=self))
        self._cards = [_EndCard(end, end.step in steps, self) for end in leaving.dead_ends]
        for card in self._cards:
            card.step_wanted.connect(self.step_wanted)
            column.addWidget(card)
        other = tr("Another page? Its address bar often names the reason. Cancel, and start the sign-in again.")
        column.addWidget(PlainLabel(other, "small", "muted", parent=self))

    def take_focus(self) -> None:
        first = next((card.button for card in self._cards if card.button is not None), None)
        if first is not None:
            first.setFocus()


class _EndCard(Card):
    step_wanted = Signal(str)

    def __init__(self, end: DeadEnd, reachable: bool, parent: QWidget) -> None:
        super().__init__(name=end.heading, parent=parent)
        self._step = end.step
        self.column.addWidget(PlainLabel(f"“{end.heading}”", "strong", parent=self))
        self.column.addWidget(PlainLabel(end.cause, "small", parent=self))
        self.column.addWidget(PlainLabel(end.fix, "small", "muted", parent=self))
        self.button: OutlineButton | None = None
        if reachable:
            self.button = OutlineButton(tr("Go to that step"), about=f"{end.heading}. {end.cause}", parent=self)
            self.button.clicked.connect(self._go)
            self.column.addWidget(self.button)

    @Slot()
    def _go(self) -> None:
        self.step_wanted.emit(self._step)
