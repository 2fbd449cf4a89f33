"""Thirty days at a glance: one bar per day, the worst of it. Height and shape carry the meaning, not colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import color, scaled
from stagedoor.desktop.widgets.painting import NONE, paint_box

Day = Literal["good", "warning", "bad", "unknown"]

DAYS = 30
HEIGHTS: dict[Day, int] = {"unknown": 6, "good": 6, "warning": 12, "bad": 18}
"""Pixels: low and full, middle, high with a notch; unknown is low and hollow."""
_GAP = 3
_BAR = 4
_NOTCH = 4


class HistoryStrip(QLabel):
    """Painted for the eye; for a screen reader it is the sentence that says the same."""

    def __init__(self, days: Sequence[Day], until: date, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._days: list[Day] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_days(days, until)

    def set_days(self, days: Sequence[Day], until: date) -> None:
        """The last 30 days, oldest first, the last one being `until`; days before the first count as unknown."""
        known = list(days)[-DAYS:]
        self._days = [*(["unknown"] * (DAYS - len(known))), *known]  # type: ignore[list-item]  # a literal of Day
        twin = history_text(self._days, until)
        self.setText(twin)
        self.setToolTip(twin)
        self.update()

    def text_scale_changed(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(DAYS * (_BAR + _GAP) - _GAP, scaled(max(HEIGHTS.values())))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = (self.width() + _GAP) / DAYS
        for number, day in enumerate(self._days):
            height = scaled(HEIGHTS[day])
            left, right = round(number * step), round((number + 1) * step) - _GAP
            _paint_bar(painter, QRectF(left, self.height() - height, right - left, height), day)


def history_text(days: Sequence[Day], until: date) -> str:
    """The strip as a sentence: "Last 30 days: 28 healthy, 2 in trouble, since 19 Nov"."""
    healthy, unknown = days.count("good"), days.count("unknown")
    trouble = len(days) - healthy - unknown
    parts = [tr("{count} healthy", count=healthy)]
    if trouble:
        first = next(n for n, day in enumerate(days) if day in ("warning", "bad"))
        since = until - timedelta(days=len(days) - 1 - first)
        parts += [tr("{count} in trouble", count=trouble), tr("since {day}", day=f"{since.day} {since:%b}")]
    if unknown:
        parts.append(tr("{count} not checked", count=unknown))
    return tr("Last {count} days: {what}", count=len(days), what=", ".join(parts))


def _paint_bar(painter: QPainter, bar: QRectF, day: Day) -> None:
    if day == "unknown":
        paint_box(painter, bar, NONE, color("control_line"), 2)
        return
    if day != "bad":
        paint_box(painter, bar, color(day), radius=2)
        return
    middle = QPointF(bar.center().x(), bar.top() + _NOTCH)
    painter.setPen(NONE)
    painter.setBrush(color("bad"))
    painter.drawPolygon(QPolygonF([bar.topLeft(), middle, bar.topRight(), bar.bottomRight(), bar.bottomLeft()]))
