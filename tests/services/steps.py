"""Stands before and after every change that a service makes at its ports, to end it there.

A kill that hits between two such calls, or a crash of the app, must lose nothing whichever call it is.
"""

import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any, Literal, cast

from stagedoor.domain.ports import Http, Locks
from stagedoor.domain.storage import Records, SecretStore
from stagedoor.services.ports import Ports

When = Literal["before", "after"]

READS = {
    "app", "apps", "attempt_by_state", "attempt_of_grant", "attempts", "checks", "connection", "connections",
    "connections_of", "details", "find_app", "findings", "get", "grant", "grants", "history", "item", "items",
    "kit", "kits", "learned", "meters", "post", "posts", "posts_to_delete", "problems", "renewal", "settings", "setup",
    "setup_of_grant", "setups", "strays", "tokens", "unseal",
}  # fmt: skip


class Steps:
    """Counts the changes; `act` is told of each, before and after."""

    def __init__(self, act: Callable[[int, When], None]) -> None:
        self._act = act
        self.names: list[str] = []

    def begin(self, name: str) -> int:
        self.names.append(name)
        self._act(len(self.names), "before")
        return len(self.names)

    def end(self, number: int) -> None:
        self._act(number, "after")

    def over(self, ports: Ports) -> Ports:
        """The ports with its keeping ports watched."""
        return replace(
            ports,
            http=cast("Http", Watched(ports.http, self)),
            secrets=cast("SecretStore", Watched(ports.secrets, self)),
            records=cast("Records", Watched(ports.records, self)),
            locks=cast("Locks", Watched(ports.locks, self)),
        )


class Watched:
    """Any port: every call that changes something is a step; taking and leaving a lock are one each."""

    def __init__(self, port: object, steps: Steps) -> None:
        self._port, self._steps = port, steps

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if name == "hold":
            return lambda *args, **kwargs: self._held(found(*args, **kwargs))
        if name in READS or not inspect.iscoroutinefunction(found):
            return found

        async def step(*args: Any, **kwargs: Any) -> Any:
            number = self._steps.begin(name)
            result = await found(*args, **kwargs)
            self._steps.end(number)
            return result

        return step

    @asynccontextmanager
    async def _held(self, lock: AbstractAsyncContextManager[None]) -> AsyncIterator[None]:
        number = self._steps.begin("lock")
        async with lock:
            self._steps.end(number)
            yield
            number = self._steps.begin("unlock")
        self._steps.end(number)
