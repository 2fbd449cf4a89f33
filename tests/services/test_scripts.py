"""Handing over to scripts: one token, or the variables of an account, and never one in the place of another."""

import asyncio

import pytest
from tests.helpers.home import Home
from tests.services.rig import (
    BOT,
    NEWS,
    TELEGRAM,
    TESTERS,
    X,
    connect_keys,
    connect_telegram,
    connect_x,
    many_x,
    story,
    x_four_keys,
)

from stagedoor.domain.errors import BadInput, NotFound
from stagedoor.practice import Visitor


@story
async def test_a_token_comes_with_its_end_and_its_permissions(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    (chat,) = await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        x, telegram = await jobs.scripts.token(connection), await jobs.scripts.token(chat)
    assert x.ends == "at"
    assert x.ends_at == pytest.approx(home.clock.now() + 7200, abs=60)
    assert "tweet.write" in (x.scopes or [])
    assert (telegram.ends, telegram.ends_at, telegram.scopes) == ("never", None, None)


@story
async def test_four_keys_are_no_token_and_name_the_way(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    connection = await connect_keys(home, keys)
    async with home.jobs() as jobs:
        with pytest.raises(BadInput, match=f"stagedoor exec {X} -- COMMAND") as refused:
            await jobs.scripts.token(connection)
        values = await jobs.scripts.variables([connection], {}, {})
    assert refused.value.code == "key_set"
    assert {name: value.reveal() for name, value in values.items()} == {
        "X_API_KEY": keys["api_key"], "X_API_SECRET": keys["api_secret"],
        "X_OAUTH1_ACCESS_TOKEN": keys["access_token"], "X_OAUTH1_ACCESS_TOKEN_SECRET": keys["access_token_secret"],
    }  # fmt: skip


@story
async def test_the_variables_of_two_platforms_stand_side_by_side(home: Home, visitor: Visitor):
    x = await connect_x(home, visitor)
    (chat,) = await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        values = await jobs.scripts.variables([x, chat], {}, {})
    assert values["TELEGRAM_BOT_TOKEN"].reveal() == home.world.telegram.bot(BOT).token
    assert values["TELEGRAM_CHAT_ID"].reveal() == str(home.world.telegram.chat(NEWS).id)
    assert [values["X_ACCESS_TOKEN"].reveal()] == home.world.x.valid_access_tokens()
    assert set(values) == {"TELEGRAM_BOT_TOKEN", "TELEGRAM_CHAT_ID", "X_ACCESS_TOKEN"}


@story
async def test_two_accounts_that_want_one_name_need_a_prefix(home: Home, visitor: Visitor):
    news, testers = await connect_telegram(home, visitor, NEWS, TESTERS)
    async with home.jobs() as jobs:
        with pytest.raises(BadInput, match="both want the variable TELEGRAM_BOT_TOKEN") as clash:
            await jobs.scripts.variables([news, testers], {}, {})
        values = await jobs.scripts.variables([news, testers], {testers.handle: "TEST"}, {})
    assert clash.value.code == "collision"
    assert f"--as NAME={testers.handle}" in clash.value.fix
    assert values["TEST_CHAT_ID"].reveal() == str(home.world.telegram.chat(TESTERS).id)
    assert values["TELEGRAM_CHAT_ID"].reveal() == str(home.world.telegram.chat(NEWS).id)


@story
async def test_a_variable_that_is_set_already_is_not_covered(home: Home, visitor: Visitor):
    (chat,) = await connect_telegram(home, visitor)
    taken = {"TELEGRAM_CHAT_ID": "somebody else's"}
    async with home.jobs() as jobs:
        with pytest.raises(BadInput, match="TELEGRAM_CHAT_ID is set already"):
            await jobs.scripts.variables([chat], {}, taken)
        assert "MINE_CHAT_ID" in await jobs.scripts.variables([chat], {chat.handle: "MINE"}, taken)


@story
async def test_an_expired_token_is_renewed_before_it_is_handed_over(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.clock.advance(3 * 3600)
    async with home.jobs() as jobs:
        values = await jobs.scripts.variables([connection], {}, {})
    assert values["X_ACCESS_TOKEN"].reveal() in home.world.x.valid_access_tokens()


@story
async def test_handles_are_found_whole_or_by_a_unique_part(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        await many_x(jobs, home.world, 2)
        assert (await jobs.scripts.find(X, exact=True)).handle == X
        assert (await jobs.scripts.find("kitchennews", exact=False)).handle == TELEGRAM
        with pytest.raises(BadInput, match="x/baker_0, x/baker_1"):
            await jobs.scripts.find("baker", exact=False)
        with pytest.raises(NotFound, match=f"There are: .*{X}"):
            await jobs.scripts.find("kitchennews", exact=True)
