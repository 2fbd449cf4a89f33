"""The end of an account: what dies with it is named before, and nothing else dies."""

import asyncio

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home, account
from tests.services.leftovers import assert_tidy, holds
from tests.services.rig import (
    BOT,
    NEWS,
    TELEGRAM,
    TESTERS,
    X,
    connect_keys,
    connect_telegram,
    connect_x,
    sign_in,
    story,
    x_four_keys,
)

from stagedoor.domain.entities import Connection
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.disconnect import DisconnectPlan


async def disconnect(home: Home, connection: Connection, *, keep: bool = False) -> tuple[DisconnectPlan, bool]:
    async with home.jobs() as jobs:
        plan = await jobs.disconnect.plan(connection, keep_at_platform=keep)
        return plan, await jobs.disconnect.run(plan)


def revocations(home: Home) -> int:
    return len([r for r in home.world.requests if r.path.endswith("/revoke")])


@story
async def test_the_last_account_of_a_sign_in_ends_it_at_the_platform(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    values = [*home.world.x.valid_access_tokens(), *home.world.x.valid_refresh_tokens()]
    plan, revoked = await disconnect(home, connection)
    assert (plan.revokes, plan.shares, revoked) == (True, [], True)
    assert home.world.x.valid_refresh_tokens() == []
    assert not any(holds(home, value) for value in values)
    async with home.jobs() as jobs:
        assert await jobs.ports.records.connections() == []
        (event, *_) = await jobs.ports.records.history()
    assert (event.event, event.handle) == ("disconnected", X)
    await assert_tidy(home, items={})


@story
async def test_on_request_it_stays_alive_at_the_platform(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    alive = home.world.x.valid_refresh_tokens()
    plan, revoked = await disconnect(home, connection, keep=True)
    assert (plan.revokes, revoked, revocations(home)) == (False, False, 0)
    assert home.world.x.valid_refresh_tokens() == alive
    assert "connected_apps" in plan.by_hand
    await assert_tidy(home, items={})


@story
async def test_a_platform_that_cannot_be_asked_does_not_keep_the_account_here(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.faults.add("POST /x/api/2/oauth2/revoke", "status", status=503)
    plan, revoked = await disconnect(home, connection)
    assert (plan.revokes, revoked) == (True, False)
    await assert_tidy(home, items={})


@story
async def test_one_chat_of_several_leaves_the_bot_to_the_others(home: Home, visitor: Visitor):
    news, testers = await connect_telegram(home, visitor, NEWS, TESTERS)
    plan, revoked = await disconnect(home, news)
    assert ([c.id for c in plan.shares], plan.revokes, revoked) == ([testers.id], False, False)
    assert holds(home, home.world.telegram.bot(BOT).token)
    async with home.jobs() as jobs:
        assert (await jobs.health.check(testers, by="person", paid=False)).state.slug == "healthy"
    _, revoked = await disconnect(home, testers)
    assert not revoked
    assert home.secret_names() == set()
    await assert_tidy(home, items={})


@story
async def test_another_person_with_the_same_app_is_left_alone(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    (other,) = await sign_in(home, PersonsBrowser(visitor, account="ana_private"), Scripted())
    await disconnect(home, connection)
    async with home.jobs() as jobs:
        handed = await jobs.scripts.token(other, force=True)
    assert handed.value.reveal() in home.world.x.valid_access_tokens()
    await assert_tidy(home, items={"grant": 1})


@story
async def test_four_keys_are_not_revoked_and_their_app_stays(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    connection = await connect_keys(home, keys)
    plan, revoked = await disconnect(home, connection)
    assert (plan.revokes, revoked, plan.app) == (False, False, "your X app")
    assert home.world.x.key_pairs[keys["access_token"]].alive
    assert not holds(home, keys["access_token"])
    assert holds(home, keys["api_key"])
    await assert_tidy(home, items={"app": 1})


@story
async def test_an_account_by_hand_just_goes(home: Home):
    async with home.jobs() as jobs:
        order = ConnectRequest(platform="telegram", route="manual")
        (connection,) = await jobs.connect.run(order, Scripted(fills={"username": "@crumbkitchennews"}))
    plan, revoked = await disconnect(home, connection)
    assert (plan.shares, plan.revokes, revoked, home.world.requests) == ([], False, False, [])
    async with home.jobs() as jobs:
        assert await jobs.ports.records.connections() == []


@story
async def test_the_handle_is_free_again_and_a_new_account_takes_it(home: Home, visitor: Visitor):
    (connection,) = await connect_telegram(home, visitor)
    token = home.world.telegram.bot(BOT).token
    await disconnect(home, connection)
    (again,) = await connect_telegram(home, visitor, token=token)
    assert again.handle == TELEGRAM
    async with home.jobs() as jobs:
        assert (await account(jobs, TELEGRAM)).id == again.id != connection.id


@story
@pytest.mark.parametrize("keep", [True, False])
async def test_a_dead_sign_in_can_be_taken_away(home: Home, visitor: Visitor, keep):
    connection = await connect_x(home, visitor)
    home.world.x.engine.grants[-1].ended = "taken back by the person"
    home.world.clock.advance(3 * 3600)
    async with home.jobs() as jobs:
        assert (await jobs.health.check(connection, by="person", paid=False)).state.slug == "reconnect"
    await disconnect(home, connection, keep=keep)
    await assert_tidy(home, items={})
