"""The page of one account: overview, doctor, scripts, activity."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from stagedoor.desktop import keys, words
from stagedoor.desktop.browsing import open_page
from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pages.account.doctor import DoctorTab
from stagedoor.desktop.pages.account.doctor_view import account_checkup
from stagedoor.desktop.pages.account.head import AccountHead
from stagedoor.desktop.pages.account.overview import OverviewTab
from stagedoor.desktop.pages.account.overview_view import abilities, overview_view
from stagedoor.desktop.pages.account.scripts import ScriptsTab
from stagedoor.desktop.pages.account.scripts_view import Machine, one_line, sections, this_machine
from stagedoor.desktop.pages.account.sight import Sight, read_sight
from stagedoor.desktop.pages.accounts import acts
from stagedoor.desktop.pages.accounts.labels import ask_label
from stagedoor.desktop.pages.accounts.menus import Menu, account_entries
from stagedoor.desktop.pages.checkup.view import Mend, report_text
from stagedoor.desktop.pages.disconnect import disconnect
from stagedoor.desktop.pages.history.rows import HistoryList
from stagedoor.desktop.places import Account, Accounts, Connect, Tab
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import EmptyState, OutlineButton, ScrollPage, Skeleton, Tabs, announce
from stagedoor.domain.errors import NotFound, StagedoorError

if TYPE_CHECKING:
    from stagedoor.services.health import Checked
    from stagedoor.services.jobs import Jobs

FRESH = 600
"""Seconds for which the newest answers are new enough: an older doctor asks again when it is opened."""


class AccountPage(Page):
    """Shows what is stored at once. Only the doctor asks the platform, and only what is free."""

    def __init__(self, desk: Desk, place: Account, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=place.handle, parent=parent)
        self._handle = place.handle
        self._sight: Sight | None = None
        self._asked = False
        self._filled: set[str] = set()
        """The tabs that show what is known now. Those that nobody looks at cost nothing."""
        self.area = self.fill_with(ScrollPage(name=self.title))
        self.head = AccountHead(place.handle, parent=self.area)
        self.tabs = Tabs(tr("Parts of this account"), [
            ("overview", tr("Overview")), ("doctor", tr("Doctor")), ("scripts", tr("Use in scripts")),
            ("activity", tr("Activity")),
        ], parent=self.area)  # fmt: skip
        self.overview = OverviewTab(self.area)
        self.doctor = DoctorTab(self.area)
        self.scripts = ScriptsTab(self.area)
        self.activity = HistoryList(names=False, parent=self.area)
        self._waiting: QWidget | None = Skeleton(parent=self.area)
        self.menu = Menu(tr("About this account"), self)
        self._arrange()
        self._connect()
        self.tabs.choose(place.tab)
        self._show_tab()

    async def refresh(self) -> None:
        """Reads what is stored; the tab and the focus stay."""
        try:
            sight = await self.desk.do(lambda jobs: read_sight(jobs, self._handle))
        except StagedoorError as error:
            if self._sight is None or isinstance(error, NotFound):
                self._show_gone(error)
                return
            raise
        self.show_sight(sight)
        self._ask_if_old()

    def show_sight(self, sight: Sight) -> None:
        self._sight = sight
        self._stop_waiting()
        self.title = sight.view.title
        for named in (self, self.area):
            named.setAccessibleName(self.title)
        self.head.show_sight(sight)
        for tab in ("doctor", "scripts"):
            self.tabs.set_shown(tab, shown=not sight.by_hand)
        self._filled.clear()
        self._show_tab()

    def first_focus(self) -> QWidget | None:
        return self.tabs

    @cached_property
    def machine(self) -> Machine:
        """How scripts on this computer call Stagedoor."""
        start = self.desk.start
        return this_machine("" if start.usual_home else str(start.home))

    # ---------------------------------------------------------------- showing

    def _show_tab(self) -> None:
        """What the chosen tab shows. By hand there is no sign-in to look after and no key to hand out."""
        sight = self._sight
        if sight is not None and sight.by_hand and self.tabs.value in ("doctor", "scripts"):
            self.tabs.choose("overview")
        if sight is not None and self.tabs.value not in self._filled:
            self._filled.add(self.tabs.value)
            self._fill(self.tabs.value, sight)
        panes = {
            "overview": self.overview, "doctor": self.doctor, "scripts": self.scripts, "activity": self.activity,
        }  # fmt: skip
        for id, pane in panes.items():
            pane.setVisible(sight is not None and id == self.tabs.value)

    def _fill(self, tab: str, sight: Sight) -> None:
        if tab == "overview":
            self.overview.show_view(overview_view(sight), sight.view)
        elif tab == "doctor":
            self.doctor.show_view(account_checkup(sight), abilities(sight), one_line(sight, self.machine))
        elif tab == "scripts":
            self.scripts.show_sections(sections(sight, self.machine))
        else:
            self.activity.show_lines(sight.lines, sight.now, tr("Nothing happened yet"))

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.hide()
            self._waiting.deleteLater()
            self._waiting = None

    def _show_gone(self, error: StagedoorError) -> None:
        """The account cannot be shown: it was disconnected elsewhere, or its platform file is broken."""
        self._stop_waiting()
        self._sight = None
        self._show_tab()
        self.tabs.hide()
        self.head.show_nothing()
        every = OutlineButton(tr("Show the accounts"), "mdi6.view-grid-outline")
        every.clicked.connect(self._accounts)
        self._waiting = EmptyState("mdi6.account-off-outline", tr("This account cannot be shown"), str(error), every)
        self.area.column.addWidget(self._waiting)

    # ---------------------------------------------------------------- work

    def _ask_if_old(self) -> None:
        """The doctor asks by itself once when it is opened, if what is known is older than some minutes."""
        sight = self._sight
        if self._asked or sight is None or sight.by_hand or self.tabs.value != "doctor":
            return
        self._asked = True
        newest = max((finding.checked_at for finding in sight.findings), default=0)
        if sight.now - newest > FRESH:
            self._check(paid=False)

    def _check(self, *, paid: bool) -> None:
        self.tasks.start(self._examine(paid=paid), "doctor", key="work")

    async def _examine(self, *, paid: bool) -> None:
        async def work(jobs: Jobs) -> Checked:
            connection = await acts.account(jobs, self._handle)
            return await jobs.health.check(connection, by="person", paid=paid)

        self.doctor.panel.set_busy(busy=True)
        try:
            checked = await self.desk.do(work)
        finally:
            self.doctor.panel.set_busy(busy=False)
        self.desk.changed()
        await self.refresh()
        if checked.cost:
            self.desk.say(tr("Asked. It cost at most {price}.", price=words.money(checked.cost)), "info")
        view = self.doctor.panel.view
        if view is not None:
            announce(self, view.troubles[0].title if view.troubles else view.headline)

    async def _carry_out(self, kind: str) -> None:
        """Checks or renews, as a card of the accounts does."""
        sight = self._sight
        if sight is None:
            return
        self.overview.set_busy(acts.words_while(kind))
        self.doctor.panel.set_busy(busy=True)
        try:
            said, tone = await acts.carry_out(self.desk, sight.view, kind)
        finally:
            self.overview.set_busy("")
            self.doctor.panel.set_busy(busy=False)
            self.desk.changed()
        await self.refresh()
        self.desk.say(said, tone)

    async def _unlock(self) -> None:
        if await keys.unlock(self.desk, self):
            await self._examine(paid=False)

    async def _label(self) -> None:
        if self._sight is not None and await ask_label(self.desk, self, self._sight.view):
            self.desk.changed()
            await self.refresh()

    async def _disconnect(self) -> None:
        if await disconnect(self.desk, self, self._handle):
            self.desk.replace(Accounts())
            self.desk.changed()

    # ---------------------------------------------------------------- what is pressed

    @Slot(str)
    def _wanted(self, kind: str) -> None:
        sight = self._sight
        if sight is None:
            return
        if kind in acts.HERE:
            self.tasks.start(self._carry_out(kind), kind, key="work")
        elif kind == "unlock":
            self.tasks.start(self._unlock(), "unlock", key="work")
        elif kind == "label":
            self.tasks.start(self._label(), "label", key="dialog")
        elif kind == "disconnect":
            self.tasks.start(self._disconnect(), "disconnect", key="dialog")
        else:
            self._lead(kind)

    def _lead(self, kind: str) -> None:
        """To another page, or to a tab of this one."""
        sight = self._sight
        place = acts.place_of(sight.view, kind) if sight is not None else None
        if isinstance(place, Account):
            self.choose_tab("doctor" if kind == "see_left" else place.tab)
        elif place is not None:
            self.desk.go(place)

    @Slot(object)
    def _mend(self, mend: Mend) -> None:
        sight = self._sight
        if sight is None:
            return
        if mend.kind == "page":
            self.tasks.start(open_page(self.desk, mend.link), "open the page", key="open")
        elif mend.kind == "sign_in":
            self.desk.go(Connect(sight.connection.platform, sight.connection.route, again=self._handle))
        elif mend.kind == "public":
            self._lead("make_public")
        elif mend.kind == "unlock":
            self.tasks.start(self._unlock(), "unlock", key="work")
        elif mend.kind == "renew":
            self.tasks.start(self._carry_out("try_now"), "renew", key="work")
        else:
            self._check(paid=mend.kind == "paid")

    def choose_tab(self, tab: Tab) -> None:
        """As if the person had pressed it."""
        self.tabs.choose(tab)
        self._chosen()

    @Slot()
    def _chosen(self) -> None:
        self._show_tab()
        self.area.verticalScrollBar().setValue(0)
        self._asked = False
        self._ask_if_old()

    @Slot()
    def _test(self) -> None:
        self._wanted("test_post")

    @Slot()
    def _again(self) -> None:
        self._check(paid=False)

    @Slot()
    def _copy(self) -> None:
        view = self.doctor.panel.view
        if view is not None:
            QGuiApplication.clipboard().setText(report_text(view.report, self.desk.start.version))
            self.desk.say(tr("Copied. It holds the account's name, and no key."))

    @Slot(str)
    def _open_post(self, link: str) -> None:
        self.tasks.start(open_page(self.desk, link), "open the post", key="open")

    @Slot()
    def _accounts(self) -> None:
        self.desk.go(Accounts())

    @Slot()
    def _back(self) -> None:
        self.desk.back()

    @Slot()
    def _open_menu(self) -> None:
        if self._sight is not None:
            entries = [entry for entry in account_entries(self._sight.view) if entry[0] != "open"]
            self.menu.open_at(self.head.menu_place(), entries)

    # ---------------------------------------------------------------- inside

    def _connect(self) -> None:
        self.head.back.connect(self._back)
        self.head.post.clicked.connect(self._test)
        self.head.more.clicked.connect(self._open_menu)
        self.menu.chosen.connect(self._wanted)
        self.tabs.chosen.connect(self._chosen)
        self.overview.wanted.connect(self._wanted)
        self.doctor.mend.connect(self._mend)
        self.doctor.again.connect(self._again)
        self.doctor.copied.connect(self._copy)
        self.activity.opened.connect(self._open_post)

    def _arrange(self) -> None:
        for part in (self.head, self.tabs, self.overview, self.doctor, self.scripts, self.activity, self._waiting):
            if part is not None:
                self.area.column.addWidget(part)
