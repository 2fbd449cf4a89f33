"""Output of a program read as it comes, so that a test can wait for what it says instead of sleeping."""

import os
import re
import threading
from contextlib import suppress
from typing import IO

SECONDS = 60.0  # patience with a busy machine; nothing waits that long on purpose


class Heard:
    """A stream read as it comes, by a thread; tests wait until it says something."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._data = b""
        self._over = False
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._read, name="reader", daemon=True)
        self._thread.start()

    @property
    def text(self) -> str:
        return self._data.decode(errors="replace")

    @property
    def data(self) -> bytes:
        return self._data

    def until(self, pattern: str, *, after: int = 0) -> re.Match[str]:
        """The first match behind the first `after` characters. Fails the test when the stream ends without one."""
        expression = re.compile(pattern, re.MULTILINE)
        with self._news:
            self._news.wait_for(lambda: self._over or expression.search(self.text, after), SECONDS)
            found = expression.search(self.text, after)
        assert found, f"never said {pattern!r}; it said:\n{self.text}"
        return found

    def to_the_end(self) -> None:
        self._thread.join(SECONDS)
        assert not self._thread.is_alive(), f"never ended; it said:\n{self.text}"

    def _read(self) -> None:
        with suppress(OSError, ValueError):  # a terminal whose program ended answers EIO
            while chunk := os.read(self._stream.fileno(), 65_536):
                self._take(chunk)
        with self._news:
            self._over = True
            self._news.notify_all()

    def _take(self, chunk: bytes) -> None:
        with self._news:
            self._data += chunk
            self._news.notify_all()
