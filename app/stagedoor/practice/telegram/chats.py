"""Bot API methods about the bot itself and its chats (core.telegram.org/bots/api#available-methods)."""

from typing import Any

from stagedoor.practice.telegram import errors, shapes
from stagedoor.practice.telegram.api import Call, method
from stagedoor.practice.telegram.state import Chat, Member


@method("getMe")
def get_me(call: Call) -> Any:
    return shapes.myself(call.bot)


@method("getChat")
def get_chat(call: Call) -> Any:
    return shapes.full_chat(call.telegram, chat_of(call))


@method("getChatMemberCount")
def count(call: Call) -> Any:
    return chat_of(call).members


@method("getChatMember")
def get_member(call: Call) -> Any:
    """Answered for the bot itself and for the person who owns the chats."""
    chat = chat_of(call)
    wanted = call.number("user_id", 0)
    if wanted == call.bot.id:
        return shapes.member(call.bot, place_in(call, chat), chat)
    if wanted == call.telegram.person.id:
        return {"status": "creator", "user": shapes.person(call.telegram), "is_anonymous": False}
    raise errors.bad("user not found")


@method("getFile")
def get_file(call: Call) -> Any:
    """The address made of this holds the token, and works for an hour at least."""
    wanted = call.text("file_id")
    if not wanted.startswith("PRACTICE"):
        raise errors.bad("invalid file_id")
    return {"file_id": wanted, "file_unique_id": wanted, "file_size": 219, "file_path": "photos/file_0.jpg"}


def chat_of(call: Call) -> Chat:
    """The chat that `chat_id` names: a number, or @ and the name of a public chat."""
    wanted = call.text("chat_id")
    if not wanted:
        raise errors.bad("chat_id is empty")
    chat = _find(call, wanted)
    if chat is None:
        raise errors.bad("chat not found")
    if chat.deleted:
        raise errors.refused(403, "the group chat was deleted")
    if chat.migrated_to:
        words = "group chat was upgraded to a supergroup chat"
        raise errors.refused(400, words, migrate_to_chat_id=chat.migrated_to)
    return chat


def place_in(call: Call, chat: Chat) -> Member:
    return chat.bots.get(call.bot.id, Member("left"))


def _find(call: Call, wanted: str) -> Chat | None:
    chats = call.telegram.chats.values()
    if wanted.startswith("@"):
        return next((c for c in chats if c.username and c.username.lower() == wanted[1:].lower()), None)
    if wanted == str(call.telegram.person.id):
        return call.telegram.private(call.bot) or _stranger(call)
    chat = call.telegram.chats.get(int(wanted)) if wanted.removeprefix("-").isdecimal() else None
    # A bot knows a chat by number only when it has been there, or when everybody can see it.
    return chat if chat and chat.type != "private" and (chat.username or call.bot.id in chat.bots) else None


def _stranger(call: Call) -> Chat:
    """The person, before they pressed Start: sending is refused as "can't initiate conversation"."""
    return Chat(call.telegram.person.id, "private", call.telegram.person.first_name)
