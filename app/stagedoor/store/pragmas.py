"""How every connection of the store is set. Each setting is read back: SQLite ignores what it does not know."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stagedoor.domain.errors import StoreError

BUSY_MS = 10_000

# No WAL: SQLite before 3.51.3 can damage the file when two processes write at once (sqlite.org/wal.html#walresetbug).
# EXTRA is FULL plus a sync of the folder after a commit, which a rollback journal needs to survive a power cut.
_SETTINGS = {
    "synchronous": 3,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "cell_size_check": 1,
}
_JOURNAL = "delete"


def connect(path: Path, *, mode: str = "rw") -> sqlite3.Connection:
    """A connection in autocommit mode; transactions are opened by name. `mode` as in SQLite's URI: ro or rw."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,  # the store thread opens and uses it; closing may interrupt it from another
    )
    with kept(connection):
        _set(connection, writes=mode != "ro")
    return connection


@contextmanager
def kept(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Closes the connection only when something goes wrong before it is handed on."""
    try:
        yield connection
    except BaseException:
        connection.close()
        raise


@contextmanager
def whole(connection: sqlite3.Connection) -> Iterator[None]:
    """Commits the transaction that was begun, or undoes it. Some errors (a full disk) have undone it already."""
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _set(connection: sqlite3.Connection, *, writes: bool) -> None:
    wanted: dict[str, int | str] = {"busy_timeout": BUSY_MS, **_SETTINGS}
    if sys.platform == "darwin":
        wanted["fullfsync"] = 1
    if writes:
        wanted["journal_mode"] = _JOURNAL
    for name, value in wanted.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if not found or found[0] != value:
            raise StoreError(f"SQLite does not take the setting {name}.", "Use a newer SQLite.")


def number(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
