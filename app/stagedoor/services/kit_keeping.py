"""The two places of a prepared post, its folder and its row, kept in step: the folder is written first."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from stagedoor.domain.by_hand import HandRoute
from stagedoor.domain.entities import Activity, Connection, Post, new_id
from stagedoor.domain.errors import NotFound, StagedoorError
from stagedoor.domain.kits import CAPTION_FILE, KIT_FILE, Count, Kit, KitFile, KitLink, KitState, count, link_of
from stagedoor.domain.platform import Platform
from stagedoor.services.ports import Ports


class KitKeeper:
    """A kill between folder and row leaves the older row and the newer files, and the next word that is typed writes
    both. `at` is UTC seconds, now where it is not given.
    """

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    def platforms(self) -> list[str]:
        """Those whose file describes how to post by hand; first where that is the usual way to connect."""
        specs: list[Platform] = []
        for id in self._ports.platforms.ids():
            with suppress(StagedoorError):  # a damaged file is its own platform's trouble; the doctor tells of it
                specs.append(self._ports.platforms.spec(id))
        described = [spec for spec in specs if spec.by_hand is not None]
        return [spec.id for spec in sorted(described, key=lambda spec: not _by_hand_first(spec))]

    def route(self, platform: str) -> HandRoute:
        """Raises NotFound where the platform's file does not describe it."""
        spec = self._ports.platforms.spec(platform)
        if spec.by_hand is None:
            raise NotFound(
                f"Nothing is known about posting by hand on {spec.name}.", "Prepare it for another platform."
            )
        return spec.by_hand

    async def account(self, kit: Kit) -> Connection | None:
        """Whose post it is to be."""
        known = await self._ports.records.connections()
        return next((c for c in known if c.id == kit.connection_id), None)

    def link(self, platform: str, pasted: str) -> KitLink | None:
        """The address of a post there, None where it is none."""
        host = urlsplit(self._ports.platforms.spec(platform).hosts["web"]).netloc
        return link_of(pasted, self.route(platform), host)

    async def keep(self, kit: Kit, *, link: str = "", at: int | None = None) -> Kit:
        """`link`: where it was published, if no post of ours says it."""
        state = kit.state if kit.state == "posted" else _state(kit, count(kit.caption, self.route(kit.platform)))
        kit = replace(kit, state=state, updated_at=self._ports.now() if at is None else at)
        await self._write_files(kit, await self.account(kit), await self._link(kit) or link)
        await self._ports.records.keep_kit(kit)
        return kit

    async def keep_posted(self, kit: Kit, link: KitLink, *, at: int | None = None) -> Kit:
        """It counts like any post, and once. Of one that is found again nothing is said in the history."""
        connection = await self.account(kit) or await self._by_name(kit.platform, link.user)
        post = Post(
            id=kit.post_id or new_id(), connection_id=connection.id if connection else None, kit_id=kit.id,
            kind="video", rung="public", text=kit.caption or kit.title, status="live", post_ref=link.ref or None,
            link=link.url, sent_at=self._ports.now() if at is None else at,
        )  # fmt: skip
        kept = replace(
            kit, state="posted", post_id=post.id, remind_at=None, updated_at=self._ports.now() if at is None else at,
            connection_id=connection.id if connection else kit.connection_id,
        )  # fmt: skip
        await self._write_files(kept, connection, link.url)
        activity = [] if kit.state == "posted" else [self._line(kept, connection)]
        await self._ports.records.keep_posted_kit(kept, post, activity=activity)
        return kept

    def _line(self, kit: Kit, connection: Connection | None) -> Activity:
        if connection is not None:
            return self._ports.activity("posted_by_hand", connection, params={"kit": kit.title})
        return Activity(
            at=self._ports.now(), actor=self._ports.actor, event="posted_by_hand", params={"kit": kit.title}
        )

    async def _by_name(self, platform: str, user: str) -> Connection | None:
        """The account that the link names, where it is one of ours."""
        known = await self._ports.records.connections()
        same = (c for c in known if c.platform == platform and user and (c.username or "").lower() == user.lower())
        return next(same, None)

    async def _link(self, kit: Kit) -> str:
        post = await self._ports.records.post(kit.post_id) if kit.post_id else None
        return (post.link or "") if post else ""

    async def _write_files(self, kit: Kit, account: Connection | None, link: str) -> None:
        told = KitFile(
            platform=kit.platform, account=account.handle if account else "", title=kit.title, video=kit.video,
            ready_copy=kit.ready, caption=kit.caption, cover=kit.cover, cover_seconds=kit.cover_at, state=kit.state,
            link=link,
        )  # fmt: skip
        await self._ports.kit_folders.write(kit.folder, CAPTION_FILE, f"{kit.caption}\n".encode())
        document = msgspec.json.format(msgspec.json.encode(told), indent=2)
        await self._ports.kit_folders.write(kit.folder, KIT_FILE, document + b"\n")


def _by_hand_first(spec: Platform) -> bool:
    return any(r.kind == "manual" and r.recommended for r in spec.route.values())


def lock_of(kit_id: str) -> str:
    return f"kit-{kit_id}"


def _state(kit: Kit, counted: Count) -> KitState:
    """Ready when there is a video to publish and a caption that fits."""
    return "ready" if kit.video and kit.caption.strip() and not counted.problem else "draft"
