"""Wakes waiting requests of the server's thread from any thread."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """Listen first, then look, then wait: so no ring between looking and waiting is lost."""

    def __init__(self) -> None:
        self._listeners: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        for loop, event in list(self._listeners):
            loop.call_soon_threadsafe(event.set)

    @contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        """An event that every ring from now on sets."""
        entry = (asyncio.get_running_loop(), asyncio.Event())
        self._listeners.add(entry)
        try:
            yield entry[1]
        finally:
            self._listeners.discard(entry)
