"""Small painted parts that other widgets are made of."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagedoor.desktop.theme import CONTROL_RADIUS, color, paint_glyph, scaled
from stagedoor.desktop.widgets.painting import paint_box


class Glyph(QWidget):
    """One glyph in the colour of a token. It says nothing by itself: the words beside it do."""

    def __init__(self, name: str, tone: str = "text", px: int = 18, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone, self._px = name, tone, px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text_scale_changed()

    def set_glyph(self, name: str, tone: str) -> None:
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_glyph(painter, QRectF(self.rect()), self._name, color(self._tone))

    def text_scale_changed(self) -> None:
        self.setFixedSize(scaled(self._px), scaled(self._px))


class FieldBox(QWidget):
    """The frame of a field; its edge turns red with a problem."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bad = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = color("card" if self.isEnabled() else "raised")
        paint_box(painter, QRectF(self.rect()), ground, color("bad" if self.bad else "control_line"), CONTROL_RADIUS)
