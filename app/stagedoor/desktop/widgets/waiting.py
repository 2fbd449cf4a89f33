"""What is shown while something is not there yet: nothing (and what to do), an outline, a turning ring."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import CARD_RADIUS, GAP, PAD, color, paint_glyph, reduced_motion, scaled
from stagedoor.desktop.widgets.button import Button
from stagedoor.desktop.widgets.glyph import Glyph
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.desktop.widgets.painting import paint_box

_FRAME = 50
_TURN = 30


class EmptyState(QWidget):
    """Why there is nothing here and what to do first."""

    def __init__(self, glyph: str, headline: str, text: str, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        self.headline = PlainLabel(headline, "heading", parent=self)
        self.text = PlainLabel(text, "body", "muted", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, 2 * PAD, PAD, 2 * PAD)
        column.setSpacing(GAP)
        column.addWidget(Glyph(glyph, "muted", 40, parent=self), 0, centre)
        for label in (self.headline, self.text):
            label.setAlignment(centre)
            column.addWidget(label)
        if buttons:
            column.addSpacing(GAP)
            column.addLayout(self._centred(buttons))

    @staticmethod
    def _centred(buttons: tuple[Button, ...]) -> WrapRow:
        row = WrapRow(align="centre")
        for button in buttons:
            row.add(button)
        return row


class _Moving(QLabel):
    """Moves while it is visible, and only where motion is welcome. Its name is said by screen readers."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(name, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._frame = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME)
        self._timer.timeout.connect(self._next)

    def text_scale_changed(self) -> None:
        self.updateGeometry()

    @property
    def moving(self) -> bool:
        return self._timer.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        if not reduced_motion():
            self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    @Slot()
    def _next(self) -> None:
        if reduced_motion():
            self._timer.stop()
        self._frame = (self._frame + 1) % _TURN
        self.update()


class Spinner(_Moving):
    """A turning ring; an hourglass that stands still for those who want no motion."""

    def __init__(self, name: str = "", *, px: int = 18, parent: QWidget | None = None) -> None:
        self._px = px
        super().__init__(name or tr("Working"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._px), scaled(self._px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self.moving:
            paint_glyph(painter, QRectF(self.rect()), "mdi6.timer-sand", color("info"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(color("line"), 2))
        painter.drawEllipse(area)
        painter.setPen(QPen(color("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(area, -self._frame * 16 * 360 // _TURN, 100 * 16)


class Skeleton(_Moving):
    """The outline of a card that is being loaded."""

    def __init__(self, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(name or tr("Loading"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(300), scaled(224))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(224))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), color("card"), color("line"), CARD_RADIUS)
        painter.setOpacity(1 - 0.5 * abs(self._frame - _TURN / 2) / (_TURN / 2))
        ground = color("line")
        wide = self.width() - 2 * PAD
        paint_box(painter, QRectF(PAD, PAD, scaled(40), scaled(40)), ground, radius=10)
        for top, left, share in ((20, 52, 0.4), (40, 52, 0.28), (76, 0, 0.32), (112, 0, 0.9), (132, 0, 0.7)):
            bar = QRectF(PAD + scaled(left), scaled(top), wide * share, scaled(10))
            paint_box(painter, bar, ground, radius=5)
        paint_box(painter, QRectF(PAD, self.height() - PAD - scaled(36), scaled(110), scaled(36)), ground, radius=8)
