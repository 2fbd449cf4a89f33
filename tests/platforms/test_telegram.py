"""What is Telegram's alone: chats that appear while a person adds the bot, links, rights, other programs."""

import asyncio
import json
from contextlib import suppress
from typing import Any

import pytest
from tests.platforms.arrange import BOT, CHANNEL, WAYS, telegram_channel
from tests.platforms.bench import Bench, OpenBench, everything, first
from tests.platforms.broken import plan

from stagedoor.domain.errors import BadInput, PlatformRefused, StagedoorError
from stagedoor.domain.exchange import Candidate, Request, Response, Who
from stagedoor.domain.ports import DEFAULT_LIMIT
from stagedoor.practice.telegram.state import Bot, Chat

(WAY,) = [way for way in WAYS if way.platform == "telegram"]
GROUP, CIRCLE, TESTERS = "Bake Club", "Sourdough Circle", "Crumb Kitchen Testers"


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    bench = open_bench(WAY)
    bench.ready()
    return bench


def bot(bench: Bench) -> Bot:
    return bench.world.telegram.bot(BOT)


def chat(bench: Bench, title: str) -> Chat:
    return bench.world.telegram.chat(title)


def seen(bench: Bench, count: int) -> list[Candidate]:
    """The first so many accounts that appear."""

    async def watched() -> list[Candidate]:
        found = bench.adapter.discover(bench.keys, who)
        try:
            return [await anext(found) for _ in range(count)]
        finally:
            await found.aclose()  # type: ignore[attr-defined]  # every discover is an async generator

    who = bench.who()
    return bench.run(watched())


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("crumbkitchennews", "@crumbkitchennews"),
        ("@crumbkitchennews", "@crumbkitchennews"),
        ("  @crumbkitchennews\n", "@crumbkitchennews"),
        ("t.me/crumbkitchennews", "@crumbkitchennews"),
        ("https://t.me/crumbkitchennews", "@crumbkitchennews"),
        ("https://t.me/crumbkitchennews/", "@crumbkitchennews"),
        ("https://t.me/crumbkitchennews/12?single", "@crumbkitchennews"),
        ("https://t.me/s/crumbkitchennews", "@crumbkitchennews"),
        ("https://t.me/c/1487202911/12", "-1001487202911"),
        ("-1001487202911", "-1001487202911"),
        ("-4810223", "-4810223"),
    ],
)
def test_a_chat_is_looked_up_by_any_name_or_link(bench: Bench, typed: str, asked: str) -> None:
    who = bench.who()
    with suppress(PlatformRefused):  # not every one of them knows the bot
        bench.run(bench.adapter.find(bench.keys, who, typed))
    assert [r.json()["chat_id"] for r in bench.world.requests if r.path.endswith("/getChat")] == [asked]


@pytest.mark.parametrize("typed", ["", " ", "@", "https://t.me/", "a b", "https://t.me/+AbCdEf123", "x@y.example"])
def test_what_is_no_name_is_not_asked(bench: Bench, typed: str) -> None:
    before = len(bench.world.requests)
    with pytest.raises(BadInput, match="no name of a channel"):
        bench.run(bench.adapter.find(bench.keys, Who(id="1", name="a"), typed))
    assert len(bench.world.requests) == before


def test_chats_appear_in_the_order_in_which_the_bot_is_added(bench: Bench) -> None:
    world = bench.world.telegram
    world.set_rights(bot(bench), chat(bench, CHANNEL), ["delete_messages"])
    world.add_member(bot(bench), chat(bench, GROUP))
    world.set_rights(bot(bench), chat(bench, CHANNEL), ["post_messages"])
    first_time, group, again = seen(bench, 3)
    assert (first_time.name, group.name, again.name) == (CHANNEL, GROUP, CHANNEL)
    assert (group.kind, group.username, group.problem) == ("group", None, "")
    assert first_time == again, "the rights of now count, whatever the news was"


def test_a_chat_without_the_right_says_so(bench: Bench) -> None:
    bench.world.telegram.set_rights(bot(bench), chat(bench, CHANNEL), ["delete_messages"])
    (found,) = seen(bench, 1)
    assert found.problem == "It may not post yet: turn on Post messages."


def test_private_chats_and_goodbyes_are_no_accounts(bench: Bench) -> None:
    world = bench.world.telegram
    world.start(bot(bench))
    world.add_member(bot(bench), chat(bench, GROUP))
    world.remove(bot(bench), chat(bench, GROUP))
    world.set_rights(bot(bench), chat(bench, TESTERS), ["post_messages"])
    # The group was news once; by now the bot is not in it, and that is what is said.
    gone, testers = seen(bench, 2)
    assert (gone.name, gone.problem) == (GROUP, "The bot is not in it any more.")
    assert (testers.name, testers.problem) == (TESTERS, "")


def test_a_forwarded_post_names_its_channel(bench: Bench) -> None:
    world = bench.world.telegram
    world.set_rights(bot(bench), chat(bench, CHANNEL), ["post_messages"])
    seen(bench, 1)
    private = world.start(bot(bench))
    post = world.put(chat(bench, CHANNEL), "By hand")
    world.say(private, "By hand", (chat(bench, CHANNEL), post))
    (found,) = seen(bench, 1)
    assert found.name == CHANNEL


def test_what_was_seen_is_not_seen_again(bench: Bench) -> None:
    telegram_channel(bench.world, bench.visitor, bench.keys)
    seen(bench, 1)
    bench.world.telegram.add_member(bot(bench), chat(bench, CIRCLE))
    (found,) = seen(bench, 1)
    assert found.name == CIRCLE


def test_the_next_program_finds_its_updates_as_it_wants_them(bench: Bench) -> None:
    telegram_channel(bench.world, bench.visitor, bench.keys)
    bot(bench).allowed = ("callback_query",)
    bench.world.telegram.set_rights(bot(bench), chat(bench, TESTERS), ["post_messages"])
    bot(bench).allowed = ()
    seen(bench, 1)
    assert bot(bench).allowed == ()


def test_what_was_found_counts_though_the_last_call_fails(bench: Bench) -> None:
    """Saying goodbye to the platform must not take away what the person has chosen."""
    telegram_channel(bench.world, bench.visitor, bench.keys)
    who = bench.who()

    async def chosen() -> Candidate:
        found = bench.adapter.discover(bench.keys, who)
        candidate = await anext(found)
        plan(bench.world, "* /telegram/api", ("cut", {}))
        await found.aclose()  # type: ignore[attr-defined]  # every discover is an async generator
        return candidate

    assert bench.run(chosen()).name == CHANNEL


def test_waiting_ends_when_it_is_cancelled(bench: Bench) -> None:
    who = bench.who()

    async def given_up() -> None:
        waiting = asyncio.ensure_future(first(bench.adapter.discover(bench.keys, who)))  # noqa: TID251  # its owner
        polls = 0
        while not polls:
            await asyncio.sleep(0.01)
            polls = bot(bench).polls
        waiting.cancel()
        await asyncio.wait([waiting])
        assert waiting.cancelled()

    bench.run(given_up())
    assert bot(bench).allowed == ()


class Once:
    """Implements Http: one answer for a method, the real ones for the others."""

    def __init__(self, bench: Bench, method: str, result: Any) -> None:
        self._bench, self._method, self._result = bench, method, result

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = DEFAULT_LIMIT) -> Response:
        if request.name == f"telegram.{self._method}":
            body = json.dumps({"ok": True, "result": self._result}).encode()
            return Response(status=200, headers={"content-type": "application/json"}, body=body)
        return await self._bench.http.send(request, deadline=deadline, limit=limit)


def test_a_group_that_moves_while_we_watch_appears_under_its_new_number(bench: Bench) -> None:
    bench.world.telegram.add_member(bot(bench), chat(bench, GROUP))
    old = chat(bench, GROUP)
    new = bench.world.telegram.upgrade(old)
    moved = {"message_id": 5, "chat": {"id": old.id, "type": "group", "title": GROUP}, "migrate_to_chat_id": new.id}
    adapter = bench.adapter_over(Once(bench, "getUpdates", [{"update_id": 9, "message": moved}]))
    found = bench.run(first(adapter.discover(bench.keys, bench.who())))
    assert (found.external_id, found.kind, found.name, found.problem) == (str(new.id), "group", GROUP, "")


@pytest.mark.parametrize(
    ("title", "link"),
    [
        (CHANNEL, "crumbkitchennews/{ref}"),
        (CIRCLE, "sourdoughcircle/{ref}"),
        (TESTERS, "c/1905116374/{ref}"),
        (GROUP, None),
    ],
)
def test_links_lead_to_the_post_where_there_is_one(bench: Bench, title: str, link: str | None) -> None:
    room = chat(bench, title)
    bench.world.telegram.set_rights(bot(bench), room, ["post_messages"])
    connection = bench.connection(bench.run(bench.adapter.find(bench.keys, bench.who(), str(room.id))))
    published = bench.run(bench.adapter.publish(connection, bench.keys, "Rye"))
    web = bench.spec.hosts["web"]
    assert published.link == (link and f"{web}/{link.format(ref=published.ref)}")


def test_a_private_chat_can_be_typed_and_has_no_links(bench: Bench) -> None:
    private = bench.world.telegram.start(bot(bench))
    person = bench.world.telegram.person
    found = bench.run(bench.adapter.find(bench.keys, bench.who(), str(person.id)))
    assert (found.external_id, found.kind, found.name, found.problem) == (str(person.id), "account", "Crumb", "")
    published = bench.run(bench.adapter.publish(bench.connection(found), bench.keys, "Rye"))
    assert published.link is None
    assert [m.text for m in private.messages.values()][-1] == "Rye"


@pytest.mark.parametrize(
    ("status", "rights", "title", "error"),
    [
        ("administrator", {"post_messages", "delete_messages"}, CHANNEL, None),
        ("administrator", {"delete_messages"}, CHANNEL, "need_admin"),
        ("member", set(), CHANNEL, "need_admin"),
        ("left", set(), CHANNEL, "not_member"),
        ("kicked", set(), CHANNEL, "not_member"),
        ("member", set(), GROUP, None),
        ("administrator", set(), GROUP, None),
        ("restricted", set(), GROUP, "no_rights"),
        ("restricted", {"send_messages"}, GROUP, None),
        ("left", set(), GROUP, "not_member"),
    ],
)
def test_the_right_to_post(bench: Bench, status: str, rights: set[str], title: str, error: str | None) -> None:
    room = chat(bench, title)
    bench.world.telegram.set_rights(bot(bench), room, ["post_messages"])
    connection = bench.connection(bench.run(bench.adapter.find(bench.keys, bench.who(), str(room.id))))
    room.bots[bot(bench).id].status = status
    room.bots[bot(bench).id].rights = frozenset(rights)
    answers = {a.check_id: a for a in bench.run(everything(bench.adapter.check(connection, bench.keys, paid=True)))}
    assert answers["rights"].error_id == error
    assert answers["rights"].verdict == ("bad" if error else "ok")
    if error == "need_admin":
        assert f"@{BOT}" in answers["rights"].fix


def test_a_missing_right_to_delete_is_seen(bench: Bench) -> None:
    bench.world.telegram.set_rights(bot(bench), chat(bench, CHANNEL), ["post_messages"])
    connection = bench.connection(bench.run(bench.adapter.find(bench.keys, bench.who(), "@crumbkitchennews")))
    answers = {a.check_id: a for a in bench.checked(connection)}
    assert answers["rights"].detail["may_delete"] is False


def test_another_program_is_seen_and_ended_when_told(bench: Bench) -> None:
    bot(bench).webhook = "https://elsewhere.example/hook"
    found = bench.run(bench.adapter.hindrance(bench.keys))
    assert found is not None
    assert (found.error_id, found.step) == ("webhook", "bot.name")
    assert bot(bench).webhook
    bench.run(bench.adapter.clear_hindrance(bench.keys))
    assert bot(bench).webhook == ""
    assert bench.run(bench.adapter.hindrance(bench.keys)) is None


def test_posts_make_no_sound_and_show_no_preview(bench: Bench) -> None:
    bench.run(bench.adapter.publish(bench.connection(), bench.keys, "Rye https://example.com"))
    (sent,) = [r.json() for r in bench.world.requests if r.path.endswith("/sendMessage")]
    assert sent["disable_notification"] is True
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in sent


def test_the_token_is_in_no_link_and_no_detail(bench: Bench) -> None:
    token = bench.keys.secrets["token"].reveal()
    found = bench.found()
    answers = bench.checked(bench.connection(found))
    assert token not in repr((found, answers, bench.who()))
    with pytest.raises(StagedoorError) as caught:
        bench.run(bench.adapter.delete(bench.connection(found), bench.keys, "99"))
    assert token not in repr(vars(caught.value))
