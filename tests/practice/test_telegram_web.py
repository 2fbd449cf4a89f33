"""What a person does in practice Telegram: BotFather, adding a bot, posting, forwarding."""

import re

import pytest
from tests.practice.client import call
from tests.practice.telegram_client import TelegramClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError, words


@pytest.fixture
def bot(world: World, visitor: Visitor) -> TelegramClient:
    return TelegramClient(world, visitor)


def test_a_new_bot(world: World, visitor: Visitor) -> None:
    token = visitor.telegram_new_bot("Crumbs Daily", "crumbs_daily_bot")
    assert re.fullmatch(r"\d{10}:PRACTICE[A-Za-z0-9_-]{27}", token)
    said = visitor.last_message
    assert said.startswith("Done! Congratulations on your new bot.")
    assert f"Use this token to access the HTTP API:\n{token}\nKeep your token secure" in said
    assert f"{world.hosts('telegram')['web']}/crumbs_daily_bot" in said
    assert token in world.secrets()
    assert token in visitor.page.text, "it stays in the chat"


@pytest.mark.parametrize(
    ("username", "said"),
    [
        ("crumb_bot", "already taken"),
        ("CrumbKitchen_Bot", "already taken"),
        ("crumbs_daily", "must end in 'bot'"),
        ("bot", "invalid"),
        ("crumbs daily bot", "invalid"),
        ("1crumbbot", "invalid"),
        ("x" * 30 + "bot", "invalid"),
    ],
)
def test_refused_names_can_be_tried_again(visitor: Visitor, username: str, said: str) -> None:
    with pytest.raises(StuckError, match="Sorry"):
        visitor.telegram_new_bot("Crumbs Daily", username)
    assert said in visitor.last_message
    assert visitor.telegram_say_to_botfather("@another_crumb_bot").startswith("Done!")
    assert visitor.telegram_say_to_botfather("hello") == "Unrecognized command. Say what?"


def test_a_name_is_taken_once_used(bot: TelegramClient, visitor: Visitor) -> None:
    with pytest.raises(StuckError, match="already taken"):
        visitor.telegram_new_bot("Crumbs Daily", bot.username)


def test_token_shows_it_again_and_revoke_replaces_it(bot: TelegramClient, visitor: Visitor) -> None:
    visitor.telegram_say_to_botfather("/token")
    assert bot.username in visitor.last_message
    assert bot.token in visitor.telegram_say_to_botfather(f"@{bot.username}")
    fresh = visitor.telegram_revoke(bot.username)
    assert fresh != bot.token
    assert bot.api("getMe").status == 401
    bot.token = fresh
    assert bot.api("getMe").status == 200


def test_other_words_to_botfather(bot: TelegramClient, visitor: Visitor) -> None:
    say = visitor.telegram_say_to_botfather
    assert "/newbot" in say("/start")
    assert say("/fly") == "Unrecognized command. Say what?"
    assert f"@{bot.username}" in say("/mybots")
    say("/newbot")
    assert "cancelled" in say("/cancel")
    say("/token")
    assert say("@nobody_bot") == "Invalid bot selected."
    say("/setprivacy")
    say(f"@{bot.username}")
    assert "DISABLED" in say("Disable")
    assert bot.api("getMe").json["result"]["can_read_all_group_messages"] is True


def test_without_bots_there_is_nothing_to_choose(visitor: Visitor) -> None:
    for command in ("/token", "/revoke", "/mybots"):
        assert "You don't have any bots yet." in visitor.telegram_say_to_botfather(command)


def test_adding_to_a_channel_makes_an_administrator(bot: TelegramClient, visitor: Visitor, world: World) -> None:
    visitor.open(bot.link("startchannel&admin=post_messages+edit_messages"))
    assert "Crumb Kitchen Testers" in visitor.page.text
    assert "Bake Club" not in visitor.page.text, "a group is no channel"
    chat = bot.add()
    place = world.telegram.chats[chat].bots[world.telegram.bot(bot.username).id]
    assert place.status == "administrator"
    assert place.rights == {"post_messages", "delete_messages"}


def test_the_right_to_post_can_be_unticked(bot: TelegramClient, world: World) -> None:
    chat = bot.add(post=False)
    place = world.telegram.chats[chat].bots[world.telegram.bot(bot.username).id]
    assert place.rights == {"delete_messages"}


def test_a_link_without_rights_ticks_all_of_them(bot: TelegramClient, visitor: Visitor, world: World) -> None:
    visitor.telegram_add_to_channel(bot.link("startchannel"), "Crumb Kitchen Testers")
    place = world.telegram.chat("Crumb Kitchen Testers").bots[world.telegram.bot(bot.username).id]
    assert place.rights == {"post_messages", "edit_messages", "delete_messages"}


def test_a_chat_must_be_chosen(bot: TelegramClient, visitor: Visitor) -> None:
    visitor.open(bot.link("startchannel"))
    assert visitor.press("Add Bot as Admin").status == 400
    assert "Choose a channel." in visitor.page.text
    with pytest.raises(StuckError):
        visitor.telegram_add_to_channel(bot.link("startchannel"), "Bake Club")


def test_adding_to_a_group(bot: TelegramClient, visitor: Visitor, world: World) -> None:
    visitor.telegram_add_to_group(bot.link("startgroup=stagedoor"), "Bake Club")
    chat = world.telegram.chat("Bake Club")
    assert chat.bots[world.telegram.bot(bot.username).id].status == "member"
    assert chat.messages[1].text == f"/start@{bot.username} stagedoor"
    visitor.telegram_add_to_group(bot.link("startgroup&admin=delete_messages"), admin=True)
    assert world.telegram.chat("Sourdough Circle").bots[world.telegram.bot(bot.username).id].status == "administrator"


def test_chat_pages_show_posts_and_hide_deleted_ones(bot: TelegramClient, visitor: Visitor, world: World) -> None:
    bot.add()
    web = world.hosts("telegram")["web"]
    number = bot.api("sendMessage", chat_id="@crumbkitchennews", text="Rye <b>today</b>").json["result"]["message_id"]
    link = f"{web}/crumbkitchennews/{number}"
    assert "Rye &lt;b&gt;today&lt;/b&gt;" in call("GET", link).text
    room = visitor.open(f"{web}/crumbkitchennews")
    assert "1,204 subscribers" in words(room.text)
    assert "Rye &lt;b&gt;today" in room.text
    bot.api("deleteMessage", chat_id="@crumbkitchennews", message_id=number)
    assert call("GET", link).status == 404
    assert "Rye" not in visitor.open(f"{web}/crumbkitchennews").text


def test_private_chats_have_addresses_too(bot: TelegramClient, visitor: Visitor, world: World) -> None:
    chat = bot.add("Crumb Kitchen Testers")
    number = bot.api("sendMessage", chat_id=chat, text="Rye today").json["result"]["message_id"]
    inner = str(chat).removeprefix("-100")
    assert "Rye today" in call("GET", f"{world.hosts('telegram')['web']}/c/{inner}/{number}").text
    visitor.telegram_post("By hand", "Crumb Kitchen Testers")
    assert "By hand" in visitor.page.text


def test_what_does_not_exist(world: World) -> None:
    web = world.hosts("telegram")["web"]
    for path in ("nobody", "c/1", "c/1/1", "crumbkitchennews/7", "crumbkitchennews/x", "a/b/c"):
        assert call("GET", f"{web}/{path}").status == 404
    assert "Crumb Kitchen News" in call("GET", f"{web}/").text
