"""Sign-ins before and after they are confirmed, and their renewals."""

import pytest
from msgspec.structs import replace
from tests.store import samples
from tests.store.samples import NOW, connect, keep_pending, run

from stagedoor.domain.entities import Grant
from stagedoor.domain.errors import StoreError
from stagedoor.store.records import SqliteRecords


async def the_grant(records: SqliteRecords) -> Grant:
    found = await records.grant("grant")
    assert found
    return found


def test_a_pending_grant_is_kept_with_its_item_and_found_again(records: SqliteRecords) -> None:
    async def story() -> None:
        await keep_pending(records)
        await records.name_grant("grant", subject_id="7")
        found = await the_grant(records)
        assert (found.status, found.subject_id) == ("pending", "7")
        assert [i.status for i in await records.items()] == ["live"]
        assert [g.id for g in await records.grants(status="pending")] == ["grant"]

    run(story())


def test_keeping_a_pending_grant_again_replaces_its_tokens(records: SqliteRecords) -> None:
    async def story() -> None:
        kept = await keep_pending(records)
        item = samples.item("grant-item", generation=1)
        pages = [samples.token(name="page:1", ends="never", ends_at=None), samples.token(name="user")]
        await records.keep_pending_grant(kept, pages, item, attempt_id=None, setup_id=None)
        assert [t.name for t in await records.tokens("grant")] == ["page:1", "user"]
        assert [i.generation for i in await records.items()] == [1]

    run(story())


@pytest.mark.parametrize("missing", [{"attempt_id": "-", "setup_id": None}, {"attempt_id": None, "setup_id": "-"}])
def test_a_grant_of_an_unknown_attempt_or_set_up_leaves_nothing(
    records: SqliteRecords, missing: dict[str, str | None]
) -> None:
    async def story() -> None:
        with pytest.raises(StoreError) as caught:
            await records.keep_pending_grant(
                samples.grant(), [samples.token()], samples.item("grant-item"),
                attempt_id=missing["attempt_id"], setup_id=missing["setup_id"],
            )  # fmt: skip
        assert caught.value.code == "database_no_row"
        assert [await records.grants(), await records.items(), await records.tokens("grant")] == [[], [], []]

    run(story())


def test_dead_since_the_first_time_until_alive_again(records: SqliteRecords) -> None:
    async def story() -> None:
        await keep_pending(records)
        await records.mark_dead("grant", at=NOW, code="revoked")
        await records.mark_dead("grant", at=NOW + 60, code="expired")
        found = await the_grant(records)
        assert (found.dead_at, found.dead_code) == (NOW, "expired")
        await records.mark_alive("grant")
        found = await the_grant(records)
        assert (found.dead_at, found.dead_code) == (None, None)

    run(story())


def test_marks_on_what_went_away_meanwhile_do_nothing(records: SqliteRecords) -> None:
    async def story() -> None:
        await records.mark_dead("-", at=NOW, code="revoked")
        await records.mark_alive("-")
        await records.mark_grant("-", status="live")
        await records.renew_failed("-", at=NOW, code="offline", next_at=None)
        await records.drop_grant("-")
        assert await records.grants() == []

    run(story())


def test_a_dropped_grant_takes_its_item_but_not_its_attempt(records: SqliteRecords) -> None:
    async def story() -> None:
        await records.keep_setup(samples.setup())
        await records.keep_app(samples.app(), None)
        await records.keep_attempt(samples.attempt())
        await records.keep_pending_grant(
            samples.grant(), [samples.token()], samples.item("grant-item"), attempt_id="attempt", setup_id="setup"
        )
        await records.drop_grant("grant")
        assert [await records.grants(), await records.items(), await records.tokens("grant")] == [[], [], []]
        (left,) = await records.attempts(status="exchanged")
        assert left.grant_id is None
        assert [s.id for s in await records.setups()] == ["setup"]

    run(story())


def test_a_grant_that_serves_an_account_is_not_dropped(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records)
        with pytest.raises(StoreError):
            await records.drop_grant("grant")
        assert [t.name for t in await records.tokens("grant")] == ["access"]

    run(story())


def test_a_renewal_from_intent_to_pointer(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records)
        await records.mark_dead("grant", at=NOW, code="revoked")
        await records.renew_failed("grant", at=NOW, code="offline", next_at=NOW + 60)
        found = await the_grant(records)
        assert (found.renew_failed_at, found.renew_failed, found.renew_next_at) == (NOW, "offline", NOW + 60)
        await records.keep_intent(samples.renewal())
        await records.keep_intent(samples.renewal(sent_at=NOW + 1))  # sent again: no answer came
        await records.keep_journal("grant", sealed=b"\x00sealed", answered_at=NOW + 2)
        assert await records.renewal("grant") == samples.renewal(
            sent_at=NOW + 1, sealed=b"\x00sealed", answered_at=NOW + 2
        )
        item = samples.item("grant-item", slot="b", generation=2)
        token = samples.token(ends_at=NOW + 9000)
        await records.commit_renewal("grant", item, [token], scopes=["post"], at=NOW + 3)
        assert await records.renewal("grant") is None
        assert await records.item("grant-item") == replace(item, status="live")
        assert await records.tokens("grant") == [token]
        found = await the_grant(records)
        assert (found.renewed_at, found.scopes, found.dead_at) == (NOW + 3, ["post"], None)
        assert (found.renew_failed_at, found.renew_failed, found.renew_next_at) == (None, None, None)

    run(story())


def test_an_unread_answer_is_never_written_over(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records)
        await records.keep_intent(samples.renewal())
        await records.keep_journal("grant", sealed=b"the only refresh token", answered_at=NOW)
        with pytest.raises(StoreError) as caught:
            await records.keep_intent(samples.renewal(generation=3))
        assert caught.value.code == "renewal_unfinished"
        kept = await records.renewal("grant")
        assert kept
        assert kept.sealed == b"the only refresh token"
        await records.drop_renewal("grant")
        await records.keep_intent(samples.renewal(generation=3))

    run(story())


def test_a_commit_can_be_repeated_but_the_pointer_never_moves_back(records: SqliteRecords) -> None:
    async def story() -> None:
        await connect(records)
        newer, older = (samples.item("grant-item", generation=n, slot="b", status="live") for n in (3, 2))
        for _ in range(2):
            await records.commit_renewal("grant", newer, [samples.token()], scopes=None, at=NOW)
        with pytest.raises(StoreError) as caught:
            await records.commit_renewal("grant", older, [], scopes=[], at=NOW + 1)
        assert caught.value.code == "renewal_outdated"
        assert await records.item("grant-item") == newer
        assert (await the_grant(records)).renewed_at == NOW

    run(story())


def test_a_renewal_of_a_grant_that_is_gone_leaves_nothing(records: SqliteRecords) -> None:
    async def story() -> None:
        with pytest.raises(StoreError):
            await records.commit_renewal("grant", samples.item(), [], scopes=None, at=NOW)
        with pytest.raises(StoreError, match="renewal"):
            await records.keep_journal("grant", sealed=b"s", answered_at=NOW)
        assert await records.items() == []

    run(story())
