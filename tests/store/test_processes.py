"""Several processes on one file, and processes that die: nobody sees "locked", nothing is lost or half there."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.store import processes, samples
from tests.store.samples import NOW, run, store

from stagedoor.store import quick


def whole_steps(path: Path) -> list[str]:
    """The accounts that were connected; fails if any of them is there by halves."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        accounts = [id for (id,) in connection.execute("SELECT id FROM connections ORDER BY position")]
        live = {id for (id,) in connection.execute("SELECT id FROM grants WHERE status = 'live'")}
        told = {event for (event,) in connection.execute("SELECT event FROM activity WHERE event != 'counted'")}
        pending = connection.execute(
            "SELECT count(*) FROM grants g LEFT JOIN tokens t ON t.grant_id = g.id"
            " LEFT JOIN items i ON i.id = g.item_id WHERE t.name IS NULL OR i.status != 'live'"
        ).fetchone()
    assert set(accounts) == live == told
    assert pending == (0,)
    return accounts


def killed_while_writing(path: Path, worker: str, commits: int) -> list[str]:
    """What the worker had said to be done when it was killed."""
    done = []
    with processes.start("promotions", path, worker) as process:
        assert process.stdout
        for line in process.stdout:
            done.append(line.strip())
            if len(done) == commits:
                process.kill()
        assert process.stderr
        error = process.stderr.read()
    assert process.returncode == -9, error
    return done


@pytest.mark.timeout(1200)  # a soak kills three hundred times
def test_killed_at_random_moments_everything_said_is_there_and_nothing_half(path: Path, many: int) -> None:
    said: list[str] = []
    for kill in range(many):
        said += killed_while_writing(path, f"w{kill}", random.Random(kill).randint(1, 12))
        # The fresh-token path comes first after the crash: it has to cope with what the dead process left.
        assert quick.find(path, f"x/{said[-1]}") is not None
        assert set(said) <= set(whole_steps(path))
    records = store(path)
    assert run(records.problems()) == []
    records.close()


def test_a_dead_process_left_half_written_pages_and_readers_see_the_state_before(path: Path) -> None:
    records = store(path)
    run(samples.connect(records))
    with processes.start("half_transaction", path) as process:
        out, err = process.communicate()
    assert (out, process.returncode) == ("half\n", -9), err
    assert path.with_name("stagedoor.db-journal").stat().st_size > 0
    found = quick.find(path, "x/crumbkitchen")
    assert found
    assert (found.grant_status, found.item_id) == ("live", "grant-item")
    assert [c.name for c in run(records.connections())] == ["Crumb Kitchen"]
    assert run(records.learned("x")) == {}
    records.close()


def test_eight_writers_at_once_all_get_their_turn(path: Path) -> None:
    times = 12
    running = [processes.start("counting", path, times) for _ in range(8)]
    for process in running:
        with process:
            out, err = process.communicate()
        assert (process.returncode, out) == (0, "done\n"), err
    records = store(path)
    assert len(run(records.history())) == 8 * times
    (found,) = run(records.findings("connection"))
    assert found.checked_at == NOW + times - 1
    assert found.since == NOW  # every writer read what the others had written
    records.close()


def test_one_reads_while_another_writes(path: Path) -> None:
    records = store(path)
    with processes.start("promotions", path, "w") as process:
        assert process.stdout
        for _ in range(20):
            id = process.stdout.readline().strip()
            assert run(records.connection(f"x/{id}"))
            found = quick.find(path, f"x/{id}")
            assert found
            assert found.grant_status == "live"
        process.kill()
        process.communicate()
    records.close()


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_eight_writers_for_long(path: Path) -> None:
    running = [processes.start("counting", path, 400) for _ in range(8)]
    for process in running:
        with process:
            out, err = process.communicate()
        assert out == "done\n", err
    assert whole_steps(path) == []
