"""Tabs: parts of one page side by side, in several lines where the words need it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from stagedoor.desktop.theme import CONTROL_RADIUS, color, font_for, scaled
from stagedoor.desktop.theme.metrics import RING

_SPACE, _PAD_X, _PAD_Y, _MARK = 6, 8, 9, 2


class Tabs(QTabBar):
    """`chosen(id)` when the person changes it. One tab stop; arrows, Home and End move between the tabs.

    Keys, and what a screen reader is told, are those of Qt's own tab bar. Places and paint are ours: Qt's bar knows
    one line only and cuts words.
    """

    chosen = Signal(str)

    def __init__(self, name: str, tabs: Sequence[tuple[str, str]], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids = [id for id, _ in tabs]
        self._words = [words for _, words in tabs]
        self._places: list[QRect] = []
        self._hot = -1
        self.setAccessibleName(name)
        self.setProperty("noRing", True)  # the ring goes around one tab, and is painted here
        self.setUsesScrollButtons(False)
        self.setDrawBase(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for words in self._words:
            self.addTab(words.replace("&", "&&"))
        self.text_scale_changed()
        self.currentChanged.connect(self._changed)

    @property
    def value(self) -> str:
        return self._ids[self.currentIndex()]

    def choose(self, id: str) -> None:
        """Without the person: `chosen` says nothing."""
        self.blockSignals(True)
        self.setCurrentIndex(self._ids.index(id))
        self.blockSignals(False)
        self.update()

    def set_shown(self, id: str, *, shown: bool) -> None:
        """Where the chosen one goes, the first takes its place; `chosen` says nothing."""
        at = self._ids.index(id)
        self.blockSignals(True)
        if not shown and at == self.currentIndex():
            self.setCurrentIndex(next((other for other in self._shown() if other != at), at))
        self.setTabVisible(at, shown)
        self.blockSignals(False)
        self._place()
        self.updateGeometry()

    def place_of(self, id: str) -> QRect:
        """Where the tab is, for what points at it."""
        return self._places[self._ids.index(id)]

    # ---------------------------------------------------------------- size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow(width)[1]

    def sizeHint(self) -> QSize:
        wide = sum(self._width(at) for at in self._shown()) + scaled(_SPACE) * max(0, len(self._shown()) - 1)
        return QSize(wide, self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(max((self._width(at) for at in self._shown()), default=0), self._high())

    def minimumTabSizeHint(self, _index: int) -> QSize:
        return QSize(1, 1)  # Qt's own places do not count here

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def text_scale_changed(self) -> None:
        self.setFont(font_for("strong"))
        self._place()
        self.updateGeometry()

    def _shown(self) -> list[int]:
        return [at for at in range(self.count()) if self.isTabVisible(at)]

    def _width(self, at: int) -> int:
        return round(QFontMetricsF(self.font()).horizontalAdvance(self._words[at])) + 3 + 2 * scaled(_PAD_X)

    def _high(self) -> int:
        return round(QFontMetricsF(self.font()).height()) + 2 * scaled(_PAD_Y) + _MARK

    def _flow(self, width: int) -> tuple[dict[int, QRect], int]:
        places: dict[int, QRect] = {}
        left, top, high = 0, 0, self._high()
        for at in self._shown():
            wide = self._width(at)
            if left and left + wide > width:
                left, top = 0, top + high
            places[at] = QRect(left, top, wide, high)
            left += wide + scaled(_SPACE)
        return places, top + high

    def _place(self) -> None:
        places, _ = self._flow(self.width())
        self._places = [self._mirrored(places.get(at, QRect())) for at in range(self.count())]
        self.update()

    def _mirrored(self, place: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and not place.isEmpty():
            place.moveLeft(self.width() - place.right() - 1)
        return place

    # ---------------------------------------------------------------- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.setCurrentIndex(at)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """The press has done it."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hot = self._at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._hot >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._shown()
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        if event.key() in ends and shown:
            self.setCurrentIndex(shown[ends[Qt.Key(event.key())]])
            return
        super().keyPressEvent(event)

    def _at(self, point: QPoint) -> int:
        return next((at for at, place in enumerate(self._places) if place.contains(point)), -1)

    # ---------------------------------------------------------------- paint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        bottom = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(bottom, color("line"))
        for at in self._shown():
            self._paint_tab(painter, QRectF(self._places[at]), at)

    def _paint_tab(self, painter: QPainter, place: QRectF, at: int) -> None:
        current = at == self.currentIndex()
        painter.setPen(color("accent" if current else "text" if at == self._hot else "muted"))
        painter.drawText(place.adjusted(0, 0, 2, -_MARK), Qt.AlignmentFlag.AlignCenter, self._words[at])
        if not current:
            return
        painter.fillRect(QRectF(place.left(), place.bottom() - _MARK, place.width(), _MARK), color("accent"))
        if self.hasFocus():
            half = RING / 2
            painter.setPen(QPen(color("accent"), RING))
            ring = place.adjusted(half, half, -half, -_MARK - RING - half)
            painter.drawRoundedRect(ring, CONTROL_RADIUS, CONTROL_RADIUS)

    @Slot(int)
    def _changed(self, at: int) -> None:
        self.update()
        self.chosen.emit(self._ids[at])
