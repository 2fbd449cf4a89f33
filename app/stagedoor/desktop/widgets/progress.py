"""How much is done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagedoor.desktop.theme import color, scaled
from stagedoor.desktop.widgets.painting import paint_box

_BAR = 7
"""Pixels of height."""


class ProgressBar(QWidget):
    """A share from 0 to 1. Decoration: words beside it say the same, so that screen readers are not told twice.
    `above`: pixels that stay free over it.
    """

    def __init__(self, *, above: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._above = above
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(_BAR) + self._above)

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(40), scaled(_BAR) + self._above)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect().adjusted(0, self._above, 0, 0))
        radius = area.height() / 2
        paint_box(painter, area, color("raised"), radius=radius)
        if self._share <= 0:
            return
        done = QRectF(area)
        done.setWidth(max(area.height(), area.width() * self._share))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            done.moveRight(area.right())
        paint_box(painter, done, color("accent"), radius=radius)

    def text_scale_changed(self) -> None:
        self.updateGeometry()
