"""Rows for the tests, complete enough to be kept; what a test is about, it says itself."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from tests.helpers.clocks import FixedClock

from stagedoor.domain.entities import (
    Activity,
    App,
    AttemptRow,
    CheckRow,
    Connection,
    Finding,
    Grant,
    Item,
    MeterRow,
    Post,
    Renewal,
    Setup,
    Token,
)
from stagedoor.domain.storage import Records
from stagedoor.store.records import SqliteRecords

T = TypeVar("T")
NOW = 1_800_000_000
DAY = 86_400


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coroutine)


def store(path: Path, now: float = NOW) -> SqliteRecords:
    return SqliteRecords(path, FixedClock(now))


def item(id: str = "item", **values: Any) -> Item:
    known = {"kind": "grant", "owner_id": "grant", "backend": "secret-service", "updated_at": NOW}
    return Item(**{"id": id, **known, **values})


def app(id: str = "app", **values: Any) -> App:
    return App(**{"id": id, "platform": "x", "kind": "main", "ident": "client-1", "created_at": NOW, **values})


def grant(id: str = "grant", **values: Any) -> Grant:
    known = {"app_id": None, "platform": "x", "route": "browser", "status": "pending", "consented_at": NOW}
    return Grant(**{"id": id, "item_id": f"{id}-item", **known, **values})


def token(grant_id: str = "grant", name: str = "access", **values: Any) -> Token:
    return Token(**{"grant_id": grant_id, "name": name, "ends": "at", "ends_at": NOW + 7200, **values})


def connection(id: str = "connection", **values: Any) -> Connection:
    known = {"handle": "x/crumbkitchen", "platform": "x", "route": "browser", "kind": "profile", "grant_id": None}
    told = {"token_name": "access", "external_id": "42", "name": "Crumb Kitchen", "confirmed_at": NOW}
    return Connection(**{"id": id, **known, **told, **values})


def setup(id: str = "setup", **values: Any) -> Setup:
    return Setup(**{"id": id, "platform": "x", "updated_at": NOW, **values})


def attempt(id: str = "attempt", **values: Any) -> AttemptRow:
    known = {"setup_id": "setup", "app_id": "app", "platform": "x", "route": "browser", "scopes": ["tweet.read"]}
    told = {"redirect_uri": "http://127.0.0.1:8421/cb/x", "state_sha256": "ab" * 32, "pid": 7}
    return AttemptRow(**{"id": id, **known, **told, "created_at": NOW, "expires_at": NOW + 600, **values})


def renewal(grant_id: str = "grant", **values: Any) -> Renewal:
    return Renewal(**{"grant_id": grant_id, "generation": 2, "fingerprint": "f00d", "sent_at": NOW, **values})


def check(id: str, **values: Any) -> CheckRow:
    known = {"connection_id": "connection", "by": "round", "state": "healthy"}
    return CheckRow(**{"id": id, "started_at": NOW, "ended_at": NOW, **known, **values})


def finding(**values: Any) -> Finding:
    known = {"subject": "connection", "check_id": "scopes", "verdict": "ok", "checked_at": NOW}
    return Finding(**{**known, **values})


def meter(**values: Any) -> MeterRow:
    return MeterRow(**{"subject": "connection", "name": "posts", "used": 3.0, "limit": 10.0, "at": NOW, **values})


def post(id: str = "post", **values: Any) -> Post:
    known = {"connection_id": "connection", "kind": "text", "rung": "public", "text": "Hello.", "status": "live"}
    return Post(**{"id": id, **known, **values})


def activity(**values: Any) -> Activity:
    return Activity(**{"at": NOW, "actor": "cli", "event": "connected", **values})


async def keep_pending(records: Records, id: str = "grant", **values: Any) -> Grant:
    """A grant with one access token, as it stands before "is this you?"."""
    kept = grant(id, **values)
    kept_item = item(kept.item_id, owner_id=id)
    await records.keep_item(kept_item)
    await records.keep_pending_grant(kept, [token(id)], kept_item, attempt_id=None, setup_id=None)
    return kept


async def connect(records: Records, id: str = "grant", *accounts: Connection) -> list[Grant]:
    """A live grant with its accounts; returns the grants that it replaced."""
    await keep_pending(records, id)
    chosen = accounts or (connection(),)
    return await records.promote_grant(id, chosen, setup_id=None, attempt_id=None, activity=[])
