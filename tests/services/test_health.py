"""Checks: what they ask, what they cost, and the state of a card that follows from the answers."""

import asyncio
from dataclasses import replace

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.counts import ACCOUNTS_AT_ONCE
from tests.services.ports import Impatient, LockedVault
from tests.services.rig import (
    BOT,
    NEWS,
    TESTERS,
    connect_keys,
    connect_telegram,
    connect_x,
    many_chats,
    sign_in,
    story,
    x_app,
    x_four_keys,
)

from stagedoor.domain.entities import Connection, new_id
from stagedoor.domain.health import State
from stagedoor.practice import Visitor
from stagedoor.services.health import Checked
from stagedoor.services.ports import Ports

TELEGRAM_API = "POST /telegram/api"


def offline(ports: Ports) -> Ports:
    return replace(ports, http=Impatient(ports.http, offline=True))


def locked(ports: Ports) -> Ports:
    return replace(ports, secrets=LockedVault(ports.secrets))


async def check(home: Home, connection: Connection, *changes, paid: bool = False) -> Checked:
    async with home.jobs(*changes) as jobs:
        return await jobs.health.check(connection, by="person", paid=paid)


async def state(home: Home, connection: Connection) -> State:
    """As a card shows it, from stored facts alone."""
    async with home.jobs() as jobs:
        return await jobs.health.state(connection)


@story
async def test_a_free_check_of_x_asks_nothing_that_costs(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    bill = list(home.world.x.ledger)
    checked = await check(home, connection)
    assert (checked.state.slug, checked.cost) == ("healthy", 0.0)
    assert home.world.x.ledger == bill


@story
async def test_a_paid_check_is_made_only_when_asked_and_says_its_price(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.clock.advance(2 * 86_400)  # X takes the price of one resource once a day
    bill = len(home.world.x.ledger)
    checked = await check(home, connection, paid=True)
    assert (checked.state.slug, checked.cost) == ("healthy", 0.010)
    assert [charge.price for charge in home.world.x.ledger[bill:]] == [0.010]


@story
async def test_telegram_is_asked_everything_for_nothing(home: Home, visitor: Visitor):
    (connection,) = await connect_telegram(home, visitor)
    checked = await check(home, connection)
    assert {a.check_id for a in checked.answers if a.verdict == "ok"} >= {"bot", "chat", "rights", "webhook"}
    assert (checked.state.slug, checked.cost) == ("healthy", 0.0)


@story
async def test_a_locked_keychain_is_locked_and_nothing_is_lost(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    checked = await check(home, connection, locked)
    assert (checked.state.slug, checked.state.action) == ("locked", "unlock")
    assert "Nothing is lost" in checked.state.cause
    assert (await check(home, connection)).state.slug == "healthy"


@story
async def test_keys_that_are_gone_ask_for_a_new_sign_in(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    async with home.jobs() as jobs:
        (item,) = await jobs.ports.records.items(kind="grant")
        await jobs.ports.secrets.delete(item)
    checked = await check(home, connection)
    assert (checked.state.slug, checked.state.cause_id) == ("reconnect", "secret_missing")


@story
async def test_a_right_that_was_taken_away_is_partial_and_heals(home: Home, visitor: Visitor):
    (connection,) = await connect_telegram(home, visitor)
    bot, chat = home.world.telegram.bot(BOT), home.world.telegram.chat(NEWS)
    home.world.telegram.set_rights(bot, chat, ["delete_messages"])
    checked = await check(home, connection)
    assert (checked.state.slug, checked.state.pill, checked.state.action) == ("partial", "Cannot post", "fix")
    home.world.telegram.set_rights(bot, chat, ["post_messages", "delete_messages"])
    assert (await check(home, connection)).state.slug == "healthy"


@story
async def test_a_bot_thrown_out_of_a_channel_hides_none_of_the_others(home: Home, visitor: Visitor):
    connections = await connect_telegram(home, visitor, NEWS, TESTERS)
    home.world.telegram.remove(home.world.telegram.bot(BOT), home.world.telegram.chat(NEWS))
    async with home.jobs() as jobs:
        checked = await jobs.health.check_all(connections, by="round", paid=False)
    assert {c.connection.name: c.state.slug for c in checked} == {NEWS: "partial", TESTERS: "healthy"}


@story
async def test_credit_that_is_used_up_is_limited_until_it_is_bought(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    person = home.world.x.accounts["crumbkitchen"]
    home.world.clock.advance(2 * 86_400)
    person.credits = 0.0
    checked = await check(home, connection, paid=True)
    assert (checked.state.slug, checked.state.pill, checked.cost) == ("limited", "No credit", 0.0)
    assert "The sign-in works" in checked.state.cause
    person.credits = 5.0
    assert (await check(home, connection, paid=True)).state.slug == "healthy"


@story
async def test_too_many_calls_are_limited(home: Home, visitor: Visitor):
    (connection,) = await connect_telegram(home, visitor)
    home.world.faults.add(TELEGRAM_API, "rate", times=9, retry_after=30)
    checked = await check(home, connection)
    assert (checked.state.slug, checked.state.cause_id) == ("limited", "too_fast")
    home.world.faults.clear()
    assert (await check(home, connection)).state.slug == "healthy"


@story
@pytest.mark.parametrize("kind", ["html", "cut", "truncated", "empty", "wrong_type", "not_json", "bad_utf8"])
async def test_what_the_network_breaks_is_not_checked_and_never_dead(home: Home, visitor: Visitor, kind):
    (connection,) = await connect_telegram(home, visitor)
    home.world.faults.add(TELEGRAM_API, kind, times=9)
    checked = await check(home, connection)
    assert (checked.state.slug, checked.state.pill) == ("unreachable", "Not checked")
    home.world.faults.clear()
    assert (await check(home, connection)).state.slug == "healthy"


@story
async def test_offline_is_never_dead_and_the_last_proof_stays_visible(home: Home, visitor: Visitor):
    (connection,) = await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        proved = (await jobs.cards.card(connection)).proved_at
    home.world.clock.advance(3600)
    checked = await check(home, connection, offline)
    assert checked.state.slug == "unreachable"
    async with home.jobs() as jobs:
        assert (await jobs.cards.card(connection)).proved_at == proved
    assert (await check(home, connection)).state.slug == "healthy"


@story
async def test_a_renewal_that_fails_says_until_when_it_works(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.clock.advance(2 * 3600 - 30)
    home.world.faults.add("POST /x/api/2/oauth2/token", "status", status=503)
    checked = await check(home, connection)
    assert (checked.state.slug, checked.state.cause_id) == ("renew_failed", "trouble")
    assert checked.state.pill.startswith("Works until")
    assert (await check(home, connection)).state.slug == "healthy"


@story
async def test_an_access_token_taken_back_early_is_renewed_before_anybody_is_alarmed(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.x.expire_access_tokens()
    checked = await check(home, connection, paid=True)
    assert checked.state.slug == "healthy"
    assert home.world.x.refresh_count == 1


@story
async def test_a_sign_in_taken_back_by_the_person_shows_in_a_paid_check(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.x.engine.grants[-1].ended = "taken back by the person"
    checked = await check(home, connection, paid=True)
    assert (checked.state.slug, checked.state.cause_id) == ("reconnect", "refresh_spent")
    assert checked.cost == 0.0


@story
async def test_four_keys_made_anew_at_the_platform_are_dead_until_they_come_back(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    connection = await connect_keys(home, keys)
    pair = home.world.x.key_pairs[keys["access_token"]]
    pair.alive = False
    assert (await check(home, connection, paid=True)).state.slug == "reconnect"
    free = await check(home, connection)  # asks with the app's keys only, which are good
    assert (free.answers[-1].check_id, free.state.slug) == ("usage", "reconnect")
    pair.alive = True
    assert (await check(home, connection, paid=True)).state.slug == "healthy"


@story
async def test_a_dead_bot_is_marked_once_and_heals(home: Home, visitor: Visitor):
    connections = await connect_telegram(home, visitor, NEWS, TESTERS)
    bot = home.world.telegram.bot(BOT)
    token = bot.token
    home.world.telegram.new_token(bot)
    first = await check(home, connections[0])
    async with home.jobs() as jobs:
        (grant,) = await jobs.ports.records.grants()
    home.world.clock.advance(3600)
    for connection in connections:
        assert (await check(home, connection)).state.slug == "reconnect"
    async with home.jobs() as jobs:
        (later,) = await jobs.ports.records.grants()
    assert first.state.cause_id == "token_dead"
    assert (later.dead_at, later.dead_code) == (grant.dead_at, grant.dead_code)
    bot.token = token
    assert (await check(home, connections[0])).state.slug == "healthy"
    assert (await state(home, connections[1])).slug == "healthy"


@story
async def test_a_new_way_to_connect_does_not_inherit_what_was_wrong_with_the_old_one(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(lambda: x_four_keys(home, visitor, permissions="r"))
    connection = await connect_keys(home, keys)
    assert (await state(home, connection)).slug == "partial"
    app = await asyncio.to_thread(x_app, home, visitor)
    await sign_in(home, PersonsBrowser(visitor), Scripted(), app)
    async with home.jobs() as jobs:
        (connection,) = await jobs.ports.records.connections()
    assert (await state(home, connection)).slug == "healthy"


@story
async def test_a_new_name_at_the_platform_is_shown_and_the_handle_stays(home: Home, visitor: Visitor):
    (connection,) = await connect_telegram(home, visitor)
    home.world.telegram.chat(NEWS).title = "Crumb Kitchen Daily"
    await check(home, connection)
    async with home.jobs() as jobs:
        (after,) = await jobs.ports.records.connections()
    assert (after.name, after.handle) == ("Crumb Kitchen Daily", connection.handle)


@story
async def test_many_accounts_are_checked_at_once(home: Home, visitor: Visitor):
    """And one that is in trouble neither stops nor hides another."""
    (first,) = await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        connections = await many_chats(jobs, home.world, first, ACCOUNTS_AT_ONCE)
        ill = connections[17]
        bot = home.world.telegram.bot(BOT)
        home.world.telegram.remove(bot, home.world.telegram.chat(ill.name))
        checked = await jobs.health.check_all(connections, by="round", paid=False)
        history = [len(await jobs.ports.records.checks(c.id)) for c in connections]
    assert {c.connection.id for c in checked if c.state.slug != "healthy"} == {ill.id}
    assert (len(checked), min(history)) == (ACCOUNTS_AT_ONCE, 1)


@story
async def test_a_lost_sign_in_among_many_is_the_only_one(home: Home, visitor: Visitor):
    x = await connect_x(home, visitor)
    telegram = await connect_telegram(home, visitor, NEWS, TESTERS)
    home.world.x.engine.grants[-1].ended = "taken back by the person"
    home.world.clock.advance(3 * 3600)
    async with home.jobs() as jobs:
        checked = await jobs.health.check_all([x, *telegram], by="round", paid=False)
    assert [c.state.slug for c in checked] == ["reconnect", "healthy", "healthy"]


@story
async def test_an_account_by_hand_is_asked_nothing(home: Home):
    async with home.jobs() as jobs:
        by_hand = Connection(
            id=new_id(), handle="x/hand", platform="x", route="manual", kind="account", grant_id=None,
            external_id="hand:hand", name="hand", confirmed_at=1,
        )  # fmt: skip
        kept = await jobs.ports.records.keep_by_hand(by_hand, setup_id=None, activity=[])
        checked = await jobs.health.check(kept, by="person", paid=True)
    assert (checked.state.slug, checked.answers) == ("manual", [])
    assert home.world.requests == []
