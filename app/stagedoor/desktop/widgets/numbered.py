"""A numbered instruction."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from stagedoor.desktop.theme import GAP
from stagedoor.desktop.widgets.label import Part, PlainLabel


class NumberedLine(QWidget):
    def __init__(self, number: int, parts: Sequence[Part], parent: QWidget) -> None:
        super().__init__(parent)
        mark = PlainLabel(str(number), "strong", wrap=False, parent=self)  # a screen reader reads in this order
        words = PlainLabel(parent=self)
        words.set_parts(parts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP + 2)
        row.addWidget(mark)
        row.addWidget(words, 1)
