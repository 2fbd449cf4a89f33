"""The database is lost and the keychain is not: the doctor finds the sign-ins again, and `connect` takes them up."""

import asyncio

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.leftovers import assert_tidy
from tests.services.rig import NEWS, X, browsing, connect_keys, connect_telegram, connect_x, story, x_four_keys

from stagedoor.domain.exchange import Answer
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest


class Typing(Scripted):
    """A bot is told of a chat once, when it is added: later the person types its name."""

    async def choose_found(self, title, found, find):
        await found.aclose()
        return [await find("@crumbkitchennews")]


def lose_the_database(home: Home) -> None:
    for path in home.paths.home.glob("stagedoor.db*"):
        path.unlink()


async def found_by_the_doctor(home: Home) -> list[Answer]:
    async with home.jobs() as jobs:
        diagnosis = await jobs.doctor.computer()
    return [a for a in diagnosis.answers if a.check_id == "keychain" and a.verdict == "warn"]


@story
@pytest.mark.parametrize("kind", ["web", "native"])
async def test_a_sign_in_is_found_again_and_taken_up_without_a_browser(home: Home, visitor: Visitor, kind):
    """A public client has no secret: its app comes back with its sign-in."""
    await connect_x(home, visitor, kind)
    lose_the_database(home)
    (said,) = await found_by_the_doctor(home)
    assert "X" in said.cause
    assert "stagedoor connect x" in said.fix
    ask = Scripted()
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="x"), ask)
        assert (connection.handle, ask.authorized) == (X, [])
        home.world.clock.advance(3 * 3600)
        assert (await jobs.scripts.token(connection)).value
    await assert_tidy(home, items={"grant": 1} | ({"app": 1} if kind == "web" else {}))


@story
async def test_four_keys_and_a_bot_come_back(home: Home, visitor: Visitor):
    await connect_keys(home, await asyncio.to_thread(x_four_keys, home, visitor))
    await connect_telegram(home, visitor)
    lose_the_database(home)
    assert len(await found_by_the_doctor(home)) == 2
    async with home.jobs() as jobs:
        ask = Typing()
        (x,) = await jobs.connect.run(ConnectRequest(platform="x"), ask)
        (chat,) = await jobs.connect.run(ConnectRequest(platform="telegram"), ask)
        assert ask.prompts == []
        assert (await jobs.health.check(x, by="person", paid=True)).state.slug == "healthy"
        assert (chat.name, (await jobs.health.check(chat, by="person", paid=False)).state.slug) == (NEWS, "healthy")


@story
async def test_it_is_said_once_and_nothing_is_found_where_nothing_is_lost(home: Home, visitor: Visitor):
    await connect_x(home, visitor, "web")
    assert await found_by_the_doctor(home) == []
    lose_the_database(home)
    assert len(await found_by_the_doctor(home)) == 1
    assert await found_by_the_doctor(home) == []


@story
async def test_a_sign_in_that_was_made_again_meanwhile_is_left_where_it_is(home: Home, visitor: Visitor):
    await connect_keys(home, keys := await asyncio.to_thread(x_four_keys, home, visitor))
    lose_the_database(home)
    await connect_keys(home, keys)
    assert await found_by_the_doctor(home) == []
    async with home.jobs() as jobs:
        assert [g.status for g in await jobs.ports.records.grants()] == ["live"]
