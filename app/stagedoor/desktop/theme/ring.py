"""The focus ring: 2 pixels of accent around the focused control, with a gap of 2. It lies over the window, because a
control cannot paint outside itself.

A control may name another widget to be ringed (a field inside its box): `ring_around(control, box)`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from stagedoor.desktop.theme.metrics import CONTROL_RADIUS, RING, RING_GAP
from stagedoor.desktop.theme.palette import color

_AROUND = "ringAround"
_RADIUS = "ringRadius"
_OUT = RING + RING_GAP
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}


def ring_around(control: QWidget, box: QWidget) -> None:
    """Lets the ring go around an ancestor of the control."""
    levels, widget = 0, control
    while widget is not box:
        parent = widget.parentWidget()
        if parent is None:
            raise ValueError("the box must hold the control")
        levels, widget = levels + 1, parent
    control.setProperty(_AROUND, levels)


def ring_radius(control: QWidget, radius: int) -> None:
    """The radius of what is ringed, 8 where nothing is said."""
    control.setProperty(_RADIUS, radius)


class _Ring(QWidget):
    """The ring of one window: lets everything through, paints a line."""

    radius = CONTROL_RADIUS

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("accent"), RING))
        half = RING / 2
        round_ = self.radius + RING_GAP + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), round_, round_)


class FocusRings(QObject):
    """Moves the ring of the focused widget's window to it, and keeps it there while things move."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: list[QWidget] = []
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        app.focusChanged.connect(self._focus_changed)

    @Slot(QWidget, QWidget)
    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._release()
        if now is None or now.isWindow() or now.property("noRing"):
            return
        self._target = _target_of(now)
        self._ring = _ring_of(now.window())
        self._ring.radius = self._target.property(_RADIUS) or now.property(_RADIUS) or CONTROL_RADIUS
        widget: QWidget | None = self._target
        while widget is not None:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = None if widget.isWindow() else widget.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def _release(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._target = None
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
        self._ring = None

    def _place(self) -> None:
        ring, target = self._ring, self._target
        if ring is None or target is None or not isValid(ring) or not isValid(target):
            return
        if not target.isVisible():
            ring.hide()
            return
        place = _visible_part(target)
        if place != ring.geometry():
            ring.setGeometry(place)
        ring.setVisible(not place.isEmpty())
        ring.raise_()


def _target_of(control: QWidget) -> QWidget:
    target = control
    for _ in range(int(control.property(_AROUND) or 0)):
        target = target.parentWidget() or target
    return target


def _ring_of(window: QWidget) -> _Ring:
    found = window.findChild(_Ring, "focusRing", Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, _Ring) else _Ring(window)


def _visible_part(target: QWidget) -> QRect:
    """The ring's place in the window; nothing where the control is scrolled out of sight."""
    window = target.window()
    whole = QRect(target.mapTo(window, target.rect().topLeft()), target.size())
    parent = target.parentWidget()
    while parent is not None and parent is not window:
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            port = QRect(parent.mapTo(window, parent.rect().topLeft()), parent.size())
            if not port.intersects(whole):
                return QRect()
        parent = area
    return whole.adjusted(-_OUT, -_OUT, _OUT, _OUT)
