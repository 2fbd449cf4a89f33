"""The steps from one schema version to the next. A step, once released, is never changed; a new one is added."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from stagedoor.store import backups, faults, files, pragmas, schema


class Step(NamedTuple):
    """Leads to `version` by running `statements` in order."""

    version: int
    name: str
    statements: Sequence[str]


STEPS = (Step(1, "begin", schema.VERSION_1),)


def create(path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Makes a new database. It gets its name when it is complete: an empty file is damage and not a beginning."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    files.journal(new).unlink(missing_ok=True)
    files.create(new)
    with closing(pragmas.connect(new)) as connection:
        _run(connection, steps, 0)
    files.place(new, path)


def migrate(connection: sqlite3.Connection, path: Path, now: float, steps: Sequence[Step] = STEPS) -> None:
    """Brings the open database to the newest version, after a verified copy, all steps in one transaction.

    The copy is made while the write lock is held, so that it holds what is migrated. The caller holds the gate.
    Raises StoreTooNew and writes nothing when the file is from a newer Stagedoor.
    """
    version = pragmas.number(connection, "user_version")
    if version > steps[-1].version:
        raise faults.too_new(path)
    if version < steps[-1].version:
        _run(connection, steps, version, lambda: backups.copy(path, version, now))


def _run(
    connection: sqlite3.Connection, steps: Sequence[Step], version: int, prepare: Callable[[], object] | None = None
) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")  # inside a transaction it has no effect
    connection.execute("BEGIN IMMEDIATE")
    with pragmas.whole(connection):
        if prepare:
            prepare()
        for step in steps:
            if step.version > version:
                _apply(connection, step)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError("a migration left a row without its parent")
    connection.execute("PRAGMA foreign_keys = ON")


def _apply(connection: sqlite3.Connection, step: Step) -> None:
    for statement in step.statements:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {step.version}")
