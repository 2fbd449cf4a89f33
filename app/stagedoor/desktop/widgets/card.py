"""Cards: a ground for things that belong together, and one that opens when it is pressed."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.theme import CARD_RADIUS, PAD, ROW, color, ring_radius
from stagedoor.desktop.widgets.painting import paint_box

Edge = Literal["line", "bad", "warning", "good", "info", "accent", "dashed"]


def _paint(widget: QWidget, edge: Edge, *, hot: bool) -> None:
    painter = QPainter(widget)
    dashed = edge == "dashed"
    line = color("line" if dashed else edge)
    if edge == "line" and hot:
        line = color("control_line")
    paint_box(painter, QRectF(widget.rect()), color("card"), line, CARD_RADIUS, dashed=dashed)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(PAD, PAD, PAD, PAD)
    column.setSpacing(ROW)
    return column


class Card(QFrame):
    """A ground with a column to fill: `card.column.addWidget(...)`."""

    def __init__(self, edge: Edge = "line", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edge: Edge = edge
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.column = _column(self)

    def set_edge(self, edge: Edge) -> None:
        self._edge = edge
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, self._edge, hot=False)


class OpenCard(QAbstractButton):
    """A card that opens: `clicked` by mouse, Enter, Space or a screen reader; `menu_wanted` by right click or Menu key.

    Its name is what a screen reader says on arrival: "X, @crumbkitchen, Works".
    """

    menu_wanted = Signal()

    def __init__(self, name: str, edge: Edge = "line", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edge: Edge = edge
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ring_radius(self, CARD_RADIUS)
        self.column = _column(self)

    def set_edge(self, edge: Edge) -> None:
        self._edge = edge
        self.update()

    def sizeHint(self) -> QSize:
        return self.column.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the grid's, where there is one
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, self._edge, hot=self.underMouse() and self.isEnabled())
