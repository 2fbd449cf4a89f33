"""Findings remember when things were well; the history of checks is thinned; posts that are due are found."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from tests.helpers.zones import LiveIn
from tests.store import samples
from tests.store.samples import DAY, NOW, connect, finding, meter, run

from stagedoor.domain.entities import CheckRow, Finding
from stagedoor.store.records import SqliteRecords


async def kept(records: SqliteRecords, *findings: Finding) -> Finding:
    for one in findings:
        await records.keep_check(None, [one])
    return (await records.findings("connection"))[0]


def test_a_finding_knows_when_it_was_last_ok_and_since_when_it_is_not(records: SqliteRecords) -> None:
    async def story() -> None:
        first = await kept(records, finding())
        assert (first.ok_at, first.since) == (NOW, NOW)
        still = await kept(records, finding(checked_at=NOW + 10))
        assert (still.ok_at, still.since) == (NOW + 10, NOW)
        bad = await kept(records, finding(verdict="bad", checked_at=NOW + 20, error_id="e"))
        assert (bad.ok_at, bad.since, bad.error_id) == (NOW + 10, NOW + 20, "e")
        still = await kept(records, finding(verdict="bad", checked_at=NOW + 30))
        assert (still.ok_at, still.since, still.error_id) == (NOW + 10, NOW + 20, None)
        well = await kept(records, finding(checked_at=NOW + 40))
        assert (well.ok_at, well.since) == (NOW + 40, NOW + 40)

    run(story())


def test_a_finding_that_never_was_ok_does_not_say_when(records: SqliteRecords) -> None:
    found = run(kept(records, finding(verdict="unknown"), finding(verdict="warn", checked_at=NOW + 1)))
    assert (found.ok_at, found.since) == (None, NOW + 1)


def test_an_overtaken_answer_is_not_kept(records: SqliteRecords) -> None:
    async def story() -> None:
        await records.keep_check(None, [finding(checked_at=NOW + 5)], [meter(at=NOW + 5, used=5.0)])
        await records.keep_check(None, [finding(verdict="bad")], [meter(used=3.0)])
        assert [f.verdict for f in await records.findings("connection")] == ["ok"]
        assert [m.used for m in await records.meters("connection")] == [5.0]

    run(story())


def test_subjects_are_kept_apart(records: SqliteRecords) -> None:
    async def story() -> None:
        await records.keep_check(None, [finding(), finding(subject="computer", check_id="clock")], [meter()])
        assert [f.check_id for f in await records.findings("computer")] == ["clock"]
        assert await records.meters("computer") == []

    run(story())


def test_thirty_checks_are_kept_and_the_worst_of_each_older_day(records: SqliteRecords) -> None:
    def on(day: int, number: int, state: str) -> CheckRow:
        at = NOW - NOW % DAY + day * DAY + number
        return samples.check(f"{day}.{number}", started_at=at, ended_at=at, state=state)

    async def story() -> None:
        other = samples.connection("other", handle="x/o", external_id="2")
        await connect(records, "grant", samples.connection(), other)
        await records.keep_check(replace(on(0, 0, "healthy"), id="other", connection_id="other"), [])
        for number, state in enumerate(["healthy", "limited", "reconnect", "limited", "healthy"]):
            await records.keep_check(on(0, number, state), [])
        for number, state in enumerate(["unreachable", "healthy", "locked", "unreachable"]):
            await records.keep_check(on(1, number, state), [])
        for number, state in enumerate(["locked", "unreachable"]):
            await records.keep_check(on(2, number, state), [])
        for number in range(30):
            await records.keep_check(on(3, number, "healthy"), [])
        checks = await records.checks("connection")
        days = [*(f"3.{n}" for n in range(29, -1, -1)), "2.0", "1.1", "0.2"]
        assert [c.id for c in checks] == days
        assert [c.id for c in await records.checks("other")] == ["other"]

    run(story())


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
def test_a_day_of_the_history_is_one_of_this_computers_time_zone(
    records: SqliteRecords, live_in: LiveIn, zone: str
) -> None:
    live_in(zone)
    midnight = int(datetime.fromtimestamp(NOW, tz=UTC).astimezone().replace(hour=0, minute=0, second=0).timestamp())
    first = {hour: midnight + hour * 3600 for hour in (1, 5, 12, 19, 23)}
    second = {hour: midnight + DAY + hour * 3600 for hour in (1, 5, 12, 19, 23)}

    async def story() -> None:
        await connect(records)
        for hour, at in first.items():
            state = "reconnect" if hour == 12 else "limited"
            await records.keep_check(samples.check(f"first.{hour}", started_at=at, state=state), [])
        for hour, at in second.items():
            state = "limited" if hour == 1 else "healthy"
            await records.keep_check(samples.check(f"second.{hour}", started_at=at, state=state), [])
        for number in range(30):
            await records.keep_check(samples.check(f"late.{number}", started_at=midnight + 9 * DAY + number), [])
        kept = [c.id for c in await records.checks("connection") if not c.id.startswith("late")]
        assert kept == ["second.1", "first.12"]

    run(story())


def test_posts_that_are_due_are_found_with_those_cut_off(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records)
        for id, status, at in [
            ("due", "live", NOW), ("later", "live", NOW + 1), ("cut", "deleting", NOW - 5), ("gone", "deleted", NOW),
            ("stays", "live", None), ("lost", "unknown", NOW),
        ]:  # fmt: skip
            await records.keep_post(samples.post(id, status=status, delete_at=at))
        assert [p.id for p in await records.posts_to_delete(before=NOW)] == ["cut", "due"]

    run(story())


def test_posts_of_an_account_are_newest_first_and_unsent_ones_lead(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records)
        for id, sent_at in [("old", NOW), ("new", NOW + 1), ("planned", None)]:
            await records.keep_post(samples.post(id, sent_at=sent_at))
        await records.keep_post(samples.post("old", sent_at=NOW, status="deleted"))
        assert [p.id for p in await records.posts("connection")] == ["planned", "new", "old"]
        gone = await records.post("old")
        assert gone
        assert gone.status == "deleted"

    run(story())
