"""How each error of Telegram's catalogue comes about: done in practice, or in the documented words."""

import asyncio
from typing import Any

from tests.platforms.arrange import BOT, CHANNEL
from tests.platforms.bench import Bench, first, without
from tests.platforms.broken import plan
from tests.platforms.scripted import Made, Said, answer

from stagedoor.domain.exchange import Response
from stagedoor.practice.telegram.state import Bot, Chat

WAY = "telegram-bot"
GROUP = "Bake Club"


def bot(b: Bench) -> Bot:
    b.ready()
    return b.world.telegram.bot(BOT)


def chat(b: Bench, title: str = CHANNEL) -> Chat:
    return b.world.telegram.chat(title)


def post(b: Bench, text: str = "Rye", chat_id: int | None = None) -> str:
    to = chat(b).id if chat_id is None else chat_id
    return b.run(b.adapter.publish(b.made_up(str(to), "channel"), b.keys, text)).ref


def delete(b: Bench, ref: str) -> object:
    return b.run(b.adapter.delete(b.made_up(str(chat(b).id), "channel"), b.keys, ref))


def added(b: Bench) -> Chat:
    b.way.add(b.world, b.visitor, b.keys)
    return chat(b)


def revoked(b: Bench) -> object:
    b.ready()
    b.visitor.telegram_revoke(BOT)
    return b.who()


def cut_token(b: Bench) -> object:
    return b.run(b.adapter.identify(without(b.keys, token=b.keys.secrets["token"].reveal() + "/x")))


def no_right_to_post(b: Bench) -> object:
    b.world.telegram.set_rights(bot(b), chat(b), ["delete_messages"])
    return post(b)


def silent_group(b: Bench) -> object:
    b.world.telegram.add_member(bot(b), chat(b, GROUP))
    chat(b, GROUP).may_send = False
    return post(b, chat_id=chat(b, GROUP).id)


def upgraded(b: Bench) -> object:
    b.world.telegram.add_member(bot(b), chat(b, GROUP))
    old = chat(b, GROUP).id
    b.world.telegram.upgrade(chat(b, GROUP))
    return post(b, chat_id=old)


def removed(*, kicked: bool) -> Any:
    def act(b: Bench) -> object:
        b.world.telegram.remove(bot(b), added(b), kicked=kicked)
        return post(b)

    return act


def group_gone(b: Bench) -> object:
    b.world.telegram.add_member(bot(b), chat(b, GROUP))
    chat(b, GROUP).deleted = True
    return post(b, chat_id=chat(b, GROUP).id)


def blocked(b: Bench) -> object:
    b.world.telegram.start(bot(b)).blocked = True
    return post(b, chat_id=b.world.telegram.person.id)


def not_started(b: Bench) -> object:
    b.ready()
    return post(b, chat_id=b.world.telegram.person.id)


def deleted_twice(b: Bench) -> object:
    added(b)
    ref = post(b)
    delete(b, ref)
    return delete(b, ref)


def too_old(b: Bench) -> object:
    b.world.telegram.set_rights(bot(b), chat(b), ["post_messages"])
    ref = post(b)
    b.world.clock.advance(49 * 3600)
    return delete(b, ref)


def discover(b: Bench) -> Any:
    return first(b.adapter.discover(b.keys, b.who()))


def webhook(b: Bench) -> object:
    bot(b).webhook = "https://elsewhere.example/hook"
    return b.run(discover(b))


def two_readers(b: Bench) -> object:
    """Two programs that both wait for news of one bot end each other."""

    async def both() -> list[Any]:
        readers = [first(b.adapter.discover(b.keys, who)) for _ in range(2)]
        return await asyncio.gather(*readers, return_exceptions=True)

    who = b.who()
    ended = b.run(both())
    raise next(e for e in ended if isinstance(e, Exception))


def answered(kind: str, **options: Any) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        plan(b.world, "* /telegram/api", (kind, options))
        return b.who()

    return act


MADE: Made = {
    "token_dead": (WAY, revoked),
    "token_cut": (WAY, cut_token),
    "chat_not_found": (WAY, lambda b: post(b, chat_id=-100123)),
    "need_admin": (WAY, no_right_to_post),
    "no_rights": (WAY, silent_group),
    "migrated": (WAY, upgraded),
    "text_empty": (WAY, lambda b: (added(b), post(b, " "))),
    "too_long": (WAY, lambda b: (added(b), post(b, "x" * 4097))),
    "already_gone": (WAY, deleted_twice),
    "cannot_delete": (WAY, too_old),
    "not_member": (WAY, removed(kicked=False)),
    "kicked": (WAY, removed(kicked=True)),
    "group_deleted": (WAY, group_gone),
    "blocked": (WAY, blocked),
    "no_start": (WAY, not_started),
    "webhook": (WAY, webhook),
    "polled_elsewhere": (WAY, two_readers),
    "too_fast": (WAY, answered("rate", retry_after=3)),
    "trouble": (WAY, answered("html", status=502)),
}


def said(status: int, description: str, **parameters: int) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return answer(status, {**body, "parameters": parameters} if parameters else body)


SAID: Said = {
    "token_dead": [said(401, "Unauthorized"), said(401, "Unauthorized: invalid token specified")],
    "token_cut": [said(404, "Not Found"), said(404, "Not Found: method not found")],
    "token_foreign": [said(421, "Misdirected Request: unallowed token")],
    "chat_not_found": [said(400, "Bad Request: chat not found"), said(400, "Bad Request: CHAT NOT FOUND")],
    "chat_empty": [said(400, "Bad Request: chat_id is empty")],
    "need_admin": [
        said(400, "Bad Request: need administrator rights in the channel chat"),
        said(400, "Bad Request: not enough rights to manage chat"),
    ],
    "no_rights": [
        said(400, f"Bad Request: not enough rights to send {what} to the chat")
        for what in ("text messages", "photos", "videos", "documents")
    ],
    "write_forbidden": [said(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), said(400, "Bad Request: TOPIC_CLOSED")],
    "migrated": [
        said(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001234567890)
    ],
    "text_empty": [said(400, "Bad Request: message text is empty")],
    "too_long": [
        said(400, "Bad Request: message is too long"),
        said(400, "Bad Request: MEDIA_CAPTION_TOO_LONG"),
        said(400, "Bad Request: message caption is too long"),
    ],
    "markup": [said(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0')],
    "picture": [
        said(400, f"Bad Request: {word}")
        for word in ("PHOTO_INVALID_DIMENSIONS", "PHOTO_SAVE_FILE_INVALID", "IMAGE_PROCESS_FAILED")
    ],
    "fetch": [
        said(400, "Bad Request: Wrong HTTP URL specified"),
        said(400, "Bad Request: failed to get HTTP URL content"),
        said(400, "Bad Request: wrong type of the web page content"),
    ],
    "cannot_delete": [said(400, "Bad Request: message can't be deleted")],
    "already_gone": [said(400, "Bad Request: message to delete not found")],
    "bad_request": [said(400, "Bad Request: user not found")],
    "not_member": [said(403, f"Forbidden: bot is not a member of the {where} chat") for where in ("channel", "group")],
    "kicked": [said(403, f"Forbidden: bot was kicked from the {where} chat") for where in ("channel", "supergroup")],
    "group_deleted": [said(403, "Forbidden: the group chat was deleted")],
    "blocked": [said(403, "Forbidden: bot was blocked by the user"), said(403, "Forbidden: user is deactivated")],
    "no_start": [said(403, "Forbidden: bot can't initiate conversation with a user")],
    "forbidden": [said(403, "Forbidden: bots can't send messages to bots")],
    "webhook": [
        said(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"),
        said(409, "Conflict: terminated by setWebhook request"),
    ],
    "polled_elsewhere": [
        said(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
    ],
    "too_large": [
        answer(413, "<html><head><title>413 Request Entity Too Large</title></head></html>"),
        said(413, "Request Entity Too Large"),
    ],
    "too_fast": [said(429, "Too Many Requests: retry after 3", retry_after=3)],
    "trouble": [said(500, "Internal Server Error"), answer(502, "<html>Bad Gateway</html>"), answer(504, "")],
}
