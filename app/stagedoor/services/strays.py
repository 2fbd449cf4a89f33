"""Folders of prepared posts that no row names: what a killed program left, and what was copied there from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from stagedoor.domain.entities import new_id
from stagedoor.domain.errors import BadInput, Busy
from stagedoor.domain.exchange import Answer
from stagedoor.domain.kits import COVER_FILE, SCHEMA, TITLE, Kit, KitFile, encodable
from stagedoor.domain.media import Stray
from stagedoor.domain.plain import plain
from stagedoor.services.kit_keeping import KitKeeper, lock_of
from stagedoor.services.ports import Ports

_LOCK = "kit-strays"


class _Head(Struct, frozen=True):
    schema: int = SCHEMA


class Strays:
    def __init__(self, ports: Ports) -> None:
        self._ports, self._keeper = ports, KitKeeper(ports)

    async def take_in(self) -> list[Answer]:
        """All of them are in the list afterwards, and empty ones are gone. Returns what could not be taken in; the
        files of that stay as they are.
        """
        async with AsyncExitStack() as held:
            try:
                await held.enter_async_context(self._ports.locks.hold(_LOCK, wait=0))
            except Busy:
                return []
            known = [kit.folder for kit in await self._ports.records.kits()]
            strays = await self._ports.kit_folders.strays(known)
            told = [await self._unless_under_way(stray) for stray in strays]
        return [answer for answer in told if answer is not None]

    async def _unless_under_way(self, stray: Stray) -> Answer | None:
        """One that a living program is just making is its own."""
        async with AsyncExitStack() as held:
            if stray.begun:
                try:
                    await held.enter_async_context(self._ports.locks.hold(lock_of(stray.begun), wait=0))
                except Busy:
                    return None
                if any(kit.folder == stray.folder for kit in await self._ports.records.kits()):
                    return None
            return await self._take(stray)

    async def _take(self, stray: Stray) -> Answer | None:
        if stray.known_as:
            await self._moved(stray)
            return None
        document = _read(stray)
        if isinstance(document, Answer):
            return document
        by_hand = self._keeper.platforms()
        if document.platform and document.platform not in by_hand:
            why = f"nothing is known about posting by hand on “{plain(document.platform, 40)}”"
            return _refused(stray, why, "Name another platform in its kit.json.")
        video = document.video if document.video in stray.files else await self._a_video(stray.files, stray.folder)
        caption = encodable(document.caption if stray.caption is None else stray.caption)
        if not (video or caption or document.platform):
            await self._ports.kit_folders.remove(stray.folder, [])
            return None
        await self._keep(stray, replace(document, platform=document.platform or by_hand[0], caption=caption), video)
        return None

    async def _keep(self, stray: Stray, document: KitFile, video: str | None) -> None:
        account = await self._ports.records.connection(document.account) if document.account else None
        cover = COVER_FILE if document.cover and COVER_FILE in stray.files else None
        kit = Kit(
            id=new_id(), folder=stray.folder, platform=document.platform,
            connection_id=account.id if account and account.platform == document.platform else None,
            title=plain(document.title or (Path(video).stem if video else Path(stray.folder).name), TITLE), video=video,
            ready=document.ready_copy if document.ready_copy in stray.files else None, caption=document.caption,
            cover=cover, cover_at=document.cover_seconds if cover else None,
            state="posted" if document.state == "posted" else "draft", updated_at=stray.at,
        )  # fmt: skip
        kit = await self._keeper.keep(kit, link=document.link, at=stray.at)
        link = self._keeper.link(kit.platform, document.link) if kit.state == "posted" else None
        if link is not None:
            await self._keeper.keep_posted(kit, link, at=stray.at)
        await self._ports.kit_folders.settle(stray.folder)

    async def _moved(self, stray: Stray) -> None:
        """The home lies elsewhere now, and the folder with it."""
        for kit in await self._ports.records.kits():
            if kit.folder == stray.known_as:
                await self._ports.records.keep_kit(replace(kit, folder=stray.folder))

    async def _a_video(self, files: Sequence[str], folder: str) -> str | None:
        for name in files:
            try:
                await self._ports.media.look(Path(folder) / name)
            except BadInput:
                continue
            return name
        return None


def _read(stray: Stray) -> KitFile | Answer:
    """What its kit.json says, or the reason why nobody can tell."""
    if stray.document is None:
        return KitFile(platform="")
    try:
        schema = msgspec.json.decode(stray.document, type=_Head).schema
        if schema > SCHEMA:
            return _refused(stray, "a newer Stagedoor made it", "Install the newest Stagedoor.")
        return msgspec.json.decode(stray.document, type=KitFile)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _refused(
            stray, "its kit.json is damaged", "Delete kit.json there: the video and caption.txt are enough."
        )


def _refused(stray: Stray, why: str, fix: str) -> Answer:
    cause = f"The prepared post in {plain(stray.folder)} is not in the list: {why}."
    return Answer(check_id=f"prepared post {plain(Path(stray.folder).name, 60)}", verdict="warn", cause=cause, fix=fix)
