"""Test posts: audience and price named before, a unique text without links, sent once, deletion never forgotten."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from stagedoor.domain.entities import Connection, Post, new_id
from stagedoor.domain.errors import BadAnswer, BadInput, PlatformRefused, StagedoorError, TimedOut
from stagedoor.domain.exchange import Published
from stagedoor.domain.limits import PostRung, Rung
from stagedoor.services.moves import follow
from stagedoor.services.refresh import Refresh
from stagedoor.services.unbroken import unbroken
from stagedoor.services.world import World

_LATER = {"grant_dead", "platform", "clock", "app"}
"""Kinds of refusals after which a deletion is tried again: the platform was in trouble, or the person can mend it."""


class Plan(Struct, frozen=True, kw_only=True):
    """A post before it is sent. Prices in US dollars; `price` and `delete_price` are what it may cost at most."""

    connection: Connection
    rung: Rung
    text: str
    length: int
    max: int
    audience: str
    price: float
    delete_price: float
    can_delete: bool
    note: str = ""


class Posting:
    def __init__(self, world: World, refresh: Refresh) -> None:
        self._world, self._refresh = world, refresh

    def unique_text(self) -> str:
        """A text that no platform has seen: a time and a word, no link, no mention, no hashtag."""
        when = datetime.fromtimestamp(self._world.clock.now(), tz=UTC)
        return f"Connection test, {when:%d %b %Y %H:%M:%S} UTC ({secrets.token_hex(3)}). It goes away by itself."

    def plan(self, connection: Connection, rung: Rung, text: str) -> Plan:
        """What would happen. Raises BadInput where the platform or the text does not allow it."""
        spec = self._world.platforms.spec(connection.platform)
        if connection.grant_id is None:
            raise BadInput(f"{connection.handle} is an account by hand.", "Prepare the post and publish it yourself.")
        kind = spec.post.get("text")
        chosen = kind.rung.get(rung) if kind else None
        if kind is None or chosen is None or chosen.why_not:
            reason = chosen.why_not if chosen else f"{spec.name} has no such test post."
            raise BadInput(reason, "Choose check only (--dry-run), or a public post that is deleted (--delete-after).")
        length = self._world.platforms.adapter(connection.platform).measure(text)
        limit = kind.text.max if kind.text else 0
        if not text.strip():
            raise BadInput("The post has no text.", "Write at least one character.")
        if limit and length > limit:
            raise BadInput(f"The text is {length} long; {spec.name} takes {limit}.", f"Shorten it by {length - limit}.")
        return Plan(
            connection=connection, rung=rung, text=text, length=length, max=limit,
            audience=spec.fill(chosen.audience, name=connection.name), price=_price(chosen, text),
            delete_price=chosen.delete_price, can_delete=chosen.delete, note=chosen.note,
        )  # fmt: skip

    async def publish(self, plan: Plan, *, delete_after: int | None) -> Post:
        """Sends it once. A lost answer leaves the post `unknown`: it is never sent a second time. What was begun is
        ended even if the caller is cancelled: else nobody would know what to delete.
        """
        now = self._world.now()
        post = Post(
            id=new_id(), connection_id=plan.connection.id, kind="text", rung=plan.rung, text=plan.text,
            status="planned", price=plan.price,
        )  # fmt: skip
        await self._world.records.keep_post(post)
        await self._refresh.fresh(plan.connection.grant_id or "")
        post = replace(
            post, status="sending", sent_at=now, delete_at=now + delete_after if delete_after is not None else None
        )
        await self._world.records.keep_post(post)
        return await unbroken(self._publish(plan, post), "post")

    async def _publish(self, plan: Plan, post: Post) -> Post:
        try:
            published = await self._sent(plan.connection, plan.text)
        except StagedoorError as error:
            lost = _may_be_there(error)
            await self._world.records.keep_post(
                replace(post, status="unknown" if lost else "failed", error_id=error.code, delete_at=None)
            )
            if lost:
                raise type(error)(
                    f"{error.cause} It may have been published.",
                    f"Look at {plan.connection.url or plan.connection.name} before you post again: Stagedoor does not.",
                ) from error
            raise
        post = replace(post, status="live", post_ref=published.ref, link=published.link)
        await self._world.records.keep_post(post)
        await self._note(plan.connection, "posted", {"rung": plan.rung, "link": published.link or ""})
        return post

    async def _sent(self, connection: Connection, text: str) -> Published:
        """Sent to where the account is now: one that had moved was refused, so this is no second post."""
        try:
            return await self._published(connection, text)
        except PlatformRefused as error:
            moved = await follow(self._world, connection, error.moved_to) if error.moved_to else connection
            if moved == connection:
                raise
        return await self._published(moved, text)

    async def _published(self, connection: Connection, text: str) -> Published:
        adapter = self._world.platforms.adapter(connection.platform)
        return await self._refresh.use(connection.grant_id or "", lambda keys: adapter.publish(connection, keys, text))

    async def delete(self, post: Post) -> Post:
        """Deletes it at the platform; what is already gone counts as deleted."""
        connection = await self._connection(post)
        if connection is None or post.post_ref is None:
            left = replace(post, status="left", delete_at=None)
            await self._world.records.keep_post(left)
            return left
        await self._world.records.keep_post(replace(post, status="deleting"))
        try:
            adapter = self._world.platforms.adapter(connection.platform)
            ref = post.post_ref
            await self._refresh.use(connection.grant_id or "", lambda keys: adapter.delete(connection, keys, ref))
        except PlatformRefused as error:
            if error.status == 404 or error.error_id in ("not_found", "already_gone"):
                return await self._deleted(post, connection)
            left = post if error.kind in _LATER else replace(post, status="left", delete_at=None, error_id=error.code)
            await self._world.records.keep_post(left)
            raise
        except StagedoorError:
            await self._world.records.keep_post(post)
            raise
        return await self._deleted(post, connection)

    async def overdue(self) -> list[Post]:
        """Posts whose deletion time has come, from this process or one that ended before."""
        return await self._world.records.posts_to_delete(before=self._world.now())

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
        gone = replace(post, status="deleted", deleted_at=self._world.now(), delete_at=None)
        await self._world.records.keep_post(gone)
        await self._note(connection, "post_deleted", {"link": post.link or ""})
        return gone

    async def _connection(self, post: Post) -> Connection | None:
        known = await self._world.records.connections()
        return next((c for c in known if c.id == post.connection_id), None)

    async def _note(self, connection: Connection, event: str, params: dict[str, str]) -> None:
        await self._world.records.log(self._world.activity(event, connection, params=params))


def _may_be_there(error: StagedoorError) -> bool:
    """True where the post may have been taken before the answer got lost; a platform in trouble may have, too."""
    return isinstance(error, (TimedOut, BadAnswer)) or (isinstance(error, PlatformRefused) and error.kind == "platform")


def _price(rung: PostRung, text: str) -> float:
    has_link = re.search(r"://|\b[\w-]+\.[a-z]{2,}\b", text, re.IGNORECASE)  # a bare domain counts as a link, too
    return rung.price_with_link if has_link and rung.price_with_link else rung.price
