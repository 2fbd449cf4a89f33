"""The caption as a QR code: it goes to the phone by its camera, without any network."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import scaled

LONGEST = 300
"""Characters: more make squares that a phone cannot tell apart on a screen."""
_SIDE = 220
_QUIET = 4
"""Light modules around the code (ISO/IEC 18004)."""


def fits(text: str) -> bool:
    return 0 < len(text) <= LONGEST


def modules(text: str) -> QImage:
    """One pixel a module, with its quiet zone: black on white in both themes, since phones look for that."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    image = QImage(len(rows) + 2 * _QUIET, len(rows) + 2 * _QUIET, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x + _QUIET, y + _QUIET, QColor("black"))
    return image


class CodePicture(QWidget):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = modules(text)
        self.setAccessibleName(tr("QR code that holds the caption"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text_scale_changed()

    def text_scale_changed(self) -> None:
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(scaled(_SIDE), scaled(_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Whole pixels for every module: a blurred edge is what a camera fails at."""
        side = max(1, min(self.width(), self.height()) // self._image.width()) * self._image.width()
        place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        painter.drawImage(place, self._image)
