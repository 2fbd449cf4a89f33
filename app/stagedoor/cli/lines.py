"""Standard input, line by line, without holding up the event loop; secrets typed on a terminal are not echoed."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue

from stagedoor.domain.errors import BadInput

PASTE = 0.1  # seconds within which the next line of the same paste follows


class Lines:
    """Reads only when a line is wanted, so that what is left belongs to nobody else.

    A line that came when its asker had given up goes to the next one who asks: nothing typed is lost.
    """

    def __init__(self) -> None:
        self._wanted: SimpleQueue[asyncio.AbstractEventLoop] = SimpleQueue()
        self._came: deque[str | None] = deque()
        self._news = asyncio.Event()
        self._reading = False
        self._thread: threading.Thread | None = None

    @property
    def terminal(self) -> bool:
        return bool(sys.stdin) and sys.stdin.isatty()

    async def next(self) -> str | None:
        """The next line without its end, None when there is no more."""
        while not self._came:
            self._want()
            await self._news.wait()
        return self._came.popleft() if self._came[0] is not None else None

    async def paste(self) -> str | None:
        """The next line and those pasted with it, as one text."""
        text = await self.next()
        with suppress(TimeoutError):
            while text is not None:
                async with asyncio.timeout(PASTE):
                    more = await self.next()
                if more is None:
                    break
                text = f"{text}\n{more}"
        return text

    async def needed(self) -> str:
        """The next line. Raises BadInput where nobody can type one."""
        return _there(await self.next())

    async def filled(self, prompt: str, *, secret: bool) -> str:
        """What is typed or pasted after the prompt; a secret is unseen from before the prompt shows."""
        if not self.terminal:
            _ask(prompt)
            return await self.needed()
        if not secret:
            _ask(prompt)
            return _there(await self.paste())
        if sys.platform == "win32":
            from getpass import getpass

            return await asyncio.to_thread(getpass, prompt)
        with _unseen():
            _ask(prompt)
            return _there(await self.paste())

    def _want(self) -> None:
        self._news.clear()
        if self._reading:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._read, name="stdin", daemon=True)
            self._thread.start()
        self._reading = True
        self._wanted.put(asyncio.get_running_loop())

    def _read(self) -> None:
        while True:
            loop = self._wanted.get()
            line = _line()
            with suppress(RuntimeError):  # the loop has ended; nobody waits for the line
                loop.call_soon_threadsafe(self._arrived, line)

    def _arrived(self, line: str | None) -> None:
        self._reading = False
        self._came.append(line)
        self._news.set()


def _line() -> str | None:
    """Unbuffered: not a byte behind the line is taken, and no lock is held that would stand in the way of the end."""
    if not sys.stdin:
        return None
    with suppress(OSError), open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as stdin:
        if line := stdin.readline():
            return line.decode(errors="replace").rstrip("\r\n")
    return None


def _there(line: str | None) -> str:
    if line is None:
        raise BadInput("An answer is needed, and nothing more comes from standard input.", "Run it on a terminal.")
    return line


def _ask(prompt: str) -> None:
    print(prompt, end="", file=sys.stderr, flush=True)


if sys.platform != "win32":

    @contextmanager
    def _unseen() -> Iterator[None]:
        """The terminal shows nothing of what is typed, and shows it again however this ends."""
        import termios

        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        unseen = termios.tcgetattr(terminal)
        unseen[3] &= ~termios.ECHO  # local modes
        termios.tcsetattr(terminal, termios.TCSAFLUSH, unseen)
        try:
            yield
        finally:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
            print(file=sys.stderr)
