"""Interfaces whose versions are months and die after about a year: which one the platform speaks now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime

from msgspec.structs import replace

from stagedoor.domain.errors import PlatformRefused, StoreError
from stagedoor.domain.exchange import Request
from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import Clock, Memory

_KEY = "version"


class Ladder:
    """The version that worked last, then the one of the platform file, then month by month backwards."""

    def __init__(self, spec: Platform, clock: Clock, memory: Memory | None) -> None:
        self._spec, self._clock, self._memory = spec, clock, memory
        self._known = ""

    async def versions(self) -> AsyncIterator[str]:
        """Each once, the likeliest first."""
        version = self._spec.version
        if version is None:
            return
        tried: set[str] = set()
        for each in (await self._learned(), version.api, *(self._months(version.back) if version.ladder else ())):
            if each and each not in tried:
                tried.add(each)
                yield each

    def marked(self, request: Request, version: str) -> Request:
        header = self._spec.version.header if self._spec.version else ""
        return replace(request, headers={**request.headers, header.lower(): version}) if header else request

    def is_gone(self, error: PlatformRefused) -> bool:
        return self._spec.version is not None and bool(error.error_id) and error.error_id == self._spec.version.gone

    async def keep(self, version: str) -> None:
        """Remembers what worked. A home that cannot be written to is no reason to fail: the next time it is asked
        again.
        """
        if version == self._known:
            return
        self._known = version
        if self._memory is not None:
            with suppress(StoreError):
                await self._memory.learn(self._spec.id, _KEY, version, at=int(self._clock.now()))

    async def _learned(self) -> str:
        if not self._known and self._memory is not None:
            with suppress(StoreError):
                self._known = (await self._memory.learned(self._spec.id)).get(_KEY, "")
        return self._known

    def _months(self, count: int) -> list[str]:
        """Backwards from the month before this one: this month's own may not be there yet."""
        today = datetime.fromtimestamp(self._clock.now(), UTC)
        months = [today.year * 12 + today.month - 1 - back for back in range(1, count + 1)]
        return [f"{month // 12}{month % 12 + 1:02}" for month in months]
