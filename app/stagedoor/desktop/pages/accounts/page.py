"""The page of the accounts: those that need the person first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from stagedoor.desktop import keys
from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pages.accounts import acts
from stagedoor.desktop.pages.accounts.body import Body
from stagedoor.desktop.pages.accounts.head import Head
from stagedoor.desktop.pages.accounts.menus import Menu, account_entries, page_entries
from stagedoor.desktop.pages.accounts.questions import ASKED, ask
from stagedoor.desktop.pages.accounts.rounds import TOGETHER, check_round
from stagedoor.desktop.pages.accounts.view import CardView, PageView
from stagedoor.desktop.places import Accounts, Details, Ends, Sitting, Welcome
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import ScrollPage
from stagedoor.domain.entities import CheckBy
from stagedoor.domain.errors import StagedoorError, StoreError

SKELETON_AFTER = 150
"""Milliseconds: what comes sooner needs no outline first."""
_MINUTE = 60_000


class AccountsPage(Page):
    """Shows what is stored at once; whoever was not asked for an hour is then asked, free of charge."""

    kept = True

    def __init__(self, desk: Desk, place: Accounts, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Accounts"), parent=parent)
        self._page: PageView | None = None
        self._typed = ""
        self._state = ""
        self._needing = place.needing
        self._keys_locked: bool | None = None
        self._looked = False
        self._about: CardView | None = None
        self.area = self.fill_with(ScrollPage(name=tr("Accounts")))
        self.head = Head(needing=place.needing, parent=self.area)
        self.body = Body(self.area)
        self._menu = Menu(tr("About this account"), self)
        self._page_menu = Menu(tr("About all accounts"), self)
        self._slow = self._timer(SKELETON_AFTER, once=True)
        self._minutes = self._timer(_MINUTE)
        self._arrange()
        self._connect()
        self._slow.start()

    async def refresh(self) -> None:
        """Reads everything in one go; what is on screen stays until then."""
        try:
            page = await self.desk.do(acts.seen)
        except StagedoorError as error:
            self._slow.stop()
            self.body.show_problem(str(error))
            if isinstance(error, StoreError):
                self.desk.problem(error)
            return
        self.show_page(page)
        self._first_time(page)

    def show_page(self, page: PageView) -> None:
        self._slow.stop()
        self._page = page
        self._show()

    def first_focus(self) -> QWidget | None:
        return self.body.wall.grid.current

    # ---------------------------------------------------------------- showing

    def _show(self) -> None:
        page = self._page
        if page is None:
            return
        views = self._left(page.cards)
        self.head.show_summary(page.needing, page.next_end)
        self.head.find_button.setEnabled(bool(page.cards))
        self.head.add_button.setVisible(bool(page.cards))  # without any, the page itself says it
        self.area.set_filling(filling=page.as_list and bool(views))
        self.body.choice.set_views(page.cards, len(views), self._state)
        self.body.show_views(page, views, locked=self._locked(page))
        self._take_focus()

    def _left(self, cards: Sequence[CardView]) -> list[CardView]:
        page = self._page
        state = self._state if page is not None and page.as_list else ""
        return [
            view for view in cards
            if view.found_by(self._typed) and (view.needing or not self._needing) and state in ("", view.slug)
        ]  # fmt: skip

    def _locked(self, page: PageView) -> bool:
        """What was tried counts more than what was found at the last check."""
        return page.locked if self._keys_locked is None else self._keys_locked

    def _take_focus(self) -> None:
        """Where nothing has the focus yet, the first account gets it, or the one thing to do."""
        page, focused = self._page, QApplication.focusWidget()
        if page is None or (focused is not None and focused is not self) or not self.isVisible():
            return
        banner = self.body.banner
        target: QWidget | None = self.body.table if page.as_list else self.body.wall.grid.current
        if banner is not None and banner.button is not None and self._locked(page):
            target = banner.button
        (target or self.body.add or self.head.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_time(self, page: PageView) -> None:
        if self._looked:
            return
        self._looked = True
        if not page.cards:
            self.desk.replace(Welcome())
            return
        self.tasks.start(self._look_after(page), "look after the accounts", key="round")

    # ---------------------------------------------------------------- work

    async def _look_after(self, page: PageView) -> None:
        """When the page is first shown: are the keys there, and how are those that were not asked for long?"""
        state = await self.desk.do(lambda jobs: jobs.ports.secrets.probe())
        self._keys_locked = state.locked
        self._show()
        if not state.locked and page.stale:
            await self._ask(page.stale, by="round", first=1 if page.offline else TOGETHER)

    async def _ask(self, handles: Sequence[str], *, by: CheckBy, first: int = TOGETHER) -> None:
        """Free checks; every group appears when it was asked."""
        async for group, checked in check_round(self.desk, handles, by=by, first=first):
            if checked:
                self._keys_locked = any(one.state.slug == "locked" for one in checked)
            for handle in group:
                self.body.wall.set_busy(handle, "")
            await self.refresh()
        self.desk.changed()

    async def _check_all(self) -> None:
        page = self._page
        if page is None:
            return
        handles = [view.key for view in page.cards if not view.is_setup and not view.by_hand]
        for handle in handles:
            self.body.wall.set_busy(handle, tr("checking…"))
        try:
            await self._ask(handles, by="person", first=1 if page.offline else TOGETHER)
        finally:
            for handle in handles:
                self.body.wall.set_busy(handle, "")
        if self._page is None or self._page.offline:
            self.desk.say(tr("Still no network. Nothing was changed."), "warning")
        else:
            self.desk.say(acts.sum_up(len(handles), self._page.needing), "info" if self._page.needing else "good")

    async def _carry_out(self, view: CardView, kind: str) -> None:
        self.body.wall.set_busy(view.key, acts.words_while(kind))
        try:
            words, tone = await acts.carry_out(self.desk, view, kind)
        finally:
            self.body.wall.set_busy(view.key, "")
            self.desk.changed()
        self.desk.say(words, tone)

    async def _unlock(self) -> None:
        if not await keys.unlock(self.desk, self):
            return
        self._keys_locked = False
        await self.refresh()
        page = self._page
        if page is not None:
            await self._ask([view.key for view in page.cards if not view.is_setup and not view.by_hand], by="round")

    async def _set_list(self, kind: str) -> None:
        await self.desk.do(lambda jobs: jobs.cards.set_view(kind))
        await self.refresh()

    # ---------------------------------------------------------------- what is pressed

    @Slot(object, str)
    def _wanted(self, view: CardView, kind: str) -> None:
        place = acts.place_of(view, kind)
        if kind == "menu":
            self._about = view
            self._menu.open_at(self._menu_place(view), account_entries(view))
        elif place is not None:
            self.desk.go(place)
        elif kind in acts.HERE:
            self.tasks.start(self._carry_out(view, kind), f"{kind} {view.key}", key=view.key)
        elif kind == "unlock":
            self._act(kind)
        elif kind in ASKED:
            self.tasks.start(ask(self.desk, self, view, kind), kind, key="dialog")

    @Slot(str)
    def _act(self, what: str) -> None:
        if what == "unlock":
            self.tasks.start(self._unlock(), "unlock", key="unlock")
        elif what == "again":
            self._again()
        elif what == "add":
            self.desk.go(Welcome())
        elif what == "sitting" and self._page is not None and self._page.sitting is not None:
            self.desk.go(Sitting(self._page.sitting.id))
        elif what == "all":
            self._state = ""
            self.head.close_search()
            self.head.need.setChecked(False)
            self._show()

    @Slot(str)
    def _for_all(self, kind: str) -> None:
        if kind == "details":
            self.desk.go(Details())
        elif kind == "check_all":
            self._again()
        else:
            self.tasks.start(self._set_list(kind), "cards or list", key="view")

    def _again(self) -> None:
        if self._page is None:
            self.tasks.start(self.refresh(), "refresh", key="refresh")
        else:
            self.tasks.start(self._check_all(), "check all", key="round")

    @Slot(str)
    def _chosen(self, kind: str) -> None:
        if self._about is not None:
            self._wanted(self._about, kind)

    @Slot(str)
    def _search(self, typed: str) -> None:
        self._typed = typed
        self._show()

    @Slot(bool)
    def _filter(self, on: bool) -> None:
        self._needing = on
        self._show()

    @Slot(str)
    def _choose_state(self, slug: str) -> None:
        self._state = slug
        self._show()

    @Slot()
    def _open_menu(self) -> None:
        as_list = self._page is not None and self._page.as_list
        self._page_menu.open_at(self.head.menu_place(), page_entries(as_list=as_list))

    @Slot()
    def _show_ends(self) -> None:
        self.desk.go(Ends())

    @Slot()
    def _show_add(self) -> None:
        self.desk.go(Welcome())

    @Slot()
    def _loading(self) -> None:
        self.body.show_loading()

    @Slot()
    def _minute(self) -> None:
        self.tasks.start(self.refresh(), "refresh", key="refresh")

    def _menu_place(self, view: CardView) -> QPoint:
        card = self.body.wall.card(view.key)
        if card is None or not card.isVisible():
            return self.body.table.menu_place()
        return card.more.mapToGlobal(card.more.rect().bottomLeft())

    # ---------------------------------------------------------------- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minutes.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._minutes.stop()
        super().hideEvent(event)

    def _arrange(self) -> None:
        self.area.column.addWidget(self.head)
        self.area.column.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.head.needing.connect(self._filter)
        self.head.typed.connect(self._search)
        self.head.ends.connect(self._show_ends)
        self.head.add.connect(self._show_add)
        self.head.menu.connect(self._open_menu)
        self.body.wanted.connect(self._wanted)
        self.body.act.connect(self._act)
        self.body.state_chosen.connect(self._choose_state)
        self._menu.chosen.connect(self._chosen)
        self._page_menu.chosen.connect(self._for_all)
        self._slow.timeout.connect(self._loading)
        self._minutes.timeout.connect(self._minute)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.head.open_search)

    def _timer(self, milliseconds: int, *, once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(once)
        return timer
