"""A switch with its words: on or off by place, by word and by colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD, color, font_for, ring_radius, scaled
from stagedoor.desktop.widgets.check import CheckBox
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.painting import paint_box

_TRACK, _HIGH, _WORD = 40, 22, 30


class Switch(QWidget):
    """A title, a note under it, and the switch at the end of the line. `switched(on)` when the person does it."""

    switched = Signal(bool)

    def __init__(self, title: str, note: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = _Track(self)
        self.box.setAccessibleName(title)
        self.box.setAccessibleDescription(note)
        self.box.toggled.connect(self.switched)  # a screen reader toggles without a click
        words = QVBoxLayout()
        words.setSpacing(0)
        label = PlainLabel(title, "strong", parent=self)
        label.setBuddy(self.box)
        words.addWidget(label)
        if note:
            words.addWidget(PlainLabel(note, "small", "muted", parent=self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(PAD)
        row.addLayout(words, 1)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.box)

    @property
    def on(self) -> bool:
        return self.box.isChecked()

    def set_on(self, *, on: bool) -> None:
        """Without the person: `switched` says nothing."""
        with QSignalBlocker(self.box):
            self.box.setChecked(on)


class _Track(CheckBox):
    """A check box to keyboard and screen reader, that looks like a switch."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent=parent)
        ring_radius(self, _HIGH // 2)

    def sizeHint(self) -> QSize:
        words = max(self.fontMetrics().horizontalAdvance(word) for word in (tr("On"), tr("Off")))
        return QSize(scaled(_TRACK) + max(words, scaled(_WORD)) + 8, max(scaled(_HIGH), self.fontMetrics().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        wide, high = scaled(_TRACK), scaled(_HIGH)
        track = QRectF(self.width() - wide, (self.height() - high) / 2, wide, high)
        ground, edge = ("accent", "accent") if on else ("card", "control_line")
        paint_box(painter, track, color(ground), color(edge), high / 2)
        side = high - 8
        left = track.right() - side - 4 if on else track.left() + 4
        paint_box(painter, QRectF(left, track.top() + 4, side, side), color("on_accent" if on else "control_line"),
                  radius=side / 2)  # fmt: skip
        painter.setFont(font_for("small_strong"))
        painter.setPen(color("text" if on else "muted"))
        words = QRectF(0, 0, self.width() - wide - 8, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _word(on=on))

    def text_scale_changed(self) -> None:
        self.setFont(font_for("small_strong"))
        self.updateGeometry()


def _word(*, on: bool) -> str:
    return tr("On") if on else tr("Off")
