"""A card with a title and lines, each behind the same glyph."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stagedoor.desktop.theme import GAP
from stagedoor.desktop.widgets.card import Card
from stagedoor.desktop.widgets.glyph import Glyph
from stagedoor.desktop.widgets.label import PlainLabel

_GLYPH = 16


class ListCard(Card):
    """The title says in words what the glyph and its colour say to eyes."""

    def __init__(
        self, title: str, lines: Sequence[str], glyph: str, tone: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=title, parent=parent)
        self.column.setSpacing(GAP)
        self.column.addWidget(PlainLabel(title, "heading", parent=self))
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(GAP)
            row.addWidget(Glyph(glyph, tone, _GLYPH, parent=self), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(PlainLabel(line, parent=self), 1)
            self.column.addLayout(row)
        self.column.addStretch(1)
