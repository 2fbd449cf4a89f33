"""Clocks for tests: nobody waits. Each implements Clock."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # small programs that tests start use a clock, and no server
    from stagedoor.practice import World


class FixedClock:
    """Time passes only by sleeping, and others get their turn meanwhile."""

    def __init__(self, at: float = 0.0) -> None:
        self.at = at

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds
        await asyncio.sleep(0)


class WorldClock:
    """The practice world's time, `ahead` seconds off. Waiting lets the world's time pass at once.

    `slept`: how long it would have been, in seconds.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.ahead = 0.0
        self.slept = 0.0

    def now(self) -> float:
        return self._world.clock.now() + self.ahead

    async def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self._world.clock.advance(seconds)


class StillClock(WorldClock):
    """The same, and waiting takes no time at all."""

    async def sleep(self, seconds: float) -> None:
        self.slept += seconds
