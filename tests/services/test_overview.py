"""One look at everything: what holds for all accounts is said once, and what one of them lacks keeps nobody waiting."""

from dataclasses import replace

import pytest
from tests.helpers.crowd import crowd
from tests.helpers.home import Home
from tests.services.ports import Impatient, LockedVault
from tests.services.rig import NEWS, TESTERS, X, connect_telegram, connect_x, story

from stagedoor.domain.entities import Finding, Setup
from stagedoor.practice import Visitor
from stagedoor.services.jobs import Jobs
from stagedoor.services.ports import Ports

NEWS_HANDLE = "telegram/crumbkitchennews"


def unplugged(ports: Ports) -> Ports:
    return replace(ports, http=Impatient(ports.http, offline=True))


def locked(ports: Ports) -> Ports:
    return replace(ports, secrets=LockedVault(ports.secrets))


async def check_all(jobs: Jobs) -> None:
    await jobs.health.check_all(await jobs.ports.records.connections(), by="person", paid=False)


@story
async def test_the_overview_says_what_the_cards_say(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await connect_telegram(home, visitor, NEWS, TESTERS)
    async with home.jobs() as jobs:
        await check_all(jobs)
        seen = await jobs.cards.overview()
        assert seen.cards == await jobs.cards.all()
        assert seen.cards == [await jobs.cards.card(c) for c in await jobs.ports.records.connections()]
    by_handle = {card.connection.handle: card for card in seen.cards}
    assert (seen.offline, seen.locked, seen.view) == (False, False, "")
    assert by_handle[X].test_price == pytest.approx(0.025)
    assert (by_handle[X].renews, by_handle[X].idle) == (True, True)
    assert by_handle[NEWS_HANDLE].followers is not None
    assert by_handle[NEWS_HANDLE].another == "Connect another channel or group"
    assert (by_handle[NEWS_HANDLE].test_price, by_handle[NEWS_HANDLE].renews) == (0, False)
    assert [list(card.states.values()) for card in seen.cards] == [[["healthy"]]] * 3


@story
async def test_without_a_network_cards_keep_what_was_known(home: Home, visitor: Visitor):
    """Trouble that was found before stays found: silence neither mends nor breaks."""
    await connect_x(home, visitor)
    await connect_telegram(home, visitor)
    world = home.world
    async with home.jobs() as jobs:
        world.telegram.chat(NEWS).bots.clear()
        await check_all(jobs)
        before = {c.connection.handle: c.state for c in (await jobs.cards.overview()).cards}
    assert before[NEWS_HANDLE].slug == "partial"
    world.clock.advance(3 * 3600)
    async with home.jobs(unplugged) as jobs:
        await check_all(jobs)
        seen = await jobs.cards.overview()
    assert seen.offline
    assert {c.connection.handle: c.state for c in seen.cards} == before
    async with home.jobs() as jobs:
        await check_all(jobs)
        assert not (await jobs.cards.overview()).offline


@story
async def test_one_platform_that_does_not_answer_is_not_offline(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    (chat,) = await connect_telegram(home, visitor)
    home.world.clock.advance(3600)
    async with home.jobs() as jobs:
        await jobs.health.check(chat, by="person", paid=False)
    async with home.jobs(unplugged) as jobs:
        connection = await jobs.ports.records.connection(X)
        assert connection is not None
        await jobs.health.check(connection, by="person", paid=True)
        seen = await jobs.cards.overview()
    assert not seen.offline
    assert {c.connection.handle: c.state.slug for c in seen.cards}[X] == "unreachable"


@story
async def test_locked_keys_are_said_once_and_not_by_every_card(home: Home, visitor: Visitor):
    await connect_telegram(home, visitor, NEWS, TESTERS)
    async with home.jobs(locked) as jobs:
        await check_all(jobs)
        seen = await jobs.cards.overview()
    assert seen.locked
    assert {card.state.slug for card in seen.cards} == {"healthy"}
    async with home.jobs() as jobs:
        await check_all(jobs)
        assert not (await jobs.cards.overview()).locked


@story
async def test_a_platform_file_that_is_broken_keeps_nobody_waiting(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        await jobs.setups.open("telegram")
    (home.paths.platforms / "telegram.toml").write_text("this is = = no table")
    async with home.jobs() as jobs:
        seen = await jobs.cards.overview()
    states = {card.connection.handle: card.state for card in seen.cards}
    assert states[X].slug == "healthy"
    assert states[NEWS_HANDLE].slug == "unreachable"
    assert "telegram.toml" in states[NEWS_HANDLE].cause + states[NEWS_HANDLE].fix
    assert [card.state.slug for card in seen.setups] == ["unreachable"]


@story
async def test_a_setup_says_where_it_goes_on(home: Home):
    async with home.jobs() as jobs:
        setup = await jobs.setups.open("x")
        spec = jobs.ports.platforms.spec("x")
        todo = list(spec.route["browser"].step)
        await jobs.setups.keep(setup, route="browser", step=todo[1])
        (card,) = (await jobs.cards.overview()).setups
    assert isinstance(card.setup, Setup)
    assert card.state.pill.startswith("Step 3 of ")
    assert card.next_step == spec.route["browser"].step[todo[2]].title


@story
async def test_labels_and_the_chosen_view_are_kept(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    async with home.jobs() as jobs:
        await jobs.cards.set_label(connection, " Client B ")
        await jobs.cards.set_view("list")
    async with home.jobs() as jobs:
        seen = await jobs.cards.overview()
        assert (seen.cards[0].label, seen.view) == ("Client B", "list")
        await jobs.cards.set_label(connection, "")
        assert (await jobs.cards.overview()).cards[0].label == ""


@story
async def test_what_was_asked_last_and_what_proved_something_are_two_times(home: Home, visitor: Visitor):
    (chat,) = await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        proved = (await jobs.cards.overview()).cards[0].proved_at
        home.world.clock.advance(7200)
        lost = Finding(subject=chat.id, check_id="bot", verdict="unknown", checked_at=jobs.ports.now())
        await jobs.ports.records.keep_check(None, [lost])
        card = (await jobs.cards.overview()).cards[0]
        assert card.asked_at == jobs.ports.now()
    assert card.proved_at == proved


@story
async def test_five_hundred_accounts_are_all_there(home: Home):
    async with home.jobs() as jobs:
        await crowd(jobs, 500)
        assert len((await jobs.cards.overview()).cards) == 500
