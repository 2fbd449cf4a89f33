"""BotFather's side of the conversation (core.telegram.org/bots/features#botfather), in its own words."""

import re

from stagedoor.practice.telegram.state import Bot, Telegram

NAME = "Alright, a new bot. How are we going to call it? Please choose a name for your bot."
USERNAME = (
    "Good. Now let's choose a username for your bot. It must end in `bot`. Like this, for example: TetrisBot or "
    "tetris_bot."
)
WRONG_END = "Sorry, the username must end in 'bot'. E.g. 'Tetris_bot' or 'Tetrisbot'"
INVALID = "Sorry, this username is invalid."
TAKEN = "Sorry, this username is already taken. Please try something different."
HELP = (
    "I can help you create and manage Telegram bots.\n\n/newbot - create a new bot\n/mybots - edit your bots\n"
    "/token - get authorization token\n/revoke - revoke bot access token\n/setprivacy - toggle privacy mode in "
    "groups\n/cancel - cancel the current operation"
)
DONE = (
    "Done! Congratulations on your new bot. You will find it at {link}. You can now add a description, about "
    "section and profile picture for your bot, see /help for a list of commands. By the way, when you've finished "
    "creating your cool bot, ping our Bot Support if you want a better username for it. Just make sure the bot is "
    "fully operational before you do this.\n\nUse this token to access the HTTP API:\n{token}\nKeep your token "
    "secure and store it safely, it can be used by anyone to control your bot.\n\nFor a description of the Bot "
    "API, see this page: https://core.telegram.org/bots/api"
)
TOKEN = (
    "You can use this token to access HTTP API:\n{token}\n\nFor a description of the Bot API, see this page: "
    "https://core.telegram.org/bots/api"
)
REVOKED = "Your token was replaced with a new one. You can use this token to access HTTP API:\n{token}"
NO_BOTS = "You don't have any bots yet. Use the /newbot command to create a new bot first."
CHOOSE = "Choose a bot: {bots}"
UNKNOWN_BOT = "Invalid bot selected."
UNKNOWN = "Unrecognized command. Say what?"


def hear(telegram: Telegram, text: str) -> str:
    """Takes what the person wrote and gives BotFather's answer; both go into the conversation."""
    text = text.strip()
    answer = _command(telegram, text) if text.startswith("/") else _reply(telegram, text)
    telegram.talk += [("You", text), ("BotFather", answer)]
    return answer


def _command(telegram: Telegram, text: str) -> str:
    telegram.topic = ("", "")
    if text == "/newbot":
        telegram.topic = ("name", "")
        return NAME
    if text in ("/token", "/revoke", "/setprivacy"):
        return _choose(telegram, text)
    if text == "/mybots":
        return CHOOSE.format(bots=_names(telegram)) if telegram.bots else NO_BOTS
    if text == "/cancel":
        return "The command has been cancelled. Anything else I can do for you?"
    return HELP if text in ("/start", "/help") else UNKNOWN


def _choose(telegram: Telegram, command: str) -> str:
    if not telegram.bots:
        return NO_BOTS
    telegram.topic = (command, "")
    return CHOOSE.format(bots=_names(telegram))


def _names(telegram: Telegram) -> str:
    return ", ".join(f"@{bot.username}" for bot in telegram.bots.values())


def _reply(telegram: Telegram, text: str) -> str:
    topic, known = telegram.topic
    if topic == "name":
        telegram.topic = ("username", text)
        return USERNAME
    if topic == "username":
        return _named(telegram, known, text.removeprefix("@"))
    if topic:
        return _about(telegram, topic, known, text)
    return UNKNOWN


def _named(telegram: Telegram, name: str, username: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{4,31}", username):
        return INVALID
    if not username.lower().endswith("bot"):
        return WRONG_END
    if username.lower() in telegram.taken:
        return TAKEN
    telegram.topic = ("", "")
    bot = telegram.new_bot(name, username)
    return DONE.format(link=f"{telegram.place.host('web')}/{bot.username}", token=bot.token)


def _about(telegram: Telegram, topic: str, known: str, text: str) -> str:
    bot = telegram.bot_named(known or text.removeprefix("@"))
    if bot is None:
        return UNKNOWN_BOT
    if topic == "/setprivacy" and not known:
        telegram.topic = (topic, bot.username)
        return "'Enable' or 'Disable'?"
    telegram.topic = ("", "")
    return _change(telegram, topic, bot, text)


def _change(telegram: Telegram, topic: str, bot: Bot, text: str) -> str:
    if topic == "/revoke":
        return REVOKED.format(token=telegram.new_token(bot))
    if topic == "/setprivacy":
        bot.privacy = text.lower() != "disable"
        return f"Success! The new status is: {'ENABLED' if bot.privacy else 'DISABLED'}."
    return TOKEN.format(token=bot.token)
