"""What happened, drawn: a card per day, a line per thing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.pages.history.view import Day, Line, by_day
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAD, scaled
from stagedoor.desktop.widgets import Card, EmptyState, Glyph, LinkButton, OutlineButton, PlainLabel, WrapRow

PORTION = 100
"""Lines that are shown at first, and more with every press."""

_TEXT_BASIS = 260


class HistoryList(QWidget):
    """`opened(link)` for a post's own page, `account(handle)` for the page of an account."""

    opened = Signal(str)
    account = Signal(str)

    def __init__(self, *, names: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._lines: list[Line] = []
        self._now = 0
        self._portion = PORTION
        self._nothing = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(PAD)
        self._parts: list[QWidget] = []
        self.more = OutlineButton("", "mdi6.chevron-down", parent=self)
        self.more.clicked.connect(self._show_more)
        self.more.hide()

    def show_lines(self, lines: Sequence[Line], now: int, nothing: str) -> None:
        """`nothing`: what is said where there are none."""
        if (list(lines), nothing) == (self._lines, self._nothing) and self._parts:
            return  # nothing changed: the focus stays where it is
        self._lines, self._now, self._nothing = list(lines), now, nothing
        self._show()

    def texts(self) -> list[str]:
        """What the lines say, as shown."""
        return [row.line.text for part in self._parts for row in part.findChildren(Row)]

    def _show(self) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        days = by_day(self._lines[: self._portion], self._now)
        self._parts = [self._day(day) for day in days] or [self._empty()]
        for part in self._parts:
            self._column.addWidget(part)
        left = len(self._lines) - self._portion
        self._column.removeWidget(self.more)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.more.set_label(tr("Show {count} more", count=min(left, PORTION)))
        self.more.setVisible(left > 0)

    def _empty(self) -> QWidget:
        return EmptyState("mdi6.history", self._nothing, tr("What happens is written down here, without any key."))

    def _day(self, day: Day) -> QWidget:
        card = Card(name=day.title, parent=self)
        card.column.setSpacing(GAP)
        card.column.addWidget(PlainLabel(day.title, "heading", parent=card))
        for line in day.lines:
            row = Row(line, names=self._names, parent=card)
            row.opened.connect(self.opened)
            row.account.connect(self.account)
            card.column.addWidget(row)
        return card

    @Slot()
    def _show_more(self) -> None:
        self._portion += PORTION
        self._show()


class Row(QWidget):
    opened = Signal(str)
    account = Signal(str)

    def __init__(self, line: Line, *, names: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        words = PlainLabel(line.text, "body", parent=self)
        head = QWidget(self)
        inside = QHBoxLayout(head)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP + 2)
        top = Qt.AlignmentFlag.AlignTop
        inside.addWidget(PlainLabel(line.clock, "small", "muted", wrap=False, parent=head), 0, top)
        inside.addWidget(Glyph(line.glyph, line.tone, parent=head), 0, top)
        inside.addWidget(words, 1)
        row = WrapRow(self, gap=GAP, top=True)
        row.add(head, basis=scaled(_TEXT_BASIS), grow=1)
        if names:
            row.add(self._who())
        if line.link:
            self.open_button = LinkButton(tr("Open the post"), about=self._about(), parent=self)
            self.open_button.clicked.connect(self._open)
            row.add(self.open_button)

    def _about(self) -> str:
        return ", ".join(part for part in (self.line.who, self.line.text, self.line.clock) if part)

    def _who(self) -> QWidget:
        if not self.line.handle:
            return PlainLabel(self.line.who, "small", "muted", parent=self)
        button = LinkButton(self.line.who, about=f"{self.line.text}, {self.line.clock}", parent=self)
        button.clicked.connect(self._account)
        return button

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.line.link)

    @Slot()
    def _account(self) -> None:
        self.account.emit(self.line.handle)
