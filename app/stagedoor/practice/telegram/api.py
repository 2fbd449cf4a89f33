"""The Bot API's front: token and method out of the path, parameters out of query, form or JSON.

Source: core.telegram.org/bots/api#making-requests; token rules of tdlib/telegram-bot-api ClientManager.cpp.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.paths import Paths
from stagedoor.practice.picture import FACE
from stagedoor.practice.telegram import errors
from stagedoor.practice.telegram.state import Bot, Telegram

PATHS = Paths()


@dataclass(frozen=True)
class Call:
    """One method call of one bot."""

    telegram: Telegram
    bot: Bot
    given: dict[str, Any]

    def text(self, name: str) -> str:
        value = self.given.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int) -> int:
        value = self.text(name) or str(default)
        try:
            return int(value)
        except ValueError:
            return default


Method = Callable[[Call], Any | Awaitable[Any]]
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Puts a function under a method name; the result of the function is the `result`."""

    def keep(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return keep


@PATHS.on("GET POST", "/bot{token}/{method}")
async def call(telegram: Telegram, ask: Ask) -> Answer:
    """Method names are case-insensitive."""
    bot = bot_of(telegram, ask.params["token"])
    function = METHODS.get(ask.params["method"].lower())
    if function is None:
        return errors.answer(404, "Not Found: method not found")
    result = function(Call(telegram, bot, _given(ask)))
    return json_answer({"ok": True, "result": await result if isawaitable(result) else result})


@PATHS.on("GET", "/file/bot{token}/{path:path}")
def file(telegram: Telegram, ask: Ask) -> Answer:
    bot_of(telegram, ask.params["token"])
    return Answer(200, FACE, (("content-type", "application/octet-stream"),))


def bot_of(telegram: Telegram, token: str) -> Bot:
    number, colon, _ = token.partition(":")
    if not colon or token.startswith("0") or len(token) > 80 or not number.isdecimal():
        raise errors.unauthorized("invalid token specified")
    bot = telegram.bots.get(int(number))
    if bot is None or bot.token != token:
        raise errors.unauthorized()
    return bot


def _given(ask: Ask) -> dict[str, Any]:
    """Query first; a body of any kind adds to it."""
    if ask.media_type == "application/json" and ask.body:
        try:
            body = ask.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise errors.bad("can't parse JSON object")
        return {**ask.query, **body}
    return {**ask.query, **ask.form}
