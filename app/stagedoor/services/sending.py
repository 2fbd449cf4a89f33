"""Posts that are on their way to a platform: whoever asks meanwhile is told of them, and how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.errors import BadAnswer, PlatformRefused, StagedoorError, TimedOut
from stagedoor.services.ports import Ports

LONGEST = 900
"""Seconds after which one that is still said to be sent belonged to a process that ended in the middle of it."""
_LOOK = 1.0
"""Seconds between two looks at a post that another process sends."""


class Sending:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._ours: dict[str, asyncio.Future[Post]] = {}

    async def follow(self, post: Post, work: Coroutine[Any, Any, Post]) -> Post:
        """Does the work of sending it; `outcome` gives the same answer, or raises the same."""
        ended = self._ours[post.id] = asyncio.get_running_loop().create_future()
        try:
            sent = await work
        except BaseException as error:
            ended.set_exception(error if isinstance(error, Exception) else _lost())
            ended.exception()  # nobody may have asked
            raise
        else:
            ended.set_result(sent)
            return sent
        finally:
            del self._ours[post.id]

    async def of(self, connection: Connection) -> Post | None:
        """The post of the account that is being sent now, by this process or another."""
        posts = await self._ports.records.posts(connection.id)
        return next((post for post in posts if self._goes_on(post)), None)

    async def outcome(self, post: Post) -> Post:
        """Waits until it is sent. Raises what `publish` raised, or that nobody knows."""
        ours = self._ours.get(post.id)
        if ours is not None:
            return await asyncio.shield(ours)
        while True:
            now = await self._ports.records.post(post.id) or post
            if not self._goes_on(now):
                break
            await asyncio.sleep(_LOOK)
        if now.status == "failed":
            raise StagedoorError("The post was not sent.", "Go back to the text and post it again.")
        if now.status in ("sending", "unknown"):
            raise _lost()
        return now

    def _goes_on(self, post: Post) -> bool:
        return post.status == "sending" and self._ports.now() - (post.sent_at or 0) <= LONGEST


def _lost() -> StagedoorError:
    told = StagedoorError("No answer came. It may have been published.", "Look at it before you post again.")
    told.may_be_done = True
    return told


def may_be_there(error: StagedoorError) -> bool:
    """True where the post may have been taken before the answer got lost; a platform in trouble may have, too."""
    return isinstance(error, (TimedOut, BadAnswer)) or (isinstance(error, PlatformRefused) and error.kind == "platform")


def lost(error: StagedoorError, connection: Connection) -> StagedoorError:
    """The same error, which says that the post may be there."""
    told = type(error)(
        f"{error.cause} It may have been published.",
        f"Look at {connection.url or connection.name} before you post again: Stagedoor does not.",
    )
    told.may_be_done = True
    return told
