"""sendMessage and deleteMessage with their rules (core.telegram.org/bots/api#sendmessage, #deletemessage).

The words of the refusals are those of tdlib/telegram-bot-api Client.cpp; see also teloxide#450.
"""

from typing import Any

from stagedoor.practice.telegram import errors, shapes
from stagedoor.practice.telegram.api import Call, method
from stagedoor.practice.telegram.chats import chat_of, place_in
from stagedoor.practice.telegram.markup import parsed
from stagedoor.practice.telegram.state import Chat, Member

MOST = 4096  # UTF-16 units after parsing
DELETABLE = 48 * 3600
NAMES = {"channel": "channel chat", "supergroup": "supergroup chat", "group": "group chat"}


@method("sendMessage")
def send(call: Call) -> Any:
    chat = chat_of(call)
    text, entities = parsed(call.text("text"), call.text("parse_mode"))
    if not text.strip():
        raise errors.bad("message text is empty")
    if len(text.encode("utf-16-le")) // 2 > MOST:
        raise errors.bad("message is too long")
    _may_send(chat, place_in(call, chat))
    message = call.telegram.put(chat, text, call.bot.id)
    message.entities = entities
    return shapes.message(call.telegram, chat, message)


@method("deleteMessage")
def delete(call: Call) -> Any:
    chat = chat_of(call)
    message = chat.messages.get(call.number("message_id", 0))
    if message is None or message.deleted:
        raise errors.bad("message to delete not found")
    place = place_in(call, chat)
    own = message.by_bot == call.bot.id
    allowed = "delete_messages" in place.rights or (own and _may_delete_own(chat, place))
    if not allowed or call.telegram.place.now() - message.at > DELETABLE:
        raise errors.bad("message can't be deleted")
    message.deleted = True
    return True


def _may_delete_own(chat: Chat, place: Member) -> bool:
    """In a channel, own posts need the right to post."""
    return chat.type != "channel" or "post_messages" in place.rights


def _may_send(chat: Chat, place: Member) -> None:
    if chat.type == "private":
        _may_write_to_person(chat, place)
    elif place.status == "kicked":
        raise errors.refused(403, f"bot was kicked from the {NAMES[chat.type]}")
    elif place.status == "left":
        raise errors.refused(403, f"bot is not a member of the {NAMES[chat.type]}")
    elif chat.type == "channel":
        if place.status != "administrator" or "post_messages" not in place.rights:
            raise errors.bad("need administrator rights in the channel chat")
    elif not _may_write_in_group(chat, place):
        raise errors.bad("not enough rights to send text messages to the chat")


def _may_write_to_person(chat: Chat, place: Member) -> None:
    if chat.blocked:
        raise errors.refused(403, "bot was blocked by the user")
    if place.status != "member":
        raise errors.refused(403, "bot can't initiate conversation with a user")


def _may_write_in_group(chat: Chat, place: Member) -> bool:
    if place.status == "restricted":
        return "send_messages" in place.rights
    return place.status == "administrator" or chat.may_send
