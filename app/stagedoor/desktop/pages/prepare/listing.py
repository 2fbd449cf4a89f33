"""The posts that are prepared, and where the next one begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.file_dialogs import file_to_open
from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.prepare import view
from stagedoor.desktop.pages.prepare.dropping import VIDEOS, VideoPage
from stagedoor.desktop.places import Kit, Prepare
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GRID, PAD
from stagedoor.desktop.widgets import (
    Card,
    FlowGrid,
    OpenCard,
    OutlineButton,
    Pill,
    PlainLabel,
    PrimaryButton,
    ScrollPage,
    TextField,
    WrapRow,
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
    kits: list[kits.Kit]
    accounts: dict[str, Connection]


class PreparePage(VideoPage):
    def __init__(self, desk: Desk, place: Prepare, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Prepare"), parent=parent)
        self._handle = place.handle
        self._listed = Listed([], {})
        self.area = self.fill_with(ScrollPage(name=tr("Prepare")))
        self.begin = _Begin(self.area)
        self.search = TextField(tr("Search"), placeholder=tr("Title, caption or state"), parent=self.area)
        self.grid = FlowGrid(tr("Prepared posts"), least=260, most=4, parent=self.area)
        self.none = PlainLabel("", "body", "muted", parent=self.area)
        column = self.area.column
        column.addWidget(PlainLabel(tr("Prepare"), "title", parent=self.area))
        for part in (self.begin, self.search, self.none, self.grid):
            column.addWidget(part)
        self.search.hide()
        self.none.hide()
        self.begin.choose.clicked.connect(self._choose)
        self.begin.without.clicked.connect(self._without)
        self.search.changed.connect(self._searched)

    async def refresh(self) -> None:
        self.show_listed(await self.desk.do(_read))

    def show_listed(self, listed: Listed) -> None:
        self._listed = listed
        self.search.setVisible(len(listed.kits) >= _SEARCH_FROM)
        self._show()

    def first_focus(self) -> QWidget | None:
        return self.begin.choose

    # ---------------------------------------------------------------- showing

    def _show(self) -> None:
        words = self.search.value
        found = [kit for kit in self._listed.kits if found_in(kit, words)]
        self.none.setText(tr("No prepared post holds these words.") if self._listed.kits else "")
        self.none.setVisible(bool(self._listed.kits) and not found)
        self.unfold(self._cards(found))

    def _cards(self, found: Sequence[kits.Kit]) -> Iterator[None]:
        known = {card.kit: card for card in self.grid.cards() if isinstance(card, KitCard)}
        shown: list[OpenCard] = []
        for start in range(0, max(1, len(found)), _AT_ONCE):
            shown += [known.get(kit) or self._made(kit) for kit in found[start : start + _AT_ONCE]]
            self.grid.set_cards(list(shown))
            yield

    def _made(self, kit: kits.Kit) -> KitCard:
        card = KitCard(kit, self._listed.accounts.get(kit.connection_id or ""), parent=self.grid)
        card.clicked.connect(self._opened)
        return card

    # ---------------------------------------------------------------- work

    async def _begin(self, path: Path | None) -> None:
        async def work(jobs: Jobs) -> str:
            account = await jobs.world.records.connection(self._handle) if self._handle else None
            return (await jobs.prepare.begin(path, connection=account)).id

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

    @Slot(str)
    def _searched(self, _words: str) -> None:
        self._show()


class _Begin(Card):
    """Where a video is dropped."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("dashed", name=tr("A new post"), parent=parent)
        told = tr("It is checked here, and nothing is sent anywhere. You publish it yourself, and need no keys.")
        self.choose = PrimaryButton(tr("Choose a video"), "mdi6.movie-open-outline", parent=self)
        self.without = OutlineButton(tr("Begin with the caption"), parent=self)
        self._problem = PlainLabel("", "body", "bad", parent=self)
        self._problem.hide()
        buttons = WrapRow()
        buttons.add(self.choose)
        buttons.add(self.without)
        self.column.setSpacing(GRID * 2)
        self.column.addWidget(PlainLabel(tr("Drop a video here"), "strong", parent=self))
        self.column.addWidget(PlainLabel(told, "body", "muted", parent=self))
        self.column.addLayout(buttons)
        self.column.addWidget(self._problem)

    def show_problem(self, problem: str) -> None:
        self._problem.set_foreign(problem, 300)
        self._problem.setVisible(bool(problem))

    @property
    def problem(self) -> str:
        return self._problem.text()


class KitCard(OpenCard):
    def __init__(self, kit: kits.Kit, account: Connection | None, *, parent: QWidget | None = None) -> None:
        words, tone, glyph = view.STATES[kit.state]
        title = view.title_of(kit)
        super().__init__(", ".join((title, tr(words), view.when(kit.updated_at))), parent=parent)
        self.kit = kit
        head = WrapRow()
        name = PlainLabel("", "strong", parent=self)
        name.set_foreign(title, 80)
        head.add(name, basis=120, grow=1)
        head.add(Pill(tr(words), tone, glyph, parent=self))
        caption = PlainLabel("", "small", "muted", parent=self)
        caption.set_foreign(kit.caption or tr("No caption yet"), 120)
        whose = f"@{account.username or account.name} · " if account else ""
        aside = PlainLabel("", "small", "muted", parent=self)
        aside.set_foreign(f"{whose}{view.when(kit.updated_at)}", 80)
        self.column.setSpacing(GRID * 2)
        self.column.addLayout(head)
        self.column.addWidget(caption)
        self.column.addStretch(1)
        self.column.addWidget(aside)
        self.setMinimumHeight(PAD * 6)


async def _read(jobs: Jobs) -> Listed:
    known = await jobs.world.records.connections()
    return Listed(await jobs.prepare.kits(), {connection.id: connection for connection in known})
