"""What must be true of everything on screen, found in one walk over a window: names, order, room, rings, plain text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QRadioButton, QScrollArea, QWidget
from tests.desktop.gallery import settle
from tests.desktop.widgets_under_test import name_of

from stagedoor.desktop.page import Page
from stagedoor.desktop.widgets import Button, OpenCard, PlainLabel, PrimaryButton

RING = "focusRing"
STANDING = "standing"
_TRIES = 4


def still(window: QWidget) -> QWidget:
    """A picture of itself that nobody looks at: what is touched on it starts nothing, and it is never painted."""
    window.setUpdatesEnabled(False)
    for page in window.findChildren(Page):
        page.tasks.close()
    return window


def faults(window: QWidget, *, one_moment: bool = True) -> list[str]:
    """Everything that is wrong with a window that is shown, active, and high enough for all that is on it.

    `one_moment`: there is one thing to do now, not a collection of everything there could be.
    """
    found = [*_names(window), *_twins(window), *_order(window), *_cut(window), *_sticking_out(window)]
    return [*found, *_markup(window), *_unreachable(window), *(_loud(window) if one_moment else ())]


def enlarge(window: QWidget) -> None:
    """Makes the window so high that nothing on it needs to scroll, whatever stands beside what scrolls."""
    for _ in range(_TRIES):
        settle()
        hidden = max((area.verticalScrollBar().maximum() for area in _areas(window)), default=0)
        if not hidden:
            return
        window.resize(window.width(), window.height() + hidden)


def _areas(window: QWidget) -> list[QScrollArea]:
    return [area for area in window.findChildren(QScrollArea) if area.isVisible()]


def tab_stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches, in its order. Of a group of radio buttons only the chosen one is a stop."""
    found, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return [w for w in found if w.focusProxy() is None and not (isinstance(w, QRadioButton) and not w.isChecked())]


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {name_of(widget)[:60]!r}"


# ---------------------------------------------------------------- names and order


def _names(window: QWidget) -> Iterator[str]:
    """Every stop has a name that starts with its words."""
    stops = tab_stops(window)
    if not stops:
        yield "nothing takes the keyboard"
    for stop in stops:
        words = stop.label() if isinstance(stop, Button) else stop.text() if isinstance(stop, QAbstractButton) else ""
        if not name_of(stop) or not name_of(stop).startswith(words):
            yield f"the name of {_called(stop)} does not start with its words {words!r}"


def _twins(window: QWidget) -> Iterator[str]:
    for name, count in Counter(name_of(stop) for stop in tab_stops(window)).items():
        if count > 1:
            yield f"{count} stops are called {name!r}"


def _order(window: QWidget) -> Iterator[str]:
    """Tab goes round and round: once, from the last stop to the first, it may go back."""
    stops = tab_stops(window)
    round_ = [*pairwise(stops), (stops[-1], stops[0])] if len(stops) > 1 else []
    back = [(a, b) for a, b in round_ if not _before(_place(a, window), _place(b, window))]
    if len(back) > 1:
        yield from (f"Tab goes from {_called(a)} back to {_called(b)}" for a, b in back)


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def _before(first: QRect, second: QRect) -> bool:
    """Whether `second` may follow `first` for somebody who reads lines from the left."""
    if first.contains(second):
        return True
    beside = second.top() < first.bottom() and first.top() < second.bottom()
    return second.left() >= first.left() if beside else second.top() > first.top() or second.left() > first.right()


# ---------------------------------------------------------------- room


def _cut(window: QWidget) -> Iterator[str]:
    """Words that have less room than they need."""
    texts: list[PlainLabel | Button] = [*window.findChildren(PlainLabel), *window.findChildren(Button)]
    for text in texts:
        if text.isVisible():
            wanted = _needed(text)
            if text.width() < wanted.width() or text.height() < wanted.height():
                yield f"{_called(text)} is cut: {_size(text.size())} instead of {_size(wanted)}"


def _needed(widget: PlainLabel | Button) -> QSize:
    """The room that the words need at the width that they have."""
    if widget.hasHeightForWidth() and (not isinstance(widget, PlainLabel) or widget.wordWrap()):
        return QSize(widget.minimumSizeHint().width(), widget.heightForWidth(widget.width()))
    return widget.sizeHint()


def _size(size: QSize) -> str:
    return f"{size.width()} x {size.height()}"


def _sticking_out(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        holder = widget.parentWidget()
        if not widget.isVisible() or widget.isWindow() or holder is None or widget.objectName() == RING:
            continue
        if not holder.rect().contains(widget.geometry()):
            place = widget.geometry().getRect()
            yield f"{_called(widget)} at {place} sticks out of {_called(holder)}, {_size(holder.size())}"


# ---------------------------------------------------------------- the rest


def _markup(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if label.textFormat() != Qt.TextFormat.PlainText:
            yield f"{_called(label)} reads markup"


def _loud(window: QWidget) -> Iterator[str]:
    """At most one primary button, and one in each card of accounts: what mends an account is its own moment."""
    buttons = [button for button in window.findChildren(PrimaryButton) if button.isVisible() and not button.calm]
    places = defaultdict(list)
    for button in buttons:
        if not button.property(STANDING):
            places[_card_of(button)].append(button.label())
    yield from (f"more than one primary button: {loud}" for loud in places.values() if len(loud) > 1)


def _card_of(widget: QWidget) -> QWidget | None:
    holder = widget.parentWidget()
    while holder is not None and not isinstance(holder, OpenCard):
        holder = holder.parentWidget()
    return holder


def _unreachable(window: QWidget) -> Iterator[str]:
    """Presses Tab all the way round: every stop gets the focus, and a ring around it, in the order of the stops."""
    stops = tab_stops(window)
    if not stops:
        return
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    for stop in stops:
        focused = QApplication.focusWidget()
        if focused is not stop:
            yield f"Tab reaches {_called(focused) if focused is not None else 'nothing'} instead of {_called(stop)}"
            return
        if not stop.property("noRing") and not _ringed(window):
            yield f"{_called(stop)} shows no focus ring"
        QTest.keyClick(stop, Qt.Key.Key_Tab)
    if QApplication.focusWidget() is not stops[0]:
        yield "Tab does not come round to the first stop"


def _ringed(window: QWidget) -> bool:
    ring = window.findChild(QWidget, RING, Qt.FindChildOption.FindDirectChildrenOnly)
    return ring is not None and ring.isVisible() and window.rect().intersects(ring.geometry())
