"""Opens a door: sockets first, then its address, and everything closed again whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from stagedoor.domain.attempt import Callback
from stagedoor.domain.errors import BadPlatformFile
from stagedoor.domain.ports import Clock
from stagedoor.listener.door import LoopbackDoor
from stagedoor.listener.reception import Limits, Reception
from stagedoor.listener.sockets import bind

_PORT = "{port}"


class LoopbackListener:
    """The `Listener` port."""

    def __init__(self, clock: Clock, limits: Limits | None = None) -> None:
        self._clock = clock
        self._limits = limits or Limits()

    @asynccontextmanager
    async def open(self, url: str, ports: Sequence[int]) -> AsyncIterator[LoopbackDoor]:
        """Leaving the block, by an error too, waits until the browser has its last page, two seconds at most:
        a refusal is read before the page that tells of it is fetched. A cancel in the block closes at once.
        """
        if url.startswith("https:"):
            yield LoopbackDoor(_with_port(url, ports), self._clock)
            return
        port, sockets = bind(urlsplit(url).hostname or "", ports if _PORT in url else [urlsplit(url).port or 80])
        try:
            door = LoopbackDoor(_with_port(url, [port]), self._clock)
            reception = Reception(door.answer, self._limits)
            await reception.start(sockets)
            door.decided.add_done_callback(lambda decided: self._close_soon(reception, decided))
            try:
                async with _last_page(door, reception):
                    yield door
            finally:
                reception.close()
                await reception.emptied()
        finally:
            for each in sockets:
                each.close()

    def _close_soon(self, reception: Reception, decided: asyncio.Future[Callback | None]) -> None:
        if decided.cancelled() or decided.result() is None:
            reception.close()
        else:
            asyncio.get_running_loop().call_later(self._limits.after, reception.close)


@asynccontextmanager
async def _last_page(door: LoopbackDoor, reception: Reception) -> AsyncIterator[None]:
    failed = None
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- raised again below
        failed = error
    if door.by_browser:
        await reception.farewell(lambda: door.shown)
    if failed is not None:
        raise failed


def _with_port(url: str, ports: Sequence[int]) -> str:
    if _PORT in url and not ports:
        raise BadPlatformFile("The return address has no port.", "Give redirect.ports in the platform file.")
    return url.replace(_PORT, str(ports[0])) if ports else url
