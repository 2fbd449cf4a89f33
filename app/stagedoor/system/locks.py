"""Kernel locks between Stagedoor's processes and tasks, behind the Locks port."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from stagedoor.domain.errors import Busy
from stagedoor.domain.ports import Clock
from stagedoor.system.kernel_lock import HeldLock, try_lock

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_FIRST_PAUSE = 0.01  # seconds
_LONGEST_PAUSE = 0.1


class FileLocks:
    """One lock file per name. Two tasks of one process exclude each other as two processes do: each opens the file
    for itself, and the kernel counts openings, not processes.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def try_hold(self, name: str) -> HeldLock | None:
        """The lock at once, or None where it is taken."""
        if not _NAME.fullmatch(name):
            raise ValueError("a lock's name becomes a file name: letters, digits, dot, dash and underscore")
        return try_lock(self._folder / f"{name}.lock")

    @asynccontextmanager
    async def hold(self, name: str, *, wait: float) -> AsyncIterator[None]:
        """Raises Busy after `wait` seconds, StoreError where the disk cannot lock."""
        with await self._taken(name, wait):
            yield

    async def _taken(self, name: str, wait: float) -> HeldLock:
        waited, pause = 0.0, _FIRST_PAUSE
        while (held := self.try_hold(name)) is None:
            if waited >= wait:
                raise Busy(
                    "Another Stagedoor is working on the same thing and has not finished.",
                    "Wait a moment and try again; if it stays so, close the other Stagedoor.",
                )
            pause = min(pause, wait - waited)
            await self._clock.sleep(pause)
            waited += pause
            pause = min(pause * 2, _LONGEST_PAUSE)
        return held
