"""Test posts: audience and price named before, a unique text without links, sent once, deletion never forgotten."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stagedoor.domain.entities import Connection, Post, new_id
from stagedoor.domain.errors import BadInput, PlatformRefused, StagedoorError
from stagedoor.domain.exchange import Keys, Published
from stagedoor.domain.limits import Rung
from stagedoor.services.counting import count
from stagedoor.services.grants import acting
from stagedoor.services.moved_accounts import follow
from stagedoor.services.picture_address import asked, look, refuse_address
from stagedoor.services.ports import Ports
from stagedoor.services.refresh import Refresh
from stagedoor.services.rungs import (
    Measured,
    Offer,
    RungView,
    by_hand_page,
    has_link,
    others,
    questions_of,
    refuse_text,
    rung_of,
    rungs_of,
)
from stagedoor.services.sending import Sending, lost, may_be_there
from stagedoor.services.shielded import shielded
from stagedoor.services.trouble import Trouble, trouble_of

_LATER = {"grant_dead", "platform", "clock", "app"}
"""Kinds of refusals after which a deletion is tried again: the platform was in trouble, or the person can mend it."""


class Plan(Struct, frozen=True, kw_only=True):
    """A post before it is sent. Prices in US dollars; `price` and `delete_price` are what it may cost at most.

    `picture`: a public address, from which the platform fetches it; `picture_seen`: it was looked at.
    """

    connection: Connection
    rung: Rung
    text: str
    length: int
    max: int
    audience: str
    price: float
    delete_price: float
    can_delete: bool
    warning: str = ""
    note: str = ""
    video: Path | None = None
    kit_id: str | None = None
    picture: str = ""
    picture_seen: bool = False


class PostStep(Struct, frozen=True, kw_only=True):
    """A step of publishing that is done, and how long it took."""

    id: Literal["picture", "signed_in", "posted"]
    seconds: float


OnStep = Callable[[PostStep], None]
OnPost = Callable[[Post], None]


def _nobody(_step: PostStep) -> None:
    """Nobody looks on."""


class Posting:
    """`heard` are told of every post that this process changed, after it was kept."""

    def __init__(self, ports: Ports, refresh: Refresh) -> None:
        self._ports, self._refresh = ports, refresh
        self._turn: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)  # one deletion of a post at a time
        self.heard: list[OnPost] = []
        self.sending = Sending(ports)

    def unique_text(self, connection: Connection | None = None) -> str:
        """A text that no platform has seen: a time and a word, no link, no mention, no hashtag. It promises to go away
        unless the account is one whose posts we cannot delete.
        """
        when = datetime.fromtimestamp(self._ports.clock.now(), tz=UTC)
        text = f"Connection test, {when:%d %b %Y %H:%M:%S} UTC ({secrets.token_hex(3)})."
        stays = connection is not None and not any(rung.can_delete for rung in self.rungs(connection))
        return text if stays else f"{text} It goes away by itself."

    def rungs(self, connection: Connection) -> list[RungView]:
        """How far a test post can go, lowest first. What is not possible says why."""
        return rungs_of(self._ports.platforms.spec(connection.platform), connection)

    def measure(self, connection: Connection, text: str) -> Measured:
        kind = self._ports.platforms.spec(connection.platform).post.get("text")
        length = self._ports.platforms.adapter(connection.platform).measure(text)
        return Measured(
            text=text, length=length, max=kind.text.max if kind and kind.text else 0, has_link=has_link(text)
        )

    async def offer(self, connection: Connection) -> Offer:
        """All that is to be shown before a test post, with a new text; and one that is under way."""
        spec = self._ports.platforms.spec(connection.platform)
        return Offer(
            now=self._ports.now(), connection=connection, platform_name=spec.name, rungs=self.rungs(connection),
            questions=questions_of(spec), measured=self.measure(connection, self.unique_text(connection)),
            picture=asked(spec, connection), waiting=await self._waiting(connection),
            sending=await self.sending.of(connection),
        )  # fmt: skip

    def by_hand(self, connection: Connection, post: Post) -> str:
        """The page where the person deletes a post that we do not delete; empty where none is known."""
        return by_hand_page(self._ports.platforms.spec(connection.platform), connection, post)

    def trouble(self, connection: Connection, error: StagedoorError) -> Trouble:
        """What an error of `publish` or `delete` means for the person. A post that may be there is said to be so."""
        return trouble_of(self._ports.platforms.spec(connection.platform), connection, error)

    def plan(
        self, connection: Connection, rung: Rung, text: str, *, video: Path | None = None, kit_id: str | None = None,
        picture: str = "",
    ) -> Plan:  # fmt: skip
        """What would happen; with a video of a prepared post, with the picture at an address, or with one of ours where
        the platform wants one. Raises BadInput where the platform, the text or the address does not allow it.
        """
        spec = self._ports.platforms.spec(connection.platform)
        if connection.grant_id is None:
            raise BadInput(f"{connection.handle} is an account by hand.", "Prepare the post and publish it yourself.")
        chosen = rung_of(spec, connection, rung)
        if chosen.why_not:
            raise BadInput(chosen.why_not, others(self.rungs(connection)))
        measured = self.measure(connection, text)
        if not text.strip() and video is None:
            raise BadInput("The post has no text.", "Write at least one character.")
        refuse_text(spec, measured)
        refuse_address(spec, connection, picture.strip(), sent=rung != "dry" and video is None)
        return Plan(
            connection=connection, rung=rung, text=text, length=measured.length, max=measured.max,
            audience=chosen.audience, price=chosen.cost(link=measured.has_link, deleted=False),
            delete_price=chosen.delete_price, can_delete=chosen.can_delete, warning=chosen.warning,
            note=chosen.note, video=video, kit_id=kit_id, picture=picture.strip(),
        )  # fmt: skip

    async def looked(self, plan: Plan) -> Plan:
        """The plan, its picture looked at. Raises BadInput where the platform could not fetch it or should not take it;
        nothing was sent then.
        """
        if not plan.picture or plan.picture_seen:
            return plan
        await look(self._ports.http, self._ports.platforms.spec(plan.connection.platform), plan.picture)
        return replace(plan, picture_seen=True)

    async def publish(self, plan: Plan, *, delete_after: int | None, on_step: OnStep = _nobody) -> Post:
        """Sends it once. A lost answer leaves the post `unknown`: it is never sent a second time. What was begun is
        ended even if the caller is cancelled: else nobody would know what to delete. `on_step` is told of each step
        when it is done.
        """
        started = time.monotonic()
        if plan.picture and not plan.picture_seen:
            plan = await self.looked(plan)
            on_step(PostStep(id="picture", seconds=time.monotonic() - started))
            started = time.monotonic()
        post = Post(
            id=new_id(), connection_id=plan.connection.id, kind="video" if plan.video else "text", rung=plan.rung,
            text=plan.text, status="planned", price=plan.price, kit_id=plan.kit_id,
        )  # fmt: skip
        await self._ports.records.keep_post(post)
        try:
            await self._refresh.fresh(plan.connection.grant_id or "")
        except StagedoorError as error:
            await self._keep(replace(post, status="failed", error_id=error.code))
            raise
        on_step(PostStep(id="signed_in", seconds=time.monotonic() - started))
        now = self._ports.now()
        post = replace(
            post, status="sending", sent_at=now, delete_at=now + delete_after if delete_after is not None else None
        )
        await self._ports.records.keep_post(post)
        return await shielded(self.sending.follow(post, self._publish(plan, post, on_step)), "post")

    async def _publish(self, plan: Plan, post: Post, on_step: OnStep) -> Post:
        started = time.monotonic()
        try:
            published = await self._sent(plan.connection, plan)
        except StagedoorError as error:
            sure = not may_be_there(error)
            await self._keep(replace(post, status="failed" if sure else "unknown", error_id=error.code, delete_at=None))
            if not sure:
                await count(self._ports, plan.connection)
                raise lost(error, plan.connection) from error
            raise
        seconds = time.monotonic() - started
        post = replace(post, status="live", post_ref=published.ref, link=published.link)
        await self._keep(post)
        await count(self._ports, plan.connection)
        await self._note(plan.connection, "posted", {"rung": plan.rung, "link": published.link or ""})
        on_step(PostStep(id="posted", seconds=seconds))
        return post

    async def _sent(self, connection: Connection, plan: Plan) -> Published:
        """Sent to where the account is now: one that had moved was refused, so this is no second post."""
        try:
            return await self._published(connection, plan)
        except PlatformRefused as error:
            moved = await follow(self._ports, connection, error.moved_to) if error.moved_to else connection
            if moved == connection:
                raise
        return await self._published(moved, plan)

    async def _published(self, connection: Connection, plan: Plan) -> Published:
        adapter = self._ports.platforms.adapter(connection.platform)

        def send(keys: Keys) -> Awaitable[Published]:
            keys = acting(connection, keys)
            if plan.video is not None:
                return adapter.publish_video(connection, keys, plan.text, plan.video, plan.rung)
            if plan.picture:
                return adapter.publish_picture(connection, keys, plan.text, plan.picture, plan.rung)
            return adapter.publish(connection, keys, plan.text, plan.rung)

        return await self._refresh.use(connection.grant_id or "", send)

    async def delete(self, post: Post) -> Post:
        """Deletes it at the platform; what is already gone counts as deleted. Where that fails for now, it stays to be
        deleted.
        """
        async with self._turn[post.id]:
            post = await self._ports.records.post(post.id) or post
            if post.status not in ("live", "deleting"):
                return post
            return await self._delete(replace(post, status="live", delete_at=post.delete_at or self._ports.now()))

    async def keep(self, post: Post) -> Post:
        """It is not deleted any more. What is deleted already, or just now, stays so: the answer tells."""
        async with self._turn[post.id]:
            post = await self._ports.records.post(post.id) or post
            if post.status == "live" and post.delete_at is not None:
                post = replace(post, delete_at=None)
                await self._keep(post)
            return post

    async def _delete(self, post: Post) -> Post:
        connection = await self._connection(post)
        if connection is None or post.post_ref is None:
            left = replace(post, status="left", delete_at=None)
            await self._keep(left)
            return left
        await self._ports.records.keep_post(replace(post, status="deleting"))
        try:
            adapter = self._ports.platforms.adapter(connection.platform)
            ref = post.post_ref
            await self._refresh.use(
                connection.grant_id or "", lambda keys: adapter.delete(connection, acting(connection, keys), ref)
            )
        except PlatformRefused as error:
            if error.status == 404 or error.error_id in ("not_found", "already_gone"):
                return await self._deleted(post, connection)
            left = post if error.kind in _LATER else replace(post, status="left", delete_at=None, error_id=error.code)
            await self._keep(left)
            raise
        except StagedoorError:
            await self._keep(post)
            raise
        return await self._deleted(post, connection)

    async def overdue(self) -> list[Post]:
        """Posts whose deletion time has come, from this process or one that ended before."""
        return await self._ports.records.posts_to_delete(before=self._ports.now())

    async def delete_overdue(self) -> list[tuple[Post, StagedoorError | None]]:
        """Deletes what is due; an error of one does not stop the others."""
        done: list[tuple[Post, StagedoorError | None]] = []
        for post in await self.overdue():
            try:
                done.append((await self.delete(post), None))
            except StagedoorError as error:
                done.append((post, error))
        return done

    async def _deleted(self, post: Post, connection: Connection) -> Post:
        gone = replace(post, status="deleted", deleted_at=self._ports.now(), delete_at=None)
        await self._ports.records.keep_post(gone)
        await self._note(connection, "post_deleted", {"link": post.link or ""})
        self._tell(gone)
        return gone

    async def _keep(self, post: Post) -> None:
        await self._ports.records.keep_post(post)
        self._tell(post)

    def _tell(self, post: Post) -> None:
        for heard in self.heard:
            heard(post)

    async def _waiting(self, connection: Connection) -> Post | None:
        posts = await self._ports.records.posts(connection.id)
        return next((p for p in posts if p.delete_at is not None and p.status in ("live", "deleting")), None)

    async def _connection(self, post: Post) -> Connection | None:
        known = await self._ports.records.connections()
        return next((c for c in known if c.id == post.connection_id), None)

    async def _note(self, connection: Connection, event: str, params: dict[str, str]) -> None:
        await self._ports.records.log(self._ports.activity(event, connection, params=params))
