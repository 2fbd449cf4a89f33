"""The ports as one value: all that a service knows of the world outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stagedoor.domain.entities import Activity, Actor, Connection
from stagedoor.domain.media import KitFolders, Media
from stagedoor.domain.ports import Browser, Clock, Computer, Http, Listener, Locks, Platforms
from stagedoor.domain.storage import Records, SecretStore


@dataclass(frozen=True, kw_only=True)
class Ports:
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
    media: Media
    kit_folders: KitFolders
    actor: Actor = "cli"

    def now(self) -> int:
        return int(self.clock.now())

    def activity(
        self, event: str, connection: Connection, *, reason: str | None = None, params: Mapping[str, Any] | None = None
    ) -> Activity:
        """A line of the history about an account, as of now. `params` holds no secret."""
        return Activity(
            at=self.now(),
            actor=self.actor,
            event=event,
            handle=connection.handle,
            connection_id=connection.id,
            reason=reason,
            params=dict(params or {}),
        )
