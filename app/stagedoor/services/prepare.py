"""Posts prepared for publishing by hand: begun with a video, written, copied, handed over, and counted when posted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from stagedoor.domain.by_hand import HandRoute
from stagedoor.domain.entities import Activity, Connection, Post, new_id
from stagedoor.domain.errors import BadInput, NotFound
from stagedoor.domain.kits import (
    CAPTION_FILE,
    COVER_FILE,
    KIT_FILE,
    Count,
    Kit,
    KitFile,
    KitLink,
    KitState,
    count,
    link_of,
    slug,
)
from stagedoor.domain.plain import plain_lines
from stagedoor.domain.videos import Picture, Shape, VideoFacts, VideoFinding, judge, plan
from stagedoor.services.world import World

_TITLE = 80
_CAPTION = 20_000


class Prepare:
    """The folder of a prepared post always holds what the database says: it is written first."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._turn: dict[str, asyncio.Lock] = {}

    # ---------------------------------------------------------------- what there is

    def platforms(self) -> list[str]:
        """Platforms whose file describes how to post by hand."""
        return [id for id in self._world.platforms.ids() if self._world.platforms.spec(id).by_hand is not None]

    def route(self, platform: str) -> HandRoute:
        """Raises NotFound where the platform's file does not describe it."""
        spec = self._world.platforms.spec(platform)
        if spec.by_hand is None:
            raise NotFound(
                f"Nothing is known about posting by hand on {spec.name}.", "Prepare it for another platform."
            )
        return spec.by_hand

    async def kits(self) -> list[Kit]:
        """The newest first."""
        return await self._world.records.kits()

    async def kit(self, kit_id: str) -> Kit:
        """By its id, or its beginning where only one begins so. Raises NotFound."""
        found = [kit for kit in await self.kits() if kit_id and kit.id.startswith(kit_id)]
        if len(found) != 1:
            raise NotFound("There is no such prepared post.", "Choose one from the list.")
        return found[0]

    async def account(self, kit: Kit) -> Connection | None:
        """Whose post it is to be."""
        known = await self._world.records.connections()
        return next((c for c in known if c.id == kit.connection_id), None)

    def path(self, kit: Kit) -> Path | None:
        """The video to publish: the ready copy where there is one."""
        return Path(kit.folder) / kit.handed_over if kit.handed_over else None

    # ---------------------------------------------------------------- making one

    async def begin(self, video: Path | None, *, platform: str = "", connection: Connection | None = None) -> Kit:
        """A new prepared post, with the video taken into its folder. Raises BadInput for a file that is no video."""
        chosen = connection.platform if connection else platform or next(iter(self.platforms()), "")
        self.route(chosen)
        if video is not None:
            await self._world.media.look(video)
        await self._world.kit_folders.clear()
        title = video.stem if video else ""
        folder = await self._world.kit_folders.make(slug(title))
        kit = Kit(
            id=new_id(), folder=folder, platform=chosen, connection_id=connection.id if connection else None,
            title=title[:_TITLE], updated_at=self._world.now(),
        )  # fmt: skip
        if video is not None:
            kit = replace(kit, video=await self._world.kit_folders.take(folder, video))
        return await self._kept(kit)

    async def take_video(self, kit: Kit, video: Path) -> Kit:
        """Another video for the post; the copy of the one before is of no use any more."""
        await self._world.media.look(video)
        async with self._newest(kit.id) as newest:
            name = await self._world.kit_folders.take(newest.folder, video)
            title = newest.title or video.stem[:_TITLE]
            kept = await self._kept(replace(newest, video=name, ready=None, cover=None, cover_at=None, title=title))
            for old in {newest.video, newest.ready, newest.cover} - {name, None}:
                await self._world.kit_folders.discard(newest.folder, old or "")
            return kept

    async def write(self, kit_id: str, *, title: str | None = None, caption: str | None = None) -> Kit:
        """Keeps what was typed. Called while typing: the last call wins, also where an earlier one takes longer."""
        async with self._newest(kit_id) as newest:
            heading = newest.title if title is None else plain_lines(title, _TITLE).replace("\n", " ")
            text = newest.caption if caption is None else caption[:_CAPTION]
            return await self._kept(replace(newest, title=heading, caption=text))

    async def remind(self, kit: Kit, at: int | None) -> Kit:
        """`at`: UTC seconds, None for no reminder."""
        async with self._newest(kit.id) as newest:
            return await self._kept(replace(newest, remind_at=at))

    async def due(self) -> list[Kit]:
        """Those whose reminder has come; it comes once."""
        now = self._world.now()
        due = [kit for kit in await self.kits() if kit.remind_at is not None and kit.remind_at <= now]
        for kit in due:
            await self.remind(kit, None)
        return due

    async def for_account(self, kit: Kit, connection: Connection | None) -> Kit:
        async with self._newest(kit.id) as newest:
            return await self._kept(replace(newest, connection_id=connection.id if connection else None))

    async def drop(self, kit: Kit) -> None:
        """Deletes the post's folder with what Stagedoor put there. What was posted stays in the history."""
        async with self._newest(kit.id) as newest:
            await self._world.kit_folders.remove(newest.folder, [name for name in (newest.video, newest.ready) if name])
            await self._world.records.drop_kit(newest.id)

    # ---------------------------------------------------------------- the video

    async def facts(self, kit: Kit) -> VideoFacts:
        """Raises BadInput."""
        return await self._world.media.look(self._video(kit))

    async def listened(self, kit: Kit, facts: VideoFacts) -> VideoFacts:
        """With the loudness, which takes its time."""
        loudness = await self._world.media.loudness(self._video(kit)) if facts.sound else None
        return replace(facts, loudness=loudness, listened=True)

    def findings(self, kit: Kit, facts: VideoFacts) -> list[VideoFinding]:
        return judge(facts, self.route(kit.platform))

    async def frame(self, kit: Kit, seconds: float, *, width: int, height: int, shape: Shape | None = None) -> Picture:
        """With a shape: as the ready copy will look, made from the video that was chosen."""
        path = self._video(kit) if shape is None else self._original(kit)
        return await self._world.media.frame(path, seconds, width=width, height=height, shape=shape)

    async def make_ready(self, kit: Kit, facts: VideoFacts, shape: Shape, progress: Callable[[float], None]) -> Kit:
        """The ready copy, beside the video. Cancelling leaves nothing behind; the original stays as it is."""
        await self._world.kit_folders.clear()
        original = self._original(kit)
        name = f"{slug(original.stem)}-ready.mp4"
        made = plan(facts, self.route(kit.platform), shape)
        await self._world.media.copy(original, Path(kit.folder) / name, made, progress)
        async with self._newest(kit.id) as newest:
            if newest.video != kit.video:  # another one was taken meanwhile
                await self._world.kit_folders.discard(kit.folder, name)
                return newest
            return await self._kept(replace(newest, ready=name))

    async def cover_from(self, kit: Kit, seconds: float) -> Kit:
        width, height = self.route(kit.platform).frame
        to = Path(kit.folder) / COVER_FILE
        async with self._newest(kit.id) as newest:
            await self._world.media.save_cover(self._video(newest), seconds, to, width=width, height=height)
            return await self._kept(replace(newest, cover=COVER_FILE, cover_at=seconds))

    async def cover_of_ones_own(self, kit: Kit, jpeg: bytes) -> Kit:
        """A picture that the window has cut to size, as JPEG."""
        async with self._newest(kit.id) as newest:
            await self._world.kit_folders.write(newest.folder, COVER_FILE, jpeg)
            return await self._kept(replace(newest, cover=COVER_FILE, cover_at=None))

    # ---------------------------------------------------------------- the caption

    def count(self, platform: str, text: str) -> Count:
        return count(text, self.route(platform))

    # ---------------------------------------------------------------- handing over

    async def upload_page(self, kit: Kit) -> str:
        """The page of the platform where the video is dropped."""
        return await self._filled(kit, self.route(kit.platform).upload)

    async def hand_out(self, kit: Kit, folder: Path) -> list[str]:
        """Video and caption into a folder of the person's (a cloud drive); returns where they are."""
        names = [name for name in (kit.handed_over, CAPTION_FILE if kit.caption else None) if name]
        return [await self._world.kit_folders.hand_out(kit.folder, name, folder) for name in names]

    async def posted(self, kit: Kit, pasted: str) -> Kit:
        """It was published: counted like any post. Raises BadInput where what was pasted is no address of a post."""
        spec = self._world.platforms.spec(kit.platform)
        host = urlsplit(spec.hosts["web"]).netloc
        link = link_of(pasted, self.route(kit.platform), host)
        if link is None:
            raise BadInput(
                f"This is no address of a post on {spec.name}.", "In the post: Share, Copy link. Then paste it here."
            )
        async with self._newest(kit.id) as newest:
            return await self._posted(newest, link)

    # ---------------------------------------------------------------- inside

    @asynccontextmanager
    async def _newest(self, kit_id: str) -> AsyncIterator[Kit]:
        """The post as it is kept, for one change at a time: who asks may hold an older one, without what was typed
        since.
        """
        async with self._turn.setdefault(kit_id, asyncio.Lock()):
            yield await self.kit(kit_id)

    async def _posted(self, kit: Kit, link: KitLink) -> Kit:
        connection = await self.account(kit) or await self._by_name(kit.platform, link.user)
        post = Post(
            id=kit.post_id or new_id(), connection_id=connection.id if connection else None, kit_id=kit.id,
            kind="video", rung="public", text=kit.caption or kit.title, status="live", post_ref=link.ref or None,
            link=link.url, sent_at=self._world.now(),
        )  # fmt: skip
        kept = replace(
            kit, state="posted", post_id=post.id, remind_at=None, updated_at=self._world.now(),
            connection_id=connection.id if connection else kit.connection_id,
        )  # fmt: skip
        await self._write_files(kept, connection, link.url)
        activity = [] if kit.state == "posted" else [self._line(kept, connection)]
        await self._world.records.keep_posted_kit(kept, post, activity=activity)
        return kept

    def _line(self, kit: Kit, connection: Connection | None) -> Activity:
        if connection is not None:
            return self._world.activity("posted_by_hand", connection, params={"kit": kit.title})
        return Activity(
            at=self._world.now(), actor=self._world.actor, event="posted_by_hand", params={"kit": kit.title}
        )

    async def _by_name(self, platform: str, user: str) -> Connection | None:
        """The account that the link names, where it is one of ours."""
        known = await self._world.records.connections()
        same = (c for c in known if c.platform == platform and user and (c.username or "").lower() == user.lower())
        return next(same, None)

    async def _kept(self, kit: Kit) -> Kit:
        """The folder first, then the row: a kill in between leaves the older row and the newer files, and the next
        word that is typed writes both.
        """
        state = kit.state if kit.state == "posted" else _state(kit, self.count(kit.platform, kit.caption))
        kit = replace(kit, state=state, updated_at=self._world.now())
        await self._write_files(kit, await self.account(kit), await self._link(kit))
        await self._world.records.keep_kit(kit)
        return kit

    async def _link(self, kit: Kit) -> str:
        post = await self._world.records.post(kit.post_id) if kit.post_id else None
        return (post.link or "") if post else ""

    async def _write_files(self, kit: Kit, account: Connection | None, link: str) -> None:
        told = KitFile(
            platform=kit.platform, account=account.handle if account else "", title=kit.title, video=kit.video,
            ready_copy=kit.ready, caption=kit.caption, cover=kit.cover, cover_seconds=kit.cover_at, state=kit.state,
            link=link,
        )  # fmt: skip
        await self._world.kit_folders.write(kit.folder, CAPTION_FILE, f"{kit.caption}\n".encode())
        document = msgspec.json.format(msgspec.json.encode(told), indent=2)
        await self._world.kit_folders.write(kit.folder, KIT_FILE, document + b"\n")

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
        return self._world.platforms.spec(kit.platform).fill(text, username=username)


def _state(kit: Kit, counted: Count) -> KitState:
    """Ready when there is a video to publish and a caption that fits."""
    return "ready" if kit.video and kit.caption.strip() and not counted.problem else "draft"
