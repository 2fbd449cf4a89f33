"""The fresh-token path: one connection, one query, the standard library only.

`stagedoor token` answers in a tenth of a second when a token is fresh; no other part of the store is loaded for that.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from stagedoor.domain.errors import StoreError
from stagedoor.store import faults, files, schema

_TIMEOUT = 10.0  # seconds to wait for a writer

_QUERY = """SELECT c.status AS connection_status,
  g.status AS grant_status, g.dead_at, g.scopes,
  t.name AS token_name, t.ends, t.ends_at, t.issued_at,
  EXISTS (SELECT 1 FROM renewals r WHERE r.grant_id = g.id) AS renewing,
  i.id AS item_id, i.kind AS item_kind, i.backend, i.slot, i.generation, i.chunks
FROM connections c
LEFT JOIN grants g ON g.id = c.grant_id
LEFT JOIN tokens t ON t.grant_id = g.id AND t.name = c.token_name
LEFT JOIN items i ON i.id = g.item_id
WHERE c.handle = ?"""


class QuickToken(NamedTuple):
    """What stands between an account and its token: states, the token's end, and where the secret lies. An account
    served by hand has None from `grant_status` on. `scopes` is None where the platform does not say; `renewing`: a
    renewal was begun and not ended.
    """

    connection_status: str
    grant_status: str | None
    dead_at: int | None
    scopes: tuple[str, ...] | None
    token_name: str | None
    ends: str | None
    ends_at: int | None
    issued_at: int | None
    renewing: bool
    item_id: str | None
    item_kind: str | None
    backend: str | None
    slot: str | None
    generation: int | None
    chunks: dict[str, int]


def find(db_path: Path, handle: str) -> QuickToken | None:
    """The account with exactly this handle. Raises StoreError; `database_old` where the store must be opened first."""
    with _reading(db_path) as connection:
        row = connection.execute(_QUERY, [handle]).fetchone() if connection else None
    return QuickToken(**_decoded(dict(row))) if row else None


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "scopes": tuple(json.loads(row["scopes"])) if row["scopes"] else None,
        "chunks": json.loads(row["chunks"] or "{}"),
        "renewing": bool(row["renewing"]),
    }


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Opened for writing where possible, although it never writes: only then can SQLite undo what a killed process
    left half done. It falls back to reading by itself where the file is write-protected.
    """
    with faults.explained(path):
        if not files.present(path):
            yield None
            return
        files.secure_file(path)
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=_TIMEOUT, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA query_only = 1")
            connection.execute("PRAGMA trusted_schema = 0")
            _check_version(connection, path)
            yield connection


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.LATEST:
        raise faults.too_new(path)
    if version == 0 and path.stat().st_size == 0:
        raise faults.damaged(path)
    if version < schema.LATEST:
        raise StoreError(f"The database {path} is not ready.", "Run `stagedoor list` once.", code="database_old")
