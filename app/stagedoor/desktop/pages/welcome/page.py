"""The first page of somebody who has no account here yet, and of everybody who adds one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from stagedoor.desktop import keys
from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pages.welcome.tiles import TileCard, TileGrid
from stagedoor.desktop.pages.welcome.view import Group, WelcomeView, keys_sentence, promise, welcome_view
from stagedoor.desktop.places import CanDo, Connect, Place
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, scaled
from stagedoor.desktop.widgets import Banner, Card, LinkButton, PlainLabel, ScrollPage, Skeleton
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.errors import StagedoorError

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

AT_ONCE = 2
"""Tiles that are built in one turn of the event loop."""
SKELETON_AFTER = 150
"""Milliseconds: what comes sooner needs no outline first."""
_WIDEST_TEXT = 830
_FIRST, _HIGH = 300, 220
"""Pixels that a flat and a high tile need at least."""


class WelcomePage(Page):
    """Nothing is read before it is shown: the tiles come as soon as the platform files are read, the name of the
    keychain when it has answered.
    """

    def __init__(self, desk: Desk, _place: Place, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Connect accounts"), parent=parent)
        self.area = self.fill_with(ScrollPage(name=tr("Connect accounts")))
        self.headline = PlainLabel(tr("Connect your accounts to your own tools"), "display", parent=self.area)
        self.text = PlainLabel("", "body", "muted", parent=self.area)
        self._unread = Banner("bad", "", "", tr("Try again"), parent=self.area)
        self._no_keys = Banner("warning", "", "", tr("Where keys live"), parent=self.area)
        self.first = TileGrid(tr("Before the first account"), least=_FIRST, most=3, parent=self.area)
        self.grids: list[TileGrid] = []
        self.links: _Links | None = None
        self._skeleton = Skeleton(parent=self.area)
        self._keychain: KeychainState | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SKELETON_AFTER)
        self._arrange()
        self._connect()
        self._show_keys()
        self._slow.start()

    async def refresh(self) -> None:
        try:
            view = await self.desk.do(_seen)
        except StagedoorError as error:
            self.show_problem(error)
            return
        self.show_view(view)
        self.tasks.start(self._read_keys(), "keychain", key="keychain")

    def show_problem(self, error: StagedoorError) -> None:
        """Nothing could be read."""
        self._read()
        self._unread.set_message(error.cause, error.fix)
        self._unread.show()

    def show_view(self, view: WelcomeView) -> None:
        self._read()
        self._unread.hide()
        if view.more:
            self.headline.setText(tr("Add an account"))
        self.unfold(self._tiles(view))

    def show_keychain(self, state: KeychainState) -> None:
        """The sentence about the keys now names the place."""
        self._keychain = state
        self._show_keys()
        self._no_keys.set_message(tr("Your system's keychain did not answer."), tr(state.problem))
        self._no_keys.setVisible(not state.works and not state.locked)

    @property
    def banner(self) -> Banner | None:
        """What is said above the tiles."""
        return next((banner for banner in (self._unread, self._no_keys) if not banner.isHidden()), None)

    def first_focus(self) -> QWidget | None:
        return self.first.current

    # ---------------------------------------------------------------- showing

    def _show_keys(self) -> None:
        state = self._keychain
        name = state.name if state is not None and (state.works or state.locked) else ""
        self.text.setText(f"{keys_sentence(name)} {promise()}")

    def _tiles(self, view: WelcomeView) -> Iterator[None]:
        self._made(self.first.set_tiles(view.first, flat=True))
        self.first.show()
        self._take_focus()
        yield
        groups = view.groups or (Group("", ()),)
        for number in range(max(len(groups), len(self.grids))):
            if number == len(self.grids):
                self._add_grid()
            yield from self._group(number, groups[number] if number < len(groups) else None)
        self._put_links(self.grids[len(groups) - 1])

    def _group(self, number: int, group: Group | None) -> Iterator[None]:
        """A few tiles with every step; those that are there already stay."""
        label, grid = self._labels[number], self.grids[number]
        label.setText(group.title if group else "")
        label.setVisible(bool(label.text()))
        grid.setVisible(group is not None)
        tiles = group.tiles if group else ()
        for count in range(min(len(tiles), max(AT_ONCE, len(grid.cards()))), len(tiles) + AT_ONCE, AT_ONCE):
            self._made(grid.set_tiles(tiles[:count]))
            yield

    def _put_links(self, grid: TileGrid) -> None:
        """Made after the tiles, so that Tab comes to them last."""
        if self.links is None:
            self.links = _Links(simulated=self.desk.simulated, parent=self.area)
            self.links.practise.clicked.connect(self._try_out)
            self.links.have_keys.clicked.connect(self._have_keys)
            self.links.can_do.clicked.connect(self._can_do)
        grid.put_last(self.links)

    def _add_grid(self) -> None:
        label = PlainLabel("", "small_strong", "muted", parent=self.area)
        grid = TileGrid(tr("Platforms, group {number}", number=len(self.grids) + 1), least=_HIGH, most=4,
                        parent=self.area)  # fmt: skip
        self._labels.append(label)
        self.grids.append(grid)
        self.area.column.addSpacing(GRID)
        self.area.column.addWidget(label)
        self.area.column.addWidget(grid)

    def _made(self, cards: list[TileCard]) -> None:
        for card in cards:
            card.clicked.connect(self._opened)

    def _read(self) -> None:
        """The outline made room for something."""
        self._slow.stop()
        self._skeleton.hide()

    def _take_focus(self) -> None:
        focused = QApplication.focusWidget()
        if self.isVisible() and (focused is None or focused is self) and self.first.current is not None:
            self.first.current.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- work

    async def _read_keys(self) -> None:
        self.show_keychain(await self.desk.do(lambda jobs: jobs.ports.secrets.probe()))

    async def _choose_keys(self) -> None:
        if await keys.ensure(self.desk, self):
            self._no_keys.hide()
            self.desk.changed()

    async def _practise(self) -> None:
        await asyncio.to_thread(self.desk.start.practise)
        self.desk.say(tr("A second window opens, with made-up accounts. Nothing there is real."), "info")

    # ---------------------------------------------------------------- what is pressed

    @Slot()
    def _opened(self) -> None:
        card = self.sender()
        if isinstance(card, TileCard):
            self.desk.go(card.tile.place)

    @Slot()
    def _again(self) -> None:
        self.tasks.start(self.refresh(), "refresh", key="refresh")

    @Slot()
    def _where_keys_live(self) -> None:
        self.tasks.start(self._choose_keys(), "where keys live", key="keys")

    @Slot()
    def _try_out(self) -> None:
        self.tasks.start(self._practise(), "made-up accounts", key="practise")

    @Slot()
    def _have_keys(self) -> None:
        self.desk.go(Connect(platform="", have_keys=True))

    @Slot()
    def _can_do(self) -> None:
        self.desk.go(CanDo())

    def _arrange(self) -> None:
        self._labels: list[PlainLabel] = []
        self.text_scale_changed()
        column = self.area.column
        column.setSpacing(GAP + GRID)
        for widget in (self.headline, self.text, self._unread, self._no_keys, self._skeleton, self.first):
            column.addWidget(widget)
        self._unread.hide()
        self._no_keys.hide()
        self._skeleton.hide()
        self.first.hide()

    def text_scale_changed(self) -> None:
        """Lines that are too long are hard to read."""
        self.text.setMaximumWidth(scaled(_WIDEST_TEXT))

    def _connect(self) -> None:
        self._slow.timeout.connect(self._skeleton.show)
        self._unread.acted.connect(self._again)
        self._no_keys.acted.connect(self._where_keys_live)


class _Links(Card):
    """What else one can begin with."""

    def __init__(self, *, simulated: bool, parent: QWidget) -> None:
        super().__init__("dashed", name=tr("Other ways to begin"), parent=parent)
        self.practise = LinkButton(tr("Try it with made-up accounts"), parent=self)
        self.have_keys = LinkButton(tr("I already have keys"), parent=self)
        self.can_do = LinkButton(tr("What Stagedoor can and cannot do"), parent=self)
        self.column.setSpacing(GAP)
        self.column.addStretch(1)
        for link in (self.practise, self.have_keys, self.can_do):
            self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.practise.setVisible(not simulated)


async def _seen(jobs: Jobs) -> WelcomeView:
    """Made on the engine's thread: the window's only draws it. A broken platform file takes only its own tile away."""
    platforms, specs = jobs.ports.platforms, []
    for id in platforms.ids():
        try:
            specs.append(platforms.spec(id))
        except StagedoorError:
            continue
    connections = await jobs.ports.records.connections()
    sittings = [await jobs.sittings.progress(one.id) for one in jobs.sittings.all()]
    return welcome_view(
        specs, await jobs.cards.setups(), await jobs.details.all(), more=bool(connections), sittings=sittings
    )
