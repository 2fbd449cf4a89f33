"""A group of things that end, as a card with a line for each."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.pages.ends.view import Group, Period, Row
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, PAD, ROW, Tone, color, scaled
from stagedoor.desktop.widgets import (
    Button,
    Card,
    LinkButton,
    OutlineButton,
    Pill,
    PlainLabel,
    PlatformTile,
    PrimaryButton,
    WrapRow,
)

_WHO, _WHEN, _DEEDS = 280, 124, 184
"""Pixels from which the parts of a row start, so that they stand under each other."""
_LOOKS: dict[Period, tuple[Tone, str]] = {
    "over": ("bad", "mdi6.close-octagon"), "week": ("warning", "mdi6.clock-alert-outline"),
    "month": ("info", "mdi6.calendar-clock"), "later": ("neutral", ""), "never": ("neutral", ""),
    "unknown": ("neutral", ""),
}  # fmt: skip


class GroupCard(Card):
    """`mended(row)` when the button of a row is pressed, `noted(row)` when it shall be put into the calendar."""

    mended = Signal(object)
    noted = Signal(object)

    def __init__(self, group: Group, *, parent: QWidget | None = None) -> None:
        super().__init__("bad" if group.period == "over" else "line", name=group.title, parent=parent)
        self.group = group
        self.column.setSpacing(0)
        self.column.addWidget(PlainLabel(group.title, "heading", parent=self))
        self.column.addSpacing(ROW)
        self.rows = [RowView(row, parent=self) for row in group.rows]
        for view in self.rows:
            view.mended.connect(self.mended)
            view.noted.connect(self.noted)
            self.column.addWidget(view)
        for above, _ in pairwise(self.rows):
            above.set_line()


class RowView(QWidget):
    """Whose, what, when, and what to do."""

    mended = Signal(object)
    noted = Signal(object)

    def __init__(self, row: Row, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._line = False
        self.setAccessibleName(row.about)
        self.button: Button | None = None
        self.note: LinkButton | None = None
        whole = self._whole = WrapRow(self, gap=PAD)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.add(self._who(), basis=scaled(_WHO), grow=1)
        whole.add(self._when(), basis=scaled(_WHEN))
        whole.add(self._deeds(), basis=scaled(_DEEDS))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_line(self) -> None:
        """Another row follows."""
        self._line = True
        self._whole.setContentsMargins(0, 0, 0, ROW)
        parent = self.parentWidget()
        if isinstance(parent, GroupCard):
            at = parent.column.indexOf(self)
            parent.column.insertSpacing(at + 1, ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._line:
            painter = QPainter(self)
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), color("line"))

    def _who(self) -> QWidget:
        who = QWidget(self)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        title = PlainLabel("", "strong", parent=who)
        title.set_parts([(self.row.title, None), (f"  {self.row.subtitle}", "small", "muted")])
        words.addWidget(title)
        words.addWidget(PlainLabel(self.row.text, "small", "muted", parent=who))
        line = QHBoxLayout(who)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(ROW)
        if self.row.platform:
            line.addWidget(PlatformTile(self.row.platform, 36, parent=who), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return who

    def _when(self) -> QWidget:
        when = QWidget(self)
        column = QVBoxLayout(when)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        tone, glyph = _LOOKS[self.row.period]
        if self.row.quiet:
            tone, glyph = "neutral", ""
        if self.row.left:
            column.addWidget(Pill(self.row.left, tone, glyph, parent=when), 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(PlainLabel(self.row.day, "small", "muted", parent=when))
        if self.row.quiet:
            column.addWidget(PlainLabel(self.row.quiet, "small", "muted", parent=when))
        return when

    def _deeds(self) -> QWidget:
        deed = self.row.deed
        deeds = QWidget(self)
        column = QVBoxLayout(deeds)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP - 2)
        if deed is not None:
            kind = PrimaryButton if deed.loud else OutlineButton
            self.button = kind(deed.words, deed.glyph, about=self.row.about, parent=deeds)
            self.button.clicked.connect(self._mend)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        if self.row.calendar is not None:
            self.note = LinkButton(
                tr("Put it into your calendar"), "mdi6.calendar-plus", about=self.row.about, parent=deeds
            )
            self.note.clicked.connect(self._noted)
            column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignLeft)
        return deeds

    @Slot()
    def _mend(self) -> None:
        self.mended.emit(self.row)

    @Slot()
    def _noted(self) -> None:
        self.noted.emit(self.row)
