"""All that a doctor says: troubles first, then what is good to know, what is fine, and what costs money."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from stagedoor.desktop.pages.checkup.cards import FineCard, NotesCard, PaidCard, TroubleCard
from stagedoor.desktop.pages.checkup.view import Checkup, Mend
from stagedoor.desktop.theme import PAD


class CheckupPanel(QWidget):
    """`mend(mend)`, `again` and `copied` as the cards say it. What did not change keeps the focus."""

    mend = Signal(object)
    again = Signal()
    copied = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: Checkup | None = None
        self._cards: list[QWidget] = []
        self.fine = FineCard(self)
        self.fine.again.connect(self.again)
        self.fine.copied.connect(self.copied)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(PAD)
        self._column.addWidget(self.fine)
        self._column.addStretch(1)

    def show_view(self, view: Checkup) -> None:
        before, self.view = self.view, view
        self.fine.show_view(view)
        if before is None or _above(before) != _above(view):
            self._make_cards(view)

    def set_busy(self, *, busy: bool) -> None:
        self.fine.set_busy(busy=busy)

    @property
    def troubles(self) -> list[TroubleCard]:
        return [card for card in self._cards if isinstance(card, TroubleCard)]

    @property
    def paid(self) -> PaidCard | None:
        return next((card for card in self._cards if isinstance(card, PaidCard)), None)

    def _make_cards(self, view: Checkup) -> None:
        focused = self._has_focus()
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        cards: list[TroubleCard | NotesCard | PaidCard] = [
            TroubleCard(trouble, loud=number == 0, parent=self) for number, trouble in enumerate(view.troubles)
        ]
        if view.notes:
            cards.append(NotesCard(view.notes, self))
        if view.pay is not None:
            cards.append(PaidCard(view.paid, view.pay, self))
        above = [card for card in cards if not isinstance(card, PaidCard)]
        for at, card in enumerate([*above, self.fine, *(card for card in cards if isinstance(card, PaidCard))]):
            self._column.insertWidget(at, card)
        for card in cards:
            if isinstance(card, (TroubleCard, PaidCard)):
                card.mend.connect(self._mend)
        self._cards = list(cards)
        self._set_order()
        if focused:
            self.fine.run.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_order(self) -> None:
        """What is made anew is last in the chain of focus, and stands elsewhere. Needs a stop before to begin at."""
        buttons: list[QWidget] = [button for card in self.troubles for _, button in card.buttons]
        paid: list[QWidget] = [self.paid.button] if self.paid is not None else []
        before = self._stop_before()
        fine = (self.fine.run, self.fine.copy, self.fine.fold)
        for first, second in pairwise([*([before] if before else []), *buttons, *fine, *paid]):
            QWidget.setTabOrder(first, second)

    def _stop_before(self) -> QWidget | None:
        """What Tab reaches just before the checks that are fine."""
        widget: QWidget | None = self.fine.run.previousInFocusChain()
        while widget is not None and widget is not self.fine.run and not self._reachable(widget):
            widget = widget.previousInFocusChain()
        return None if widget is self.fine.run else widget

    def _reachable(self, widget: QWidget) -> bool:
        stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return stop and not widget.isWindow() and not self.isAncestorOf(widget)

    def _has_focus(self) -> bool:
        """True if what has the focus is about to go."""
        focused = QApplication.focusWidget()
        return focused is not None and any(card.isAncestorOf(focused) for card in self._cards)

    @Slot(object)
    def _mend(self, mend: Mend) -> None:
        self.mend.emit(mend)


def _above(view: Checkup) -> tuple[object, ...]:
    return view.troubles, view.notes, view.paid, view.pay
