"""Accounts: one step makes them, handles stay, one step takes them away."""

import pytest
from tests.store import samples
from tests.store.samples import NOW, connect, connection, keep_pending, run

from stagedoor.domain.errors import StoreError
from stagedoor.store.records import SqliteRecords


def test_promotion_ends_set_up_and_attempt_and_tells_the_history(records: SqliteRecords) -> None:
    async def story() -> None:
        await records.keep_setup(samples.setup())
        await records.keep_app(samples.app(), None)
        await records.keep_attempt(samples.attempt())
        item = samples.item("grant-item")
        await records.keep_pending_grant(
            samples.grant(), [samples.token()], item, attempt_id="attempt", setup_id="setup"
        )
        assert (await records.attempts(status="exchanged"))[0].grant_id == "grant"
        waiting = await records.setup_of_grant("grant")
        assert waiting == await records.setup("setup")
        line = samples.activity(connection_id="connection", handle="x/crumbkitchen")
        replaced = await records.promote_grant(
            "grant", [connection()], setup_id="setup", attempt_id="attempt", activity=[line]
        )
        assert replaced == []
        assert [(g.id, g.status) for g in await records.grants()] == [("grant", "live")]
        assert [c.grant_id for c in await records.connections()] == ["grant"]
        confirmed = await records.attempt_of_grant("grant")
        assert confirmed
        assert (confirmed.status, confirmed.ended_at) == ("confirmed", NOW)
        assert await records.setups() == []
        assert await records.setup_of_grant("grant") is None
        assert [line.event for line in await records.history()] == ["connected"]

    run(story())


def test_an_account_that_is_there_keeps_id_handle_and_place(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records, "first", connection(), connection("second", handle="x/other", external_id="43"))
        again = connection(
            "proposed", handle="x/newname", name="New Name", username="newname", route="paste", position=9,
            token_name="user", address={"page": "1"}, confirmed_at=NOW + 5, url="u", avatar="a.png",
        )  # fmt: skip
        await keep_pending(records, "next")
        line = samples.activity(event="reconnected", connection_id="proposed", handle="x/newname")
        replaced = await records.promote_grant("next", [again], setup_id=None, attempt_id=None, activity=[line])
        assert replaced == []  # the older sign-in still serves x/other
        kept = await records.connection("x/crumbkitchen")
        assert kept
        assert (kept.id, kept.position, kept.grant_id, kept.token_name) == ("connection", 1, "next", "user")
        assert (kept.name, kept.username, kept.route, kept.confirmed_at) == ("New Name", "newname", "paste", NOW + 5)
        assert (kept.address, kept.url, kept.avatar) == ({"page": "1"}, "u", "a.png")
        told = (await records.history())[0]
        assert (told.connection_id, told.handle) == ("connection", "x/crumbkitchen")

    run(story())


def test_a_grant_without_accounts_is_replaced(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records, "first")
        replaced = await connect(records, "next")
        assert [(g.id, g.status) for g in replaced] == [("first", "replaced")]
        assert [g.id for g in await records.grants(status="live")] == ["next"]
        again = await records.promote_grant("next", [connection()], setup_id=None, attempt_id=None, activity=[])
        assert again == []

    run(story())


def test_the_same_id_in_another_scope_is_another_account(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records, "first", connection(id_scope="app-1"))
        await connect(records, "next", connection("other", id_scope="app-2"))
        assert [c.handle for c in await records.connections()] == ["x/crumbkitchen", "x/crumbkitchen-2"]

    run(story())


def test_clashing_handles_are_numbered_inside_the_step(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records, "first", connection(handle="x/a"), connection("b", handle="x/a", external_id="2"))
        await connect(records, "next", connection("c", handle="x/a", external_id="3"))
        assert [c.handle for c in await records.connections()] == ["x/a", "x/a-2", "x/a-3"]
        assert [c.position for c in await records.connections()] == [1, 2, 3]

    run(story())


def test_an_account_that_got_another_id_for_another_app_is_moved_by_our_own_id(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records, "first", connection(id_scope="app-1", external_id="old"))
        replaced = await connect(records, "next", connection(handle="x/b", id_scope="app-2", external_id="new"))
        assert [g.id for g in replaced] == ["first"]
        (moved,) = await records.connections()
        assert (moved.handle, moved.external_id, moved.id_scope) == ("x/crumbkitchen", "new", "app-2")

    run(story())


def test_a_grant_that_is_gone_or_replaced_cannot_be_promoted(records: SqliteRecords) -> None:
    async def story() -> None:
        await keep_pending(records)
        await records.mark_grant("grant", status="deleting")
        for id in ("grant", "never was"):
            with pytest.raises(StoreError, match="sign-in"):
                await records.promote_grant(id, [connection()], setup_id=None, attempt_id=None, activity=[])
        assert await records.connections() == []

    run(story())


def test_rename_and_rekey_leave_the_handle(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records)
        await records.rename_connection("connection", name="Ovens", username="ovens")
        await records.rekey_connection("connection", external_id="-100", address={"chat_id": "-100"})
        kept = await records.connection("x/crumbkitchen")
        assert kept
        assert (kept.name, kept.username, kept.external_id, kept.address) == (
            "Ovens", "ovens", "-100", {"chat_id": "-100"},
        )  # fmt: skip

    run(story())


def test_an_account_by_hand_needs_no_sign_in_and_never_takes_one_away(records: SqliteRecords) -> None:
    async def story() -> None:
        await records.keep_setup(samples.setup())
        by_hand = connection(route="manual", token_name=None)
        line = samples.activity(connection_id="connection")
        placed = await records.keep_by_hand(by_hand, setup_id="setup", activity=[line])
        assert placed == await records.connection("x/crumbkitchen")
        assert (placed.grant_id, placed.position) == (None, 1)
        assert await records.setups() == []
        assert [line.handle for line in await records.history()] == ["x/crumbkitchen"]
        await connect(records)
        again = await records.keep_by_hand(by_hand, setup_id=None, activity=[])
        assert (again.grant_id, again.route, again.token_name) == ("grant", "browser", "access")

    run(story())


def test_disconnecting_takes_everything_of_the_account_but_its_posts(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records)
        await records.keep_setup(samples.setup(reconnects="connection"))
        await records.keep_post(samples.post(delete_at=NOW))
        await records.keep_check(samples.check("c"), [samples.finding(), samples.finding(subject="grant")])
        await records.keep_intent(samples.renewal())
        await records.begin_disconnect("connection")
        assert [c.status for c in await records.connections()] == ["deleting"]
        line = samples.activity(event="disconnected", handle="x/crumbkitchen", connection_id="connection")
        await records.finish_disconnect("connection", drop_grant=True, activity=line)
        assert [await records.connections(), await records.grants(), await records.items()] == [[], [], []]
        assert [await records.tokens("grant"), await records.findings("grant"), await records.renewal("grant")] == [
            [], [], None,
        ]  # fmt: skip
        assert [await records.checks("connection"), await records.findings("connection")] == [[], []]
        left = await records.post("post")
        assert left
        assert left.connection_id is None
        assert await records.posts_to_delete(before=NOW) == []
        assert [s.reconnects for s in await records.setups()] == [None]
        assert [line.event for line in await records.history()] == ["disconnected"]

    run(story())


def test_an_account_that_is_connected_again_before_it_is_gone_stays(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records)
        await records.begin_disconnect("connection")
        await connect(records, "next")
        assert [(c.id, c.status, c.grant_id) for c in await records.connections()] == [("connection", "live", "next")]

    run(story())


def test_a_grant_that_serves_another_account_is_not_dropped(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records, "grant", connection(), connection("b", handle="x/b", external_id="2"))
        with pytest.raises(StoreError):
            await records.finish_disconnect("b", drop_grant=True, activity=samples.activity())
        assert len(await records.connections()) == 2
        await records.finish_disconnect("b", drop_grant=False, activity=samples.activity())
        assert [c.id for c in await records.connections_of("grant")] == ["connection"]
        with pytest.raises(StoreError, match="account"):
            await records.finish_disconnect("b", drop_grant=False, activity=samples.activity())
        assert len(await records.history()) == 1

    run(story())
