"""Opens the database: safe folder, sound file, newest schema; or sets a damaged file aside; or reads only."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from stagedoor.domain.errors import StoreDamaged
from stagedoor.store import backups, faults, files, gate, migrations, pragmas
from stagedoor.store.migrations import STEPS, Step


class Opened(NamedTuple):
    """An open database. `file` tells whether the path still names it; `version` is its schema."""

    connection: sqlite3.Connection
    path: Path
    version: int
    read_only: bool
    file: tuple[int, int] | None


def open_store(path: Path, now: float, steps: Sequence[Step] = STEPS) -> Opened:
    """Raises StoreError subclasses. A damaged file is moved away under a new name and never deleted."""
    with faults.explained(path):
        files.secure_folder(path.parent)
        if not files.writable(path):
            return _open_to_read(path, steps)
        with gate.held(path.parent):
            if not files.present(path):
                migrations.create(path, steps)
            files.secure_file(path)
            return _open_or_restore(path, now, steps)


def _open_or_restore(path: Path, now: float, steps: Sequence[Step]) -> Opened:
    try:
        with faults.explained(path):
            return _open(path, now, steps)
    except StoreDamaged:
        _restore(path, now)
    return _open(path, now, steps)


def _open(path: Path, now: float, steps: Sequence[Step]) -> Opened:
    if path.stat().st_size == 0:
        raise faults.damaged(path)
    with pragmas.kept(pragmas.connect(path)) as connection:
        backups.inspect(connection, path)
        migrations.migrate(connection, path, now, steps)
        _copy_if_due(connection, path, now, steps[-1].version)
    return Opened(connection, path, steps[-1].version, read_only=False, file=files.identity(path))


def _copy_if_due(connection: sqlite3.Connection, path: Path, now: float, version: int) -> None:
    """A copy a day, once there is an account to lose."""
    if backups.due(path, now) and connection.execute("SELECT 1 FROM connections").fetchone():
        backups.copy(path, version, now)


def _restore(path: Path, now: float) -> None:
    """Sets the damaged file aside; the last good copy takes its place. Raises StoreDamaged where there is none.

    No new database is made here: an empty list of accounts must not look like an answer.
    """
    good = backups.newest_good(path)
    new = path.with_name(path.name + ".new")
    if good:
        files.copy(good, new)
    aside = files.set_aside(path, backups.stamp(now))
    if not good:
        raise faults.set_aside(aside)
    files.place(new, path)
    with closing(pragmas.connect(path)) as connection:
        connection.execute(
            "INSERT INTO activity (at, actor, event, params) VALUES (?, 'round', 'database_restored', ?)",
            [int(now), json.dumps({"copy": good.name, "aside": aside.name})],
        )


def _open_to_read(path: Path, steps: Sequence[Step]) -> Opened:
    if not files.present(path):
        raise faults.read_only(path)
    files.secure_file(path)
    if not files.readable(path):
        raise faults.unreadable(path)
    with pragmas.kept(pragmas.connect(path, mode="ro")) as connection:
        version = backups.inspect(connection, path)
        if version > steps[-1].version:
            raise faults.too_new(path)
        if version < steps[-1].version:
            raise faults.read_only(path)
    return Opened(connection, path, version, read_only=True, file=files.identity(path))
