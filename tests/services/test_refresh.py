"""Renewing: when it happens, what it keeps, and what it does when the platform or the clock is odd."""

from dataclasses import replace

import pytest
from tests.helpers.home import Home, account
from tests.services.ports import Impatient
from tests.services.rig import X, bundle, connect_x, renewals, story, token

from stagedoor.domain.errors import Limited, SignInNeeded, StagedoorError
from stagedoor.practice import Visitor
from stagedoor.services.ports import Ports

HOUR = 3600
TOKEN = "POST /x/api/2/oauth2/token"


def impatient(ports: Ports) -> Ports:
    return replace(ports, http=Impatient(ports.http))


@story
async def test_a_good_token_is_not_renewed(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    assert await token(home) == await token(home)
    assert home.world.x.refresh_count == 0


@story
async def test_a_token_with_less_than_a_minute_left_is_renewed_once(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.clock.advance(2 * HOUR - 59)
    first = await token(home)
    assert first in home.world.x.valid_access_tokens()
    assert await token(home) == first
    assert home.world.x.refresh_count == 1
    async with home.jobs() as jobs:
        item, values = await bundle(jobs, connection)
        older = await jobs.ports.secrets.get(item, item.other_slot)
        tokens = {t.name: t for t in await jobs.ports.records.tokens(connection.grant_id or "")}
        grant = await jobs.ports.records.grant(connection.grant_id or "")
    assert (item.generation, older.generation) == (2, 1)
    assert [values["refresh"]] == home.world.x.valid_refresh_tokens()
    assert tokens["access"].ends_at == pytest.approx(home.clock.now() + 2 * HOUR, abs=60)
    assert grant is not None
    assert grant.renewed_at is not None


@story
async def test_force_renews_a_token_that_is_still_good(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    before = await token(home)
    assert await token(home, force=True) != before
    assert home.world.x.refresh_count == 1


@story
@pytest.mark.parametrize("given", [{}, {"refresh_token": ""}, {"refresh_token": None}])
async def test_an_answer_without_a_refresh_token_keeps_the_old_one(home: Home, visitor: Visitor, given):
    connection = await connect_x(home, visitor)
    kept = home.world.x.valid_refresh_tokens()
    answer = {"token_type": "bearer", "expires_in": 7200, "access_token": "an-access-token", **given}
    home.world.faults.add(TOKEN, "status", status=200, json=answer)
    assert await token(home, force=True) == "an-access-token"
    async with home.jobs() as jobs:
        _, values = await bundle(jobs, connection)
    assert [values["refresh"]] == kept
    assert await token(home, force=True) in home.world.x.valid_access_tokens()


TROUBLE = [
    ("status", {"status": 500}, "trouble"),
    ("status", {"status": 503}, "trouble"),
    ("status", {"status": 400, "json": {"error": "temporarily_unavailable"}}, None),
    ("status", {"status": 403, "text": "Blocked by your network"}, None),
    ("rate", {"retry_after": 30}, "rate"),
    ("html", {"status": 403}, "web_page"),
    ("html", {"status": 200}, "web_page"),
    ("empty", {"status": 200}, "bad_answer"),
    ("not_json", {}, "bad_answer"),
    ("wrong_type", {}, "bad_answer"),
    ("bad_utf8", {}, "bad_answer"),
    ("truncated", {}, "bad_answer"),
    ("half", {}, "bad_answer"),
    ("cut", {}, "timed_out"),
    ("commit_then_cut", {}, "timed_out"),
    ("redirect", {"to": "/elsewhere", "status": 307}, None),
]


@story
@pytest.mark.parametrize(("kind", "options", "code"), TROUBLE, ids=lambda v: str(v)[:40])
async def test_trouble_never_loses_a_sign_in(home: Home, visitor: Visitor, kind, options, code):
    """Whatever came: not dead, said by name, the old token served while it lives, and the next try mends it (R12)."""
    home.world.x.grace_seconds = 120
    connection = await connect_x(home, visitor)
    before = await token(home)
    home.world.faults.add(TOKEN, kind, **options)
    with pytest.raises(StagedoorError) as failed:
        await token(home, force=True)
    assert not isinstance(failed.value, SignInNeeded)
    assert code in {None, failed.value.code}
    async with home.jobs() as jobs:
        grant = await jobs.ports.records.grant(connection.grant_id or "")
        state = await jobs.health.state(connection)
    assert grant is not None
    assert (grant.dead_at, grant.renew_failed) == (None, failed.value.code)
    assert state.slug == "renew_failed"
    home.world.faults.add(TOKEN, kind, **options)
    assert await token(home) == before
    home.world.faults.clear()
    home.world.clock.advance(61)
    assert await token(home, force=True) in home.world.x.valid_access_tokens()
    async with home.jobs() as jobs:
        assert (await jobs.health.state(connection)).slug == "healthy"


@story
async def test_a_platform_that_does_not_answer_in_time_loses_nothing(home: Home, visitor: Visitor):
    home.world.x.grace_seconds = 60
    await connect_x(home, visitor)
    home.world.faults.add(TOKEN, "slow")
    with pytest.raises(StagedoorError, match="did not answer in time"):
        await token(home, impatient, force=True)
    home.world.faults.clear()
    assert await token(home) in home.world.x.valid_access_tokens()


@story
async def test_five_errors_in_a_row_and_then_it_works(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    home.world.clock.advance(3 * HOUR)
    home.world.faults.add(TOKEN, "status", times=5, status=503)
    for _ in range(5):
        with pytest.raises(StagedoorError):
            await token(home)
    assert await token(home) in home.world.x.valid_access_tokens()


@story
@pytest.mark.parametrize(
    ("form", "asked", "wait"),
    [("seconds", 30, 30), ("seconds", 9999, 900), ("date", 30, None), ("odd", 30, None), ("none", 30, None)],
)
async def test_a_pause_that_the_platform_asks_for_is_kept(home: Home, visitor: Visitor, form, asked, wait):
    """Not a single call before its end; X names it in a header of its own as well (N04)."""
    await connect_x(home, visitor)
    home.world.clock.advance(3 * HOUR)
    home.world.faults.add(TOKEN, "rate", retry_after=asked, form=form)
    with pytest.raises(Limited) as first:
        await token(home)
    wait = wait or min(900, round(first.value.retry_after or 60))
    sent = renewals(home)
    home.world.clock.advance(wait - 10)
    with pytest.raises(Limited) as again:
        await token(home)
    assert renewals(home) == sent
    assert 0 < (again.value.retry_after or 0) <= 11
    home.world.clock.advance(11)
    assert await token(home) in home.world.x.valid_access_tokens()


@story
async def test_a_renewal_whose_answer_was_cut_is_mended_at_once_with_grace(home: Home, visitor: Visitor):
    home.world.x.grace_seconds = 60
    await connect_x(home, visitor)
    home.world.clock.advance(3 * HOUR)
    home.world.faults.add(TOKEN, "commit_then_cut")
    with pytest.raises(StagedoorError):
        await token(home)
    assert await token(home) in home.world.x.valid_access_tokens()
    assert home.world.x.refresh_count == 1


@story
@pytest.mark.parametrize("between", ["nothing", "offline", "trouble"])
async def test_a_lost_answer_is_named_as_such_whatever_came_between(home: Home, visitor: Visitor, between):
    connection = await connect_x(home, visitor)
    home.world.clock.advance(3 * HOUR)
    home.world.faults.add(TOKEN, "commit_then_cut")
    with pytest.raises(StagedoorError):
        await token(home)
    if between == "trouble":
        home.world.faults.add(TOKEN, "status", status=503)
        with pytest.raises(StagedoorError):
            await token(home)
    if between == "offline":
        with pytest.raises(StagedoorError) as offline:
            await token(home, lambda ports: replace(ports, http=Impatient(ports.http, offline=True)))
        assert offline.value.code == "offline"
    with pytest.raises(SignInNeeded, match="lost while it was being renewed") as lost:
        await token(home)
    assert lost.value.code == "interrupted"
    async with home.jobs() as jobs:
        assert (await jobs.health.state(connection)).cause_id == "interrupted"


@story
async def test_after_a_lost_renewal_the_access_token_serves_until_its_end(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    before = await token(home)
    home.world.x.engine.rules.strict_rotation = False
    home.world.faults.add(TOKEN, "commit_then_cut")
    for _ in range(2):
        with pytest.raises(StagedoorError):
            await token(home, force=True)
    assert await token(home) == before
    assert before in home.world.x.valid_access_tokens()
    home.world.clock.advance(2 * HOUR)
    with pytest.raises(SignInNeeded):
        await token(home)


@story
async def test_a_sign_in_taken_back_at_the_platform_is_said_once_and_not_asked_again(home: Home, visitor: Visitor):
    """At most two calls to the token address, however often it is asked for (R14)."""
    connection = await connect_x(home, visitor)
    home.world.x.engine.grants[-1].ended = "taken back by the person"
    home.world.clock.advance(3 * HOUR)
    before = renewals(home)
    for _ in range(4):
        with pytest.raises(SignInNeeded) as ended:
            await token(home)
        assert (ended.value.code, ended.value.cause[:22]) == ("refresh_spent", "X ended this sign-in. ")
    assert renewals(home) - before <= 2
    async with home.jobs() as jobs:
        checked = await jobs.health.check(connection, by="person", paid=False)
        events = [a.event for a in await jobs.ports.records.history()]
    assert renewals(home) - before <= 2
    assert (checked.state.slug, checked.state.action) == ("reconnect", "sign_in")
    assert events.count("ended") == 1


@story
@pytest.mark.parametrize("jump", [-HOUR, HOUR, -24 * HOUR, 24 * HOUR])
async def test_a_clock_that_jumps_costs_one_renewal_at_most(home: Home, visitor: Visitor, jump):
    """And what is handed out works (N13)."""
    await connect_x(home, visitor)
    home.clock.ahead = jump
    for _ in range(3):
        assert await token(home) in home.world.x.valid_access_tokens()
    home.clock.ahead = 0
    for _ in range(3):
        assert await token(home) in home.world.x.valid_access_tokens()
    assert home.world.x.refresh_count <= 2  # once for each of the two jumps


@story
async def test_three_days_of_scripts_renew_only_when_needed(home: Home, visitor: Visitor):
    """A script that asks every quarter of an hour, with tokens of two hours: 36 would be the least (R15)."""
    await connect_x(home, visitor)
    async with home.jobs() as jobs:
        connection = await account(jobs, X)
        for _ in range(3 * 24 * 4):
            home.world.clock.advance(HOUR / 4)
            handed = await jobs.scripts.token(connection)
            assert handed.value.reveal() in home.world.x.valid_access_tokens()
    assert home.world.x.refresh_count <= 42
