"""A step of several tables happens as a whole or not at all: each of its writes is made to fail once."""

import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.store import samples
from tests.store.samples import NOW, connect, connection, keep_pending, run

from stagedoor.domain.errors import StoreError
from stagedoor.store.records import SqliteRecords

Step = Callable[[SqliteRecords], Coroutine[Any, Any, object]]


async def before(records: SqliteRecords) -> None:
    await records.keep_setup(samples.setup())
    await records.keep_app(samples.app(), samples.item("app-item", kind="app"))
    await records.keep_attempt(samples.attempt())
    await connect(records, "old", connection())
    await keep_pending(records, "new")
    await records.keep_intent(samples.renewal("old"))
    await records.keep_post(samples.post())
    await records.keep_check(samples.check("c"), [samples.finding()], [samples.meter()])


async def promote(records: SqliteRecords) -> None:
    accounts = [connection("moved"), connection("added", external_id="2")]
    lines = [samples.activity(connection_id="added")]
    item = samples.item("new-item", owner_id="new", generation=2, slot="b")
    await records.promote_grant(
        "new", accounts, setup_id="setup", attempt_id="attempt", activity=lines, item=item,
        tokens=[samples.token("new", "page:2", ends="never", ends_at=None)],
    )  # fmt: skip


async def commit_renewal(records: SqliteRecords) -> None:
    item = samples.item("old-item", generation=1, slot="b")
    await records.commit_renewal("old", item, [samples.token("old", ends_at=NOW + 1)], scopes=["a"], at=NOW)


async def disconnect(records: SqliteRecords) -> None:
    await records.finish_disconnect("connection", drop_grant=True, activity=samples.activity())


async def keep_grant(records: SqliteRecords) -> None:
    item = samples.item("third-item")
    await records.keep_pending_grant(
        samples.grant("third"), [samples.token("third")], item, attempt_id="attempt", setup_id="setup"
    )


async def keep_check(records: SqliteRecords) -> None:
    later = NOW + 1
    findings, meters = [samples.finding(checked_at=later)], [samples.meter(at=later)]
    await records.keep_check(samples.check("d", started_at=later), findings, meters)


async def keep_app(records: SqliteRecords) -> None:
    await records.keep_app(samples.app(client_id="c"), samples.item("app-item", kind="app", generation=2))


WRITES: list[tuple[Step, str]] = [
    *((promote, write) for write in (
        "UPDATE ON grants", "INSERT ON connections", "UPDATE ON connections", "UPDATE ON attempts", "UPDATE ON setups",
        "INSERT ON activity",
    )),
    *((commit_renewal, write) for write in (
        "UPDATE ON items", "UPDATE ON tokens", "UPDATE ON grants", "DELETE ON renewals",
    )),
    *((disconnect, write) for write in (
        "DELETE ON connections", "UPDATE ON posts", "DELETE ON checks", "DELETE ON findings", "DELETE ON meters",
        "DELETE ON grants", "DELETE ON tokens", "DELETE ON renewals", "DELETE ON items", "INSERT ON activity",
    )),
    *((keep_grant, write) for write in (
        "INSERT ON items", "INSERT ON grants", "INSERT ON tokens", "UPDATE ON attempts", "UPDATE ON setups",
    )),
    *((keep_check, write) for write in ("INSERT ON checks", "UPDATE ON findings", "UPDATE ON meters")),
    *((keep_app, write) for write in ("UPDATE ON items", "UPDATE ON apps")),
]  # fmt: skip


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def plant(path: Path, write: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TRIGGER planted AFTER {write} BEGIN SELECT RAISE(ABORT, 'planted'); END")
        connection.commit()


@pytest.mark.parametrize(("step", "write"), WRITES, ids=lambda x: x if isinstance(x, str) else x.__name__)
def test_a_step_that_fails_in_the_middle_changes_nothing(
    records: SqliteRecords, path: Path, step: Step, write: str
) -> None:
    run(before(records))
    plant(path, write)
    untouched = dump(path)
    with pytest.raises(StoreError, match="planted"):
        run(step(records))
    assert dump(path) == untouched


@pytest.mark.parametrize("step", [promote, commit_renewal, disconnect, keep_grant, keep_check, keep_app])
def test_the_same_step_without_the_failure_changes_something(records: SqliteRecords, path: Path, step: Step) -> None:
    run(before(records))
    untouched = dump(path)
    run(step(records))
    assert dump(path) != untouched
