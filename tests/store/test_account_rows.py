"""Everything about all accounts in one read: what belongs to whom, and which days."""

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.helpers.zones import LiveIn
from tests.store import samples
from tests.store.samples import DAY, NOW, connect, finding, meter, run

from stagedoor.store.records import SqliteRecords


def day(at: int) -> str:
    return datetime.fromtimestamp(at, tz=UTC).astimezone().date().isoformat()


def test_everything_is_with_its_own_account(records: SqliteRecords):
    async def story() -> Any:
        first, second = samples.connection(), samples.connection("other", handle="x/other", external_id="2", position=9)
        await connect(records, "grant", first, second)
        await records.keep_check(None, [finding(), finding(subject="other", check_id="rights")], [meter()])
        await records.keep_check(samples.check("check", started_at=NOW), [])
        await records.keep_post(samples.post(sent_at=NOW - DAY, status="deleted"))
        await records.keep_post(samples.post("failed", sent_at=NOW, status="failed"))
        return await records.account_rows(since=NOW - DAY), await records.account_rows(since=0, handle="x/other")

    (first, second), only = run(story())
    assert [r.connection.handle for r in (first, second)] == ["x/crumbkitchen", "x/other"]
    assert [r.connection.handle for r in only] == ["x/other"]
    assert first.grant is not None
    assert first.grant.id == "grant"
    assert [t.grant_id for t in first.tokens] == ["grant"] == [t.grant_id for t in second.tokens]
    assert ([f.check_id for f in first.findings], [f.check_id for f in second.findings]) == (["scopes"], ["rights"])
    assert [f.check_id for f in only[0].findings] == ["rights"]
    assert (len(first.meters), len(second.meters), only[0].meters) == (1, 0, [])
    assert first.states == {day(NOW): ["healthy"]}
    assert first.posted == {day(NOW - DAY): NOW - DAY}
    assert (second.states, second.posted) == ({}, {})


def test_a_day_has_every_state_that_was_found_on_it_once(records: SqliteRecords):
    async def story() -> Any:
        await connect(records, "grant", samples.connection())
        for number, state in enumerate(["healthy", "reconnect", "healthy"]):
            await records.keep_check(samples.check(f"c{number}", started_at=NOW + number, state=state), [])
        await records.keep_check(samples.check("old", started_at=NOW - 40 * DAY), [])
        return await records.account_rows(since=NOW - 31 * DAY)

    (rows,) = run(story())
    assert list(rows.states) == [day(NOW)]
    assert sorted(rows.states[day(NOW)]) == ["healthy", "reconnect"]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_days_are_those_of_this_computers_time_zone(records: SqliteRecords, live_in: LiveIn, zone: str):
    live_in(zone)

    async def story() -> Any:
        await connect(records, "grant", samples.connection())
        await records.keep_check(samples.check("c", started_at=NOW), [])
        return await records.account_rows(since=NOW - DAY)

    (rows,) = run(story())
    assert list(rows.states) == [day(NOW)]


def test_a_label_goes_with_its_account(records: SqliteRecords):
    async def story() -> Any:
        await connect(records, "grant", samples.connection(), samples.connection("b", handle="x/b", external_id="2"))
        await records.set_setting("label.connection", "Client A")
        await records.set_setting("label.b", "Client B")
        await records.finish_disconnect("b", drop_grant=False, activity=samples.activity())
        return await records.settings()

    assert run(story()) == {"label.connection": "Client A"}
