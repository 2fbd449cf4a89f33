"""The tile of a platform."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagedoor.desktop.theme import paint_tile, scaled


class PlatformTile(QWidget):
    """Decoration: the platform's name stands in words beside it."""

    def __init__(self, platform: str, px: int = 40, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._platform, self._px = platform, px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text_scale_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tile(painter, QRectF(self.rect()), self._platform)

    def text_scale_changed(self) -> None:
        self.setFixedSize(scaled(self._px), scaled(self._px))
