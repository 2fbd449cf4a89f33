"""Proof 1 for Telegram: BotFather, the page that adds a bot, several chats at a terminal; posts that come and go."""

import json

import pytest
from tests.journeys.program import Home

pytestmark = pytest.mark.browser

NEWS, TESTERS = "Crumb Kitchen News", "Crumb Kitchen Testers"
ADD_LINK = r"open +(http\S+startchannel\S+)"


def post_and_delete(home: Home, handle: str, channel: str) -> None:
    before = set(home.world.telegram.chat(channel).messages)
    home.ok("post", handle, "--text", f"To {channel}", "--delete-after", "0", "--yes")
    messages = home.world.telegram.chat(channel).messages
    (new,) = messages.keys() - before
    assert (messages[new].text, messages[new].deleted) == (f"To {channel}", True)


@pytest.mark.keychain
def test_one_channel_from_botfather_to_deleted_post(keychain_home, telegram):
    home = keychain_home
    message = telegram.new_bot()
    connect = home.start("connect", "telegram", "--keys", "-", "--yes")
    connect.say(json.dumps({"token": message}))
    telegram.add_to_channel(connect.err.until(ADD_LINK)[1], NEWS)
    result = home.finish(connect)
    assert result.code == 0, result.err

    (card,) = json.loads(home.ok("list", "--json"))["connections"]
    assert (card["handle"], card["state"]) == ("telegram/crumbkitchennews", "healthy")
    home.ok("check")
    (bot,) = home.world.telegram.bots.values()
    assert home.ok("token", "telegram/crumbkitchennews") == bot.token + "\n"
    assert bot.allowed == ()  # other programs on this token see everything again
    post_and_delete(home, "telegram/crumbkitchennews", NEWS)
    assert home.world.refused == []


def test_several_channels_at_a_terminal(home, telegram):
    message = telegram.new_bot()
    there = home.sit_down("connect", "telegram")
    there.answer(r"Go on\? .*\] ", "y")
    for answer in ("computer", "channel", "yes"):
        there.answer("Number: ", answer)
    there.answer(r"Three short questions(?s:.)*Press Enter")
    there.answer(r"Open BotFather\b(?s:.)*Press Enter")
    there.answer(r"Give the bot a name(?s:.)*Press Enter")
    there.answer("Bot token: ", message)  # pasted whole, in all its lines
    there.expect("Picked the Bot token out of what you pasted")
    there.expect("belongs to @crumb_news_bot")
    link = there.expect(ADD_LINK)[1]
    there.expect("They appear here by themselves")
    telegram.add_to_channel(link, NEWS, post=False)
    there.expect(rf"1 +{NEWS}.*may not post yet")
    telegram.add_to_channel(link, TESTERS)
    there.expect(rf"2 +{TESTERS}")
    telegram.add_to_channel(link, NEWS)
    there.expect(rf"1 +{NEWS} (?!.*may not post)")
    there.type()
    there.expect(f"{NEWS}(?s:.)*{TESTERS}")
    there.answer(r"Is this you\? .*\] ", "y")
    assert there.finish() == 0, there.text
    (bot,) = home.world.telegram.bots.values()
    assert bot.token not in there.text  # typed hidden, never shown

    cards = json.loads(home.ok("list", "--json"))["connections"]
    assert [card["name"] for card in cards] == [NEWS, TESTERS]
    assert home.rows("SELECT count(*) FROM grants") == [(1,)]
    for card, channel in zip(cards, (NEWS, TESTERS), strict=True):
        post_and_delete(home, card["handle"], channel)

    # The sign-in stays while it serves the other channel.
    home.ok("disconnect", cards[0]["handle"], "--yes")
    post_and_delete(home, cards[1]["handle"], TESTERS)
    home.ok("disconnect", cards[1]["handle"], "--yes")
    assert home.rows("SELECT count(*) FROM grants") == [(0,)]
