"""The way through a guide: what is done, where one is, what comes. Folds to "Step 4 of 9" where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import CONTROL_RADIUS, GAP, GRID, color, font_for, paint_glyph, scaled
from stagedoor.desktop.widgets.button import Button
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.painting import NONE, paint_box

StepState = Literal["done", "current", "open"]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: id, title, and where it stands. Done steps can be gone back to."""

    id: str
    title: str
    state: StepState = "open"


class StepList(QWidget):
    """`chosen(id)` when the person goes back to a done step."""

    chosen = Signal(str)

    def __init__(self, rows: Sequence[StepRow] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._folded = False
        self._fold = PlainLabel("", "small_strong", "muted", parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(self._fold)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[StepRow]) -> None:
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [_Row(number, len(rows), row, self) for number, row in enumerate(rows, start=1)]
        for new in self._rows:
            self._column.addWidget(new)
            new.picked.connect(self.chosen)
        current = next((n for n, row in enumerate(rows, start=1) if row.state == "current"), 0)
        title = rows[current - 1].title if current else ""
        self._fold.setText(tr("Step {number} of {count}", number=current, count=len(rows)) + f" · {title}")
        self.set_folded(self._folded)

    def set_folded(self, folded: bool) -> None:
        """One line instead of the list."""
        self._folded = folded
        self._fold.setVisible(folded)
        for row in self._rows:
            row.setVisible(not folded)

    @property
    def folded_text(self) -> str:
        return self._fold.text()


class _Row(QWidget):
    """A button where one can go back, words where one cannot: what cannot be pressed takes no focus."""

    picked = Signal(str)

    def __init__(self, number: int, count: int, row: StepRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        if row.state == "done":
            button = _DoneStep(row.title, parent=self)
            button.clicked.connect(self._pick)
            layout.addWidget(button)
        else:
            layout.addWidget(_StepWords(number, count, row, self))

    def _pick(self) -> None:
        self.picked.emit(self._row.id)


_DISC = 22
_LEFT = 8
_LEAST = 38
_AROUND = 12
"""Pixels above and below a title that breaks into lines."""


def _start() -> int:
    return scaled(_LEFT + _DISC + 10)


def _height(title: str, font: QFont, width: int) -> int:
    """A long title breaks; it is never cut."""
    room = max(1, width - _start() - GAP)
    box = QFontMetrics(font).boundingRect(QRect(0, 0, room, 10_000), int(_WRAP), title)
    return max(scaled(_LEAST), box.height() + scaled(_AROUND))


_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter


class _DoneStep(Button):
    """Left-aligned, with the tick of what is done."""

    def __init__(self, title: str, *, parent: QWidget) -> None:
        super().__init__(title, about=tr("done"), parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.label()) + 2
        return QSize(_start() + words + GAP, scaled(_LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(_start(), scaled(_LEAST))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _height(self.label(), self.font(), width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._hot():
            paint_box(painter, QRectF(self.rect()), color("raised"), radius=CONTROL_RADIUS)
        disc = _disc(self)
        paint_box(painter, disc, color("good"), radius=disc.height() / 2)
        paint_glyph(painter, disc, "mdi6.check", color("card"), disc.height() * 0.68)
        _paint_title(painter, self, self.label(), "muted")


class _StepWords(PlainLabel):
    """A numbered step that cannot be pressed; the current one is on a tinted ground."""

    def __init__(self, number: int, count: int, row: StepRow, parent: QWidget) -> None:
        self._number = number
        self._current = row.state == "current"
        super().__init__(row.title, "control", "accent" if self._current else "muted", parent=parent)
        if self._current:
            self.setFont(font_for("strong"))
        where = tr("step {number} of {count}", number=number, count=count)
        state = [tr("you are here")] if self._current else []
        self.setAccessibleName(", ".join([row.title, where, *state]))

    def sizeHint(self) -> QSize:
        return QSize(_start() + self._natural_width() + GAP, scaled(_LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(_start(), scaled(_LEAST))

    def heightForWidth(self, width: int) -> int:
        return _height(self.text(), self.font(), width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._current:
            paint_box(painter, QRectF(self.rect()), color("accent_soft"), radius=CONTROL_RADIUS)
        disc = _disc(self)
        edge = color("accent" if self._current else "control_line")
        paint_box(painter, disc, color("card") if self._current else NONE, edge, disc.height() / 2)
        painter.setFont(font_for("small_strong"))
        painter.setPen(self._ink())
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))
        _paint_title(painter, self, self.text(), self._tone)


def _disc(widget: QWidget) -> QRectF:
    side = scaled(_DISC)
    left = scaled(_LEFT)
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        left = widget.width() - left - side
    return QRectF(left, (widget.height() - side) / 2, side, side)


def _paint_title(painter: QPainter, widget: QPushButton | PlainLabel, title: str, tone: str) -> None:
    painter.setFont(widget.font())
    painter.setPen(color(tone))
    area = QRectF(widget.rect())
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        painter.drawText(area.adjusted(GAP, 0, -_start(), 0), int(_WRAP | Qt.AlignmentFlag.AlignRight), title)
    else:
        painter.drawText(area.adjusted(_start(), 0, -GAP, 0), int(_WRAP | Qt.AlignmentFlag.AlignLeft), title)
