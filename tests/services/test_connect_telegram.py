"""Telegram, from a bot's token to the chats that it may post in."""

import asyncio

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home, account
from tests.services.leftovers import assert_tidy, holds
from tests.services.rig import (
    BOT,
    CIRCLE,
    NEWS,
    TELEGRAM,
    TESTERS,
    WHERE,
    add_bot,
    connect_telegram,
    story,
)

from stagedoor.domain.asking import Confirmation
from stagedoor.domain.errors import BadInput, Cancelled, PlatformRefused
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest


def new_bot(visitor: Visitor) -> str:
    return visitor.telegram_new_bot("Crumb Bot", BOT)


@story
async def test_one_channel(home: Home, visitor: Visitor):
    (connection,) = await connect_telegram(home, visitor)
    assert (connection.handle, connection.kind, connection.name) == (TELEGRAM, "channel", NEWS)
    async with home.jobs() as jobs:
        (card,) = await jobs.cards.all()
        handed = await jobs.scripts.token(connection)
        (grant,) = await jobs.ports.records.grants()
    assert handed.value.reveal() == home.world.telegram.bot(BOT).token
    assert (card.state.slug, card.ends_kind, card.abilities) == ("healthy", "never", ["read", "post", "delete"])
    assert grant.app_id is None
    await assert_tidy(home, items={"grant": 1})


@story
async def test_several_chats_are_one_sign_in(home: Home, visitor: Visitor):
    found = await connect_telegram(home, visitor, NEWS, TESTERS, CIRCLE)
    assert {c.name: c.kind for c in found} == {NEWS: "channel", TESTERS: "channel", CIRCLE: "group"}
    assert len({c.grant_id for c in found}) == 1
    assert len({c.handle for c in found}) == 3
    await assert_tidy(home, items={"grant": 1})


@story
async def test_updates_are_left_as_other_programs_want_them(home: Home, visitor: Visitor):
    await connect_telegram(home, visitor)
    assert home.world.telegram.bot(BOT).allowed == ()


@story
async def test_botfathers_whole_message_will_do(home: Home, visitor: Visitor):
    await asyncio.to_thread(new_bot, visitor)
    (connection,) = await connect_telegram(home, visitor, token=visitor.last_message)
    assert connection.handle == TELEGRAM


@story
async def test_a_new_token_heals_every_chat_of_the_bot(home: Home, visitor: Visitor):
    before = await connect_telegram(home, visitor, NEWS, TESTERS)
    old = home.world.telegram.bot(BOT).token
    new = await asyncio.to_thread(visitor.telegram_revoke, BOT)
    async with home.jobs() as jobs:
        checked = await jobs.health.check_all(before, by="round", paid=False)
    assert {c.state.slug for c in checked} == {"reconnect"}
    ask = Scripted(picks=[NEWS], waiting=lambda: add_bot(visitor, NEWS))
    (again,) = await connect_telegram(home, visitor, token=new, ask=ask)
    async with home.jobs() as jobs:
        after = await jobs.ports.records.connections()
        checked = await jobs.health.check_all(after, by="round", paid=False)
    assert {c.state.slug for c in checked} == {"healthy"}
    assert {(c.id, c.handle) for c in after} == {(c.id, c.handle) for c in before}
    assert {c.grant_id for c in after} == {again.grant_id}
    assert holds(home, new)
    assert not holds(home, old)
    await assert_tidy(home, items={"grant": 1})


@story
async def test_another_chat_of_a_known_bot_joins_its_sign_in(home: Home, visitor: Visitor):
    (first,) = await connect_telegram(home, visitor, NEWS)
    token = home.world.telegram.bot(BOT).token
    (second,) = await connect_telegram(home, visitor, TESTERS, token=token)
    async with home.jobs() as jobs:
        connections = await jobs.ports.records.connections()
    assert {c.id for c in connections} == {first.id, second.id}
    assert len({c.grant_id for c in connections}) == 1
    await assert_tidy(home, items={"grant": 1})


@story
async def test_no_leaves_nothing_behind(home: Home, visitor: Visitor):
    token = await asyncio.to_thread(new_bot, visitor)

    def no(question: Confirmation) -> bool:
        return question.kind != "identity"

    ask = Scripted(picks=[NEWS], yes=no, waiting=lambda: add_bot(visitor, NEWS))
    with pytest.raises(Cancelled):
        await connect_telegram(home, visitor, token=token, ask=ask)
    async with home.jobs() as jobs:
        assert await jobs.ports.records.connections() == []
    await assert_tidy(home, items={})
    assert home.secret_names() == set()


@story
async def test_no_to_a_new_chat_leaves_the_others_working(home: Home, visitor: Visitor):
    (first,) = await connect_telegram(home, visitor, NEWS)
    token = home.world.telegram.bot(BOT).token
    ask = Scripted(picks=[TESTERS], yes=False, waiting=lambda: add_bot(visitor, TESTERS))
    with pytest.raises(Cancelled):
        await connect_telegram(home, visitor, token=token, ask=ask)
    async with home.jobs() as jobs:
        assert await jobs.ports.records.connections() == [first]
        assert (await jobs.health.check(first, by="person", paid=False)).state.slug == "healthy"
    await assert_tidy(home, items={"grant": 1})


@story
async def test_a_wrong_token_is_refused_before_anything_else(home: Home, visitor: Visitor):
    token = await asyncio.to_thread(new_bot, visitor)
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
    with pytest.raises(PlatformRefused) as refused:
        await connect_telegram(home, visitor, token=wrong, ask=Scripted())
    assert refused.value.error_id == "token_dead"
    async with home.jobs() as jobs:
        assert await jobs.ports.records.grants() == []
    (connection,) = await connect_telegram(home, visitor, token=token)
    assert connection.handle == TELEGRAM
    await assert_tidy(home, items={"grant": 1})


@story
async def test_the_guide_asks_again_after_a_wrong_paste(home: Home, visitor: Visitor):
    token = await asyncio.to_thread(new_bot, visitor)
    pastes = ["@crumb_news_bot", token[:20], token]
    ask = Scripted(
        fills={"token": pastes}, choices=WHERE, picks=[NEWS], waiting=lambda: add_bot(visitor, NEWS)
    )  # fmt: skip
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="telegram", route="bot"), ask)
    problems = [p.problem for p in ask.prompts]
    assert connection.handle == TELEGRAM
    assert problems[0] == ""
    assert problems[1].startswith("This is a name.")
    assert problems[2].startswith("This token is cut off")
    assert ask.heard(f"Telegram knows this token: it belongs to @{BOT}.")


@story
async def test_a_chat_without_the_right_to_post_waits_for_it(home: Home, visitor: Visitor):
    token = await asyncio.to_thread(new_bot, visitor)
    web = home.world.hosts("telegram")["web"]

    def first_without_then_with() -> None:
        link = f"{web}/{BOT}?startchannel&admin=post_messages+delete_messages"
        visitor.telegram_add_to_channel(link, NEWS, post=False)
        add_bot(visitor, NEWS)

    ask = Scripted(picks=[NEWS], waiting=first_without_then_with)
    (connection,) = await connect_telegram(home, visitor, token=token, ask=ask)
    assert connection.handle == TELEGRAM
    assert ask.found[-1].problem == ""


@story
async def test_a_stop_while_waiting_for_a_chat_goes_on_there_next_time(home: Home, visitor: Visitor):
    """The bot is known and kept; the token is not asked for again."""
    token = await asyncio.to_thread(new_bot, visitor)

    class Leaving(Scripted):
        async def choose_found(self, title, found, find):
            await found.aclose()
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled, match="Stopped"):
        await connect_telegram(home, visitor, token=token, ask=Leaving())
    ask = Scripted(picks=[NEWS], waiting=lambda: add_bot(visitor, NEWS))
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="telegram"), ask)
        assert await account(jobs, TELEGRAM) == connection
    assert ask.asked == []
    await assert_tidy(home, items={"grant": 1})


@story
async def test_an_account_by_hand_has_no_sign_in(home: Home):
    ask = Scripted(fills={"username": "@crumbkitchennews"})
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="telegram", route="manual"), ask)
        (card,) = await jobs.cards.all()
        with pytest.raises(BadInput, match="by hand"):
            await jobs.scripts.token(connection)
    assert (connection.handle, connection.grant_id) == (TELEGRAM, None)
    assert (card.state.slug, card.ends_kind, card.abilities) == ("manual", "never", [])
    assert home.world.requests == []
    await assert_tidy(home, items={})
