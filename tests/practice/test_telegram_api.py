"""The Bot API of practice Telegram: right calls, and every refusal in its own words."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.practice.client import Reply, call
from tests.practice.telegram_client import TelegramClient

from stagedoor.practice import Visitor, World

CHANNEL, NEWS = "@crumbkitchennews", "Crumb Kitchen News"
DAY = 86400
Mistake = Callable[[TelegramClient], Reply]


@pytest.fixture
def bot(world: World, visitor: Visitor) -> TelegramClient:
    return TelegramClient(world, visitor)


def test_every_way_of_asking(bot: TelegramClient) -> None:
    bot.add()
    given = {"chat_id": CHANNEL, "text": "Rye & oat ü"}
    url = bot.url("sendMessage")
    replies = [
        call("POST", url, send=given),
        call("POST", url, form=given),
        call("GET", url + "?chat_id=%40crumbkitchennews&text=Rye+%26+oat+%C3%BC"),
        call("POST", bot.url("SENDMESSAGE") + "?chat_id=%40crumbkitchennews", form={"text": given["text"]}),
    ]
    assert [reply.json["result"]["text"] for reply in replies] == [given["text"]] * 4
    assert [reply.json["result"]["message_id"] for reply in replies] == [1, 2, 3, 4]


def test_identity_and_chat(bot: TelegramClient) -> None:
    me = bot.api("getMe").json["result"]
    assert (me["is_bot"], me["username"], str(me["id"])) == (True, bot.username, bot.token.partition(":")[0])
    chat = bot.api("getChat", chat_id=CHANNEL).json["result"]
    assert (chat["type"], chat["title"], chat["username"]) == ("channel", "Crumb Kitchen News", "crumbkitchennews")
    assert str(chat["id"]).startswith("-100")
    assert bot.api("getChatMemberCount", chat_id=chat["id"]).json["result"] == 1204
    place = bot.api("getFile", file_id=chat["photo"]["small_file_id"]).json["result"]["file_path"]
    picture = call("GET", f"{bot.hosts['api']}/file/bot{bot.token}/{place}")
    assert (picture.status, picture.body[:4]) == (200, b"\x89PNG")


def test_the_bots_place_in_a_chat(bot: TelegramClient, visitor: Visitor, world: World) -> None:
    def place(chat: int) -> dict[str, Any]:
        me = int(bot.token.partition(":")[0])
        found: dict[str, Any] = bot.api("getChatMember", chat_id=chat, user_id=me).json["result"]
        return found

    channel = world.telegram.chat("Crumb Kitchen News")
    state = world.telegram.bot(bot.username)
    assert place(channel.id)["status"] == "left"
    bot.add(post=False)
    found = place(channel.id)
    assert (found["status"], found["can_post_messages"], found["can_delete_messages"]) == ("administrator", False, True)
    world.telegram.set_rights(state, channel, ["post_messages"])
    assert place(channel.id)["can_post_messages"] is True
    world.telegram.remove(state, channel)
    assert place(channel.id)["status"] == "kicked"
    visitor.telegram_add_to_group(bot.link("startgroup"), "Sourdough Circle")
    group = world.telegram.chat("Sourdough Circle")
    assert place(group.id)["status"] == "member"
    group.bots[state.id].status = "restricted"
    assert place(group.id)["can_send_messages"] is False
    person = bot.api("getChatMember", chat_id=group.id, user_id=world.telegram.person.id)
    assert person.json["result"]["status"] == "creator"


def test_groups_and_persons_can_be_written_to(bot: TelegramClient, visitor: Visitor, world: World) -> None:
    visitor.telegram_add_to_group(bot.link("startgroup"), "Bake Club")
    group = world.telegram.chat("Bake Club").id
    message = bot.api("sendMessage", chat_id=group, text="Rye today").json["result"]
    assert message["from"]["username"] == bot.username
    assert bot.api("deleteMessage", chat_id=group, message_id=message["message_id"]).json["result"] is True
    visitor.telegram_start(bot.link("start=hello"))
    person = world.telegram.person.id
    assert bot.api("sendMessage", chat_id=person, text="Hi").json["result"]["chat"]["type"] == "private"
    assert [m.text for m in world.telegram.messages] == ["/start hello", "Hi"]


@pytest.mark.parametrize(
    ("text", "mode", "plain", "kinds"),
    [
        ("<b>Rye</b> &amp; <a href='https://a.example'>oat</a>", "HTML", "Rye & oat", ["bold", "text_link"]),
        ("*Rye* \\- oat\\.", "MarkdownV2", "Rye - oat.", []),
        ("<b>Rye</b>", "", "<b>Rye</b>", []),
    ],
)
def test_markup(bot: TelegramClient, text: str, mode: str, plain: str, kinds: list[str]) -> None:
    bot.add()
    given = {"parse_mode": mode} if mode else {}
    result = bot.api("sendMessage", chat_id=CHANNEL, text=text, **given).json["result"]
    assert result["text"] == plain
    assert [entity["type"] for entity in result.get("entities", [])] == kinds


def test_entities_count_utf16(bot: TelegramClient) -> None:
    bot.add()
    result = bot.api("sendMessage", chat_id=CHANNEL, text="🥐 <b>Rye</b>", parse_mode="html").json["result"]
    assert result["entities"] == [{"type": "bold", "offset": 3, "length": 3}]


def test_the_longest_text(bot: TelegramClient) -> None:
    bot.add()
    assert bot.api("sendMessage", chat_id=CHANNEL, text="r" * 4096).status == 200
    assert bot.api("sendMessage", chat_id=CHANNEL, text="🥐" * 2048).status == 200
    assert bot.api("sendMessage", chat_id=CHANNEL, text="🥐" * 2049).status == 400


def raw(path: str) -> Mistake:
    return lambda bot: call("GET", f"{bot.hosts['api']}/{path}")


def token(value: str) -> Mistake:
    return lambda bot: call("GET", f"{bot.hosts['api']}/bot{value}/getMe")


def revoked(bot: TelegramClient) -> Reply:
    bot.visitor.telegram_revoke(bot.username)
    return bot.api("getMe")


def cut(bot: TelegramClient) -> Reply:
    return call("GET", f"{bot.hosts['api']}/bot{bot.token[:-1]}/getMe")


def send(**given: Any) -> Mistake:
    """To the channel, where the bot may post, unless told otherwise."""

    def act(bot: TelegramClient) -> Reply:
        bot.add()
        return bot.api("sendMessage", **({"chat_id": CHANNEL, "text": "Rye today"} | given))

    return act


def in_chat(title: str, change: Callable[[TelegramClient], None] = lambda _: None) -> Mistake:
    def act(bot: TelegramClient) -> Reply:
        change(bot)
        return bot.api("sendMessage", chat_id=bot.world.telegram.chat(title).id, text="Rye today")

    return act


def grouped(change: Callable[[TelegramClient], None]) -> Mistake:
    """In the group Bake Club, after joining and a change."""

    def act(bot: TelegramClient) -> Reply:
        bot.visitor.telegram_add_to_group(bot.link("startgroup"), "Bake Club")
        chat = bot.world.telegram.chat("Bake Club").id
        change(bot)
        return bot.api("sendMessage", chat_id=chat, text="Rye today")

    return act


def kick(title: str) -> Callable[[TelegramClient], None]:
    def act(bot: TelegramClient) -> None:
        telegram = bot.world.telegram
        telegram.remove(telegram.bot(bot.username), telegram.chat(title))

    return act


def club(**values: Any) -> Callable[[TelegramClient], None]:
    def act(bot: TelegramClient) -> None:
        for name, value in values.items():
            setattr(bot.world.telegram.chat("Bake Club"), name, value)

    return act


def to_person(start: bool, blocked: bool = False) -> Mistake:
    def act(bot: TelegramClient) -> Reply:
        if start:
            bot.visitor.telegram_start(bot.link("start"))
            private = bot.world.telegram.private(bot.world.telegram.bot(bot.username))
            assert private
            private.blocked = blocked
        return bot.api("sendMessage", chat_id=bot.world.telegram.person.id, text="Hi")

    return act


def remove_message(after: float, post: bool = True, number: int | str = 1) -> Mistake:
    def act(bot: TelegramClient) -> Reply:
        bot.add()
        bot.api("sendMessage", chat_id=CHANNEL, text="Rye today")
        bot.world.clock.advance(after)
        telegram = bot.world.telegram
        if not post:
            telegram.set_rights(telegram.bot(bot.username), telegram.chat("Crumb Kitchen News"), [])
        return bot.api("deleteMessage", chat_id=CHANNEL, message_id=number)

    return act


def without_post(bot: TelegramClient) -> Reply:
    bot.add(post=False)
    return bot.api("sendMessage", chat_id=CHANNEL, text="Rye today")


def not_json(bot: TelegramClient) -> Reply:
    return call("POST", bot.url("sendMessage"), headers={"Content-Type": "application/json"}, body=b'{"text":')


def restricted(bot: TelegramClient) -> None:
    telegram = bot.world.telegram
    telegram.chat("Bake Club").bots[telegram.bot(bot.username).id].status = "restricted"


NOT_FOUND, BAD, NO = "Not Found", "Bad Request: ", "Forbidden: "
NO_RIGHTS = "Bad Request: not enough rights to send text messages to the chat"
MARKUP = "Bad Request: can't parse entities: "
WRONG: dict[str, tuple[Mistake, int, str]] = {
    "no path": (raw(""), 404, NOT_FOUND),
    "no token": (raw("bot/getMe"), 404, NOT_FOUND),
    "token cut": (cut, 401, "Unauthorized"),
    "token revoked": (revoked, 401, "Unauthorized"),
    "token of nobody": (token("1234567890:PRACTICE" + "x" * 27), 401, "Unauthorized"),
    "token without a colon": (token("1234567890"), 401, "Unauthorized: invalid token specified"),
    "token with a zero first": (token("01234:abc"), 401, "Unauthorized: invalid token specified"),
    "token too long": (token("1:" + "a" * 90), 401, "Unauthorized: invalid token specified"),
    "method unknown": (lambda b: b.api("sendMesage"), 404, "Not Found: method not found"),
    "method with PUT": (lambda b: call("PUT", b.url("getMe")), 405, "Method Not Allowed"),
    "no chat": (lambda b: b.api("sendMessage", text="hi"), 400, BAD + "chat_id is empty"),
    "unknown chat": (lambda b: b.api("sendMessage", chat_id=-1001, text="hi"), 400, BAD + "chat not found"),
    "unknown name": (lambda b: b.api("getChat", chat_id="@nothing_here"), 400, BAD + "chat not found"),
    "name without @": (lambda b: b.api("getChat", chat_id="crumbkitchennews"), 400, BAD + "chat not found"),
    "private channel never joined": (in_chat("Crumb Kitchen Testers"), 400, BAD + "chat not found"),
    "public channel never joined": (in_chat(NEWS), 403, NO + "bot is not a member of the channel chat"),
    "public group never joined": (in_chat("Sourdough Circle"), 403, NO + "bot is not a member of the supergroup chat"),
    "kicked": (in_chat(NEWS, kick(NEWS)), 403, NO + "bot was kicked from the channel chat"),
    "no right to post": (without_post, 400, BAD + "need administrator rights in the channel chat"),
    "group silenced": (grouped(club(may_send=False)), 400, NO_RIGHTS),
    "bot restricted": (grouped(restricted), 400, NO_RIGHTS),
    "kicked from a group": (grouped(kick("Bake Club")), 403, NO + "bot was kicked from the group chat"),
    "group deleted": (grouped(club(deleted=True)), 403, NO + "the group chat was deleted"),
    "Start not pressed": (to_person(start=False), 403, NO + "bot can't initiate conversation with a user"),
    "blocked": (to_person(start=True, blocked=True), 403, NO + "bot was blocked by the user"),
    "empty text": (send(text=" \n"), 400, BAD + "message text is empty"),
    "too long": (send(text="r" * 4097), 400, BAD + "message is too long"),
    "unclosed tag": (send(text="<b>Rye", parse_mode="HTML"), 400, MARKUP + "Can't find end tag"),
    "crossed tags": (send(text="<b><i>R</b></i>", parse_mode="HTML"), 400, MARKUP + "Unexpected end tag"),
    "unknown tag": (send(text="<h1>Rye</h1>", parse_mode="HTML"), 400, MARKUP + "Unsupported start tag"),
    "unescaped <": (send(text="a < b", parse_mode="HTML"), 400, MARKUP + "Unsupported start tag"),
    "unescaped full stop": (send(text="Rye.", parse_mode="MarkdownV2"), 400, MARKUP + "Character '.'"),
    "unknown markup": (send(text="Rye", parse_mode="BBCode"), 400, BAD + "unsupported parse_mode"),
    "broken JSON": (not_json, 400, BAD + "can't parse JSON object"),
    "delete too late": (remove_message(2 * DAY + 1), 400, BAD + "message can't be deleted"),
    "delete without the right": (remove_message(0, post=False), 400, BAD + "message can't be deleted"),
    "delete nothing": (remove_message(0, number=9), 400, BAD + "message to delete not found"),
    "delete a word": (remove_message(0, number="x"), 400, BAD + "message to delete not found"),
    "a stranger's membership": (
        lambda b: b.api("getChatMember", chat_id=CHANNEL, user_id=7), 400, BAD + "user not found"),
    "file unknown": (lambda b: b.api("getFile", file_id="AgACAg"), 400, BAD + "invalid file_id"),
    "file with a wrong token": (raw("file/bot1:a/photos/1.jpg"), 401, "Unauthorized"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_calls(bot: TelegramClient, mistake: str) -> None:
    make, status, description = WRONG[mistake]
    reply = make(bot)
    assert reply.json["ok"] is False
    assert (reply.status, reply.json["error_code"]) == (status, status)
    assert reply.json["description"].startswith(description)
    assert bot.world.refused[-1].reason.startswith(description)


def test_an_upgraded_group_tells_its_new_id(bot: TelegramClient, visitor: Visitor, world: World) -> None:
    visitor.telegram_add_to_group(bot.link("startgroup"), "Bake Club")
    old = world.telegram.chat("Bake Club")
    new = world.telegram.upgrade(old)
    reply = bot.api("sendMessage", chat_id=old.id, text="Rye today")
    assert (reply.status, reply.json["parameters"]) == (400, {"migrate_to_chat_id": new.id})
    assert reply.json["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert bot.api("sendMessage", chat_id=new.id, text="Rye today").status == 200


def test_within_48_hours_a_message_can_go(bot: TelegramClient) -> None:
    assert remove_message(2 * DAY - 60)(bot).json == {"ok": True, "result": True}
    assert bot.world.telegram.messages == []
