"""The ports as one value: all that a service knows of the world."""

from __future__ import annotations

from dataclasses import dataclass

from stagedoor.domain.entities import Actor
from stagedoor.domain.ports import Browser, Clock, Computer, Http, Listener, Locks, Platforms
from stagedoor.domain.storage import Records, SecretStore


@dataclass(frozen=True, kw_only=True)
class World:
    """`actor` is who acts in the history: the window, the command line, a round, a script."""

    http: Http
    secrets: SecretStore
    records: Records
    clock: Clock
    browser: Browser
    listener: Listener
    locks: Locks
    platforms: Platforms
    computer: Computer
    actor: Actor = "cli"

    def now(self) -> int:
        return int(self.clock.now())
