"""Shapes that several widgets share."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

NONE = QColor(0, 0, 0, 0)


def paint_box(
    painter: QPainter, rect: QRectF, fill: QColor, edge: QColor = NONE, radius: float = 0, *, dashed: bool = False
) -> None:
    """A rounded box with a crisp line of one pixel, inside the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    if edge.alpha():
        pen = QPen(edge, 1)
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()
