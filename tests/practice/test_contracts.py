"""Practice's good answers, and the requests that bring them, against the platforms' published descriptions."""

import pytest
from tests.helpers.contracts import available, request_problems
from tests.practice.contract_answers import answers
from tests.practice.telegram_client import TelegramClient
from tests.practice.x_client import XClient

from stagedoor.practice import Visitor, World

pytestmark = pytest.mark.contracts


def test_x(world: World, visitor: Visitor) -> None:
    client = XClient(world, visitor)
    fields = (
        "created_at,description,profile_image_url,protected,public_metrics,subscription_type,verified,verified_type"
    )
    client.api("GET", f"/2/users/me?user.fields={fields}")
    number = client.post("Rye today").json["data"]["id"]
    client.api("GET", f"/2/tweets/{number}?post.fields=created_at,public_metrics")
    person = world.x.accounts["crumbkitchen"].id
    client.api("GET", f"/2/users/{person}/tweets?max_results=5&post.fields=public_metrics")
    client.api("GET", "/2/usage/tweets?days=7&usage.fields=project_usage,cap_reset_day", token=client.keys["bearer"])
    client.api("DELETE", f"/2/tweets/{number}")
    assert [r.status for r in world.requests if r.path.startswith("/x/api/2/") and "oauth2" not in r.path] == [
        200, 201, 200, 200, 200, 200,
    ]  # fmt: skip
    assert answers("x", world.requests, "/x/api") == (6, [])
    assert request_problems("x", world.requests, "/x/api") == []


def test_telegram(world: World, visitor: Visitor) -> None:
    bot = TelegramClient(world, visitor)
    chat = bot.add()
    visitor.telegram_start(bot.link("start=a"))
    visitor.telegram_post("By hand")
    visitor.telegram_forward(1, bot.username)
    visitor.telegram_add_to_group(bot.link("startgroup=a"), "Bake Club")
    group = world.telegram.chat("Bake Club")
    me = int(bot.token.partition(":")[0])
    for method in ("getMe", "getUpdates", "getWebhookInfo"):
        bot.api(method)
    for room in (chat, group.id, world.telegram.person.id):
        bot.api("getChat", chat_id=room)
        bot.api("getChatMember", chat_id=room, user_id=me)
        bot.api("sendMessage", chat_id=room, text="<b>Rye</b>", parse_mode="HTML", disable_notification=True)
    bot.api("getChatMemberCount", chat_id=chat)
    bot.api("deleteMessage", chat_id=chat, message_id=2)
    bot.api("getFile", file_id=f"PRACTICE{abs(chat)}small")
    for status in ("restricted", "kicked", "left"):
        group.bots[me].status = status
        bot.api("getChatMember", chat_id=group.id, user_id=me)
    bot.api("sendMessage", chat_id=-1, text="Rye")
    world.telegram.upgrade(group)
    bot.api("sendMessage", chat_id=group.id, text="Rye")
    world.faults.add("* /telegram/api", "rate", retry_after=3)
    bot.api("setWebhook", url="https://example.invalid/a")
    bot.api("deleteWebhook")
    calls = [r for r in world.requests if r.path.startswith("/telegram/api/")]
    assert answers("telegram", calls, "/telegram/api") == (len(calls) - 1, [])
    assert request_problems("telegram", calls, "/telegram/api") == []


def test_the_check_itself_sees_mistakes(world: World, visitor: Visitor) -> None:
    assert available()
    client = XClient(world, visitor)
    client.api("POST", "/2/tweets", send={"txt": "hi"})
    client.api("GET", "/2/users/me?userfields=name")
    found = request_problems("x", world.requests, "/x/api")
    assert len(found) == 2
    assert "txt" in found[0]
    assert "userfields" in found[1]
