"""Looking through the video: play, stop, and where in it one is. Without its sound."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSlider, QVBoxLayout, QWidget

from stagedoor.desktop.pages.prepare.stage import Covered, Stage
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GRID, paint_glyph, scaled
from stagedoor.desktop.widgets import Glyph, PlainLabel
from stagedoor.desktop.widgets.painting import NONE, paint_box

_STEP = 40
"""Milliseconds between two frames that are asked for while it plays: as many come as can be decoded."""
_WHITE, _FAINT = QColor(255, 255, 255), QColor(255, 255, 255, 100)


class Player(QWidget):
    """`wanted(seconds)` asks for the frame at a place in the video; `show_frame` shows it and asks for the next one
    while it plays. Only one frame is asked for at a time.
    """

    wanted = Signal(float)

    def __init__(self, covered: Covered, note: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = Stage(covered, parent=self)
        self.button = _Play(self.stage)
        self.scrubber = Scrubber(self.stage)
        self._time = _Time(self.stage)
        self._eye = Glyph("mdi6.eye-off-outline", "muted", parent=self)
        self._note = PlainLabel(note, "small", "muted", parent=self)
        self._seconds = 0.0
        self._waiting = False
        self._missed = False
        self._began: tuple[float, float] | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_STEP)
        self._clock.timeout.connect(self._tick)
        self._arrange()
        self.button.clicked.connect(self._toggle)
        self.scrubber.valueChanged.connect(self._moved)
        self.set_length(0)

    @property
    def at(self) -> float:
        """Seconds."""
        return self.scrubber.value() / 1000

    @property
    def playing(self) -> bool:
        return self._began is not None

    def set_note(self, note: str) -> None:
        self._note.setText(note)
        for part in (self._eye, self._note):
            part.setVisible(bool(note))

    def set_length(self, seconds: float) -> None:
        self._seconds = seconds
        self.scrubber.set_length(seconds)
        for part in (self.button, self.scrubber, self._time):
            part.setVisible(seconds > 0)
        self._show_time()

    def show_frame(self, image: QImage | None) -> None:
        """What was asked for; None where it could not be read."""
        self._waiting = False
        if image is not None:
            self.stage.show_image(image)
        if self._missed:
            self._missed = False
            self._ask()

    def go_to(self, seconds: float) -> None:
        self.scrubber.setValue(round(seconds * 1000))

    def stop(self) -> None:
        self._began = None
        self._clock.stop()
        self.button.show_playing(playing=False)

    @Slot()
    def _toggle(self) -> None:
        if self.playing:
            self.stop()
            return
        if self.at >= self._seconds - 0.05:
            self.go_to(0)
        self._began = (monotonic(), self.at)
        self._clock.start()
        self.button.show_playing(playing=True)

    @Slot()
    def _tick(self) -> None:
        if self._began is None:
            return
        since, place = self._began
        now = place + monotonic() - since
        if now >= self._seconds:
            self.stop()
        self.scrubber.setValue(round(min(now, self._seconds) * 1000))

    @Slot()
    def _moved(self) -> None:
        if self.playing and self.scrubber.isSliderDown():
            self._began = (monotonic(), self.at)
        self._show_time()
        self._ask()

    def _ask(self) -> None:
        """A frame that takes long holds up no other: the last place that was asked for comes next."""
        if self._waiting:
            self._missed = True
            return
        self._waiting = True
        self.wanted.emit(self.at)

    def _show_time(self) -> None:
        self._time.show_seconds(self.at)
        self.scrubber.describe(self.at, self._seconds)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.scrubber, 1)
        row.addWidget(self._time)
        self.stage.column.addLayout(row)
        note = QHBoxLayout()
        note.setSpacing(8)
        note.addWidget(self._eye, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        column.addWidget(self.stage, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(note)
        self.text_scale_changed()

    def text_scale_changed(self) -> None:
        self.setFixedWidth(self.stage.sizeHint().width())


class Scrubber(QSlider):
    """A place in the video, in milliseconds to the keyboard: an arrow is a tenth of a second, Page a whole one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(tr("Place in the video"))
        self.setSingleStep(100)
        self.setPageStep(1000)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_length(self, seconds: float) -> None:
        self.setRange(0, round(seconds * 1000))

    def describe(self, at: float, length: float) -> None:
        self.setAccessibleDescription(tr("{at} of {length}", at=clock(at), length=clock(length)))

    def sizeHint(self) -> QSize:
        return QSize(scaled(80), scaled(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(40), scaled(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        high, knob = scaled(4), scaled(10)
        line = QRectF(knob / 2, (self.height() - high) / 2, self.width() - knob, high)
        paint_box(painter, line, _FAINT, radius=high / 2)
        done = line.width() * (self.value() / self.maximum() if self.maximum() else 0)
        paint_box(painter, QRectF(line.left(), line.top(), done, high), _WHITE, radius=high / 2)
        place = QRectF(line.left() + done - knob / 2, (self.height() - knob) / 2, knob, knob)
        paint_box(painter, place, _WHITE, radius=knob / 2)


class _Play(QPushButton):
    """White on the picture, in both themes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._playing = False
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_playing(playing=False)

    def show_playing(self, *, playing: bool) -> None:
        self._playing = playing
        self.setAccessibleName(tr("Stop") if playing else tr("Play, without sound"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(24), scaled(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_glyph(QPainter(self), QRectF(self.rect()), "mdi6.pause" if self._playing else "mdi6.play", _WHITE)


class _Time(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = "0:00"
        self.text_scale_changed()

    def show_seconds(self, seconds: float) -> None:
        self._words = clock(seconds)
        self.update()

    def text_scale_changed(self) -> None:
        self.setFixedSize(scaled(44), scaled(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), NONE)
        painter.setPen(_WHITE)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._words)


def clock(seconds: float) -> str:
    """Minutes and seconds: 0:42, 61:05."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"
