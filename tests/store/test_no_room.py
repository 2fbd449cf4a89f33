"""Without the right to write, reading goes on; on a full disk nothing is lost and nothing is half there."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.store import processes, samples
from tests.store.samples import connect, run, store


@pytest.fixture
def shared() -> Iterator[Path]:
    """A home that somebody without rights can reach: pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory(prefix="stagedoor-") as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "home" / "stagedoor.db"
        records = store(path)
        run(connect(records))
        records.close()
        yield path
        path.parent.chmod(0o700)


def give_away(path: Path, folder_mode: int, file_mode: int) -> None:
    path.chmod(file_mode)
    path.parent.chmod(folder_mode)
    if os.geteuid() == 0:
        for file in (path.parent, *path.parent.iterdir()):
            os.chown(file, processes.NOBODY, processes.NOBODY)


@pytest.mark.parametrize(("folder", "file"), [(0o500, 0o400), (0o500, 0o600), (0o700, 0o400)])
def test_reading_goes_on_where_nothing_can_be_written(shared: Path, folder: int, file: int) -> None:
    give_away(shared, folder, file)
    whole = shared.read_bytes()
    assert processes.said("write_protected", shared) == ["['x/crumbkitchen']", "home_read_only", "[]"]
    assert shared.read_bytes() == whole
    assert (shared.stat().st_mode & 0o777, shared.parent.stat().st_mode & 0o777) == (file, folder)


def test_a_write_protected_home_without_a_database_says_so(shared: Path) -> None:
    shared.unlink()
    shutil.rmtree(shared.parent / "backup", ignore_errors=True)
    shared.parent.chmod(0o500)
    if os.geteuid() == 0:
        os.chown(shared.parent, processes.NOBODY, processes.NOBODY)
    assert processes.said("write_protected", shared) == ["home_read_only"]


@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o000), (0o000, 0o600)])
def test_what_cannot_even_be_read_is_said_and_left(shared: Path, folder: int, file: int) -> None:
    give_away(shared, folder, file)
    assert processes.said("write_protected", shared) == ["home_read_only"]
    shared.parent.chmod(0o700)
    assert not list(shared.parent.glob("damaged-*"))


def test_the_fresh_token_path_reads_there_too(shared: Path) -> None:
    give_away(shared, 0o500, 0o400)
    assert processes.said("quick_without_rights", shared) == ["live grant-item"]


def test_a_newer_file_in_a_write_protected_home_is_refused(shared: Path) -> None:
    with closing(sqlite3.connect(shared)) as other:
        other.execute("PRAGMA user_version = 99")
    give_away(shared, 0o500, 0o400)
    assert processes.said("write_protected", shared) == ["database_too_new"]


def test_a_full_disk_is_said_and_undone_at_every_size(path: Path) -> None:
    records = store(path)
    run(connect(records))
    records.close()
    told = dict(line.split() for line in processes.said("small_disk", path))
    assert set(told.values()) == {"kept", "disk_full"}
    records = store(path)

    async def story() -> None:
        assert await records.problems() == []
        handles = {c.id for c in await records.connections()} - {"connection"}
        assert handles == {number for number, outcome in told.items() if outcome == "kept"}
        assert handles == {line.event for line in await records.history()}
        await records.keep_by_hand(samples.connection("after", external_id="after"), setup_id=None, activity=[])

    run(story())
    records.close()
