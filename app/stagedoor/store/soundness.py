"""The store's own checks, for the doctor."""

from pathlib import Path

from sqlite_utils import Database

from stagedoor.store import files, pragmas

_SHOWN = 5


def problems(db: Database, path: Path) -> list[str]:
    return [*_integrity(db), *_orphans(db), *_set_aside(path)]


def _integrity(db: Database) -> list[str]:
    said = [str(next(iter(row.values()))) for row in db.query(f"PRAGMA integrity_check({_SHOWN})")]
    return [] if said == ["ok"] else [f"The database is damaged: {line}." for line in said]


def _orphans(db: Database) -> list[str]:
    found = list(db.query("PRAGMA foreign_key_check"))
    return [f"A row of {row['table']} points to a row of {row['parent']} that is gone." for row in found[:_SHOWN]]


def _set_aside(path: Path) -> list[str]:
    return [f"A damaged database was set aside as {aside}." for aside in files.damaged(path.parent)]


def version(db: Database) -> int:
    """Another number after every change, by this connection or by anybody else's."""
    return pragmas.number(db.conn, "data_version") << 32 | db.conn.total_changes
