"""Opens a receiver: sockets first, then its address, and everything closed again whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from stagedoor.domain.attempt import Callback
from stagedoor.domain.errors import BadPlatformFile
from stagedoor.domain.ports import Clock
from stagedoor.listener.http_server import HttpServer, Limits
from stagedoor.listener.receiver import LoopbackReceiver
from stagedoor.listener.sockets import bind

_PORT = "{port}"


class LoopbackListener:
    """The `Listener` port."""

    def __init__(self, clock: Clock, limits: Limits | None = None) -> None:
        self._clock = clock
        self._limits = limits or Limits()

    @asynccontextmanager
    async def open(self, url: str, ports: Sequence[int]) -> AsyncIterator[LoopbackReceiver]:
        """Leaving the block, by an error too, waits until the browser has its last page, two seconds at most:
        a refusal is read before the page that tells of it is fetched. A cancel in the block closes at once.
        """
        if url.startswith("https:"):
            yield LoopbackReceiver(_with_port(url, ports), self._clock)
            return
        port, sockets = bind(urlsplit(url).hostname or "", ports if _PORT in url else [urlsplit(url).port or 80])
        try:
            receiver = LoopbackReceiver(_with_port(url, [port]), self._clock)
            server = HttpServer(receiver.answer, self._limits)
            await server.start(sockets)
            receiver.decided.add_done_callback(lambda decided: self._close_soon(server, decided))
            try:
                async with _last_page(receiver, server):
                    yield receiver
            finally:
                server.close()
                await server.wait_closed()
        finally:
            for each in sockets:
                each.close()

    def _close_soon(self, server: HttpServer, decided: asyncio.Future[Callback | None]) -> None:
        if decided.cancelled() or decided.result() is None:
            server.close()
        else:
            asyncio.get_running_loop().call_later(self._limits.after, server.close)


@asynccontextmanager
async def _last_page(receiver: LoopbackReceiver, server: HttpServer) -> AsyncIterator[None]:
    async def until_shown() -> None:
        if receiver.by_browser:
            await server.until_last_page(lambda: receiver.shown)

    try:
        yield
    except Exception:  # a cancel closes at once
        await until_shown()
        raise
    await until_shown()


def _with_port(url: str, ports: Sequence[int]) -> str:
    if _PORT in url and not ports:
        raise BadPlatformFile("The return address has no port.", "Give redirect.ports in the platform file.")
    return url.replace(_PORT, str(ports[0])) if ports else url
