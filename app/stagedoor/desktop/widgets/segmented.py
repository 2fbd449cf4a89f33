"""One choice of a few, side by side; one under the other where the words need it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.theme import CONTROL_RADIUS, color
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.layouts import Columns
from stagedoor.desktop.widgets.painting import paint_box


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: id, title, a note under it. What is not possible is shown with the reason as its note."""

    id: str
    title: str
    note: str = ""
    possible: bool = True


_LEAST = 140


class SegmentedControl(QWidget):
    """`chosen(id)` when the choice changes. Radio buttons to keyboard and screen reader: one tab stop, arrows move.

    `least`: pixels that a choice needs at usual text size, before all of them stand one under the other.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, options: Sequence[Option], *, least: int = _LEAST, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._segments = {option.id: _Segment(option, self) for option in options}
        row = _AllOrOne(self, gap=0, least=least)
        row.setContentsMargins(1, 1, 1, 1)
        for segment in self._segments.values():
            row.addWidget(segment)
            self._group.addButton(segment)
        self._group.buttonToggled.connect(self._toggled)
        self._keep_one_stop()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def value(self) -> str:
        """The id of the choice; empty while there is none."""
        return next((id for id, segment in self._segments.items() if segment.isChecked()), "")

    def choose(self, id: str) -> None:
        """`chosen` says so, too. Unknown ids raise KeyError."""
        self._segments[id].setChecked(True)

    def set_option(self, option: Option) -> None:
        """Another title, note or possibility for the choice with that id, which stays chosen if it was."""
        self._segments[option.id].set_option(option)
        self._keep_one_stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        stop = self._stop()
        if stop is not None:
            stop.setFocus(event.reason())

    def _stop(self) -> _Segment | None:
        """Where Tab arrives: at the choice that is made, else at the first that is possible."""
        possible = [segment for segment in self._segments.values() if segment.isEnabled()]
        return next((segment for segment in possible if segment.isChecked()), next(iter(possible), None))

    def _keep_one_stop(self) -> None:
        """Qt does so too, but not before the first of them had the focus."""
        stop = self._stop()
        for segment in self._segments.values():
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if segment is stop else Qt.FocusPolicy.ClickFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_box(painter, area, color("card"), color("control_line"), CONTROL_RADIUS)
        shape = QPainterPath()
        shape.addRoundedRect(area.adjusted(1, 1, -1, -1), CONTROL_RADIUS - 1, CONTROL_RADIUS - 1)
        painter.setClipPath(shape)
        for segment in self._segments.values():
            self._paint_ground(painter, segment)

    def _paint_ground(self, painter: QPainter, segment: _Segment) -> None:
        place = QRectF(segment.geometry())
        if segment.isChecked():
            paint_box(painter, place, color("accent_soft"))
        elif segment.underMouse() and segment.isEnabled():
            paint_box(painter, place, color("raised"))
        painter.setPen(QPen(color("line"), 1))
        if segment.x() > 1:
            painter.drawLine(place.topLeft(), place.bottomLeft())
        if segment.y() > 1:
            painter.drawLine(place.topLeft(), place.topRight())

    def _toggled(self, segment: QRadioButton, on: bool) -> None:
        self.update()
        self._keep_one_stop()
        if on and isinstance(segment, _Segment):
            self.chosen.emit(segment.id)


class _AllOrOne(Columns):
    """All side by side, or all one under the other: a choice in two rows reads like two choices."""

    def columns(self, width: int) -> int:
        return self.count() if super().columns(width) >= self.count() else 1


class _Segment(QRadioButton):
    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self.id = option.id
        self._control = parent
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = PlainLabel("", "small_strong", parent=self)
        self._note = PlainLabel("", "small", "muted", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_option(option)
        self.toggled.connect(self._dress)
        self._dress()

    def set_option(self, option: Option) -> None:
        self.setEnabled(option.possible)
        self.setAccessibleName(", ".join(part for part in (option.title, option.note) if part))
        self._title.setText(option.title if option.possible else f"— {option.title}")
        self._note.setText(option.note)
        self._note.setVisible(bool(option.note))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def hitButton(self, _position: QPoint) -> bool:
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._control.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The control paints the ground, so that it can be clipped to its round corners."""

    def _dress(self) -> None:
        self._title.set_tone("accent" if self.isChecked() else "text")
        self._note.set_tone("accent" if self.isChecked() else "muted")
