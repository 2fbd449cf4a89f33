"""What stands below the head: one banner at most, then cards, a list, an outline while loading, or a reason why not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.accounts.choice import StateChoice
from stagedoor.desktop.pages.accounts.table import AccountsTable
from stagedoor.desktop.pages.accounts.view import CardView, PageView
from stagedoor.desktop.pages.accounts.wall import Wall
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD
from stagedoor.desktop.widgets import Banner, Columns, EmptyState, OutlineButton, PrimaryButton, Skeleton, tab_through

_OUTLINES = 6


class Body(QWidget):
    """`wanted(view, kind)` from a card or a row; `act(what)`: "unlock", "again", "sitting" (go on with it),
    "add" or "all" (show all of them).
    """

    wanted = Signal(object, str)
    act = Signal(str)
    state_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wall = Wall(self)
        self.table = AccountsTable(self)
        self.choice = StateChoice(self)
        self.banner: Banner | None = None
        self._said: object = None
        self._message: EmptyState | None = None
        self.add: PrimaryButton | None = None
        """The one thing to do where there is no account yet."""
        self._loading: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(PAD)
        for part in (self.choice, self.table, self.wall):
            self._column.addWidget(part)
            part.hide()
        self.wall.wanted.connect(self.wanted)
        self.table.wanted.connect(self.wanted)
        self.choice.chosen.connect(self.state_chosen)
        tab_through(self.choice, self.table)

    def show_loading(self) -> None:
        """The outlines of cards, where nothing is there yet."""
        if self._loading is None and self.wall.isHidden() and self.table.isHidden() and self._message is None:
            self._loading = QWidget(self)
            columns = Columns(self._loading)
            for number in range(_OUTLINES):
                columns.addWidget(Skeleton(tr("Loading") if number == 0 else " "))
            self._column.addWidget(self._loading)

    def show_views(self, page: PageView, views: Sequence[CardView], *, locked: bool) -> None:
        """The accounts that are left after searching and filtering."""
        self._stop_loading()
        self._show_banner(page, locked=locked)
        if not views:
            self._show_nothing(page)
            return
        self._clear_message()
        self.choice.setVisible(page.as_list)
        self.table.setVisible(page.as_list)
        self.wall.setVisible(not page.as_list)
        if page.as_list:
            self.table.set_views(views)
        else:
            self.wall.set_views(views, calm=locked)

    def show_problem(self, text: str) -> None:
        """The accounts cannot be read at all."""
        self._stop_loading()
        again = OutlineButton(tr("Try again"), "mdi6.refresh")
        again.clicked.connect(self._again)
        self._show_message(
            EmptyState("mdi6.database-alert-outline", tr("Your accounts could not be read"), text, again)
        )

    def _show_nothing(self, page: PageView) -> None:
        if page.cards:
            every = OutlineButton(tr("Show all accounts"))
            every.clicked.connect(self._all)
            text = tr("No account fits what you are looking for.")
            self._show_message(EmptyState("mdi6.magnify-close", tr("Nothing found"), text, every))
            return
        add = PrimaryButton(tr("Connect an account"), "mdi6.plus")
        add.clicked.connect(self._add)
        text = tr("Connect one, and its card stands here: how it is, what ends when, and what to do about it.")
        self._show_message(EmptyState("mdi6.account-plus-outline", tr("No accounts yet"), text, add))
        self.add = self.add or add

    def _show_message(self, message: EmptyState) -> None:
        if self._message is not None and self._message.headline.text() == message.headline.text():
            message.deleteLater()  # it is said already, and its button may have the focus
            return
        self._clear_message()
        for part in (self.choice, self.table, self.wall):
            part.hide()
        self._message = message
        self._column.addWidget(message)

    def _clear_message(self) -> None:
        if self._message is not None:
            self._message.hide()
            self._message.deleteLater()
            self._message = self.add = None

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.hide()
            self._loading.deleteLater()
            self._loading = None

    def _show_banner(self, page: PageView, *, locked: bool) -> None:
        """Locked keys come first: without them nothing else can be mended."""
        what = "unlock" if locked else "again" if page.offline else "sitting" if page.sitting else ""
        said = (what, page.last_good, page.sitting) if what else None
        if said == self._said:
            return
        self._said = said
        if self.banner is not None:
            self.banner.hide()
            self.banner.deleteLater()
        self.banner = {"unlock": _locked, "again": _offline, "sitting": _sitting}[what](page) if what else None
        if self.banner is not None:
            self.banner.acted.connect({"unlock": self._unlock, "again": self._again, "sitting": self._go_on}[what])
            self._column.insertWidget(0, self.banner)

    @Slot()
    def _unlock(self) -> None:
        self.act.emit("unlock")

    @Slot()
    def _again(self) -> None:
        self.act.emit("again")

    @Slot()
    def _go_on(self) -> None:
        self.act.emit("sitting")

    @Slot()
    def _add(self) -> None:
        self.act.emit("add")

    @Slot()
    def _all(self) -> None:
        self.act.emit("all")


def _locked(_page: PageView) -> Banner:
    return Banner(
        "warning", tr("Your keys are locked."), tr("The keychain is closed. Nothing is lost; scripts wait."),
        tr("Unlock"), glyph="mdi6.lock-outline", action_glyph="mdi6.key-variant", primary=True,
    )  # fmt: skip


def _offline(page: PageView) -> Banner:
    seen = tr("What you see is from {when}.", when=page.last_good) if page.last_good else ""
    kept = tr("Tokens that still work are handed out; nothing is marked as broken.")
    return Banner(
        "neutral", tr("You are offline."), f"{seen} {kept}".strip(), tr("Try again"), glyph="mdi6.wifi-off",
        action_glyph="mdi6.refresh",
    )  # fmt: skip


def _sitting(page: PageView) -> Banner:
    headline, text = (page.sitting.headline, page.sitting.text) if page.sitting is not None else ("", "")
    return Banner(
        "neutral", headline, text, tr("Go on"), glyph="mdi6.format-list-checks", action_glyph="mdi6.chevron-right"
    )
