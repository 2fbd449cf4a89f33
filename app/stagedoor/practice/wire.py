"""Puts an answer on the socket byte by byte, well or badly on purpose."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from stagedoor.practice.messages import Answer

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

Sockets = dict[tuple[str, int], asyncio.Transport]


def remembering(sockets: Sockets) -> type[H11Protocol]:
    """A protocol that keeps the socket of each client, since ASGI has no word for "hang up"."""

    class Protocol(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn
            super().connection_made(transport)
            if self.client:
                sockets[self.client] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self.client:
                sockets.pop(self.client, None)

    return Protocol


def _nobody(_: int | None) -> None:
    """Nobody wants to know."""


class Wire:
    """One request's way in and out."""

    def __init__(self, socket: asyncio.Transport | None, receive: Receive, send: Send) -> None:
        self._socket = socket
        self._receive = receive
        self._send = send
        self.tell: Callable[[int | None], None] = _nobody
        self.gone = False

    async def read(self) -> bytes:
        body, more = b"", True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self.gone = True
                break
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return body

    async def start(self, status: int, headers: tuple[tuple[str, str], ...]) -> None:
        self.tell(status)
        raw = [(k.lower().encode(), v.encode("latin-1", "replace")) for k, v in headers]
        await self._send({"type": "http.response.start", "status": status, "headers": raw})

    async def part(self, body: bytes, *, more: bool) -> None:
        await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def send(self, answer: Answer) -> None:
        """The whole answer, as it should be."""
        await self.start(answer.status, (*answer.headers, ("content-length", str(len(answer.body)))))
        await self.part(answer.body, more=False)

    async def hang_up(self, *, politely: bool) -> None:
        """Closes the socket: after what was written, or at once with a reset."""
        if self._socket is None:
            return
        if politely:
            self._socket.close()
        else:
            self.tell(None)
            self._socket.abort()
        await self.until_gone()

    async def until_gone(self) -> None:
        """Returns when the client's connection has ended."""
        while not self.gone:
            self.gone = (await self._receive())["type"] == "http.disconnect"

    async def wait(self, seconds: float, release: asyncio.Event) -> bool:
        """Holds the request; False when the client left meanwhile. `release` ends the wait early."""
        async with asyncio.TaskGroup() as tasks:
            left = tasks.create_task(self.until_gone())
            free = tasks.create_task(release.wait())
            await asyncio.wait((left, free), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            left.cancel()
            free.cancel()
        return not self.gone
