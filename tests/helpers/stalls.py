"""What hangs: a keychain that never answers, a platform that keeps silent, a disk that another program holds."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tests.helpers.keychain import Keychain

from stagedoor.practice import World

Stalled = Literal["keychain", "network", "database"]
LONG = 600.0
"""Seconds: longer than anybody waits."""


@contextlib.contextmanager
def stalled(what: Stalled, *, keychain: Keychain, world: World, database: Path) -> Iterator[None]:
    if what == "keychain":
        with keychain.silent():
            yield
    elif what == "network":
        world.faults.add(match="* /", kind="slow", seconds=LONG, times=1_000_000)
        try:
            yield
        finally:
            world.faults.clear()
    else:
        with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            yield
            holder.execute("ROLLBACK")
