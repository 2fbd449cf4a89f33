"""Posts prepared for publishing by hand: begun with a video, written, copied, handed over, and counted when posted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from msgspec.structs import replace

from stagedoor.domain.by_hand import HandRoute
from stagedoor.domain.entities import Connection, new_id
from stagedoor.domain.errors import BadInput, NotFound, StagedoorError
from stagedoor.domain.kits import (
    CAPTION_FILE,
    COVER_FILE,
    TITLE,
    Count,
    Kit,
    count,
    encodable,
    file_name,
)
from stagedoor.domain.plain import plain, plain_lines
from stagedoor.domain.videos import Picture, Shape, VideoFacts, VideoFinding, judge, plan, size_of
from stagedoor.services.kit_keeping import KitKeeper, lock_of
from stagedoor.services.ports import Ports

_CAPTION = 100_000  # characters
_WAIT = 45.0  # seconds; longer than anything but a large video being copied


class Prepare:
    """The folder of a prepared post always holds what the database says: it is written first."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._keeper = KitKeeper(ports)
        self._turn: dict[str, asyncio.Lock] = {}

    # ---------------------------------------------------------------- what there is

    def platforms(self) -> list[str]:
        """Platforms whose file describes how to post by hand, the usual one first."""
        return self._keeper.platforms()

    def route(self, platform: str) -> HandRoute:
        """Raises NotFound where the platform's file does not describe it."""
        return self._keeper.route(platform)

    async def kits(self) -> list[Kit]:
        """The newest first."""
        return await self._ports.records.kits()

    async def kit(self, kit_id: str) -> Kit:
        """By its id, or its beginning where only one begins so. Raises NotFound."""
        found = [kit for kit in await self.kits() if kit_id and kit.id.startswith(kit_id)]
        if len(found) != 1:
            raise NotFound("There is no such prepared post.", "Choose one from the list.")
        return found[0]

    async def account(self, kit: Kit) -> Connection | None:
        """Whose post it is to be."""
        return await self._keeper.account(kit)

    def path(self, kit: Kit) -> Path | None:
        """The video to publish: the ready copy where there is one."""
        return Path(kit.folder) / kit.handed_over if kit.handed_over else None

    # ---------------------------------------------------------------- making one

    async def begin(self, video: Path | None, *, platform: str = "", connection: Connection | None = None) -> Kit:
        """A new prepared post, with the video taken into its folder. Raises BadInput for a file that is no video, and
        NotFound for a platform of which nothing is known.
        """
        chosen = platform or (connection.platform if connection else next(iter(self.platforms()), ""))
        if connection is not None and connection.platform != chosen:
            raise BadInput(f"{connection.handle} is no account of that platform.", "Choose one of the two.")
        self.route(chosen)
        if video is not None:
            await self._ports.media.look(video)
        await self._ports.kit_folders.clear()
        kit = Kit(
            id=new_id(), folder="", platform=chosen, connection_id=connection.id if connection else None,
            title=plain(video.stem, TITLE) if video else "", updated_at=self._ports.now(),
        )  # fmt: skip
        async with self._ports.locks.hold(lock_of(kit.id), wait=_WAIT):
            return await self._begun(kit, video)

    async def _begun(self, kit: Kit, video: Path | None) -> Kit:
        """A failure on the way leaves nothing; what a kill leaves is found again by the mark in the folder."""
        folders = self._ports.kit_folders
        kit = replace(kit, folder=await folders.make(file_name(kit.title), kit.id))
        try:
            if video is not None:
                kit = replace(kit, video=await folders.take(kit.folder, video))
            kit = await self._keeper.keep(kit)
        except BaseException:
            with suppress(StagedoorError):  # found again later
                await folders.remove(kit.folder, [kit.video] if kit.video else [])
            raise
        await folders.settle(kit.folder)
        return kit

    async def take_video(self, kit: Kit, video: Path) -> Kit:
        """Another video for the post; the copy of the one before is of no use any more."""
        await self._ports.media.look(video)
        async with self._newest(kit.id) as newest:
            name = await self._ports.kit_folders.take(newest.folder, video)
            title = newest.title or plain(video.stem, TITLE)
            other = replace(newest, video=name, ready=None, cover=None, cover_at=None, title=title)
            kept = await self._keeper.keep(other)
            for old in {newest.video, newest.ready, newest.cover} - {name, None}:
                await self._ports.kit_folders.discard(newest.folder, old or "")
            return kept

    async def write(self, kit_id: str, *, title: str | None = None, caption: str | None = None) -> Kit:
        """Keeps what was typed. Called while typing: the last call wins, also where an earlier one takes longer.
        Raises BadInput for a caption as long as a book.
        """
        if caption is not None and len(caption) > _CAPTION:
            raise BadInput(
                f"This caption has {len(caption):,} characters and is not kept any more.",
                f"Shorten it: not even {_CAPTION:,} are taken by any platform.",
            )
        async with self._newest(kit_id) as newest:
            heading = newest.title if title is None else plain_lines(title, TITLE).replace("\n", " ")
            text = newest.caption if caption is None else encodable(caption)
            return await self._keeper.keep(replace(newest, title=heading, caption=text))

    async def remind(self, kit: Kit, at: int | None) -> Kit:
        """`at`: UTC seconds, None for no reminder."""
        async with self._newest(kit.id) as newest:
            return await self._keeper.keep(replace(newest, remind_at=at))

    async def due(self) -> list[Kit]:
        """Those whose reminder has come; it comes once."""
        now = self._ports.now()
        due = [kit for kit in await self.kits() if kit.remind_at is not None and kit.remind_at <= now]
        for kit in due:
            await self.remind(kit, None)
        return due

    async def drop(self, kit: Kit) -> None:
        """Deletes the post's folder with what Stagedoor put there. What was posted stays in the history."""
        async with self._newest(kit.id) as newest:
            await self._ports.kit_folders.remove(newest.folder, [name for name in (newest.video, newest.ready) if name])
            await self._ports.records.drop_kit(newest.id)

    # ---------------------------------------------------------------- the video

    async def facts(self, kit: Kit) -> VideoFacts:
        """Raises BadInput."""
        return await self._ports.media.look(self._video(kit))

    async def listened(self, kit: Kit, facts: VideoFacts) -> VideoFacts:
        """With the loudness, which takes its time."""
        loudness = await self._ports.media.loudness(self._video(kit)) if facts.sound else None
        return replace(facts, loudness=loudness, listened=True)

    def findings(self, kit: Kit, facts: VideoFacts) -> list[VideoFinding]:
        return judge(facts, self.route(kit.platform))

    async def frame(self, kit: Kit, seconds: float, *, width: int, height: int, shape: Shape | None = None) -> Picture:
        """With a shape: as the ready copy will look, made from the video that was chosen."""
        path = self._video(kit) if shape is None else self._original(kit)
        return await self._ports.media.frame(path, seconds, width=width, height=height, shape=shape)

    async def make_ready(self, kit: Kit, facts: VideoFacts, shape: Shape, progress: Callable[[float], None]) -> Kit:
        """The ready copy, beside the video. Cancelling leaves nothing behind; the original stays as it is."""
        await self._ports.kit_folders.clear()
        original = self._original(kit)
        name = f"{file_name(original.stem)}-ready.mp4"
        made = plan(facts, self.route(kit.platform), shape)
        await self._ports.media.copy(original, Path(kit.folder) / name, made, progress)
        async with self._newest(kit.id) as newest:
            if newest.video != kit.video:  # another one was taken meanwhile
                await self._ports.kit_folders.discard(kit.folder, name)
                return newest
            return await self._keeper.keep(replace(newest, ready=name))

    async def cover_from(self, kit: Kit, seconds: float) -> Kit:
        to = Path(kit.folder) / COVER_FILE
        async with self._newest(kit.id) as newest:
            width, height = size_of(await self.facts(newest), self.route(kit.platform))
            await self._ports.media.save_cover(self._video(newest), seconds, to, width=width, height=height)
            return await self._keeper.keep(replace(newest, cover=COVER_FILE, cover_at=seconds))

    async def cover_of_ones_own(self, kit: Kit, jpeg: bytes) -> Kit:
        """A picture that the window has cut to size, as JPEG."""
        async with self._newest(kit.id) as newest:
            await self._ports.kit_folders.write(newest.folder, COVER_FILE, jpeg)
            return await self._keeper.keep(replace(newest, cover=COVER_FILE, cover_at=None))

    # ---------------------------------------------------------------- the caption

    def count(self, platform: str, text: str) -> Count:
        return count(text, self.route(platform))

    # ---------------------------------------------------------------- handing over

    async def upload_page(self, kit: Kit) -> str:
        """The page of the platform where the video is dropped."""
        return await self._filled(kit, self.route(kit.platform).upload)

    async def hand_out(self, kit: Kit, folder: Path) -> list[str]:
        """Video and caption into a folder of the person's (a cloud drive), in one of their own. Returns where."""
        names = [name for name in (kit.handed_over, CAPTION_FILE if kit.caption else None) if name]
        return [await self._ports.kit_folders.hand_out(kit.folder, name, folder) for name in names]

    async def posted(self, kit: Kit, pasted: str) -> Kit:
        """It was published: counted like any post. Raises BadInput where what was pasted is no address of a post."""
        link = self._keeper.link(kit.platform, pasted)
        if link is None:
            name = self._ports.platforms.spec(kit.platform).name
            raise BadInput(
                f"This is no address of a post on {name}.", "In the post: Share, Copy link. Then paste it here."
            )
        async with self._newest(kit.id) as newest:
            return await self._keeper.keep_posted(newest, link)

    # ---------------------------------------------------------------- inside

    @asynccontextmanager
    async def _newest(self, kit_id: str) -> AsyncIterator[Kit]:
        """The post as it is kept, for one change at a time: who asks may hold an older one, without what was typed
        since. Another Stagedoor may change it too.
        """
        id = (await self.kit(kit_id)).id
        async with self._turn.setdefault(id, asyncio.Lock()), self._ports.locks.hold(lock_of(id), wait=_WAIT):
            yield await self.kit(id)

    def _video(self, kit: Kit) -> Path:
        path = self.path(kit)
        if path is None:
            raise BadInput("There is no video yet.", "Drop one on the page.")
        return path

    def _original(self, kit: Kit) -> Path:
        if kit.video is None:
            raise BadInput("There is no video yet.", "Drop one on the page.")
        return Path(kit.folder) / kit.video

    async def _filled(self, kit: Kit, text: str) -> str:
        account = await self.account(kit)
        username = (account.username or "") if account else ""
        return self._ports.platforms.spec(kit.platform).fill(text, username=username)
