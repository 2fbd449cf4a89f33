"""The video as the platform shows it: upright, with what its buttons and words cover drawn over it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.theme import CARD_RADIUS, font_for, paint_glyph, scaled
from stagedoor.domain.plain import plain

WIDTH = 278
_DARK, _WHITE = QColor(0, 0, 0, 150), QColor(255, 255, 255)
_WORDS = 46
_GROUND = QColor(18, 21, 26)


@dataclass(frozen=True, slots=True)
class Covered:
    """What the platform's own things cover, as parts of the picture's height and width from each edge."""

    top: float = 0.0
    bottom: float = 0.0
    left: float = 0.0
    right: float = 0.0


class Stage(QWidget):
    """Nine to sixteen, whatever shape the video has. Decoration to a screen reader, unless `said` stands in its place.

    `column` is the place for what stands over the picture's lower edge.
    """

    def __init__(self, covered: Covered, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._covered = covered
        self._image: QImage | None = None
        self._who = self._caption = self.said = ""
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 10)
        self.column.addStretch(1)
        self.text_scale_changed()

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def show_words(self, who: str, caption: str) -> None:
        """What stands over the video: whose it is, and how the caption begins."""
        self._who, self._caption = plain(who, 40), plain(caption, _WORDS)
        self.update()

    def show_instead(self, words: str) -> None:
        """Said in the place of a picture that there is not; empty takes it away."""
        self.said = words
        self.setAccessibleName(words)
        self.update()

    def set_covered(self, covered: Covered) -> None:
        self._covered = covered
        self.update()

    def sizeHint(self) -> QSize:
        width = scaled(WIDTH)
        return QSize(width, width * 16 // 9)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def text_scale_changed(self) -> None:
        self.setFixedSize(self.sizeHint())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), CARD_RADIUS, CARD_RADIUS)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), _GROUND)
        if self._image is None or self._image.isNull():
            self._paint_nothing(painter)
            return
        painter.drawImage(self._fitted(self._image.size()), self._image)
        self._paint_covered(painter)

    def _fitted(self, size: QSize) -> QRectF:
        """The whole video, with bars where it has another shape."""
        fit = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(QPointF((self.width() - fit.width()) / 2, (self.height() - fit.height()) / 2), fit.toSizeF())

    def _paint_nothing(self, painter: QPainter) -> None:
        side = scaled(34)
        middle = QRectF(self.rect()).center()
        paint_glyph(painter, QRectF(middle.x() - side / 2, middle.y() - side * 1.4, side, side),
                    "mdi6.movie-open-outline", QColor(255, 255, 255, 150))  # fmt: skip
        painter.setFont(font_for("small"))
        painter.setPen(QColor(255, 255, 255, 200))
        words = QRectF(16, middle.y(), self.width() - 32, scaled(120))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self.said)

    def _paint_covered(self, painter: QPainter) -> None:
        wide, high, by = self.width(), self.height(), self._covered
        if by.top:
            self._dash(painter, [QPointF(0, high * by.top), QPointF(wide, high * by.top)])
        if by.right:
            box = QRectF(wide * (1 - by.right), high * 0.37, wide * by.right - 10, high * 0.38)
            self._dash_box(painter, box)
        if by.bottom:
            top = high * (1 - by.bottom)
            box = QRectF(wide * by.left, top, wide * (1 - by.right - by.left) - 6, high * 0.15)
            self._dash_box(painter, box)
            self._paint_words(painter, box.adjusted(9, 8, -9, -6))

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(_WHITE)
        painter.setFont(font_for("small_strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, self._who)
        painter.setFont(font_for("small"))
        lines = box.adjusted(0, painter.fontMetrics().height() + 2, 0, 0)
        painter.drawText(lines, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._caption)

    def _dash(self, painter: QPainter, points: list[QPointF]) -> None:
        for pen in _double():
            painter.setPen(pen)
            painter.drawPolyline(points)

    def _dash_box(self, painter: QPainter, box: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in _double():
            painter.setPen(pen)
            painter.drawRoundedRect(box, 6, 6)


def _double() -> tuple[QPen, QPen]:
    """White dashes on a dark line: seen on any picture."""
    under, over = QPen(_DARK, 3), QPen(_WHITE, 1.5)
    over.setDashPattern([4, 3])
    return under, over
