"""A file that only its owner can read, with every setting in force, and nothing opened that is not ours."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.store import processes
from tests.store.samples import NOW, connect, run, store

from stagedoor.domain.errors import StoreError, StoreTooNew
from stagedoor.store import schema
from stagedoor.store.connection import open_store


def modes(folder: Path) -> dict[str, str]:
    found = {str(file.relative_to(folder.parent)): file for file in [folder, *folder.rglob("*")]}
    return {name: oct(file.stat().st_mode & 0o777) for name, file in found.items()}


def made(path: Path) -> Path:
    records = store(path)
    run(connect(records))
    records.close()
    return path


def test_everything_is_for_its_owner_only_whatever_the_umask(path: Path) -> None:
    processes.said("wide_umask", path)
    assert modes(path.parent) == {"home": "0o700", "home/stagedoor.db": "0o600", "home/schema.lock": "0o600"}


def test_wide_modes_are_narrowed(path: Path) -> None:
    made(path).chmod(0o666)
    path.parent.chmod(0o755)
    records = store(path)
    run(records.connections())
    records.close()
    assert set(modes(path.parent).values()) == {"0o700", "0o600"}


def test_copies_are_for_their_owner_only(path: Path) -> None:
    made(path)
    records = store(path)
    run(records.connections())
    records.close()
    assert [name for name in modes(path.parent) if "backup/" in name]
    assert set(modes(path.parent).values()) == {"0o700", "0o600"}


@pytest.mark.parametrize("target", ["elsewhere.db", "nowhere.db"])
def test_a_link_is_refused_and_its_target_left_alone(path: Path, tmp_path: Path, target: str) -> None:
    path.parent.mkdir()
    (tmp_path / "elsewhere.db").write_bytes(b"somebody's")
    path.symlink_to(tmp_path / target)
    records = store(path)
    with pytest.raises(StoreError) as caught:
        run(records.connections())
    records.close()
    assert caught.value.code == "database_not_ours"
    assert (tmp_path / "elsewhere.db").read_bytes() == b"somebody's"
    assert not (tmp_path / "nowhere.db").exists()


def test_a_folder_in_place_of_the_file_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    records = store(path)
    with pytest.raises(StoreError, match="no plain file"):
        run(records.connections())
    records.close()


@pytest.mark.parametrize("foreign", ["the file", "the folder"])
def test_what_belongs_to_another_user_is_refused(path: Path, foreign: str) -> None:
    """Only root can give a file away; any other user meets such a file in the root folder."""
    made(path)
    if os.geteuid() == 0:
        os.chown(path if foreign == "the file" else path.parent, processes.NOBODY, processes.NOBODY)
        records = store(path)
    else:
        records = store(Path("/stagedoor.db"))
    with pytest.raises(StoreError) as caught:
        run(records.connections())
    records.close()
    assert caught.value.code == "database_not_ours"


def test_every_setting_is_in_force(path: Path) -> None:
    opened = open_store(path, NOW)
    with closing(opened.connection) as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete", "cell_size_check",
                "busy_timeout", "application_id", "user_version",
            )
        }  # fmt: skip
    assert found == {
        "journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1,
        "cell_size_check": 1, "busy_timeout": 10_000, "application_id": schema.APPLICATION_ID, "user_version": 1,
    }  # fmt: skip


def test_a_file_that_somebody_put_into_wal_mode_is_taken_out_of_it(path: Path) -> None:
    with closing(sqlite3.connect(made(path))) as other:
        assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    with closing(open_store(path, NOW).connection) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_file_that_is_held_in_wal_mode_is_not_opened(path: Path) -> None:
    made(path)
    records = store(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN")
        other.execute("SELECT * FROM items").fetchall()
        with pytest.raises(StoreError):
            run(records.connections())
    assert len(run(records.connections())) == 1
    records.close()


def test_a_newer_file_is_refused_and_not_touched(path: Path) -> None:
    with closing(sqlite3.connect(made(path))) as other:
        other.execute(f"PRAGMA user_version = {schema.LATEST + 1}")
    untouched = path.read_bytes()
    records = store(path)
    for _ in range(2):
        with pytest.raises(StoreTooNew):
            run(records.set_setting("a", "b"))
    records.close()
    assert path.read_bytes() == untouched
    assert not list(path.parent.glob("damaged-*"))


def test_a_file_that_becomes_newer_while_it_is_open_is_left_alone(path: Path) -> None:
    records = store(made(path))
    run(records.connections())
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {schema.LATEST + 1}")
    untouched = path.read_bytes()
    for job in (records.set_setting("a", "b"), records.settings()):
        with pytest.raises(StoreTooNew):
            run(job)
    records.close()
    assert path.read_bytes() == untouched


def test_a_stray_journal_is_not_replayed_into_a_new_database(path: Path) -> None:
    made(path)
    with processes.start("half_transaction", path) as process:
        process.communicate()
    journal = path.with_name("stagedoor.db-journal")
    assert journal.stat().st_size > 0
    path.unlink()
    records = store(path)
    assert run(records.connections()) == []
    assert run(records.problems()) == []
    records.close()
    assert [file.stat().st_size > 0 for file in path.parent.glob("stray-*")] == [True]


def test_eight_first_starts_at_once_make_one_database(path: Path) -> None:
    running = [processes.start("first_start", path) for _ in range(8)]
    for process in running:
        with process:
            out, err = process.communicate()
        assert (process.returncode, out) == (0, "[]\n"), err
    assert sorted(file.name for file in path.parent.iterdir()) == ["schema.lock", "stagedoor.db"]
