"""The video of a prepared post on its page: looked at, played, its cover chosen, its copy made."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.prepare import view
from stagedoor.desktop.pages.prepare.checks import ChecksCard, CopyView
from stagedoor.desktop.pages.prepare.covers import Covers
from stagedoor.desktop.pages.prepare.pictures import image_of
from stagedoor.desktop.pages.prepare.player import Player
from stagedoor.desktop.pages.prepare.stage import WIDTH
from stagedoor.desktop.tasks import TaskScope
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import scaled
from stagedoor.desktop.widgets import announce
from stagedoor.domain.errors import BadInput, StagedoorError
from stagedoor.domain.videos import VideoFacts, VideoFinding, judge, other_shape, size_of, worth_a_copy

if TYPE_CHECKING:
    from stagedoor.domain.kits import Kit
    from stagedoor.domain.videos import Shape
    from stagedoor.services.jobs import Jobs

_THUMB = 50


class VideoDesk(QObject):
    """Owns nothing that is drawn: it fills player, covers and checks. `changed` when the post
    has changed, `placed` when there are other frames to choose from.
    """

    changed = Signal()
    placed = Signal()
    _progressed = Signal(float)

    def __init__(self, desk: Desk, tasks: TaskScope, player: Player, covers: Covers, checks: ChecksCard) -> None:
        super().__init__(player)
        self._desk, self._tasks = desk, tasks
        self.player, self.covers, self.checks = player, covers, checks
        self._sight: view.Sight | None = None
        self._seen: tuple[str, str | None] = ("", None)
        self._facts: VideoFacts | None = None
        self._findings: list[VideoFinding] = []
        self._began = 0.0
        self._shape: Shape | None = None
        player.wanted.connect(self._frame_wanted)
        covers.chosen.connect(self._cover_chosen)
        covers.here.clicked.connect(self._cover_here)
        checks.wanted.connect(self._copy_wanted)
        checks.cancelled.connect(self._copy_cancelled)
        checks.shape_chosen.connect(self._shape_chosen)
        self._progressed.connect(self._show_share)  # from the engine's thread

    @property
    def copying(self) -> bool:
        return self._tasks.running("copy") is not None

    def size_of_cover(self, sight: view.Sight) -> tuple[int, int]:
        return size_of(self._facts, sight.route) if self._facts else (sight.route.frame[0], sight.route.frame[1])

    def show_sight(self, sight: view.Sight) -> None:
        self._sight = sight
        kit = sight.kit
        self.covers.show_choice(kit.cover_at, own=tr("chosen") if kit.cover and kit.cover_at is None else "")
        if not self.copying:
            self._show_copy()

    def forget(self) -> None:
        """The file is another one, though it may be called the same."""
        self._seen = ("", None)

    def look(self) -> None:
        """At the video, where it is another one than before."""
        sight = self._sight
        if sight is not None and (sight.kit.id, sight.kit.handed_over) != self._seen:
            self._seen = (sight.kit.id, sight.kit.handed_over)
            self._tasks.start(self._look(sight.kit), "look at the video", key="look", again="replace")

    # ---------------------------------------------------------------- looking

    async def _look(self, kit: Kit) -> None:
        self.player.stop()
        if kit.handed_over is None:
            self._show_none(tr("Drop a video here"))
            return
        try:
            facts = await self._desk.do(lambda jobs: jobs.prepare.facts(kit))
        except StagedoorError as error:
            self._show_none(str(error))
            return
        self.show_facts(facts)
        self.player.set_length(facts.seconds)
        self.player.go_to(kit.cover_at or min(1.0, facts.seconds / 3))
        self.covers.set_places(view.places(facts.seconds))
        self.placed.emit()
        self.covers.show_choice(kit.cover_at, own=tr("chosen") if kit.cover and kit.cover_at is None else "")
        self._tasks.start(self._thumbs(kit, facts), "frames", key="thumbs", again="replace")
        self.show_facts(await self._desk.do(lambda jobs: jobs.prepare.listened(kit, facts)))

    def _show_none(self, words: str) -> None:
        self._facts = None
        self.player.set_length(0)
        self.player.stage.show_image(None)
        self.player.stage.show_instead(words)
        self.covers.set_places([])
        self.checks.show_lines([])
        self.checks.show_copy(CopyView(), other_shape=False)
        self.covers.setEnabled(False)

    def show_facts(self, facts: VideoFacts) -> None:
        sight = self._sight
        if sight is None:
            return
        self._facts = facts
        self.covers.setEnabled(True)
        self._findings = judge(facts, sight.route)
        self.checks.show_lines(view.check_lines(self._findings))
        self._show_copy()

    def _show_copy(self) -> None:
        sight, facts = self._sight, self._facts
        if sight is None or facts is None:
            return
        made = tr("{name} is the file to publish.", name=sight.kit.ready) if sight.kit.ready else ""
        worth = worth_a_copy(self._findings) or bool(made)
        self.checks.show_copy(
            CopyView(worth=worth, made=made), other_shape=other_shape(facts, sight.route) or bool(made)
        )

    async def _thumbs(self, kit: Kit, facts: VideoFacts) -> None:
        width = scaled(_THUMB) * 2
        for at in view.places(facts.seconds):
            with contextlib.suppress(BadInput):  # the others may still be there
                self.covers.show_picture(at, await self._still(kit, at, width))

    async def _still(self, kit: Kit, at: float, width: int, shape: Shape | None = None) -> QImage:
        """Raises BadInput."""
        high = width * 16 // 9
        picture = await self._desk.do(lambda jobs: jobs.prepare.frame(kit, at, width=width, height=high, shape=shape))
        return image_of(picture)

    # ---------------------------------------------------------------- playing

    async def _frame(self, at: float) -> None:
        sight = self._sight
        if sight is None:
            return
        try:
            image = await self._still(sight.kit, at, scaled(WIDTH) * 2, self._shape)
        except StagedoorError:
            self.player.show_frame(None)  # the next one that is asked for may come
            return
        self.player.show_frame(image)

    @Slot(float)
    def _frame_wanted(self, at: float) -> None:
        self._tasks.start(self._frame(at), "a frame", key="frame", again="replace")

    @Slot(str)
    def _shape_chosen(self, shape: str) -> None:
        """What the copy will look like, at once."""
        self._shape = view.shape_of(shape)
        self._frame_wanted(self.player.at)

    # ---------------------------------------------------------------- the cover

    async def _take_cover(self, at: float) -> None:
        sight = self._sight
        if sight is None:
            return
        await self._desk.do(lambda jobs: jobs.prepare.cover_from(sight.kit, at))
        self.changed.emit()

    @Slot(float)
    def _cover_chosen(self, at: float) -> None:
        self.player.go_to(at)
        self._tasks.start(self._take_cover(at), "cover", key="cover", again="replace")

    @Slot()
    def _cover_here(self) -> None:
        self._cover_chosen(self.player.at)

    # ---------------------------------------------------------------- the copy

    async def _copy(self, shape: Shape) -> None:
        sight, facts = self._sight, self._facts
        if sight is None or facts is None:
            return
        self._began = time.monotonic()
        self._show_share(0.0)
        original = replace(sight.kit, ready=None)

        async def work(jobs: Jobs) -> None:
            found = facts if sight.kit.ready is None and facts.listened else await _listened(jobs, original)
            await jobs.prepare.make_ready(original, found, shape, self._progressed.emit)

        try:
            await self._desk.do(work)
        finally:
            self._shape = None
            self._began = 0.0
            self._show_copy()
        self._desk.say(tr("The copy is ready."))
        self.forget()
        self.changed.emit()

    @Slot(str)
    def _copy_wanted(self, shape: str) -> None:
        self._tasks.start(self._copy(view.shape_of(shape) or "blur"), "copy", key="copy")

    @Slot()
    def _copy_cancelled(self) -> None:
        task = self._tasks.running("copy")
        if task is not None:
            task.cancel()
            announce(self.checks, tr("The copy is cancelled."))

    @Slot(float)
    def _show_share(self, share: float) -> None:
        if self._began:
            left = view.time_left(share, time.monotonic() - self._began)
            self.checks.show_copy(CopyView(worth=True, share=share, left=left), other_shape=False)


async def _listened(jobs: Jobs, kit: Kit) -> VideoFacts:
    return await jobs.prepare.listened(kit, await jobs.prepare.facts(kit))
