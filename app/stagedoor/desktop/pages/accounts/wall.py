"""The cards, built a few at a time: hundreds of them never keep the window from answering."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.accounts.card import AccountCard
from stagedoor.desktop.pages.accounts.view import CardView
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import FlowGrid, OutlineButton, WrapRow

AT_ONCE = 4
"""Cards that are built in one turn of the event loop."""

PORTION = 48
"""Cards that are shown at first, and more with every press: laying out hundreds of them takes its time."""


class Wall(QWidget):
    """`wanted(view, kind)` as a card says it; "open" when the card itself is pressed. `built` when all are there."""

    wanted = Signal(object, str)
    built = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = FlowGrid(tr("Accounts"), parent=self)
        self._more = OutlineButton("", parent=self)
        self._more.clicked.connect(self._show_more)
        self._cards: dict[str, AccountCard] = {}
        self._views: list[CardView] = []
        self._portion = PORTION
        self._calm = False
        self._busy: dict[str, str] = {}
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self.build_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid)
        row = WrapRow(align="centre")
        row.add(self._more)
        column.addLayout(row)

    def set_views(self, views: Sequence[CardView], *, calm: bool = False) -> None:
        """Shows these in this order. Cards of accounts that stay are kept, with the focus."""
        self._views, self._calm = list(views), calm
        shown = {view.key: view for view in self._shown()}
        for key in [key for key in self._cards if key not in shown]:
            del self._cards[key]
        for key, card in self._cards.items():
            card.set_view(shown[key], calm=calm)
        self._place()
        self.build_more()

    def set_busy(self, key: str, words: str) -> None:
        """What runs about an account, said on its card; empty when it ended."""
        self._busy[key] = words
        if key in self._cards:
            self._cards[key].set_busy(words)

    def card(self, key: str) -> AccountCard | None:
        return self._cards.get(key)

    @property
    def building(self) -> bool:
        """True while cards are missing that will come with the next turns of the event loop."""
        return self._turn.isActive()

    def _shown(self) -> list[CardView]:
        return self._views[: self._portion]

    @Slot()
    def build_more(self) -> None:
        """A few of the missing cards, and the next few with the next turn."""
        missing = [view for view in self._shown() if view.key not in self._cards]
        for view in missing[:AT_ONCE]:
            self._cards[view.key] = self._made(view)
        if missing:
            self._place()
        if len(missing) > AT_ONCE:
            self._turn.start()
        else:
            self._turn.stop()
            self.built.emit()

    def _made(self, view: CardView) -> AccountCard:
        card = AccountCard(view, calm=self._calm, parent=self.grid)
        card.set_busy(self._busy.get(view.key, ""))
        card.clicked.connect(self._opened)
        card.wanted.connect(self._asked)
        return card

    def _place(self) -> None:
        wanted = [self._cards[view.key] for view in self._shown() if view.key in self._cards]
        if wanted != self.grid.cards():
            self.grid.set_cards(wanted)
        left = len(self._views) - self._portion
        self._more.set_label(tr("Show {count} more", count=min(left, PORTION)))
        self._more.setVisible(left > 0)

    @Slot()
    def _show_more(self) -> None:
        self._portion += PORTION
        self._place()
        self.build_more()

    @Slot()
    def _opened(self) -> None:
        card = self.sender()
        if isinstance(card, AccountCard):
            self.wanted.emit(card.view, "open")

    @Slot(str)
    def _asked(self, kind: str) -> None:
        card = self.sender()
        if isinstance(card, AccountCard):
            self.wanted.emit(card.view, kind)
