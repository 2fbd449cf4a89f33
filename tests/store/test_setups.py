"""Set-ups survive the lid closing; attempts are recognised after a crash."""

from tests.store import samples
from tests.store.samples import NOW, attempt, run, setup

from stagedoor.domain.entities import AttemptStatus
from stagedoor.store.records import SqliteRecords


async def ready(records: SqliteRecords) -> None:
    await records.keep_setup(setup())
    await records.keep_app(samples.app(), None)


def test_unfinished_set_ups_are_newest_first(records: SqliteRecords) -> None:
    async def story() -> None:
        for id, at in [("one", NOW), ("two", NOW + 2), ("three", NOW + 1)]:
            await records.keep_setup(setup(id, updated_at=at))
        await records.end_setup("two", at=NOW + 3)
        await records.keep_setup(setup("one", updated_at=NOW + 4, step="keys"))
        assert [(s.id, s.step) for s in await records.setups()] == [("one", "keys"), ("three", None)]
        ended = await records.setup("two")
        assert ended
        assert ended.ended_at == NOW + 3

    run(story())


def test_saving_a_set_up_keeps_the_grant_that_waits_for_it(records: SqliteRecords) -> None:
    async def story() -> None:
        await records.keep_setup(setup())
        item = samples.item("grant-item")
        await records.keep_pending_grant(samples.grant(), [], item, attempt_id=None, setup_id="setup")
        await records.keep_setup(setup(step="confirm"))
        waiting = await records.setup_of_grant("grant")
        assert waiting
        assert waiting.step == "confirm"
        await records.end_setup("setup", at=NOW)
        assert await records.setup_of_grant("grant") is None

    run(story())


def test_an_attempt_ends_only_with_a_last_word(records: SqliteRecords) -> None:
    async def story() -> None:
        await ready(records)
        words: list[tuple[AttemptStatus, int | None]] = [
            ("exchanged", None), ("denied", NOW + 9), ("abandoned", NOW + 9),
        ]  # fmt: skip
        for status, ended_at in words:
            await records.keep_attempt(attempt(status))
            await records.mark_attempt(status, status, at=NOW + 9, error="why")
            (found,) = await records.attempts(status=status)
            assert (found.id, found.ended_at, found.error) == (status, ended_at, "why")

    run(story())


def test_a_late_callback_finds_the_newest_attempt_with_its_state(records: SqliteRecords) -> None:
    async def story() -> None:
        await ready(records)
        await records.keep_attempt(attempt("one", state_sha256="aa"))
        await records.keep_attempt(attempt("two", state_sha256="aa", created_at=NOW + 1))
        await records.keep_attempt(attempt("three", state_sha256="bb"))
        found = await records.attempt_by_state("aa")
        assert found
        assert found.id == "two"
        assert [a.id for a in await records.attempts(status="open")] == ["one", "three", "two"]
        await samples.keep_pending(records)
        await records.mark_attempt("one", "exchanged", at=NOW, grant_id="grant")
        found = await records.attempt_of_grant("grant")
        assert found
        assert found.id == "one"

    run(story())
