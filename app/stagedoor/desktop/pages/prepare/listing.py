"""The posts that are prepared, and where the next one begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.file_dialogs import file_to_open
from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.prepare import view
from stagedoor.desktop.pages.prepare.begin import Begin
from stagedoor.desktop.pages.prepare.dropping import VIDEOS, VideoPage
from stagedoor.desktop.places import Kit, Prepare
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GRID, PAD
from stagedoor.desktop.widgets import (
    FlowGrid,
    LinkButton,
    OpenCard,
    Pill,
    PlainLabel,
    ScrollPage,
    SearchEdit,
    WrapRow,
    tab_through,
)
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.kits import found_in

if TYPE_CHECKING:
    from stagedoor.domain import kits
    from stagedoor.domain.entities import Connection
    from stagedoor.services.jobs import Jobs

_SEARCH_FROM = 6
"""Posts; with fewer, one sees them all."""
_AT_ONCE = 8


@dataclass(frozen=True)
class Listed:
    """`platforms`: the names of those that a post can be prepared for, by id, the usual one first."""

    kits: list[kits.Kit]
    accounts: dict[str, Connection]
    platforms: dict[str, str] = field(default_factory=dict)

    def first(self, handle: str) -> str:
        """The platform that the next one is most likely for: the account's, or that of the last one."""
        accounts = [account.platform for account in self.accounts.values() if account.handle == handle]
        likely = [*accounts, *(kit.platform for kit in self.kits), *self.platforms]
        return next((id for id in likely if id in self.platforms), "")


class PreparePage(VideoPage):
    def __init__(self, desk: Desk, place: Prepare, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Prepare"), parent=parent)
        self._handle, self._only = place.handle, place.only
        self._listed = Listed([], {})
        self.area = self.fill_with(ScrollPage(name=tr("Prepare")))
        self.begin = Begin(self.area)
        self.only = _Only(self.area)
        hint, name = tr("Title, caption or state"), tr("Find prepared posts")
        self.search = SearchEdit(hint, name, empties=True, parent=self.area)
        self.grid = FlowGrid(tr("Prepared posts"), least=260, most=4, parent=self.area)
        self.none = PlainLabel("", "body", "muted", parent=self.area)
        column = self.area.column
        column.addWidget(PlainLabel(tr("Prepare"), "title", parent=self.area))
        for part in (self.begin, self.only, self.search, self.none, self.grid):
            column.addWidget(part)
        self.only.every.clicked.connect(self._show_all)
        self.search.hide()
        self.none.hide()
        self.begin.choose.clicked.connect(self._choose)
        self.begin.without.clicked.connect(self._without)
        self.search.textChanged.connect(self._searched)
        self.search.left.connect(self._left)

    async def refresh(self) -> None:
        self.show_listed(await self.desk.do(_read))

    def show_listed(self, listed: Listed) -> None:
        self._listed = listed
        self.begin.show_platforms(listed.platforms, listed.first(self._handle))
        self._show()

    def first_focus(self) -> QWidget | None:
        return self.begin.choose

    # ---------------------------------------------------------------- showing

    def _show(self) -> None:
        kits, words = self._wanted(), self.search.text()
        found = [kit for kit in kits if found_in(kit, words)]
        self.only.show_account(self._account() if self._only else None)
        self.search.setVisible(len(kits) >= _SEARCH_FROM)
        self.none.setText(tr("No prepared post holds these words.") if kits else tr("None is waiting any more."))
        self.none.setVisible(not found and bool(kits or self._only))
        self.unfold(self._cards(found))

    def _account(self) -> Connection | None:
        return next((one for one in self._listed.accounts.values() if one.handle == self._handle), None)

    def _wanted(self) -> list[kits.Kit]:
        account = self._account()
        if not self._only or account is None:
            return self._listed.kits
        return [kit for kit in self._listed.kits if kit.connection_id == account.id and kit.state != "posted"]

    def _cards(self, found: Sequence[kits.Kit]) -> Iterator[None]:
        known = {card.kit: card for card in self.grid.cards() if isinstance(card, KitCard)}
        shown: list[OpenCard] = []
        for start in range(0, max(1, len(found)), _AT_ONCE):
            shown += [known.get(kit) or self._made(kit) for kit in found[start : start + _AT_ONCE]]
            self.grid.set_cards(list(shown))
            if start == 0:
                tab_through(*self.begin.stops(), self.only, self.search, self.grid)
            yield

    def _made(self, kit: kits.Kit) -> KitCard:
        account = self._listed.accounts.get(kit.connection_id or "")
        name = self._listed.platforms.get(kit.platform, "") if len(self._listed.platforms) > 1 else ""
        card = KitCard(kit, account, name, parent=self.grid)
        card.clicked.connect(self._opened)
        return card

    # ---------------------------------------------------------------- work

    async def _begin(self, path: Path | None) -> None:
        async def work(jobs: Jobs) -> str:
            account = await jobs.ports.records.connection(self._handle) if self._handle else None
            if account is not None and platform not in ("", account.platform):
                account = None
            return (await jobs.prepare.begin(path, platform=platform, connection=account)).id

        platform = self.begin.platform
        self.begin.show_problem("")
        try:
            kit_id = await self.desk.do(work)
        except StagedoorError as error:
            self.begin.show_problem(str(error))
            return
        self.desk.go(Kit(kit_id))

    async def take(self, path: Path) -> None:
        await self._begin(path)

    async def _ask(self) -> None:
        path = await file_to_open(self, tr("The video"), f"{tr('Videos')} ({VIDEOS})")
        if path is not None:
            await self._begin(path)

    # ---------------------------------------------------------------- what is pressed

    @Slot()
    def _choose(self) -> None:
        self.tasks.start(self._ask(), "choose a video", key="begin")

    @Slot()
    def _without(self) -> None:
        self.tasks.start(self._begin(None), "begin without a video", key="begin")

    @Slot()
    def _opened(self) -> None:
        card = self.sender()
        if isinstance(card, KitCard):
            self.desk.go(Kit(card.kit.id))

    @Slot()
    def _show_all(self) -> None:
        self._only = False
        self._show()
        self.begin.choose.setFocus(Qt.FocusReason.OtherFocusReason)  # what was pressed is gone

    @Slot()
    def _left(self) -> None:
        self.desk.back()

    @Slot(str)
    def _searched(self, _words: str) -> None:
        self._show()


class _Only(QWidget):
    """Says that not all of them are shown, and shows them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", "strong", parent=self)
        self.every = LinkButton(tr("Show all prepared posts"), parent=self)
        row = WrapRow(self, gap=PAD)
        row.add(self._words)
        row.add(self.every)
        self.hide()

    def show_account(self, account: Connection | None) -> None:
        """None where all are shown."""
        self.setVisible(account is not None)
        if account is not None:
            self._words.set_foreign(tr("Waiting for {account}", account=_who(account)), 80)


class KitCard(OpenCard):
    def __init__(
        self, kit: kits.Kit, account: Connection | None, platform: str, *, parent: QWidget | None = None
    ) -> None:
        """`platform`: its name, where there are several to tell apart."""
        words, tone, glyph = view.STATES[kit.state]
        title = view.title_of(kit)
        spoken = (title, tr(words), platform, view.when(kit.updated_at))
        super().__init__(", ".join(word for word in spoken if word), parent=parent)
        self.kit = kit
        head = WrapRow()
        name = PlainLabel("", "strong", parent=self)
        name.set_foreign(title, 80)
        head.add(name, basis=120, grow=1)
        head.add(Pill(tr(words), tone, glyph, parent=self))
        caption = PlainLabel("", "small", "muted", parent=self)
        caption.set_foreign(kit.caption or tr("No caption yet"), 120)
        whose = _who(account) if account is not None else ""
        aside = PlainLabel("", "small", "muted", parent=self)
        aside.set_foreign(" · ".join(word for word in (platform, whose, view.when(kit.updated_at)) if word), 80)
        self.column.setSpacing(GRID * 2)
        self.column.addLayout(head)
        self.column.addWidget(caption)
        self.column.addStretch(1)
        self.column.addWidget(aside)
        self.setMinimumHeight(PAD * 6)


async def _read(jobs: Jobs) -> Listed:
    with suppress(StagedoorError):  # the doctor tells more about them
        await jobs.strays.take_in()
    known = await jobs.ports.records.connections()
    names = {id: jobs.ports.platforms.spec(id).name for id in jobs.prepare.platforms()}
    return Listed(await jobs.prepare.kits(), {connection.id: connection for connection in known}, names)


def _who(account: Connection) -> str:
    """A name is no handle: only a username has the sign before it."""
    return f"@{account.username}" if account.username else account.name
