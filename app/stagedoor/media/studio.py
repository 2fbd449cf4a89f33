"""The Media port: everything beside the event loop, one encoding at a time, and no half file ever.

FFmpeg's libraries are imported with the first video: no other command has to wait for them.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TypeVar

from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import CopyPlan, Picture, Shape, VideoFacts
from stagedoor.media.faults import NotWrittenError

T = TypeVar("T")
HALF = ".part"
"""How the name of a file ends that is not whole yet. It begins with a dot, so that nobody picks it up, and names the
process that writes it, so that what a killed one left is known.
"""


class Studio:
    """Its threads begin with the first video."""

    def __init__(self) -> None:
        self._looking = ThreadPoolExecutor(2, thread_name_prefix="video")
        self._encoding = ThreadPoolExecutor(1, thread_name_prefix="encoding")
        self._stops: set[Event] = set()

    def close(self) -> None:
        """Stops what takes long, and begins nothing new."""
        for stop in tuple(self._stops):
            stop.set()
        for pool in (self._looking, self._encoding):
            pool.shutdown(cancel_futures=True)

    async def look(self, path: Path) -> VideoFacts:
        def work() -> VideoFacts:
            from stagedoor.media.look import look

            return look(path)

        return await self._run(self._looking, work)

    async def loudness(self, path: Path) -> float | None:
        stop = Event()

        def work() -> float | None:
            from stagedoor.media.loudness import loudness

            return loudness(path, stop)

        return await self._run(self._looking, work, stop)

    async def frame(
        self, path: Path, seconds: float, *, width: int, height: int, shape: Shape | None = None
    ) -> Picture:
        def work() -> Picture:
            from stagedoor.media.frames import frame_at

            return frame_at(path, seconds, width, height, shape)

        return await self._run(self._looking, work)

    async def save_cover(self, path: Path, seconds: float, to: Path, *, width: int, height: int) -> None:
        def work() -> None:
            from stagedoor.media.frames import save_cover

            _whole(to, lambda half: save_cover(path, seconds, half, width, height))

        await self._run(self._looking, work)

    async def copy(self, path: Path, to: Path, plan: CopyPlan, progress: Callable[[float], None]) -> None:
        stop, loop = Event(), asyncio.get_running_loop()

        def told(share: float) -> None:
            loop.call_soon_threadsafe(progress, share)

        def work() -> None:
            from stagedoor.media.convert import convert

            _whole(to, lambda half: convert(path, half, plan, stop, told))

        await self._run(self._encoding, work, stop)

    async def _run(self, pool: ThreadPoolExecutor, work: Callable[[], T], stop: Event | None = None) -> T:
        """Cancelling waits until the work has noticed: nothing writes behind the back of whoever cancelled."""
        stop = stop or Event()
        self._stops.add(stop)
        future = asyncio.get_running_loop().run_in_executor(pool, work)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            stop.set()
            await asyncio.wait([future])
            if not future.cancelled():
                future.exception()  # nobody is left to be told
            raise
        finally:
            self._stops.discard(stop)


def _whole(to: Path, write: Callable[[Path], None]) -> None:
    """The file under its name only when all of it is on disk. Raises BadInput where the disk does not take it."""
    half = to.with_name(f".{to.name}.{os.getpid()}{HALF}")
    try:
        write(half)
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.replace(to)
    except BaseException as error:
        with suppress(OSError):  # what cannot be taken away either is written over the next time
            half.unlink(missing_ok=True)
        if not isinstance(error, (NotWrittenError, OSError)):
            raise
        said = error.args[0] if isinstance(error, NotWrittenError) else error.strerror
        why = said or "the disk refused it"
        fix = "Make room on that disk, or allow writing there."
        raise BadInput(f"{to.name} could not be written: {why}.", fix) from error
