"""What happens to bots beside Stagedoor: other programs that listen, groups that get another number."""

import asyncio

import pytest
from msgspec.structs import replace
from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.rig import BOT, NEWS, WHERE, add_bot, connect_telegram, story

from stagedoor.domain.asking import Confirmation
from stagedoor.domain.errors import Cancelled, PlatformRefused
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

CLUB = "Bake Club"
HOOK = "https://elsewhere.example/hook"


def listened_to(home: Home, visitor: Visitor) -> str:
    """The token of a bot whose messages go to another program."""
    token = visitor.telegram_new_bot("Crumb Bot", BOT)
    home.world.telegram.bot(BOT).webhook = HOOK
    return token


@story
async def test_another_program_is_switched_off_only_after_a_yes(home: Home, visitor: Visitor):
    token = await asyncio.to_thread(listened_to, home, visitor)
    ask = Scripted(picks=[NEWS], waiting=lambda: add_bot(visitor, NEWS))
    await connect_telegram(home, visitor, token=token, ask=ask)
    (asked,) = [c for c in ask.confirmations if c.kind == "danger"]
    assert "Another program receives this bot's messages" in asked.lines[0]
    assert asked.yes == "Switch it off"
    assert home.world.telegram.bot(BOT).webhook == ""


@story
async def test_after_a_no_it_stays_and_nothing_is_listened_to(home: Home, visitor: Visitor):
    token = await asyncio.to_thread(listened_to, home, visitor)
    ask = Scripted(picks=[NEWS], yes=lambda question: question.kind != "danger")
    with pytest.raises(Cancelled):
        await connect_telegram(home, visitor, token=token, ask=ask)
    assert home.world.telegram.bot(BOT).webhook == HOOK
    called = {r.path.rsplit("/", 1)[-1] for r in home.world.requests if r.path.startswith("/telegram/api/")}
    assert called == {"getMe", "getWebhookInfo"}
    assert ask.heard("type the name")


@story
async def test_a_bot_of_ones_own_is_not_asked_about(home: Home, visitor: Visitor):
    ask = Scripted(picks=[NEWS], waiting=lambda: add_bot(visitor, NEWS))
    await connect_telegram(home, visitor, ask=ask)
    assert [c.kind for c in ask.confirmations if c.kind == "danger"] == []


@story
async def test_another_program_that_asks_too_is_named(home: Home, visitor: Visitor):
    """A webhook that is set while Stagedoor listens ends the listening, with the reason."""
    token = await asyncio.to_thread(visitor.telegram_new_bot, "Crumb Bot", BOT)

    def set_hook() -> None:
        home.world.until(lambda: any(r.path.endswith("/getUpdates") for r in home.world.requests))
        bot = home.world.telegram.bot(BOT)
        bot.webhook = HOOK
        bot.bell.ring()

    def say(question: Confirmation) -> bool:
        raise AssertionError(question)

    order = ConnectRequest(platform="telegram", given={"token": token, **WHERE})
    async with home.jobs() as jobs:
        with pytest.raises(PlatformRefused) as caught:
            await jobs.connect.run(order, Scripted(picks=[NEWS], waiting=set_hook, yes=say))
    assert caught.value.error_id == "webhook"


@story
async def test_a_check_follows_a_group_to_its_new_number(home: Home, visitor: Visitor):
    (club,) = await connect_telegram(home, visitor, CLUB)
    new = home.world.telegram.upgrade(home.world.telegram.chat(CLUB))
    async with home.jobs() as jobs:
        checked = await jobs.health.check(club, by="person", paid=False)
        (kept,) = await jobs.ports.records.connections()
    assert checked.state.slug == "healthy"
    assert (kept.id, kept.handle) == (club.id, club.handle)
    assert (kept.external_id, kept.address) == (str(new.id), {"chat_id": str(new.id)})


@story
async def test_a_post_follows_a_group_and_is_sent_once(home: Home, visitor: Visitor):
    (club,) = await connect_telegram(home, visitor, CLUB)
    new = home.world.telegram.upgrade(home.world.telegram.chat(CLUB))
    async with home.jobs() as jobs:
        post = await jobs.posting.publish(jobs.posting.plan(club, "public", "Rye today"), delete_after=None)
        assert (post.status, [m.text for m in new.messages.values()]) == ("live", ["Rye today"])
        (kept,) = await jobs.ports.records.connections()
        assert kept.external_id == str(new.id)
        assert (await jobs.posting.delete(post)).status == "deleted"
    assert [m.deleted for m in new.messages.values()] == [True]


@story
async def test_a_group_whose_new_number_is_connected_already_stays_two_accounts(home: Home, visitor: Visitor):
    (club,) = await connect_telegram(home, visitor, CLUB)
    new = home.world.telegram.upgrade(home.world.telegram.chat(CLUB))
    async with home.jobs() as jobs:
        twin = replace(club, id="twin", handle="telegram/twin", external_id=str(new.id), grant_id=None)
        await jobs.ports.records.keep_by_hand(twin, setup_id=None, activity=[])
        checked = await jobs.health.check(club, by="person", paid=False)
    assert checked.state.slug == "unreachable"
    assert checked.connection.external_id == club.external_id
