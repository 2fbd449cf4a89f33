"""Test posts that wait for their deletion, deleted when their time comes, by a process that lives long enough.

One `run` per process: the window's. It catches up what an earlier process left, and an error of one post stops
nothing. A process that ends deletes what it would leave behind (`finish_now`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct

from stagedoor.domain.entities import Post
from stagedoor.domain.errors import StagedoorError
from stagedoor.services.ports import Ports
from stagedoor.services.posting import Posting

LOOK_AGAIN = 60.0
"""Seconds until a look at what other processes left, where nothing is known to be due earlier."""
NAP = 15.0
"""Seconds of one sleep at most: a laptop that slept, or a clock that was set, is noticed by then."""
PAUSE, LONGEST_PAUSE = 30, 900
"""Seconds until a deletion that failed is tried again; doubled each time."""
_FOR_EVER = 2**53

_log = logging.getLogger(__name__)


class News(Struct, frozen=True, kw_only=True):
    """What became of a post: deleted, left, kept (`delete_at` is None), or not deleted yet because of an error."""

    post: Post
    error: StagedoorError | None = None


Tell = Callable[[News], None]


class Deletions:
    def __init__(self, ports: Ports, posting: Posting) -> None:
        self._ports, self._posting = ports, posting
        self._woken = asyncio.Event()
        self._waiters: dict[str, set[asyncio.Future[News]]] = {}
        self._pauses: dict[str, _Pause] = {}
        self._ours: set[str] = set()
        self._adopted = False
        posting.heard.append(self._heard)

    async def run(self, tell: Tell | None = None) -> None:
        """Deletes what is due, for ever. `tell` hears of each deletion, and once of each trouble, on this loop."""
        while True:
            self._woken.clear()
            nap = LOOK_AGAIN
            with suppress(StagedoorError):  # the database does not answer now: that is said elsewhere
                await self._adopt()
                await self._round(tell)
                nap = await self._until_next()
            with suppress(TimeoutError):
                async with asyncio.timeout(nap):
                    await self._woken.wait()

    async def finish_now(self, *, within: float) -> list[News]:
        """Deletes what this process would leave behind, due or not: its own posts, and what it found when it began.

        What other processes sent meanwhile is theirs. What takes longer than `within` seconds is left to the
        next start.
        """
        done: list[News] = []

        async def delete(post: Post) -> None:
            done.append(await self._delete(post))

        with suppress(TimeoutError, StagedoorError):
            async with asyncio.timeout(within):
                waiting = [post for post in await self._all() if post.id in self._ours]
                async with asyncio.TaskGroup() as group:
                    for post in waiting:
                        group.create_task(delete(post), name=f"delete {post.id}")
        return done

    async def next_news(self, post: Post) -> News:
        """Waits until something becomes of the post; at once if it did since `post` was read."""
        future: asyncio.Future[News] = asyncio.get_running_loop().create_future()
        waiting = self._waiters.setdefault(post.id, set())
        waiting.add(future)
        try:
            now = await self._ports.records.post(post.id) or post
            if (now.status, now.delete_at) != (post.status, post.delete_at) and now.status != "deleting":
                return News(post=now)
            return await future
        finally:
            waiting.discard(future)

    async def _adopt(self) -> None:
        if not self._adopted:
            self._ours |= {post.id for post in await self._all()}
            self._adopted = True

    async def _round(self, tell: Tell | None) -> None:
        now = self._ports.now()
        due = [post for post in await self._posting.overdue() if self._pause(post).until <= now]
        for post in due:
            pause = self._pause(post)
            news = await self._delete(post)
            if tell is not None and (news.error is None or pause.said != news.error.code):
                tell(news)
            self._after(post, news)

    async def _delete(self, post: Post) -> News:
        """Never raises for what a platform, the network or the keychain did, nor for a fault of ours."""
        try:
            news = News(post=await self._posting.delete(post))
        except StagedoorError as error:
            news = News(post=await self._now(post), error=error)
        except Exception:  # noqa: BLE001  (one post in trouble must not keep the others public)
            _log.exception("deletion_fault")
            news = News(post=post, error=StagedoorError("This is a fault of Stagedoor; the log has the details."))
        self._give(news)
        return news

    def _after(self, post: Post, news: News) -> None:
        if news.error is None or news.post.delete_at is None:
            self._pauses.pop(post.id, None)
            return
        before = self._pause(post)
        asked = getattr(news.error, "retry_after", None) or 0
        seconds = min(max(before.seconds * 2 or PAUSE, asked), LONGEST_PAUSE)
        self._pauses[post.id] = _Pause(until=self._ports.now() + seconds, seconds=seconds, said=news.error.code)

    async def _until_next(self) -> float:
        """Seconds to sleep: until the next post is due, and never longer than a clock can be trusted."""
        waiting = await self._all()
        if not waiting:
            return LOOK_AGAIN
        at = min(max(post.delete_at or 0, self._pause(post).until) for post in waiting)
        return min(max(at - self._ports.clock.now(), 0.05), NAP)

    def _heard(self, post: Post) -> None:
        if post.status == "live" and post.delete_at is not None:
            self._ours.add(post.id)
            self._woken.set()
            return
        self._ours.discard(post.id)
        if post.status in ("live", "deleted"):
            self._give(News(post=post))

    def _give(self, news: News) -> None:
        for future in self._waiters.pop(news.post.id, set()):
            if not future.done():
                future.set_result(news)

    def _pause(self, post: Post) -> _Pause:
        return self._pauses.get(post.id, _NONE)

    async def _all(self) -> list[Post]:
        return await self._ports.records.posts_to_delete(before=_FOR_EVER)

    async def _now(self, post: Post) -> Post:
        with suppress(StagedoorError):
            return await self._ports.records.post(post.id) or post
        return post


class _Pause(Struct, frozen=True, kw_only=True):
    """After an error: when it is tried again, how long that was, and which error was said."""

    until: int = 0
    seconds: int = 0
    said: str = ""


_NONE = _Pause()
