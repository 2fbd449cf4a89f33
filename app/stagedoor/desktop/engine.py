"""The services on a thread of their own: whatever stalls there (keychain, disk, network), the window goes on painting.

The one bridge between the two event loops. Values cross it, widgets never do.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, TypeVar

from stagedoor.domain.errors import Cancelled

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

T = TypeVar("T")

CLOSE_WITHIN = 3.0
"""Seconds that running work gets to clean up when the window ends."""


class Engine:
    """Runs jobs for the window. `opened` makes the services; it is called on the engine's own thread.

    Made on the window's event loop, which is where answers and posted calls arrive.
    """

    def __init__(self, opened: Callable[[], AbstractAsyncContextManager[Jobs]]) -> None:
        self._opened = opened
        self._window = asyncio.get_running_loop()
        self._life = _Life(opened)

    def start(self) -> None:
        self._life.thread.start()

    async def restart(self, within: float = CLOSE_WITHIN) -> None:
        """Ends what runs and opens the services anew, as after a start: what kept them from opening may be mended."""
        ended, self._life = self._life, _Life(self._opened)
        await ended.close(within)
        self.start()

    async def do(self, work: Callable[[Jobs], Awaitable[T]]) -> T:
        """Runs the work over the services and returns what it gave; cancelling the caller cancels the work.

        Raises what the work raised, or what kept the services from opening.
        """
        life = self._life
        jobs = await asyncio.shield(asyncio.wrap_future(life.jobs))  # one asker who stops must not end it for others
        if life.loop is None or life.ended.is_set():
            raise Cancelled("Stagedoor is closing.")

        async def run() -> T:
            return await work(jobs)

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(run(), life.loop))

    def post(self, call: Callable[[], None]) -> None:
        """From the engine's thread: makes the call on the window's. What comes after the window ended is dropped."""
        if not self._window.is_closed():
            self._window.call_soon_threadsafe(call)

    async def aclose(self, within: float = CLOSE_WITHIN) -> bool:
        """Ends what runs and closes the services. False where something hung on longer than that; its thread is left
        behind and does not keep the process.
        """
        return await self._life.close(within)


class _Life:
    """The services from their opening to their end, on one thread."""

    def __init__(self, opened: Callable[[], AbstractAsyncContextManager[Jobs]]) -> None:
        self._opened = opened
        self._stop: asyncio.Event | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.jobs: Future[Jobs] = Future()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._run, name="engine", daemon=True)

    async def close(self, within: float) -> bool:
        loop, stop = self.loop, self._stop
        if not self.thread.is_alive() or loop is None or stop is None:
            return True
        with contextlib.suppress(RuntimeError):  # it may have ended in this very moment
            loop.call_soon_threadsafe(stop.set)
        return await asyncio.get_running_loop().run_in_executor(None, self.ended.wait, within)

    def _run(self) -> None:
        try:
            with asyncio.Runner() as runner:
                runner.run(self._serve())
        except Exception as error:  # noqa: BLE001  (kept for whoever asks; the thread has nobody above it)
            if not self.jobs.done():
                self.jobs.set_exception(error)
        finally:
            self.ended.set()

    async def _serve(self) -> None:
        self.loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        async with self._opened() as jobs:
            self.jobs.set_result(jobs)
            await self._stop.wait()
            await _cancelled(asyncio.all_tasks() - {asyncio.current_task()})


async def _cancelled(tasks: set[asyncio.Task[Any]]) -> None:
    """Running work ends before what it works with is closed."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
