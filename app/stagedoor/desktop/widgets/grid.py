"""The grid of cards: as many columns as fit, and a single tab stop however many cards there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QWidget

from stagedoor.desktop.theme import PAD
from stagedoor.desktop.widgets.card import OpenCard
from stagedoor.desktop.widgets.layouts import Columns

_OWN_POLICY = "ownFocusPolicy"
_ASIDE = Qt.FocusPolicy.ClickFocus


class FlowGrid(QWidget):
    """Cards in reading order. Arrows, Home and End move between them, Enter opens, Tab goes inside the current card
    and then out of the grid, Escape comes back from the inside.

    Only the current card and what it holds can be tabbed to; the rest waits for arrows or a click.
    """

    def __init__(self, name: str, *, least: int = 300, most: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._cards: list[OpenCard] = []
        self._current: OpenCard | None = None
        self._columns = Columns(self, PAD, least=least, most=most)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def cards(self) -> list[OpenCard]:
        return list(self._cards)

    @property
    def current(self) -> OpenCard | None:
        """The card that Tab arrives at."""
        return self._current

    def set_cards(self, cards: Sequence[OpenCard]) -> None:
        """Shows these cards in this order. Those that stay keep their widgets and the focus; others are deleted."""
        for gone in [card for card in self._cards if card not in cards]:
            gone.removeEventFilter(self)
            gone.hide()
            gone.deleteLater()
        while self._columns.takeAt(0) is not None:
            pass
        known = set(self._cards)
        self._columns.setEnabled(False)  # else every card that is shown has all of them laid out once more
        for card in cards:
            if card not in known:
                card.installEventFilter(self)
            self._columns.addWidget(card)
            card.show()
        self._columns.setEnabled(True)
        self._columns.invalidate()
        self._cards = list(cards)
        self._keep_order()
        self._choose(self._current if self._current in self._cards else next(iter(self._cards), None))

    def column_count(self) -> int:
        return self._columns.columns(self.contentsRect().width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, OpenCard):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._move(watched, Qt.Key(event.key()))
            if event.type() == QEvent.Type.LayoutRequest:
                _set_reachable(watched, watched is self._current)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Escape inside a card is the grid's: it comes before what the window does on Escape."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._inside():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Comes here from inside a card when nothing there wanted the key."""
        inside = self._inside()
        if event.key() == Qt.Key.Key_Escape and inside is not None:
            inside.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _inside(self) -> OpenCard | None:
        """The card that holds what has the focus."""
        card = _card_around(QApplication.focusWidget(), self._cards)
        return card if card is not None and not card.hasFocus() else None

    def _move(self, card: OpenCard, key: Qt.Key) -> bool:
        step = self._steps().get(key)
        if step is None:
            return False
        at = self._cards.index(card)
        to = step(at)
        if 0 <= to < len(self._cards) and to != at:
            self._go(self._cards[to])
        return True

    def _steps(self) -> dict[Qt.Key, Callable[[int], int]]:
        columns = self.column_count()
        before, after = Qt.Key.Key_Left, Qt.Key.Key_Right
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        return {
            before: lambda at: at - 1, after: lambda at: at + 1,
            Qt.Key.Key_Up: lambda at: at - columns, Qt.Key.Key_Down: lambda at: self._below(at, columns),
            Qt.Key.Key_Home: lambda _: 0, Qt.Key.Key_End: lambda _: len(self._cards) - 1,
        }  # fmt: skip

    def _below(self, at: int, columns: int) -> int:
        """The card below; from the last but one row to the last card where the last row is short."""
        last = len(self._cards) - 1
        below = at + columns
        return last if below > last and at // columns < last // columns else below

    def _go(self, card: OpenCard) -> None:
        self._choose(card)
        card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, card: OpenCard | None) -> None:
        self._current = card
        for other in self._cards:
            _set_reachable(other, other is card)

    @Slot(QWidget, QWidget)
    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        card = _card_around(now, self._cards)
        if card is None or now is None:
            return
        if card is not self._current:
            self._choose(card)
        area = _scroll_area(self)
        if area is not None:
            area.ensureWidgetVisible(card, PAD, PAD)
            area.ensureWidgetVisible(now, PAD, PAD)

    def _keep_order(self) -> None:
        """Tab order is reading order: card, what it holds, next card."""
        last: QWidget | None = None
        for card in self._cards:
            for widget in [card, *_controls(card)]:
                if last is not None:
                    QWidget.setTabOrder(last, widget)
                last = widget


def _controls(card: OpenCard) -> list[QWidget]:
    found = card.findChildren(QWidget)
    return [w for w in found if w.property(_OWN_POLICY) is not None or w.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _set_reachable(card: OpenCard, reachable: bool) -> None:
    for widget in [card, *_controls(card)]:
        if widget.property(_OWN_POLICY) is None:
            widget.setProperty(_OWN_POLICY, int(widget.focusPolicy().value))
        own = Qt.FocusPolicy(widget.property(_OWN_POLICY))
        wanted = own if reachable else _ASIDE
        if widget.focusPolicy() != wanted:
            widget.setFocusPolicy(wanted)


def _card_around(widget: QWidget | None, cards: Sequence[OpenCard]) -> OpenCard | None:
    while widget is not None:
        if isinstance(widget, OpenCard) and widget in cards:
            return widget
        widget = widget.parentWidget()
    return None


def _scroll_area(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent
