"""What all platforms of a sitting take, in one list; what several share stands there once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.pages.details.needs import NeedLine
from stagedoor.desktop.pages.sitting.view import needs_words, platforms_words
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, PAD
from stagedoor.desktop.widgets import Card, PlainLabel

if TYPE_CHECKING:
    from stagedoor.domain.sitting import SharedRow


class SharedNeeds(Card):
    """`ticked(keys, on)`: the need under all its names; `opened(link)`."""

    ticked = Signal(list, bool)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("What you must have"), parent=parent)
        self._shared: dict[NeedLine, SharedRow] = {}
        self.sum = PlainLabel("", "small_strong", parent=self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(PAD)
        self.column.addWidget(PlainLabel(tr("What you must have"), "heading", parent=self))
        self.column.addLayout(self._rows)
        self.column.addWidget(self.sum)

    @property
    def lines(self) -> list[NeedLine]:
        return list(self._shared)

    def show_needs(self, needs: Sequence[SharedRow]) -> None:
        """Made once: needs do not change while the page is open."""
        if not self._shared:
            for shared in needs:
                self._add(shared)
        for line, shared in zip(self._shared, needs, strict=True):
            line.set_ticked(on=shared.row.ticked)
        self._show_sum()

    def stops(self) -> list[QWidget]:
        return [stop for line in self._shared for stop in line.stops()]

    def _add(self, shared: SharedRow) -> None:
        names = platforms_words(shared.platforms)
        line = NeedLine(shared.row, names, self)
        line.ticked.connect(self._ticked)
        line.opened.connect(self.opened)
        self._shared[line] = shared
        whose = QHBoxLayout()
        whose.setContentsMargins(line.box.sizeHint().width() + GAP + 2, 0, 0, 0)
        whose.addWidget(PlainLabel(names, "small", "muted", parent=self))
        row = QVBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(line)
        row.addLayout(whose)
        self._rows.addLayout(row)

    def _show_sum(self) -> None:
        self.sum.setText(needs_words(sum(line.box.isChecked() for line in self._shared), len(self._shared)))

    @Slot(str, bool)
    def _ticked(self, _need: str, on: bool) -> None:
        line = self.sender()
        if isinstance(line, NeedLine):
            self._show_sum()
            self.ticked.emit(self._shared[line].keys, on)
