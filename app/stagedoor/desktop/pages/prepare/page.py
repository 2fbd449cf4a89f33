"""The page of one prepared post: look at it, write it, have it mended, publish it by hand."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from stagedoor.desktop.autosave import AutoSave
from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.accounts.menus import LINE, Entry, Menu
from stagedoor.desktop.pages.prepare import view
from stagedoor.desktop.pages.prepare.checks import ChecksCard, CopyView
from stagedoor.desktop.pages.prepare.covers import Covers
from stagedoor.desktop.pages.prepare.deeds import Deeds
from stagedoor.desktop.pages.prepare.dropping import VideoPage
from stagedoor.desktop.pages.prepare.handing import HandingCard
from stagedoor.desktop.pages.prepare.player import Player
from stagedoor.desktop.pages.prepare.stage import WIDTH, Covered
from stagedoor.desktop.pages.prepare.video import VideoDesk
from stagedoor.desktop.pages.prepare.writing import Writing
from stagedoor.desktop.places import Kit, Prepare
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAD
from stagedoor.desktop.widgets import (
    ErrorPlace,
    IconButton,
    Option,
    OutlineButton,
    PageHead,
    Pill,
    PlainLabel,
    ScrollPage,
    WrapRow,
    tab_through,
)
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.kits import count

_MIDDLE, _SIDE = 360, 250


class KitPage(VideoPage):
    """Nothing typed is lost: it is kept while one types, and when one leaves."""

    def __init__(self, desk: Desk, place: Kit, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Prepare"), parent=parent)
        self.place_id = place.id
        self.sight: view.Sight | None = None
        self.done: set[str] = set()
        """What was done of the steps, since the page was opened."""
        self.area = self.fill_with(ScrollPage(name=tr("Prepare")))
        self.head = PageHead(tr("Prepare"), parent=self.area)
        self.state = Pill("", "neutral", parent=self.head)
        self.saved = PlainLabel("", "small", "muted", wrap=False, parent=self.head)
        self.folder = OutlineButton(tr("Post folder"), "mdi6.folder-open-outline", parent=self.head)
        self.more = IconButton(tr("More"), "mdi6.dots-horizontal", about=tr("about this post"), parent=self.head)
        self.menu = Menu(tr("About this post"), self)
        self.errors = ErrorPlace(parent=self.area)
        self.player = Player(Covered(), "", parent=self.area)
        self.writing = Writing(parent=self.area)
        self.covers = Covers(self.area)
        self.handing = HandingCard(parent=self.area)
        self.checks = ChecksCard(
            [Option("blur", tr("Blurred bars")), Option("fit", tr("Black bars")), Option("fill", tr("Cut"))],
            parent=self.area,
        )
        self.checks.shapes.choose("blur")
        self.checks.show_copy(CopyView(), other_shape=False)  # nothing to make before the video was looked at
        self.video = VideoDesk(desk, self.tasks, self.player, self.covers, self.checks)
        self.deeds = Deeds(self, self)
        self.saving = AutoSave(self, desk, self._keep)
        self.keeping = self.saving.keeping
        self._arrange()
        self._connect()

    async def refresh(self) -> None:
        try:
            sight = await self.desk.do(lambda jobs: view.read(jobs, self.place_id))
        except StagedoorError as error:
            self.errors.show_error(error.cause, error.fix)
            return
        self.show_sight(sight)
        self.video.look()

    def show_sight(self, sight: view.Sight) -> None:
        """What is kept; a caption that is being written stays as it is."""
        self.errors.clear()
        first = self.sight is None
        self.sight = sight
        self.title = view.title_of(sight.kit)
        self.head.title.set_foreign(self.title, 80)
        words, tone, glyph = view.STATES[sight.kit.state]
        self.state.set_look(tone, glyph)
        by_hand = sight.kit.state != "posted"
        self.state.setText(f"{tr('By hand')} · {tr(words)}" if by_hand else tr(words))
        if first:
            self.saved.setText(tr("Saved"))
        if first or not self.saving.waits:
            self.writing.set_text(sight.kit.caption)
        self.player.stage.set_covered(view.covered(sight.route))
        self.checks.set_platform(sight.route.who)
        self.handing.show_tips(sight.route.tips)
        dashed = tr("Dashed: should be covered by what {platform} draws over it", platform=sight.route.who)
        self.player.set_note(dashed if sight.route.covered else "")
        self.handing.link.set_value(sight.link or self.handing.link.value)
        self.show_written()
        self.video.show_sight(sight)

    def first_focus(self) -> QWidget | None:
        return self.writing.area.edit

    def may_leave(self) -> bool:
        self.keep_now()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_now()
        super().hideEvent(event)

    def keep_now(self) -> None:
        self.saving.flush()

    # ---------------------------------------------------------------- showing

    def show_written(self) -> None:
        sight = self.sight
        if sight is None:
            return
        text = self.writing.text
        self.writing.show_view(view.caption_view(count(text, sight.route)))
        self.player.stage.show_words(sight.who, text)
        self.handing.show_steps(view.hand_steps(sight, text, self.done), sight.file)
        self.set_order()

    @Slot()
    def set_order(self) -> None:
        """Tab goes as one reads: the head, the video, the words, the cover, posting, the checks."""
        tab_through(
            self.head.arrow, self.folder, self.more, self.player.button, self.player.scrubber, self.writing.area,
            self.writing.sets_button, self.writing.copy, *self.covers.stops(), *self.handing.stops(), self.checks,
        )  # fmt: skip

    # ---------------------------------------------------------------- work

    async def take(self, path: Path) -> None:
        await self.deeds.take_video(path)

    async def _keep_caption(self, text: str) -> None:
        kit = await self.desk.do(lambda jobs: jobs.prepare.write(self.place_id, caption=text))
        if isValid(self) and self.sight is not None and not self.saving.waits:
            self.saved.setText(tr("Saved"))
            self.show_sight(view.with_kit(self.sight, kit))

    # ---------------------------------------------------------------- what is pressed

    def _keep(self) -> Coroutine[Any, Any, None]:
        """Read now: when its turn comes, the page may be gone."""
        return self._keep_caption(self.writing.text)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        if self.sight is not None and self.writing.text != self.sight.kit.caption:
            self.saved.setText(tr("Saving…"))
            self.saving.touch()
        self.show_written()

    @Slot()
    def _copy(self) -> None:
        self._wanted("copy")

    @Slot(str)
    def _wanted(self, act: str) -> None:
        self.tasks.start(self.deeds.do(act), act, key=act)

    @Slot(str)
    def _posted(self, link: str) -> None:
        self.tasks.start(self.deeds.is_posted(link), "posted", key="posted")

    @Slot()
    def _phrases(self) -> None:
        self._wanted("phrases")

    @Slot()
    def _own_cover(self) -> None:
        self._wanted("cover")

    @Slot()
    def _show_folder(self) -> None:
        self._wanted("folder")

    @Slot()
    def _changed(self) -> None:
        self.tasks.start(self.refresh(), "refresh", key="refresh", again="replace")

    @Slot()
    def _back(self) -> None:
        self.desk.go(Prepare())

    @Slot()
    def _open_menu(self) -> None:
        entries: list[Entry] = [
            ("title", tr("Title…"), "mdi6.pencil-outline"),
            ("video", tr("Another video…"), "mdi6.movie-open-outline"),
            ("remind", tr("Remind me…"), "mdi6.bell-outline"),
            LINE,
            ("delete", tr("Delete…"), "mdi6.trash-can-outline"),
        ]
        self.menu.open_at(self.more.mapToGlobal(self.more.rect().bottomLeft()), entries)

    # ---------------------------------------------------------------- inside

    def _connect(self) -> None:
        self.head.back.connect(self._back)
        self.folder.clicked.connect(self._show_folder)
        self.more.clicked.connect(self._open_menu)
        self.menu.chosen.connect(self._wanted)
        self.errors.again.connect(self._changed)
        self.writing.changed.connect(self._typed)
        self.writing.copied.connect(self._copy)
        self.writing.sets.connect(self._phrases)
        self.covers.own.connect(self._own_cover)
        self.handing.wanted.connect(self._wanted)
        self.handing.posted.connect(self._posted)
        self.video.changed.connect(self._changed)
        self.video.placed.connect(self.set_order)

    def _arrange(self) -> None:
        self.head.set_aside(self.state, self.saved, at_end=(self.folder, self.more))
        middle = QWidget(self.area)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GAP)
        for part in (self.writing, self.covers, self.handing):
            column.addWidget(part)
        column.addStretch(1)
        self._row = WrapRow(gap=PAD, top=True)
        self._row.add(self.player, basis=WIDTH)
        self._row.add(middle, basis=_MIDDLE, grow=3)
        self._row.add(self.checks, basis=_SIDE, grow=2)
        self.area.column.addWidget(self.head)
        self.area.column.addWidget(self.errors)
        self.area.column.addLayout(self._row)
