"""The cover: a frame of the video, or a picture of one's own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.pages.prepare.player import clock
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GRID, ROW, color, ring_radius, scaled
from stagedoor.desktop.widgets import PlainLabel, QuietButton, WrapRow
from stagedoor.desktop.widgets.painting import paint_box

COUNT = 7
"""Frames that are offered, spread over the video."""
_WIDTH, _NOTE = 50, 80


class Covers(QWidget):
    """`chosen(seconds)` and `own` when a picture of one's own is wanted. One tab stop; arrows move between frames."""

    chosen = Signal(float)
    own = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._thumbs: list[Thumb] = []
        self._note = PlainLabel("", "small", "muted", parent=self)
        self.mine = QuietButton(tr("Own picture"), "mdi6.image-plus-outline", parent=self)
        self.here = QuietButton(tr("This frame"), "mdi6.camera-outline", about=tr("as the cover"), parent=self)
        self._row = WrapRow(gap=GRID + 2)
        self._arrange()
        self.mine.clicked.connect(self.own)

    def set_places(self, places: list[float]) -> None:
        """Places in seconds; the pictures come later."""
        for thumb in self._thumbs:
            self._group.removeButton(thumb)
            thumb.hide()
            thumb.deleteLater()
        self._thumbs = [Thumb(at, self) for at in places]
        for thumb in self._thumbs:
            self._group.addButton(thumb)
            self._row.add(thumb)
            thumb.show()
        self._add_rest()
        self._keep_one_stop()

    def show_picture(self, at: float, image: QImage) -> None:
        for thumb in self._thumbs:
            if thumb.at == at:
                thumb.show_image(image)

    def show_choice(self, at: float | None, *, own: str = "") -> None:
        """The frame that is the cover, or the name of the picture that is."""
        nearest = min(self._thumbs, key=lambda thumb: abs(thumb.at - (at or 0)), default=None)
        self._group.setExclusive(False)
        for thumb in self._thumbs:
            thumb.setChecked(at is not None and not own and thumb is nearest and abs(thumb.at - at) < 0.05)
        self._group.setExclusive(True)
        self._keep_one_stop()
        told = tr("Your own picture, {name}", name=own) if own else ""
        if not told and at is not None:
            told = tr("The frame at {time}", time=clock(at))
        self._note.setText(told)
        self._note.setVisible(bool(told))

    def focusInEvent(self, event: QFocusEvent) -> None:
        stop = self._stop()
        if stop is not None:
            stop.setFocus(event.reason())

    def stops(self) -> list[QWidget]:
        """Where Tab comes by, in the order in which one reads."""
        return [*self._thumbs, self.here, self.mine]

    def _stop(self) -> QAbstractButton | None:
        return self._group.checkedButton() or next(iter(self._thumbs), None)

    def _keep_one_stop(self) -> None:
        """Qt does so too, but not before the first of them had the focus."""
        stop = self._stop()
        for thumb in self._thumbs:
            thumb.setFocusPolicy(Qt.FocusPolicy.StrongFocus if thumb is stop else Qt.FocusPolicy.ClickFocus)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROW)
        column.addWidget(PlainLabel(tr("Cover"), "small_strong", parent=self))
        column.addLayout(self._row)
        self._add_rest()
        self._note.hide()

    def _add_rest(self) -> None:
        """After the frames; what is there already moves."""
        self._row.add(self.here)
        self._row.add(self.mine)
        self._row.add(self._note, basis=scaled(_NOTE), grow=1)

    @Slot(QAbstractButton)
    def _clicked(self, thumb: QAbstractButton) -> None:
        if isinstance(thumb, Thumb):
            self.chosen.emit(thumb.at)


class Thumb(QRadioButton):
    """One frame. The chosen one has a thick line around it, and says so."""

    def __init__(self, at: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.at = at
        self._image: QImage | None = None
        self.setAccessibleName(tr("Frame at {time}", time=clock(at)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring_radius(self, 8)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(_WIDTH), scaled(_WIDTH) * 16 // 9)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _place: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        if self.isChecked():
            paint_box(painter, area, color("accent"), radius=8)
            paint_box(painter, area.adjusted(3, 3, -3, -3), color("window"), radius=6)
            area = area.adjusted(5, 5, -5, -5)
        shape = QPainterPath()
        shape.addRoundedRect(area, 6, 6)
        painter.setClipPath(shape)
        painter.fillPath(shape, color("raised"))
        if self._image is not None and not self._image.isNull():
            fit = self._image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            middle = area.center()
            place = QRectF(middle.x() - fit.width() / 2, middle.y() - fit.height() / 2, fit.width(), fit.height())
            painter.drawImage(place, self._image)
