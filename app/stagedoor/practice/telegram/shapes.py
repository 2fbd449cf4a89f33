"""How people, chats, messages and updates look in the Bot API (core.telegram.org/bots/api#available-types)."""

from typing import Any

from stagedoor.practice.names import named
from stagedoor.practice.telegram.state import Bot, Chat, Member, Message, Telegram

Json = dict[str, Any]
ADMIN_ALWAYS = named("""
    is_anonymous can_manage_video_chats can_restrict_members can_promote_members can_change_info can_invite_users
    can_post_stories can_edit_stories can_delete_stories
""")
RESTRICTED = ["audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls", "other_messages"]
RESTRICTED_TOO = named("""
    can_add_web_page_previews can_react_to_messages can_edit_tag can_change_info can_invite_users can_pin_messages
    can_manage_topics
""")


def bot_user(bot: Bot) -> Json:
    return {"id": bot.id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def myself(bot: Bot) -> Json:
    """The answer of getMe: a user, and what only it carries."""
    return bot_user(bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def person(telegram: Telegram) -> Json:
    who = telegram.person
    return {"id": who.id, "is_bot": False, "first_name": who.first_name, "username": who.username}


def chat(telegram: Telegram, room: Chat) -> Json:
    if room.type == "private":
        who = telegram.person
        return {"id": room.id, "type": "private", "first_name": who.first_name, "username": who.username}
    public = {"username": room.username} if room.username else {}
    return {"id": room.id, "type": room.type, "title": room.title, **public}


def full_chat(telegram: Telegram, room: Chat) -> Json:
    """The answer of getChat (ChatFullInfo)."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    photo = {
        f"{size}_{kind}": f"PRACTICE{abs(room.id)}{size}"
        for size in ("small", "big")
        for kind in ("file_id", "file_unique_id")
    }
    more: Json = {
        "accent_color_id": 2,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
        "photo": photo,
    }
    if room.type == "channel":
        more["description"] = "Bread, mostly."
    if room.type in ("group", "supergroup"):
        more["permissions"] = {"can_send_messages": room.may_send}
    return chat(telegram, room) | more


def member(bot: Bot, place: Member, room: Chat) -> Json:
    """ChatMember of the bot itself."""
    found: Json = {"status": place.status, "user": bot_user(bot)}
    if place.status == "administrator":
        return found | _admin(place, room)
    if place.status == "kicked":
        return found | {"until_date": 0}
    if place.status == "restricted":
        return found | _restricted(place)
    return found


def _admin(place: Member, room: Chat) -> Json:
    rights = {"can_be_edited": False, "can_manage_chat": True} | dict.fromkeys(ADMIN_ALWAYS, False)
    rights["can_delete_messages"] = "delete_messages" in place.rights
    if room.type == "channel":  # the first two stand only in channels
        rights["can_post_messages"] = "post_messages" in place.rights
        rights["can_edit_messages"] = "edit_messages" in place.rights
    return rights


def _restricted(place: Member) -> Json:
    more = [f"can_send_{what}" for what in RESTRICTED]
    more += RESTRICTED_TOO
    sends = "send_messages" in place.rights
    return {"is_member": True, "can_send_messages": sends, **dict.fromkeys(more, False), "until_date": 0}


def message(telegram: Telegram, room: Chat, item: Message) -> Json:
    found: Json = {
        "message_id": item.id,
        "date": int(item.at),
        "chat": chat(telegram, room),
        "text": item.text,
        **_author(telegram, room, item),
    }
    if item.entities:
        found["entities"] = item.entities
    if item.text.startswith("/"):
        length = len(item.text.split()[0])
        found["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    if item.forwarded:
        origin, first = item.forwarded
        found["forward_origin"] = {
            "type": "channel", "date": int(first.at), "chat": chat(telegram, origin), "message_id": first.id,
        }  # fmt: skip
    return found


def _author(telegram: Telegram, room: Chat, item: Message) -> Json:
    if room.type == "channel":
        return {"sender_chat": chat(telegram, room)}
    bot = telegram.bots.get(item.by_bot)
    return {"from": bot_user(bot) if bot else person(telegram)}


def update(telegram: Telegram, bot: Bot, number: int, what: Json) -> Json:
    kind, room = what["kind"], what["chat"]
    if kind != "my_chat_member":
        return {"update_id": number, kind: message(telegram, room, what["message"])}
    change = {
        "chat": chat(telegram, room),
        "from": person(telegram),
        "date": int(what["at"]),
        "old_chat_member": member(bot, what["old"], room),
        "new_chat_member": member(bot, what["new"], room),
    }
    return {"update_id": number, kind: change}
