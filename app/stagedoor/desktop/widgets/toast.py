"""What just happened, said once: shown for a while, and spoken by screen readers at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stagedoor.desktop.theme import CONTROL_RADIUS, GAP, PAD, PAGE, Tone, color
from stagedoor.desktop.widgets.glyph import Glyph
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.painting import paint_box

SHOWN_FOR = 6000
"""Milliseconds. Nothing that must be read is only in a toast."""

_GLYPHS: dict[Tone, str] = {
    "good": "mdi6.check-circle", "bad": "mdi6.alert-circle", "warning": "mdi6.alert", "info": "mdi6.information",
    "neutral": "mdi6.information-outline",
}  # fmt: skip


def announce(widget: QWidget, text: str, *, now: bool = False) -> None:
    """Has screen readers say the text; `now` interrupts what they are saying (for what cannot wait)."""
    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    urgent = QAccessible.AnnouncementPoliteness.Assertive
    event.setPoliteness(urgent if now else QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)


class ToastAnnouncer(QWidget):
    """One line at the bottom of its window. A new one takes the place of the last; a click puts it away."""

    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._glyph = Glyph(_GLYPHS["good"], "good", parent=self)
        self._words = PlainLabel("", "control", parent=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 12, PAD, 12)
        row.setSpacing(GAP)
        row.addWidget(self._glyph)
        row.addWidget(self._words, 1)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, tone: Tone = "good", *, now: bool = False) -> None:
        """Shows and announces the text."""
        self._words.setText(text)
        self._glyph.set_glyph(_GLYPHS[tone], "text" if tone == "neutral" else tone)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        announce(self, text, now=now)
        self.said.emit(text)

    @property
    def text(self) -> str:
        """What is shown; empty when nothing is."""
        return self._words.text() if self.isVisible() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self._put_away()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), color("card"), color("control_line"), CONTROL_RADIUS)

    @Slot()
    def _put_away(self) -> None:
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        window = self._window
        width = min(self.sizeHint().width(), window.width() - 2 * PAGE)
        layout = self.layout()
        height = layout.heightForWidth(width) if layout is not None else self.sizeHint().height()
        self.setGeometry((window.width() - width) // 2, window.height() - height - PAGE, width, height)
