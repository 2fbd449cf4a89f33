"""getUpdates and webhooks, with their conflicts (core.telegram.org/bots/api#getting-updates)."""

import asyncio
import json
from typing import Any

from stagedoor.practice.telegram import errors, shapes
from stagedoor.practice.telegram.api import Call, method
from stagedoor.practice.telegram.state import DAY, Bot

BY_OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
BY_WEBHOOK = "terminated by setWebhook request"
WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@method("getUpdates")
async def get_updates(call: Call) -> Any:
    """Long poll: answers at once when something waits, else after `timeout` seconds with nothing."""
    bot = call.bot
    if bot.webhook:
        raise errors.refused(409, WEBHOOK)
    _allow(call)
    _confirm(bot, call.number("offset", 0))
    bot.polls += 1
    mine = bot.polls
    bot.bell.ring()
    await _until_news(bot, mine, min(50, max(0, call.number("timeout", 0))))
    if bot.webhook:
        raise errors.refused(409, BY_WEBHOOK)
    if bot.polls != mine:
        raise errors.refused(409, BY_OTHER)
    return _waiting(call)


async def _until_news(bot: Bot, mine: int, seconds: int) -> None:
    try:
        async with asyncio.timeout(seconds):
            while not _settled(bot, mine):
                with bot.bell.heard() as event:
                    if not _settled(bot, mine):
                        await event.wait()
    except TimeoutError:
        return


def _settled(bot: Bot, mine: int) -> bool:
    return bool(bot.updates or bot.webhook) or bot.polls != mine


def _waiting(call: Call) -> list[dict[str, Any]]:
    """Kept for 24 hours."""
    oldest = call.telegram.place.now() - DAY
    call.bot.updates = [entry for entry in call.bot.updates if entry[1] >= oldest]
    most = min(100, max(1, call.number("limit", 100)))
    return [shapes.update(call.telegram, call.bot, n, what) for n, _, what in call.bot.updates[:most]]


def _confirm(bot: Bot, offset: int) -> None:
    """Everything below the offset is done with; a negative one keeps that many of the newest."""
    if offset < 0:
        bot.updates = bot.updates[offset:]
    elif offset:
        bot.updates = [entry for entry in bot.updates if entry[0] >= offset]


def _allow(call: Call) -> None:
    """Stays until another list comes, for every program that uses the token."""
    given = call.given.get("allowed_updates")
    if given is None:
        return
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            raise errors.bad("can't parse allowed updates") from None
    if not isinstance(given, list):
        raise errors.bad("can't parse allowed updates")
    call.bot.allowed = tuple(str(kind) for kind in given)


@method("getWebhookInfo")
def webhook_info(call: Call) -> Any:
    bot = call.bot
    info: dict[str, Any] = {
        "url": bot.webhook, "has_custom_certificate": False, "pending_update_count": len(bot.updates),
    }  # fmt: skip
    if bot.allowed:
        info["allowed_updates"] = list(bot.allowed)
    return info


@method("setWebhook")
def set_webhook(call: Call) -> Any:
    url = call.text("url")
    if url and not url.startswith("https://"):
        raise errors.bad("bad webhook: An HTTPS URL must be provided for webhook")
    _allow(call)
    call.bot.webhook = url
    call.bot.bell.ring()
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> Any:
    call.bot.webhook = ""
    if call.text("drop_pending_updates").lower() == "true":
        call.bot.updates = []
    return True
