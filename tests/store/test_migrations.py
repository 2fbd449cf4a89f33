"""From one schema to the next: after a verified copy, in one transaction, whenever the process dies."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from tests.store import processes
from tests.store.processes import NEW, OLD
from tests.store.samples import NOW

from stagedoor.domain.errors import StoreError
from stagedoor.store import backups, gate, migrations
from stagedoor.store.connection import open_store
from stagedoor.store.migrations import Step


def made(path: Path) -> Path:
    path.parent.mkdir(mode=0o700, parents=True)
    migrations.create(path, (OLD,))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO settings VALUES ('kept', 'old')")
        connection.commit()
    return path


def rows(path: Path) -> tuple[int, list[tuple[str, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        return version, connection.execute("SELECT * FROM settings ORDER BY key").fetchall()


def test_a_step_runs_once_after_a_copy(path: Path) -> None:
    made(path)
    add = Step(2, "more", ("ALTER TABLE settings ADD COLUMN more TEXT", "INSERT INTO settings VALUES ('new', '', '')"))
    for _ in range(2):
        open_store(path, NOW, (OLD, add)).connection.close()
    assert rows(path) == (2, [("kept", "old", None), ("new", "", "")])
    (copy,) = (path.parent / "backup").iterdir()
    assert copy.name == f"{backups.stamp(NOW)}-v1.db"
    assert rows(copy) == (1, [("kept", "old")])


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO nowhere VALUES (1)",
        "CREATE TABLE child (parent REFERENCES settings)",  # followed by a row without its parent
    ],
)
def test_a_step_that_fails_leaves_the_old_schema(path: Path, statement: str) -> None:
    made(path)
    bad = Step(2, "bad", ("INSERT INTO settings VALUES ('half', '')", statement, "INSERT INTO child VALUES ('gone')"))
    with pytest.raises(StoreError):
        open_store(path, NOW, (OLD, bad))
    assert rows(path) == (1, [("kept", "old")])
    open_store(path, NOW, (OLD,)).connection.close()


def test_copies_of_an_older_schema_are_not_pushed_out_by_daily_ones(path: Path) -> None:
    made(path)
    add = Step(2, "more", ("INSERT INTO connections VALUES (1)",))
    for day in range(9):
        open_store(path, NOW + day * 100_000, (OLD, add)).connection.close()
    versions = Counter(file.stem.rpartition("-")[2] for file in (path.parent / "backup").iterdir())
    assert versions == {"v1": 1, "v2": backups.KEPT}


def test_a_process_waits_for_the_one_that_migrates_and_then_says_so(path: Path) -> None:
    made(path)
    with gate.held(path.parent), pytest.raises(StoreError) as caught, gate.held(path.parent, wait=0):
        raise AssertionError("two at once")
    assert caught.value.code == "database_busy"
    open_store(path, NOW, (OLD,)).connection.close()


@pytest.mark.timeout(600)  # a soak dies before every single statement
def test_killed_anywhere_it_is_the_old_schema_or_the_new(tmp_path: Path, many: int) -> None:
    """Dies before ever later statements: while opening, copying, migrating, committing, after the end."""
    outcomes: Counter[int] = Counter()
    survived, statement = False, 1
    while not survived:
        path = made(tmp_path / f"home-{statement}" / "stagedoor.db")
        with processes.start("migrate", path, statement) as process:
            out, err = process.communicate()
        assert process.returncode in {0, -9}, err
        survived = "migrated" in out
        version, found = rows(path)
        outcomes[version] += 1
        assert (len(found), found[-1][:2]) == ({1: 1, 2: 21}[version], ("kept", "old"))
        for copy in (path.parent / "backup").glob("*.db"):
            assert rows(copy) == (1, [("kept", "old")])
        open_store(path, NOW, (OLD, NEW)).connection.close()
        assert rows(path)[0] == 2
        statement += max(1, 80 // many)
    assert outcomes[1] > 10
    assert outcomes[2] >= 1
