"""The one thread that touches the database: the window's loop never waits for a disk.

A job is one transaction. A caller that is cancelled leaves either all of it or nothing: a job that has not begun is
skipped, one that has begun runs to its end.
"""

import asyncio
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

import msgspec
from sqlite_utils import Database

from stagedoor.domain.errors import StoreDamaged, StoreError
from stagedoor.store import faults, files, pragmas
from stagedoor.store.connection import Opened

T = TypeVar("T")
Job = Callable[[Database], T]

CLOSE_WAIT = 1.5  # seconds for what is queued, then the running statement is interrupted
INTERRUPT_WAIT = 0.4
_LOOK_AGAIN = (0.001, 0.008)  # seconds, while another process writes


class StoreThread:
    """Opens the database with its first job. Damage met on opening stays for good: only a new start goes on."""

    def __init__(self, path: Path, opener: Callable[[], Opened]) -> None:
        self._path = path
        self._opener = opener
        self._opened: Opened | None = None
        self._damage: StoreDamaged | None = None
        self._jobs: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._stop = threading.Event()

    async def read(self, job: Job[T]) -> T:
        return await self._submit(lambda: self._transact(job, writes=False))

    async def write(self, job: Job[T]) -> T:
        return await self._submit(lambda: self._transact(job, writes=True))

    def close(self) -> None:
        """Ends within two seconds: finishes what is queued if it can, else the open transaction is undone."""
        with self._guard:
            self._closed = True
            self._jobs.put(None)
        if self._thread is None:
            return
        self._thread.join(CLOSE_WAIT)
        self._stop.set()
        if self._thread.is_alive() and (opened := self._opened):
            opened.connection.interrupt()
            self._thread.join(INTERRUPT_WAIT)

    async def _submit(self, run: Callable[[], T]) -> T:
        future: Future[T] = Future()
        with self._guard:
            if self._closed:
                raise StoreError("The database is closed.", "Start Stagedoor again.", code="database_closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="stagedoor-store", daemon=True)
                self._thread.start()
            self._jobs.put((future, run))
        return await asyncio.wrap_future(future, loop=asyncio.get_running_loop())

    def _work(self) -> None:
        while (entry := self._jobs.get()) is not None:
            future, run = entry
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(run())
            except BaseException as error:  # noqa: BLE001 - belongs to the caller, who waits for it
                future.set_exception(error)
            del entry, future, run
        self._drop()

    def _transact(self, job: Job[T], *, writes: bool) -> T:
        with faults.explained(self._path):
            opened = self._ready()
            if writes and opened.read_only:
                raise faults.read_only(self._path)
            db = Database(opened.connection, execute_plugins=False)
            with _transaction(opened, self._stop, writes=writes):
                return self._readable(job, db)

    def _readable(self, job: Job[T], db: Database) -> T:
        try:
            return job(db)
        except msgspec.MsgspecError as error:  # a row that no longer has its shape
            raise faults.damaged(self._path) from error

    def _ready(self) -> Opened:
        if self._damage:
            raise self._damage
        if self._opened and files.identity(self._path) != self._opened.file:
            self._changed_under_us()
        if self._opened is None:
            try:
                self._opened = self._opener()
            except StoreDamaged as error:
                self._damage = error
                raise
        return self._opened

    def _changed_under_us(self) -> None:
        """Another process set the file aside and put a copy there, or somebody took it away."""
        self._drop()
        if files.identity(self._path) is None:
            self._damage = faults.gone(self._path)
            raise self._damage

    def _drop(self) -> None:
        if self._opened:
            self._opened.connection.close()
            self._opened = None


@contextmanager
def _transaction(opened: Opened, stop: threading.Event, *, writes: bool) -> Iterator[None]:
    """BEGIN IMMEDIATE for writers: a transaction that reads first and then writes would fail at once when another
    process writes. Readers cannot write at all.
    """
    connection = opened.connection
    connection.execute(f"PRAGMA query_only = {not writes:d}")
    if writes:
        _begin(connection, stop)
    else:
        connection.execute("BEGIN")
    with pragmas.whole(connection):
        if pragmas.number(connection, "user_version") != opened.version:
            raise faults.too_new(opened.path)
        yield


def _begin(connection: sqlite3.Connection, stop: threading.Event) -> None:
    """Waits its turn. SQLite itself looks only ten times a second: among busy writers that may mean never."""
    deadline = time.monotonic() + pragmas.BUSY_MS / 1000
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while not _begun(connection, final=stop.is_set() or time.monotonic() > deadline):
            stop.wait(random.uniform(*_LOOK_AGAIN))  # noqa: S311 - keeps processes out of step, guards nothing
    finally:
        connection.execute(f"PRAGMA busy_timeout = {pragmas.BUSY_MS}")


def _begun(connection: sqlite3.Connection, *, final: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if final or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
