"""One process at a time opens, migrates or sets aside the database.

The lock is SQLite's own on a small file beside the database: a kernel lock on every system, which ends with its
process.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from stagedoor.store import faults, files

WAIT = 30.0  # seconds; a migration of this small file takes far less


@contextmanager
def held(folder: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Raises StoreError (`database_busy`) when another process holds it longer than `wait`."""
    path = folder / "schema.lock"
    if not path.exists():
        _make(path)
    files.secure_file(path)
    with closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise faults.explain(error, path) from error
        yield


def _make(path: Path) -> None:
    try:
        files.create(path)
    except FileExistsError:
        return  # another process was faster
