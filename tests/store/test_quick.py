"""The fresh-token path: the right facts from one query, without the modules that make a start slow."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.store import samples
from tests.store.processes import ROOT
from tests.store.samples import NOW, connect, connection, keep_pending, run, store

from stagedoor.domain.errors import StoreDamaged, StoreError, StoreTooNew
from stagedoor.store import quick
from stagedoor.store.records import SqliteRecords


def test_everything_that_a_fresh_token_needs(records: SqliteRecords, path: Path) -> None:
    async def story() -> None:
        await records.keep_app(samples.app(), None)
        item = samples.item(generation=3, slot="b", chunks={"b": 2})
        grant = samples.grant(app_id="app", scopes=["read", "write"], item_id="item")
        tokens = [samples.token(ends_at=NOW + 60, issued_at=NOW - 30), samples.token(name="user", ends_at=NOW)]
        await records.keep_pending_grant(grant, tokens, item, attempt_id=None, setup_id=None)
        await records.promote_grant("grant", [connection()], setup_id=None, attempt_id=None, activity=[])

    run(story())
    assert quick.find(path, "x/crumbkitchen") == quick.QuickToken(
        connection_status="live", grant_status="live", dead_at=None, scopes=("read", "write"),
        token_name="access", ends="at", ends_at=NOW + 60, issued_at=NOW - 30, renewing=False,
        item_id="item", item_kind="grant", backend="secret-service", slot="b", generation=3, chunks={"b": 2},
    )  # fmt: skip


def test_troubles_show(records: SqliteRecords, path: Path) -> None:
    async def story() -> None:
        await connect(records)
        await records.mark_dead("grant", at=NOW, code="revoked")
        await records.keep_intent(samples.renewal())
        await records.begin_disconnect("connection")

    run(story())
    found = quick.find(path, "x/crumbkitchen")
    assert found
    assert (found.dead_at, found.renewing, found.connection_status) == (NOW, True, "deleting")
    assert found.scopes is None


def test_a_page_has_its_own_token_and_what_the_sign_in_was_given(records: SqliteRecords, path: Path) -> None:
    async def story() -> None:
        kept = await keep_pending(records, scopes=["all"])
        page = samples.token(name="page:1", ends="never", ends_at=None)
        await records.keep_pending_grant(kept, [page], samples.item(kept.item_id), attempt_id=None, setup_id=None)
        account = connection(token_name="page:1")
        await records.promote_grant("grant", [account], setup_id=None, attempt_id=None, activity=[])

    run(story())
    found = quick.find(path, "x/crumbkitchen")
    assert found
    assert (found.token_name, found.ends, found.ends_at, found.scopes) == ("page:1", "never", None, ("all",))


def test_an_account_by_hand_has_no_grant(records: SqliteRecords, path: Path) -> None:
    run(records.keep_by_hand(connection(route="manual", token_name=None), setup_id=None, activity=[]))
    found = quick.find(path, "x/crumbkitchen")
    assert found
    assert (found.grant_status, found.item_id, found.ends, found.chunks) == (None, None, None, {})


def test_only_the_exact_handle_is_found(records: SqliteRecords, path: Path) -> None:
    run(connect(records, "grant", connection(handle="x/b"), connection("a", handle="x/a", external_id="1")))
    assert [quick.find(path, handle) for handle in ("b", "X/B", "x/b ", "x/%")] == [None] * 4


def test_without_a_database_there_is_nothing(path: Path) -> None:
    assert quick.find(path, "x/crumbkitchen") is None
    assert not path.parent.exists()


def test_what_is_not_as_it_should_be_is_said_and_not_touched(path: Path) -> None:
    records = store(path)
    run(connect(records))
    records.close()
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreTooNew):
        quick.find(path, "x/crumbkitchen")
    for broken in (b"", b"text" * 5000, whole[:5000]):
        path.write_bytes(broken)
        with pytest.raises(StoreDamaged):
            quick.find(path, "x/crumbkitchen")
        assert path.read_bytes() == broken
    path.write_bytes(whole[:60] + b"\0\0\0\0" + whole[64:])
    with pytest.raises(StoreError) as caught:
        quick.find(path, "x/crumbkitchen")
    assert caught.value.code == "database_old"
    path.unlink()
    path.symlink_to("elsewhere")
    with pytest.raises(StoreError):
        quick.find(path, "x/crumbkitchen")


def test_it_reads_while_the_store_is_in_the_middle_of_a_write(records: SqliteRecords, path: Path) -> None:
    run(connect(records))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM connections")
        assert quick.find(path, "x/crumbkitchen")
        other.execute("ROLLBACK")


def test_nothing_slow_is_loaded(records: SqliteRecords, path: Path) -> None:
    run(connect(records))
    program = (
        "import sys; from pathlib import Path; from stagedoor.store import quick\n"
        f"assert quick.find(Path({str(path)!r}), 'x/crumbkitchen')\n"
        "print(*sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "app")}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & {"sqlite3", "json", "stagedoor"} == {"sqlite3", "json", "stagedoor"}
    assert loaded & {"sqlite_utils", "msgspec", "asyncio", "httpx", "click", "typing_extensions", "inspect"} == set()
