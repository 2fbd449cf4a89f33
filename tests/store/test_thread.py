"""The store thread: one job after the other, whole even for callers who are cancelled, closed in time."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database
from tests.store import samples
from tests.store.samples import NOW, connect, run, store

from stagedoor.domain.errors import StoreError, StoreReadOnly
from stagedoor.store.connection import open_store
from stagedoor.store.records import SqliteRecords
from stagedoor.store.thread import StoreThread


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process writes, or so it looks."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def thread(path: Path) -> Iterator[StoreThread]:
    made = StoreThread(path, lambda: open_store(path, NOW))
    yield made
    made.close()


def setting(key: str, hold: Callable[[], object] = bool) -> Callable[[Database], None]:
    """A job that writes twice; in between it may be held."""

    def job(db: Database) -> None:
        db.execute("INSERT INTO settings VALUES (?, '')", [f"{key} 1"])
        hold()
        db.execute("INSERT INTO settings VALUES (?, '')", [f"{key} 2"])

    return job


def kept(db: Database) -> list[str]:
    return [row["key"] for row in db.query("SELECT key FROM settings ORDER BY key")]


def test_a_cancelled_caller_leaves_the_job_that_has_begun_whole(thread: StoreThread) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        go_on.wait()

    async def story() -> None:
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(thread.write(setting("running", hold)))
            waiting = tasks.create_task(thread.write(setting("waiting")))
            await asyncio.to_thread(begun.wait)
            running.cancel()
            waiting.cancel()
        assert running.cancelled()
        assert waiting.cancelled()
        go_on.set()
        assert await thread.read(kept) == ["running 1", "running 2"]

    run(story())


def test_a_job_that_fails_leaves_nothing_and_the_next_one_works(thread: StoreThread) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    async def story() -> None:
        with pytest.raises(ZeroDivisionError):
            await thread.write(setting("half", fail))
        await thread.write(setting("next"))
        assert await thread.read(kept) == ["next 1", "next 2"]

    run(story())


def test_a_reading_job_cannot_write(thread: StoreThread) -> None:
    with pytest.raises(StoreReadOnly):
        run(thread.read(setting("sneaked in")))
    assert run(thread.read(kept)) == []


def test_jobs_run_in_their_order(records: SqliteRecords) -> None:
    async def story() -> None:
        async with asyncio.TaskGroup() as tasks:
            for number in range(50):
                tasks.create_task(records.log(samples.activity(event=str(number))))
        assert [line.event for line in await records.history()] == [str(n) for n in range(49, -1, -1)]

    run(story())


def test_the_loop_goes_on_while_the_database_waits(records: SqliteRecords, path: Path) -> None:
    async def story() -> None:
        await records.settings()
        with locked(path):
            async with asyncio.TaskGroup() as tasks:
                writing = tasks.create_task(records.set_setting("a", "b"))
                for _ in range(1000):
                    await asyncio.sleep(0)
                assert not writing.done()
                writing.cancel()

    run(story())


def test_one_store_serves_one_loop_after_the_other(records: SqliteRecords) -> None:
    run(records.set_setting("a", "b"))
    assert run(records.settings()) == {"a": "b"}


def test_closing_finishes_what_is_queued(path: Path) -> None:
    records = store(path)

    async def story() -> None:
        async with asyncio.TaskGroup() as tasks:
            queued = [tasks.create_task(records.set_setting(str(n), "")) for n in range(20)]
            await asyncio.sleep(0)
            records.close()
        assert all(task.exception() is None for task in queued)

    run(story())
    reopened = store(path)
    assert len(run(reopened.settings())) == 20
    reopened.close()


def test_closing_does_not_wait_for_another_process(path: Path) -> None:
    records = store(path)

    async def story() -> None:
        await records.settings()
        with locked(path):
            async with asyncio.TaskGroup() as tasks:
                writing = tasks.create_task(records.set_setting("a", "b"))
                await asyncio.sleep(0)
                records.close()  # comes back although the lock is still held
                assert not writing.done()
                writing.cancel()

    run(story())


def test_a_long_statement_is_cut_off_by_closing(thread: StoreThread) -> None:
    begun = threading.Event()

    def endless(db: Database) -> None:
        db.execute("INSERT INTO settings VALUES ('half', '')")
        begun.set()
        db.execute(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) INSERT INTO settings SELECT x, '' FROM n"
        )

    async def story() -> None:
        async with asyncio.TaskGroup() as tasks:
            writing = tasks.create_task(refused(thread.write(endless)))
            await asyncio.to_thread(begun.wait)
            thread.close()
        assert "interrupted" in await writing

    async def refused(job: "asyncio.Future[None] | object") -> str:
        with pytest.raises(StoreError) as caught:
            await job  # type: ignore[misc]  # a coroutine
        return str(caught.value)

    run(story())


def test_a_closed_store_says_so(path: Path) -> None:
    records = store(path)
    records.close()
    records.close()
    with pytest.raises(StoreError) as caught:
        run(records.settings())
    assert caught.value.code == "database_closed"
    assert not path.exists()


def test_closing_releases_the_file(path: Path) -> None:
    records = store(path)
    run(connect(records))
    records.close()
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
