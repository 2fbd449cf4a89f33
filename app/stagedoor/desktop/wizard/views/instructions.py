"""What to do on the platform's page: the page to open, numbered lines, and what to copy there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD
from stagedoor.desktop.widgets import CopyRow, NumberedLine, PrimaryButton
from stagedoor.desktop.widgets.label import Part
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.domain.asking import CopyRow as Copy
from stagedoor.domain.asking import Guide


class Instructions(QWidget):
    """`opened` when the person wants the page."""

    opened = Signal()

    def __init__(self, guide: Guide, parent: QWidget) -> None:
        super().__init__(parent)
        self.open: PrimaryButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        if guide.link:
            self.open = PrimaryButton(tr("Open this page"), "mdi6.open-in-new", parent=self)
            self.open.clicked.connect(self.opened)
            row = WrapRow(gap=PAD)
            row.add(NumberedLine(1, [(tr("Open the page in your browser."), None)], self))
            row.add(self.open)
            column.addLayout(row)
        for number, line in enumerate(guide.do, start=2 if guide.link else 1):
            column.addWidget(NumberedLine(number, emphasised(line, guide.where), self))
        for label, copy in zip(copy_labels(guide.copy), guide.copy, strict=True):
            column.addWidget(CopyRow(label, copy.value, parent=self))

    def set_calm(self, *, calm: bool) -> None:
        """Whether something else is the one thing to do now."""
        if self.open is not None:
            self.open.set_calm(calm=calm)


def emphasised(text: str, names: Sequence[str]) -> list[Part]:
    """The text in parts: what the portal calls the things on the way (`names`) stands out where it stands alone."""
    known = sorted((name for name in names if name), key=len, reverse=True)
    if not known:
        return [(text, None)]
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in known)
    pieces = re.split(f"({pattern})", text)
    return [(piece, "strong" if at % 2 else None) for at, piece in enumerate(pieces) if piece]


def copy_labels(copies: Sequence[Copy]) -> list[str]:
    """A name for each thing to copy; those that have the same name are counted."""
    names = [tr(copy.label) if copy.label else tr("Copy this") for copy in copies]
    return [_counted(name, names[: at + 1].count(name), names.count(name)) for at, name in enumerate(names)]


def _counted(what: str, number: int, count: int) -> str:
    return what if count == 1 else tr("{what}, {number} of {count}", what=what, number=number, count=count)
