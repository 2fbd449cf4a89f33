"""Starts small programs on the store in processes of their own, so that they may be killed or robbed of rights.

Run as `python -m tests.store.processes <program> <arguments>`; every program says on stdout what it has done.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.store import samples
from tests.store.samples import NOW, run, store

from stagedoor.domain.errors import StoreError
from stagedoor.store import pragmas, quick
from stagedoor.store.connection import open_store
from stagedoor.store.migrations import Step

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


def start(program: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.store.processes", program, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'app'}", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def said(program: str, *arguments: object) -> list[str]:
    """What the program said until its end. It must end well."""
    with start(program, *arguments) as process:
        out, err = process.communicate()
    assert process.returncode == 0, err
    return out.splitlines()


def promotions(path: str, worker: str) -> None:
    """Connects one account after another in whole steps, for ever."""

    async def story() -> None:
        records = store(Path(path))
        number = 0
        while True:
            id = f"{worker}-{number}"
            await samples.keep_pending(records, id)
            account = samples.connection(id, handle=f"x/{id}", external_id=id)
            line = samples.activity(event=id)
            await records.promote_grant(id, [account], setup_id=None, attempt_id=None, activity=[line])
            print(id, flush=True)
            number += 1

    run(story())


def counting(path: str, times: str) -> None:
    """Reads a token's row, then writes what was read plus one: the classic that loses updates or fails at once."""

    async def story() -> None:
        records = store(Path(path))
        for number in range(int(times)):
            at = samples.finding(verdict="ok", checked_at=NOW + number, detail={"by": os.getpid()})
            await records.keep_check(None, [at])
            await records.log(samples.activity(event="counted"))
        records.close()

    run(story())
    print("done")


def half_transaction(path: str) -> None:
    """Dies in the middle of a transaction whose pages are in the file already: a hot journal stays behind."""
    connection = pragmas.connect(Path(path))
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE connections SET name = 'half'")
    for number in range(2000):
        connection.execute("INSERT INTO learned VALUES ('x', ?, ?, 0)", [str(number), "v" * 500])
    print("half", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def first_start(path: str) -> None:
    """Opens a store that is not there yet and lists its accounts."""
    records = store(Path(path))
    print(run(records.connections()))
    records.close()


def wide_umask(path: str) -> None:
    os.umask(0)
    records = store(Path(path))
    run(records.set_setting("a", "b"))
    records.close()


def _give_up_rights() -> None:
    """Root would not notice a missing right. What is imported later lies where only root may look."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def write_protected(path: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        warm_up = store(Path(folder) / "home" / "stagedoor.db")
        run(warm_up.connections())
        warm_up.close()
    _give_up_rights()
    records = store(Path(path))

    async def story() -> None:
        print([c.handle for c in await records.connections()])
        try:
            await records.set_setting("a", "b")
        except StoreError as error:
            print(error.code)
        print(await records.problems())

    try:
        run(story())
    except StoreError as error:
        print(error.code)
    records.close()


def quick_without_rights(path: str) -> None:
    _give_up_rights()
    found = quick.find(Path(path), "x/crumbkitchen")
    assert found
    print(found.grant_status, found.item_id)


def small_disk(path: str) -> None:
    """Writes under a limit on the size of files that lets ever more through."""
    import resource

    records = store(Path(path))

    async def fill(number: int) -> str:
        try:
            await records.keep_by_hand(
                samples.connection(str(number), external_id=str(number), name="n" * 9000),
                setup_id=None,
                activity=[samples.activity(event=str(number), reason="r" * 9000)],
            )
        except StoreError as error:
            return error.code
        return "kept"

    run(records.connections())
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = Path(path).stat().st_size
    for number in range(24):
        resource.setrlimit(resource.RLIMIT_FSIZE, (number * size // 20, hard))
        outcome = run(fill(number))
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        print(number, outcome, flush=True)
    records.close()


OLD = Step(1, "old", ("CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT)", "CREATE TABLE connections (id)"))
NEW = Step(
    2,
    "new",
    (
        "ALTER TABLE settings ADD COLUMN more TEXT",
        *(f"INSERT INTO settings VALUES ('{n}', 'new', '{'long ' * 900}')" for n in range(20)),
    ),
)


def migrate(path: str, die_at: str) -> None:
    """Migrates from OLD to NEW and dies before the given statement, counted from the first one of the process."""
    left = int(die_at)

    def count(_: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    class Mortal(sqlite3.Connection):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.set_trace_callback(count)

    def mortal(*arguments: Any, connect: Any = sqlite3.connect, **options: Any) -> Any:
        return connect(*arguments, **options, factory=Mortal)

    sqlite3.connect = mortal  # the death must come from inside
    open_store(Path(path), NOW, (OLD, NEW)).connection.close()
    print("migrated")


PROGRAMS: dict[str, Callable[..., None]] = {
    program.__name__: program
    for program in (
        promotions, counting, half_transaction, first_start, wide_umask, write_protected, quick_without_rights,
        small_disk, migrate,
    )
}  # fmt: skip

if __name__ == "__main__":
    PROGRAMS[sys.argv[1]](*sys.argv[2:])
