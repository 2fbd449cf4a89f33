"""From the welcome page to a post that came and went: the real window, driven by what a screen reader knows of it and
by nothing else, with a real browser and a real keychain. The practice world is asked what exists, not our database.
"""

import re

import pytest
from tests.journeys.portal import TelegramClient, XConsole
from tests.journeys.window.seat import Seat, Window

pytestmark = [pytest.mark.browser, pytest.mark.keychain, pytest.mark.timeout(180)]

NEWS = "Crumb Kitchen News"
ANNOUNCED = "Your keys go into GNOME Keyring."
X_HANDLE = "x/crumbkitchen"
TELEGRAM_HANDLE = "telegram/crumbkitchennews"


def telegram_until_token(window: Window) -> None:
    window.press(re.compile("^Telegram, "))
    window.press("Go on")
    for answer in ("On this computer", "To a channel", "Yes"):
        window.press(answer)
    for title in ("Three short questions", "Open BotFather", "Give the bot a name"):
        window.see(title, "label")
        window.press("Continue")


def give_token(window: Window, message: str) -> None:
    window.see("Copy the token", "label")
    window.fill("Bot token", message)
    window.press("Continue")
    window.answer(ANNOUNCED, "Continue")


def add_and_confirm(window: Window, seat: Seat, telegram: TelegramClient) -> None:
    window.see("Add the bot to your channel", "label")
    window.press("Open this page")
    telegram.add_to_channel(seat.button.next_address(), NEWS)
    window.see(re.compile(f"^{NEWS}"), "check box")
    window.press("Continue")
    window.see("Is this you?", "label")
    window.press(re.compile("^Yes"))


def x_until_keys(window: Window) -> None:
    window.press(re.compile("^X, "))
    window.press("Several, or accounts of other people")
    window.press("Go on")
    window.press("Native App")
    for title in ("Open X's developer console", "Buy credits", "Make your X app", "Look at Project Access",
                  "Allow posting, and enter the return address"):  # fmt: skip
        window.see(title, "label")
        window.press("Continue")
    window.see("Do not close X's window yet", "label")


def sign_in_at_x(window: Window, seat: Seat, console: XConsole) -> None:
    window.see("Sign in", "label")
    window.press("Continue")
    window.see("What you will see", "label")
    window.press("Open the browser")
    console.consent(seat.button.next_address())
    window.see("Is this you?", "label")
    window.see(re.compile("@crumbkitchen"))
    window.press(re.compile("^Yes"))
    window.see("X works", "label")


def test_telegram(seat: Seat, telegram: TelegramClient):
    message = telegram.new_bot()
    window = seat.open()
    telegram_until_token(window)
    give_token(window, message)
    add_and_confirm(window, seat, telegram)
    window.press(re.compile("^Test post"))
    before = set(seat.home.world.telegram.chat(NEWS).messages)
    window.press(re.compile("^Post for 60 seconds"))
    window.press("Delete now")
    window.see("Deleted. Nothing is left.")
    messages = seat.home.world.telegram.chat(NEWS).messages
    (new,) = messages.keys() - before
    assert messages[new].deleted
    window.press("Done")
    window.press(re.compile("^Accounts"))
    window.see("Telegram, @crumbkitchennews, Works", "push button")
    assert window.close() < 5
    (bot,) = seat.home.world.telegram.bots.values()
    assert seat.home.ok("token", TELEGRAM_HANDLE) == bot.token + "\n"
    # A question for news that nobody waits for any more is ended by Telegram when the next one comes.
    assert [request for request in seat.home.world.refused if not request.path.endswith("/getUpdates")] == []


def test_x(seat: Seat, console: XConsole):
    keys = console.whole_app(seat.home.callbacks)
    window = seat.open()
    x_until_keys(window)
    window.fill("Client ID (OAuth 2.0)", keys["api_key"])
    window.see(re.compile("This looks like the API Key"))
    assert seat.home.world.x.valid_access_tokens() == []
    window.fill("Client ID (OAuth 2.0)", keys["client_id"])
    window.press("Continue")
    sign_in_at_x(window, seat, console)
    window.press(re.compile("^Test post"))
    window.press(re.compile("^Post for 60 seconds"))
    window.press("Delete now")
    window.see("Deleted. Nothing is left.")
    (post,) = seat.home.world.x.posts.values()
    assert post.deleted
    window.press("Done")
    window.press(re.compile("^Accounts"))
    window.see("X, @crumbkitchen, Works", "push button")
    assert window.close() < 5
    assert seat.home.ok("token", X_HANDLE).splitlines() == seat.home.world.x.valid_access_tokens()
    assert seat.home.world.refused == []


def test_a_set_up_that_is_killed_goes_on_where_it_was(seat: Seat, telegram: TelegramClient):
    """The token was pasted and kept: after the kill nobody asks for it again."""
    message = telegram.new_bot()
    killed = seat.open()
    telegram_until_token(killed)
    give_token(killed, message)
    killed.see("Add the bot to your channel", "label")
    killed.kill()
    window = seat.open()
    window.see(re.compile("^Telegram.*Step"), "push button")
    window.press(re.compile("^Continue, Telegram"))
    add_and_confirm(window, seat, telegram)
    window.press(re.compile("^Done"))
    window.see(re.compile(TELEGRAM_HANDLE))
    assert window.close() < 5
    (bot,) = seat.home.world.telegram.bots.values()
    assert seat.home.ok("token", TELEGRAM_HANDLE) == bot.token + "\n"
