"""The store offers the whole port, and every field of every row comes back as it went in."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.store import samples
from tests.store.samples import NOW, run, store

from stagedoor.domain.entities import Row
from stagedoor.domain.errors import StoreError
from stagedoor.domain.storage import Records
from stagedoor.store.records import SqliteRecords


def methods(kind: type) -> dict[str, inspect.Signature]:
    found = inspect.getmembers(kind, inspect.iscoroutinefunction)
    return {name: inspect.signature(method, eval_str=True) for name, method in found if not name.startswith("_")}


def test_every_method_of_the_port_is_there_with_its_signature(path: Path):
    port: Records = store(path)
    assert methods(type(port)) == methods(Records)


def test_rows_come_back_whole(records: SqliteRecords):
    item = samples.item("item", slot="b", generation=7, chunks={"a": 1, "b": 3}, status="live")
    app = samples.app(
        client_id="c", answers={"type": "web"}, fields={"client_id": "Grüße \U0001f511 \x00'"},
        item_id="item", proved_at=NOW,
    )  # fmt: skip
    grant = samples.grant(
        app_id="app", subject_id="s", scopes_asked=["a", "b"], scopes=[], cap_at=NOW, cap_why="t",
        dead_at=NOW, dead_code="d", renewed_at=NOW, renew_failed_at=NOW, renew_failed="offline", renew_next_at=NOW,
        item_id="item",
    )  # fmt: skip
    token = samples.token(issued_at=NOW, ends_from="asked", data_access_ends_at=NOW)
    account = samples.connection(
        username="crumb", url="https://x.invalid/crumb", address={"page_id": "1"}, avatar="a.png", position=4,
        grant_id="grant", id_scope="app",
    )  # fmt: skip
    setup = samples.setup(
        route="browser", app_id="app", reconnects="connection", step="keys",
        answers={"gate": "yes"}, item_id="item",
    )  # fmt: skip
    attempt = samples.attempt(error="denied", ended_at=NOW, grant_id="grant", status="denied")
    renewal = samples.renewal(sealed=bytes(range(256)), answered_at=NOW)
    check = samples.check("check")
    finding = samples.finding(error_id="e", detail={"a": [1, None, {"b": 1.5}]}, ok_at=NOW, since=NOW)
    meter = samples.meter(left=7.0, resets_at=NOW, unit="posts")
    post = samples.post(post_ref="1", link="l", price=0.015, sent_at=NOW, delete_at=NOW, deleted_at=NOW, error_id="e")
    line = samples.activity(handle="h", connection_id="connection", reason="r", params={"n": 1})

    async def story() -> None:
        await records.keep_item(item)
        await records.keep_app(app, item)
        await records.keep_pending_grant(grant, [token], item, attempt_id=None, setup_id=None)
        await records.promote_grant("grant", [account], setup_id=None, attempt_id=None, activity=[line])
        await records.keep_setup(setup)
        await records.keep_attempt(attempt)
        await records.keep_intent(renewal)
        await records.keep_check(check, [finding], [meter])
        await records.keep_post(post)
        assert await records.item("item") == item
        assert await records.app("app") == app
        assert await records.grants(status="live") == [replace(grant, status="live")]
        assert await records.tokens("grant") == [token]
        assert await records.connection("x/crumbkitchen") == account
        assert await records.setup("setup") == setup
        assert await records.attempts(status="denied") == [attempt]
        assert await records.renewal("grant") == renewal
        assert await records.checks("connection") == [check]
        assert await records.findings("connection") == [finding]
        assert await records.meters("connection") == [meter]
        assert await records.post("post") == post
        assert as_dict((await records.history())[0]) == {**as_dict(line), "id": 1, "handle": account.handle}

    run(story())


def as_dict(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def test_what_is_not_there_is_none_or_empty(records: SqliteRecords):
    async def story() -> None:
        assert await records.connection("x/nobody") is None
        assert [
            await records.app("-"),
            await records.grant("-"),
            await records.item("-"),
            await records.setup("-"),
        ] == [None] * 4
        assert [await records.renewal("-"), await records.post("-"), await records.attempt_by_state("-")] == [None] * 3
        assert [await records.tokens("-"), await records.findings("-"), await records.checks("-")] == [[]] * 3
        assert await records.setup_of_grant("-") is None
        assert await records.attempt_of_grant("-") is None
        assert await records.find_app("x", "main", "-") is None

    run(story())


@pytest.mark.parametrize(
    "row",
    [
        samples.setup(app_id="no such app"),
        samples.post(connection_id="no such account"),
        samples.attempt(setup_id="no such set-up"),
    ],
    ids=lambda row: type(row).__name__,
)
def test_a_row_without_its_parent_is_refused_and_says_so(records: SqliteRecords, row):
    keep: dict[str, Callable[[Any], Any]] = {
        "Setup": records.keep_setup,
        "Post": records.keep_post,
        "AttemptRow": records.keep_attempt,
    }
    with pytest.raises(StoreError) as caught:
        run(keep[type(row).__name__](row))
    assert caught.value.code == "database_refused"
    assert caught.value.fix


def test_keeping_twice_updates_and_keeps_what_hangs_on_it(records: SqliteRecords):
    async def story() -> None:
        await samples.connect(records)
        item = samples.item("grant-item", generation=5, status="live")
        await records.keep_item(item)
        assert await records.item("grant-item") == item
        assert await records.tokens("grant") == [samples.token()]
        assert [one.handle for one in await records.connections_of("grant")] == ["x/crumbkitchen"]

    run(story())


def test_apps_are_found_by_what_makes_them_the_same(records: SqliteRecords):
    async def story() -> None:
        await records.keep_app(samples.app(), None)
        await records.keep_app(samples.app("other", ident="client-2", created_at=NOW + 1), samples.item(kind="app"))
        await records.keep_app(samples.app("third", platform="threads"), None)
        assert await records.find_app("x", "main", "client-2") == await records.app("other")
        assert [app.id for app in await records.apps("x")] == ["app", "other"]
        assert (await records.app("other")).item_id == "item"  # type: ignore[union-attr]  # kept above
        assert (await records.item("item")).status == "live"  # type: ignore[union-attr]  # kept above
        with pytest.raises(StoreError, match="UNIQUE"):
            await records.keep_app(samples.app("fourth"), samples.item("orphan", kind="app"))
        assert await records.item("orphan") is None

    run(story())


def test_items_are_listed_by_kind_and_status(records: SqliteRecords):
    async def story() -> None:
        await records.keep_item(samples.item("one", kind="app"))
        await records.keep_item(samples.item("two", kind="grant", status="deleting"))
        await records.keep_item(samples.item("three", kind="grant"))
        assert [i.id for i in await records.items()] == ["one", "two", "three"]
        assert [i.id for i in await records.items(kind="grant")] == ["two", "three"]
        assert [i.id for i in await records.items(status="pending")] == ["one", "three"]
        await records.drop_item("two")
        assert [i.id for i in await records.items(kind="grant")] == ["three"]

    run(story())


def test_settings_details_and_learned_facts(records: SqliteRecords):
    async def story() -> None:
        await records.set_setting("theme", "dark")
        await records.set_setting("theme", "light")
        await records.set_details({"name": "Crumb Kitchen", "site": "https://crumb.invalid"})
        await records.set_details({"site": ""})
        await records.learn("linkedin", "version", "202610", at=NOW)
        await records.learn("linkedin", "version", "202611", at=NOW + 1)
        await records.learn("x", "offset", "3", at=NOW)
        assert await records.settings() == {"theme": "light"}
        assert await records.details() == {"name": "Crumb Kitchen", "site": ""}
        assert await records.learned("linkedin") == {"version": "202611"}

    run(story())


def test_history_is_newest_first_and_limited(records: SqliteRecords):
    async def story() -> None:
        for number in range(5):
            await records.log(samples.activity(at=NOW + number // 2, event=str(number)))
        assert [line.event for line in await records.history(limit=3)] == ["4", "3", "2"]

    run(story())
