"""Verified copies of the database in `backup/`, named `<UTC time>-v<schema version>.db`."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from stagedoor.domain.errors import StoreError
from stagedoor.store import faults, files, pragmas, schema

KEPT = 5  # for each schema version
EVERY = 24 * 3600  # seconds


def stamp(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")


def folder_of(path: Path) -> Path:
    return path.parent / "backup"


def copy(path: Path, version: int, now: float) -> Path:
    """Copies the last committed state and verifies the copy before it gets its name; keeps the newest five."""
    folder = folder_of(path)
    files.secure_folder(folder)
    final = folder / f"{stamp(now)}-v{version}.db"
    part = final.with_suffix(".part")
    part.unlink(missing_ok=True)
    files.create(part)
    with closing(pragmas.connect(path, mode="ro")) as source:
        source.execute("VACUUM INTO ?", [str(part)])
    verify(part)
    part.replace(final)
    _prune(folder, version)
    return final


def due(path: Path, now: float) -> bool:
    return not any(kept.name > stamp(now - EVERY) for kept in folder_of(path).glob("*.db"))


def newest_good(path: Path) -> Path | None:
    """The newest copy that is whole and not from a newer Stagedoor."""
    for kept in sorted(folder_of(path).glob("*.db"), reverse=True):
        try:
            with faults.explained(kept):
                if verify(kept) <= schema.LATEST:
                    return kept
        except StoreError:
            continue
    return None


def verify(path: Path) -> int:
    """The schema version of a sound database of ours. Raises StoreDamaged or sqlite3.DatabaseError."""
    with closing(pragmas.connect(path, mode="ro")) as connection:
        return inspect(connection, path)


def inspect(connection: sqlite3.Connection, path: Path) -> int:
    """The same for an open connection: whole pages, our application id."""
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise faults.damaged(path)
    if pragmas.number(connection, "application_id") != schema.APPLICATION_ID:
        raise faults.damaged(path)
    return pragmas.number(connection, "user_version")


def _prune(folder: Path, version: int) -> None:
    for old in sorted(folder.glob(f"*-v{version}.db"), reverse=True)[KEPT:]:
        old.unlink()
