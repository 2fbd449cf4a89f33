"""Standard input, line by line, without holding up the event loop; secrets typed on a terminal are not echoed."""

from __future__ import annotations

import asyncio
import sys
import threading
from contextlib import suppress
from queue import SimpleQueue

from stagedoor.domain.errors import BadInput


class Lines:
    """Reads only when a line is wanted, so that what is left belongs to nobody else."""

    def __init__(self) -> None:
        self._wanted: SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Future[str | None], bool]] = SimpleQueue()
        self._thread: threading.Thread | None = None

    @property
    def terminal(self) -> bool:
        return bool(sys.stdin) and sys.stdin.isatty()

    async def next(self, *, secret: bool = False) -> str | None:
        """The next line without its end, None when there is no more."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._read, name="stdin", daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[str | None] = loop.create_future()
        self._wanted.put((loop, answer, secret))
        return await answer

    async def needed(self, *, secret: bool = False) -> str:
        """The next line. Raises BadInput where nobody can type one."""
        line = await self.next(secret=secret)
        if line is None:
            raise BadInput("An answer is needed, and nothing more comes from standard input.", "Run it on a terminal.")
        return line

    def _read(self) -> None:
        while True:
            loop, answer, secret = self._wanted.get()
            line = _hidden() if secret and self.terminal else sys.stdin.readline()
            text = line.rstrip("\r\n") if line else None
            with suppress(RuntimeError):  # the loop has ended; nobody waits for the line
                loop.call_soon_threadsafe(_give, answer, text)


def _give(answer: asyncio.Future[str | None], text: str | None) -> None:
    if not answer.done():
        answer.set_result(text)


def _hidden() -> str:
    from getpass import getpass

    try:
        return getpass("") + "\n"
    except EOFError:
        return ""
