"""A box to tick, in the look of the other controls."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from stagedoor.desktop.theme import color, paint_glyph, ring_radius, scaled
from stagedoor.desktop.widgets.painting import paint_box

_SIDE = 20
_RADIUS = 6


class CheckBox(QCheckBox):
    """The words stand beside it, in labels: `name` and `note` are what a screen reader says."""

    def __init__(self, name: str, note: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(note)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring_radius(self, _RADIUS)

    def sizeHint(self) -> QSize:
        return QSize(scaled(_SIDE), scaled(_SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _position: QPoint) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = scaled(_SIDE)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        on, usable = self.isChecked(), self.isEnabled()
        ground = "accent" if on and usable else "raised" if not usable else "card"
        paint_box(painter, box, color(ground), color("accent" if on and usable else "control_line"), _RADIUS)
        if on:
            paint_glyph(painter, box, "mdi6.check", color("on_accent" if usable else "muted"), side * 0.75)

    def text_scale_changed(self) -> None:
        self.updateGeometry()
