"""X, from "I want X here" to an account that works: by browser and by four keys."""

import asyncio
import socket
from contextlib import ExitStack

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.leftovers import assert_tidy, holds
from tests.services.rig import (
    X,
    browsing,
    connect_keys,
    connect_x,
    sign_in,
    story,
    x_app,
    x_four_keys,
)

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import Busy, PlatformRefused
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest


class GivingLess(PersonsBrowser):
    """The platform grants less than was asked for, as where a person unticks something."""

    def _visit(self, url: str) -> None:
        back = self.visitor.consent(url)
        code = next(reversed(self.visitor.world.x.engine.codes.values()))
        code.scopes = tuple(s for s in code.scopes if s not in {"tweet.write", "media.write"})
        self.visitor.open(back)


async def the_account(home: Home, handle: str = X) -> Connection:
    async with home.jobs() as jobs:
        (connection,) = [c for c in await jobs.ports.records.connections() if c.handle == handle]
    return connection


@story
@pytest.mark.parametrize("kind", ["native", "web"])
async def test_a_sign_in_ends_in_an_account_that_works(home: Home, visitor: Visitor, kind):
    connection = await connect_x(home, visitor, kind)
    assert (connection.handle, connection.route, connection.status) == (X, "browser", "live")
    async with home.jobs() as jobs:
        handed = await jobs.scripts.token(connection)
        (card,) = await jobs.cards.all()
        (attempt,) = await jobs.ports.records.attempts(status="confirmed")
    assert handed.value.reveal() in home.world.x.valid_access_tokens()
    assert home.world.x.exchange_count == 1
    assert (card.state.slug, attempt.grant_id) == ("healthy", connection.grant_id)
    await assert_tidy(home, items={"grant": 1} if kind == "native" else {"grant": 1, "app": 1})


@story
async def test_four_keys_end_in_an_account_that_works(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    connection = await connect_keys(home, keys)
    assert (connection.handle, connection.route) == (X, "keys")
    async with home.jobs() as jobs:
        (card,) = await jobs.cards.all()
        values = await jobs.scripts.variables([connection], {}, {})
    assert {value.reveal() for value in values.values()} == set(keys.values())
    assert (card.state.slug, card.ends_kind) == ("healthy", "never")
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_no_secret_lies_outside_the_vault(home: Home, visitor: Visitor):
    await connect_x(home, visitor, "web")
    everything = [path.read_bytes() for path in home.paths.home.rglob("*") if path.is_file()]
    secrets = [value for value in home.world.secrets() if value != home.world.x.app_by(kind="web").client_id]  # type: ignore[union-attr]  # it was just made
    assert [value for value in secrets for content in everything if value.encode() in content] == []
    assert holds(home, *home.world.x.valid_refresh_tokens())


@story
async def test_the_guide_walks_every_step_and_asks_each_value_once(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor, "web")
    ask = Scripted(fills=keys, choices={"accounts": "several", "type": "web"})
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="x"), ask)
        spec = jobs.ports.platforms.spec("x")
    assert connection.handle == X
    assert [g.title for g in ask.guides] == [step.title for step in spec.route["browser"].step.values()]
    assert ask.asked == ["client_id", "client_secret"]
    assert [c.kind for c in ask.confirmations] == ["gate", "identity"]
    assert "@crumbkitchen (1,284 followers)" in ask.identity.lines[0]
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_the_pasted_address_does_what_the_browser_does(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    ask = Scripted(pastes=visitor.consent)
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="x", given=keys, open_browser=False), ask)
    assert connection.handle == X


@story
async def test_the_same_account_again_replaces_its_sign_in_only(home: Home, visitor: Visitor):
    first = await connect_x(home, visitor)
    old = home.world.x.valid_refresh_tokens()
    ask = Scripted()
    (again,) = await sign_in(home, PersonsBrowser(visitor), ask)
    assert (again.id, again.handle) == (first.id, first.handle)
    assert again.grant_id != first.grant_id
    assert holds(home, *home.world.x.valid_refresh_tokens())
    assert not holds(home, *old)
    assert ask.asked == []
    await assert_tidy(home, items={"grant": 1})


@story
async def test_another_way_to_connect_takes_the_place_of_the_first(home: Home, visitor: Visitor):
    first = await connect_x(home, visitor)
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    ask = Scripted()
    again = await connect_keys(home, keys, ask)
    assert (again.id, again.handle, again.route) == (first.id, X, "keys")
    assert "x/crumbkitchen works by Sign in with the browser now; this sign-in takes its place." in ask.identity.lines
    assert not holds(home, *home.world.x.valid_refresh_tokens())
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_a_second_account_starts_at_the_sign_in(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    ask = Scripted()
    (second,) = await sign_in(home, PersonsBrowser(visitor, account="ana_private"), ask)
    assert second.handle == "x/ana_private"
    assert (ask.asked, ask.guides) == ([], [])
    async with home.jobs() as jobs:
        for connection in await jobs.ports.records.connections():
            handed = await jobs.scripts.token(connection, force=True)
            assert handed.value.reveal() in home.world.x.valid_access_tokens()


@story
async def test_no_leaves_nothing_behind(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    with pytest.raises(Exception, match="Nothing was kept"):
        await sign_in(home, PersonsBrowser(visitor), Scripted(yes=False), keys)
    async with home.jobs() as jobs:
        assert await jobs.ports.records.connections() == []
        assert await jobs.ports.records.grants() == []
    assert home.world.x.valid_refresh_tokens() == []  # given back to the platform as well
    await assert_tidy(home, items={})
    assert home.secret_names() == set()


@story
async def test_no_to_another_account_leaves_the_first_alone(home: Home, visitor: Visitor):
    first = await connect_x(home, visitor)
    mine = home.world.x.valid_refresh_tokens()
    with pytest.raises(Exception, match="Nothing was kept"):
        await sign_in(home, PersonsBrowser(visitor, account="ana_private"), Scripted(yes=lambda c: c.kind == "gate"))
    assert home.world.x.valid_refresh_tokens() == mine
    assert await the_account(home) == first
    await assert_tidy(home, items={"grant": 1})


@story
async def test_no_to_the_same_account_revokes_nothing(home: Home, visitor: Visitor):
    """What ends the new sign-in could end the older one of the same person and app."""
    first = await connect_x(home, visitor)
    with pytest.raises(Exception, match="Nothing was kept"):
        await sign_in(home, PersonsBrowser(visitor), Scripted(yes=lambda c: c.kind == "gate"))
    assert not [r for r in home.world.requests if r.path.endswith("/revoke")]
    assert await the_account(home) == first
    await assert_tidy(home, items={"grant": 1})


@story
@pytest.mark.parametrize("hours", [0, 3])
async def test_an_identity_that_is_not_told_is_asked_later_without_a_new_consent(home: Home, visitor: Visitor, hours):
    keys = await asyncio.to_thread(x_app, home, visitor)
    home.world.faults.add("GET /x/api/2/users/me", "status", status=503)
    with pytest.raises(PlatformRefused) as refused:
        await sign_in(home, PersonsBrowser(visitor), Scripted(), keys)
    assert refused.value.kind == "platform"
    home.world.clock.advance(hours * 3600)
    browser, ask = PersonsBrowser(visitor), Scripted()
    (connection,) = await sign_in(home, browser, ask)
    assert (connection.handle, browser.opened) == (X, [])
    assert ask.heard("One step was left from last time")
    assert home.world.x.exchange_count == 1
    await assert_tidy(home, items={"grant": 1})


@story
@pytest.mark.parametrize("hours", [0, 3])
async def test_an_unfinished_sign_in_that_ended_meanwhile_makes_room(home: Home, visitor: Visitor, hours):
    """Its end shows when it is renewed, or (within two hours) when it is asked who it is."""
    keys = await asyncio.to_thread(x_app, home, visitor)
    home.world.faults.add("GET /x/api/2/users/me", "status", status=503)
    with pytest.raises(PlatformRefused):
        await sign_in(home, PersonsBrowser(visitor), Scripted(), keys)
    home.world.x.engine.end(keys["client_id"], "crumbkitchen", "taken back at the platform")
    home.world.clock.advance(hours * 3600)
    if not hours:
        with pytest.raises(PlatformRefused, match="no longer takes this token"):
            await sign_in(home, PersonsBrowser(visitor), Scripted())
    browser = PersonsBrowser(visitor)
    (connection,) = await sign_in(home, browser, Scripted())
    assert (connection.handle, len(browser.opened)) == (X, 1)
    await assert_tidy(home, items={"grant": 1})


@story
async def test_cancel_at_the_platform_is_said_and_the_keys_are_kept(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor, "web")
    with pytest.raises(PlatformRefused, match=r"Cancel was pressed on X's page"):
        await sign_in(home, PersonsBrowser(visitor, "deny"), Scripted(), keys)
    async with home.jobs() as jobs:
        (attempt,) = await jobs.ports.records.attempts(status="denied")
    assert attempt.error == "denied"
    ask = Scripted()
    (connection,) = await sign_in(home, PersonsBrowser(visitor), ask)
    assert (connection.handle, ask.asked) == (X, [])
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_permissions_that_were_not_given_are_named(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    ask = Scripted(yes=lambda question: "Sign in again" not in question.question)
    (connection,) = await sign_in(home, GivingLess(visitor), ask, keys)
    assert ask.heard("A permission was not given: Stagedoor cannot post to this account")
    assert ask.heard("A permission was not given: Posts can have no pictures or videos.")
    async with home.jobs() as jobs:
        card = await jobs.cards.card(connection)
    assert (card.state.slug, card.state.cause_id, card.state.pill) == ("partial", "scope:tweet.write", "Cannot post")
    assert "post" not in card.abilities
    assert "read" in card.abilities


@story
async def test_keys_that_may_only_read_are_named_before_yes(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(lambda: x_four_keys(home, visitor, permissions="r"))
    ask = Scripted()
    connection = await connect_keys(home, keys, ask)
    assert any("These keys may only read" in line for line in ask.identity.lines)
    async with home.jobs() as jobs:
        state = await jobs.health.state(connection)
    assert (state.slug, state.cause_id) == ("partial", "read_only")


@story
async def test_no_free_port_is_said_before_the_browser_opens(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    browser = PersonsBrowser(visitor)
    with ExitStack() as held:
        for port in home.ports[:2]:
            held.enter_context(socket.create_server(("127.0.0.1", port)))
        with socket.create_server(("127.0.0.1", home.ports[2])), pytest.raises(Busy):
            await sign_in(home, browser, Scripted(), keys)
        assert browser.opened == []
        (connection,) = await sign_in(home, browser, Scripted())
    assert connection.handle == X


@story
async def test_a_late_answer_of_an_older_sign_in_is_recognised_and_not_used(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    with pytest.raises(PlatformRefused):
        await sign_in(home, (older := PersonsBrowser(visitor, "deny")), Scripted(), keys)

    class LateFirst(PersonsBrowser):
        def _visit(self, url: str) -> None:
            visitor.consent(older.opened[0], follow=True)
            super()._visit(url)

    ask = Scripted()
    (connection,) = await sign_in(home, LateFirst(visitor), ask)
    assert ask.heard("That was the sign-in of")
    assert connection.handle == X
    assert home.world.x.exchange_count == 1
