"""getUpdates: what comes, when, and the conflicts around it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from tests.practice.client import Reply
from tests.practice.telegram_client import TelegramClient

from stagedoor.practice import Visitor, World


@pytest.fixture
def bot(world: World, visitor: Visitor) -> TelegramClient:
    return TelegramClient(world, visitor)


def updates(bot: TelegramClient, **given: Any) -> list[dict[str, Any]]:
    reply = bot.api("getUpdates", **given)
    assert reply.status == 200, reply.text
    found: list[dict[str, Any]] = reply.json["result"]
    return found


class Poll:
    """A long poll in a thread of its own."""

    def __init__(self, bot: TelegramClient, **given: Any) -> None:
        self.replies: list[Reply] = []
        before = len(bot.world.requests)
        self._thread = threading.Thread(target=lambda: self.replies.append(bot.api("getUpdates", timeout=30, **given)))
        self._thread.start()
        bot.world.until(lambda: len(bot.world.requests) > before)

    def reply(self) -> Reply:
        self._thread.join(20)
        return self.replies[0]


def test_adding_tells_the_chat_and_the_rights(bot: TelegramClient) -> None:
    chat = bot.add(post=False)
    change = updates(bot)[0]["my_chat_member"]
    assert (change["chat"]["id"], change["chat"]["title"]) == (chat, "Crumb Kitchen News")
    assert change["old_chat_member"]["status"] == "left"
    assert change["new_chat_member"]["can_post_messages"] is False
    bot.add()
    again = updates(bot)[1]["my_chat_member"]
    assert again["old_chat_member"]["can_post_messages"] is False
    assert again["new_chat_member"]["can_post_messages"] is True


def test_posts_and_forwards_tell_the_chat(bot: TelegramClient, visitor: Visitor) -> None:
    chat = bot.add()
    visitor.telegram_post("/connect rye")
    visitor.telegram_start(bot.link("start=abc"))
    visitor.telegram_forward(1, bot.username)
    _, posted, started, forwarded = updates(bot)
    assert (posted["channel_post"]["chat"]["id"], posted["channel_post"]["text"]) == (chat, "/connect rye")
    assert (started["message"]["text"], started["message"]["chat"]["type"]) == ("/start abc", "private")
    assert forwarded["message"]["forward_origin"]["chat"]["id"] == chat


def test_privacy_mode_hides_ordinary_group_messages(bot: TelegramClient, visitor: Visitor, world: World) -> None:
    visitor.telegram_add_to_group(bot.link("startgroup"), "Bake Club")
    visitor.telegram_post("Hello all", "Bake Club")
    visitor.telegram_post("/hello", "Bake Club")
    assert [u["message"]["text"] for u in updates(bot) if "message" in u] == ["/hello"]
    world.telegram.bot(bot.username).privacy = False
    visitor.telegram_post("Hello again", "Bake Club")
    assert updates(bot)[-1]["message"]["text"] == "Hello again"


def test_the_offset_confirms(bot: TelegramClient, visitor: Visitor) -> None:
    bot.add()
    for text in ("one", "two", "three"):
        visitor.telegram_post(text)
    assert [u["update_id"] for u in updates(bot)] == [1, 2, 3, 4]
    assert [u["update_id"] for u in updates(bot, limit=2)] == [1, 2]
    assert [u["update_id"] for u in updates(bot, offset=3)] == [3, 4]
    assert [u["update_id"] for u in updates(bot)] == [3, 4], "what was confirmed is gone"
    assert [u["update_id"] for u in updates(bot, offset=-1)] == [4]
    assert updates(bot, offset=5) == []


def test_updates_wait_a_day(bot: TelegramClient) -> None:
    bot.add()
    bot.world.clock.advance(86_401)
    assert updates(bot) == []


@pytest.mark.parametrize("sent", [["channel_post"], '["channel_post"]'])
def test_the_list_of_wanted_updates_sticks(bot: TelegramClient, visitor: Visitor, sent: object) -> None:
    assert updates(bot, allowed_updates=sent) == []
    bot.add()
    visitor.telegram_post("one")
    assert [set(u) - {"update_id"} for u in updates(bot)] == [{"channel_post"}]
    assert bot.api("getWebhookInfo").json["result"]["allowed_updates"] == ["channel_post"]
    updates(bot, allowed_updates=[])
    bot.add()
    assert "my_chat_member" in updates(bot)[-1]


@pytest.mark.parametrize("sent", ["channel_post", {"a": 1}])
def test_a_wrong_list_is_refused(bot: TelegramClient, sent: object) -> None:
    assert bot.api("getUpdates", allowed_updates=sent).status == 400


def test_a_long_poll_answers_as_soon_as_something_happens(bot: TelegramClient) -> None:
    poll = Poll(bot)
    assert poll.replies == []
    bot.add()
    assert "my_chat_member" in poll.reply().json["result"][0]


def test_a_change_of_state_by_a_test_wakes_the_poll(bot: TelegramClient, world: World) -> None:
    poll = Poll(bot)
    telegram = world.telegram
    telegram.set_rights(telegram.bot(bot.username), telegram.chat("Crumb Kitchen News"), ["post_messages"])
    assert poll.reply().json["result"][0]["my_chat_member"]["new_chat_member"]["can_post_messages"] is True


def test_a_poll_without_news_ends_with_nothing(bot: TelegramClient) -> None:
    assert updates(bot, timeout=1) == []


def other_poll(bot: TelegramClient) -> None:
    updates(bot)


def set_webhook(bot: TelegramClient) -> None:
    assert bot.api("setWebhook", url="https://example.invalid/hook").json["result"] is True


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            other_poll,
            "terminated by other getUpdates request; make sure that only one bot instance is running",
        ),
        (set_webhook, "terminated by setWebhook request"),
    ],
)
def test_a_poll_can_be_terminated(bot: TelegramClient, event: Callable[[TelegramClient], None], words: str) -> None:
    poll = Poll(bot)
    event(bot)
    reply = poll.reply()
    assert (reply.status, reply.json["description"]) == (409, f"Conflict: {words}")


def test_a_webhook_forbids_polling_until_it_is_deleted(bot: TelegramClient) -> None:
    assert bot.api("getWebhookInfo").json["result"] == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
    }
    set_webhook(bot)
    bot.add()
    info = bot.api("getWebhookInfo").json["result"]
    assert (info["url"], info["pending_update_count"]) == ("https://example.invalid/hook", 1)
    refused = bot.api("getUpdates")
    assert refused.status == 409
    assert refused.json["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    assert bot.api("sendMessage", chat_id="@crumbkitchennews", text="Rye").status == 200, "posting goes on"
    assert bot.api("deleteWebhook", drop_pending_updates=True).json["result"] is True
    assert updates(bot) == []


def test_a_webhook_wants_https(bot: TelegramClient) -> None:
    assert bot.api("setWebhook", url="http://example.invalid/hook").status == 400
