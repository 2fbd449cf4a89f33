"""The connections of an open receiver: how many, how long, one request and one constant page each."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable, Sequence
from typing import cast

from msgspec import Struct

from stagedoor.listener.pages import Page
from stagedoor.listener.rules import RequestHead, read_head
from stagedoor.listener.sockets import BACKLOG


class Limits(Struct, frozen=True, kw_only=True):
    """Seconds and counts that keep slow and many clients from standing in the browser's way."""

    head: float = 5.0
    connection: float = 10.0
    goodbye: float = 1.0
    """How long a client may take to read its page and hang up."""
    after: float = 2.0
    """How long doubles are answered after the first good answer."""
    open: int = 16


Answer = Callable[[RequestHead], Page]


class HttpConnection(asyncio.Protocol):
    """One connection. What follows the head is read and dropped, else a reset could overtake the page."""

    def __init__(self, server: HttpServer) -> None:
        self._server = server
        self._received = b""
        self._timers: list[asyncio.TimerHandle] = []
        self.answered = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        limits = self._server.limits
        self._later(limits.head, lambda: self._reply(Page.TOO_SLOW))
        self._later(limits.connection, self.abort)
        self._server.opened(self)

    def data_received(self, data: bytes) -> None:
        if self.answered:
            return
        self._received += data
        head = read_head(self._received)
        if isinstance(head, Page):
            self._reply(head)
        elif head is not None:
            self._reply(self._server.answer(head), whole=head.method != b"HEAD")

    def connection_lost(self, exc: Exception | None) -> None:
        del exc  # a client that hangs up is no news
        for timer in self._timers:
            timer.cancel()
        self._server.closed(self)

    def abort(self) -> None:
        self._transport.abort()

    def _reply(self, page: Page, *, whole: bool = True) -> None:
        if self.answered or self._transport.is_closing():
            return
        self.answered, self._received = True, b""
        self._transport.write(page.data if whole else page.head)
        if self._transport.can_write_eof():
            self._transport.write_eof()
        self._later(self._server.limits.goodbye, self.abort)

    def _later(self, seconds: float, act: Callable[[], object]) -> None:
        self._timers.append(asyncio.get_running_loop().call_later(seconds, act))


class HttpServer:
    """Listens on the given sockets until it is closed; closes the oldest idle connection where there are too many."""

    def __init__(self, answer: Answer, limits: Limits) -> None:
        self.answer = answer
        self.limits = limits
        self._connections: dict[HttpConnection, None] = {}
        self._servers: list[asyncio.Server] = []
        self._fewer = asyncio.Event()

    async def start(self, sockets: Sequence[socket.socket]) -> None:
        loop = asyncio.get_running_loop()
        self._servers = [
            await loop.create_server(lambda: HttpConnection(self), sock=each, backlog=BACKLOG) for each in sockets
        ]

    def opened(self, connection: HttpConnection) -> None:
        if not self._servers:  # accepted just before the end
            self._connections[connection] = None
            connection.abort()
            return
        if len(self._connections) >= self.limits.open:
            idle = (each for each in self._connections if not each.answered)
            oldest = next(idle, next(iter(self._connections)))
            oldest.abort()
            self._connections.pop(oldest)
        self._connections[connection] = None

    def closed(self, connection: HttpConnection) -> None:
        self._connections.pop(connection, None)
        self._fewer.set()

    def close(self) -> None:
        """At once: nothing listens any more, open connections are cut."""
        loop = asyncio.get_running_loop()
        for server in self._servers:
            if sys.platform != "win32":  # Windows accepts in another way
                for listening in server.sockets:
                    loop.remove_reader(listening.fileno())
            # A connection accepted in this turn joins its server in the next one; a closed server would drop it, open.
            loop.call_soon(loop.call_soon, server.close)
        self._servers = []
        for connection in self._connections:
            connection.abort()
        self._fewer.set()

    async def until_last_page(self, is_over: Callable[[], bool]) -> None:
        """Waits until it is over and everybody has gone, or until it is closed."""
        while self._servers and (self._connections or not is_over()):
            await self._until_fewer()

    async def wait_closed(self) -> None:
        """Waits until the connections cut by `close` are gone, those included that were accepted just before it: they
        enter two turns of the loop later, when the servers close.
        """
        for _ in range(3):
            await asyncio.sleep(0)
        while self._connections:
            await self._until_fewer()

    async def _until_fewer(self) -> None:
        self._fewer.clear()
        await self._fewer.wait()
