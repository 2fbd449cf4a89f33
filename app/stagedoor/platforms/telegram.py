"""Telegram: a bot token is the whole sign-in; accounts are the chats in which the bot may post.

Behaviour from core.telegram.org/bots/api and the server's own source (tdlib/telegram-bot-api).
The token is part of every address, so addresses are never shown, logged or kept.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Any, ClassVar
from urllib.parse import quote

from stagedoor.domain.entities import Connection, ConnectionKind
from stagedoor.domain.errors import BadAnswer, BadInput, PlatformRefused, StagedoorError
from stagedoor.domain.exchange import Answer, Candidate, Explained, Keys, Proof, Published, Request, Response, Who
from stagedoor.domain.limits import Rung
from stagedoor.domain.plain import plain
from stagedoor.domain.wire import json_object
from stagedoor.platforms.base import BaseAdapter
from stagedoor.platforms.errors import ErrorFacts, error_object, pause, refusal, retry_after
from stagedoor.platforms.shapes import Shape, T, shaped

POLL_SECONDS = 20
WATCHED = ["message", "channel_post", "my_chat_member"]
_GOODBYE = 5.0  # seconds for the last call of a watch; a person may be waiting for it to close
_KINDS: Mapping[str, ConnectionKind] = {"channel": "channel", "group": "group", "supergroup": "group"}
_GONE = {"left", "kicked"}
_NUMBERED = "-100"  # how the number of a channel or supergroup begins; its links leave that out


class Bot(Shape, frozen=True, kw_only=True):
    id: int
    first_name: str = ""
    username: str = ""


class Chat(Shape, frozen=True, kw_only=True):
    id: int
    type: str = ""
    title: str = ""
    first_name: str = ""
    username: str = ""


class Member(Shape, frozen=True, kw_only=True):
    status: str
    can_post_messages: bool = False
    can_send_messages: bool = False
    can_delete_messages: bool = False


class Change(Shape, frozen=True, kw_only=True):
    chat: Chat
    new_chat_member: Member


class Origin(Shape, frozen=True, kw_only=True):
    type: str = ""
    chat: Chat | None = None


class Message(Shape, frozen=True, kw_only=True):
    message_id: int
    chat: Chat | None = None
    forward_origin: Origin | None = None
    migrate_to_chat_id: int | None = None


class Update(Shape, frozen=True, kw_only=True):
    update_id: int
    my_chat_member: Change | None = None
    channel_post: Message | None = None
    message: Message | None = None


class Webhook(Shape, frozen=True, kw_only=True):
    """`url` is empty where no other program set one."""

    url: str


class Hints(Shape, frozen=True, kw_only=True):
    """`parameters` of an error."""

    retry_after: int | None = None
    migrate_to_chat_id: int | None = None


class Refusal(Shape, frozen=True, kw_only=True):
    error_code: int = 0
    description: str = ""
    parameters: Hints = Hints()


class Adapter(BaseAdapter):
    checks: ClassVar[Mapping[str, str]] = {
        "bot": "check_bot", "chat": "check_chat", "rights": "check_rights", "webhook": "check_webhook",
    }  # fmt: skip

    async def prove(self, route: str, keys: Keys) -> Proof:
        who = await self.identify(keys)
        return Proof(by="platform", who=who, says=f"Telegram knows this token: it belongs to @{who.username}.")

    async def identify(self, keys: Keys) -> Who:
        me = await self._call(keys, "getMe", Bot)
        return Who(id=str(me.id), name=plain(me.first_name, 64), username=plain(me.username, 64))

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """Chats as the bot is added to them, as somebody posts in them, or as a post of theirs comes forwarded.

        The same chat comes again when its rights change. Ends only when it is closed.
        """
        offset = 0
        try:
            while True:
                arguments = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": WATCHED}
                updates = await self._call(keys, "getUpdates", list[Update], arguments, deadline=POLL_SECONDS + 15.0)
                for update in updates:
                    offset = max(offset, update.update_id + 1)
                    if chat := _chat_of(update):
                        yield await self._candidate(keys, who, chat)
        finally:
            # The list of watched updates is sticky on the server; other programs on this token want all of them.
            # What was found counts also where this last courtesy does not get through.
            with suppress(StagedoorError):
                last = {"offset": offset, "timeout": 0, "limit": 1, "allowed_updates": []}
                await self._call(keys, "getUpdates", list[Any], last, deadline=_GOODBYE)

    async def find(self, keys: Keys, who: Who, typed: str) -> Candidate:
        """The chat behind a typed @name, link (also of a message) or number."""
        address = typed.strip().removeprefix(self.spec.hosts["web"])
        chat = await self._call(keys, "getChat", Chat, {"chat_id": _chat_id(address)})
        return await self._candidate(keys, who, chat)

    async def check_bot(self, connection: Connection, keys: Keys) -> Answer:
        who = await self.identify(keys)
        return Answer(check_id="bot", verdict="ok", detail={"bot": who.username})

    async def check_chat(self, connection: Connection, keys: Keys) -> Answer:
        chat = await self._call(keys, "getChat", Chat, {"chat_id": connection.external_id})
        members = await self._call(keys, "getChatMemberCount", int, {"chat_id": connection.external_id})
        seen = {"name": _title(chat), "username": _username(chat), "followers": members}
        return Answer(check_id="chat", verdict="ok", detail=seen)

    async def check_rights(self, connection: Connection, keys: Keys) -> Answer:
        who = await self.identify(keys)
        member = await self._member(keys, connection.external_id, who)
        problem, error_id = _may_post(connection.kind, member)
        if problem:
            entry = self.spec.error[error_id]
            return Answer(
                check_id="rights", verdict="bad", error_id=error_id, cause=entry.cause,
                fix=self.spec.fill(entry.fix, bot=who.username), kind=entry.kind,
            )  # fmt: skip
        may_delete = member.status != "administrator" or member.can_delete_messages
        return Answer(check_id="rights", verdict="ok", detail={"status": member.status, "may_delete": may_delete})

    async def check_webhook(self, connection: Connection, keys: Keys) -> Answer:
        hook = await self._call(keys, "getWebhookInfo", Webhook)
        return Answer(check_id="webhook", verdict="ok", detail={"used_elsewhere": bool(hook.url)})

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        message = await self._call(
            keys, "sendMessage", Message,
            {
                "chat_id": int(connection.external_id), "text": text, "disable_notification": True,
                "link_preview_options": {"is_disabled": True},
            },
        )  # fmt: skip
        ref = str(message.message_id)
        return Published(ref=ref, link=self._link(connection, ref))

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None:
        arguments = {"chat_id": int(connection.external_id), "message_id": int(ref)}
        if not await self._call(keys, "deleteMessage", bool, arguments):
            raise BadAnswer("Telegram did not delete the post and did not say why.", "Delete it by hand in Telegram.")

    async def hindrance(self, keys: Keys) -> Explained | None:
        """A webhook of another program: while it stands, Telegram tells nobody else where the bot is added."""
        if not (await self._call(keys, "getWebhookInfo", Webhook)).url:
            return None
        entry = self.spec.error["webhook"]
        return Explained(
            error_id="webhook", kind=entry.kind, cause=entry.cause, fix=entry.fix, step=entry.step, status=409
        )

    async def clear_hindrance(self, keys: Keys) -> None:
        """Ends another program's webhook. Only after the person agreed."""
        await self._call(keys, "deleteWebhook", bool)

    def error_facts(self, response: Response) -> ErrorFacts:
        """`{"ok": false, "error_code", "description", "parameters": {"retry_after", "migrate_to_chat_id"}}`."""
        said = shaped(error_object(response), Refusal)
        wait, moved = said.parameters.retry_after, said.parameters.migrate_to_chat_id
        return ErrorFacts(
            status=said.error_code or response.status, text=said.description,
            retry_after=retry_after(response, self._clock.now()) if wait is None else pause(wait),
            moved_to=None if moved is None else str(moved),
        )  # fmt: skip

    async def _call(
        self, keys: Keys, method: str, kind: type[T], arguments: Mapping[str, Any] | None = None, *,
        deadline: float = 30.0,
    ) -> T:  # fmt: skip
        """The `result` of a Bot API method, in its shape."""
        token = quote(keys.secrets["token"].reveal(), safe=":")  # whatever was pasted stays one part of the path
        url = self.url("{api}/bot{token}/{method}", method=method).replace("{token}", token)
        request = Request(method="POST", url=url, name=f"telegram.{method}", json=dict(arguments or {}))
        response = await self.send(request, deadline=deadline)
        body = json_object(response)
        if body.get("ok") is not True:
            raise refusal(self.explain(response))
        return shaped(body.get("result"), kind)

    async def _member(self, keys: Keys, chat_id: object, who: Who) -> Member:
        return await self._call(keys, "getChatMember", Member, {"chat_id": chat_id, "user_id": int(who.id)})

    async def _candidate(self, keys: Keys, who: Who, chat: Chat) -> Candidate:
        kind = _KINDS.get(chat.type, "account")
        problem, members = "", None
        try:
            problem, _ = _may_post(kind, await self._member(keys, chat.id, who))
            members = await self._call(keys, "getChatMemberCount", int, {"chat_id": chat.id})
        except PlatformRefused as error:
            problem = error.cause
        username = _username(chat)
        return Candidate(
            external_id=str(chat.id), kind=kind, name=_title(chat), username=username, followers=members,
            token_name="token", url=self.url("{web}/{username}", username=username) if username else None,
            address={"chat_id": str(chat.id)}, problem=problem,
        )  # fmt: skip

    def _link(self, connection: Connection, ref: str) -> str | None:
        """Public chats have a name in the link, private channels and supergroups their number without -100; posts in
        small groups and private chats have no link (core.telegram.org/api/links#message-links).
        """
        if connection.kind == "account":
            return None
        if connection.username:
            return self.url("{web}/{username}/{ref}", username=connection.username, ref=ref)
        if not connection.external_id.startswith(_NUMBERED):
            return None
        return self.url("{web}/c/{id}/{ref}", id=connection.external_id.removeprefix(_NUMBERED), ref=ref)


def _title(chat: Chat) -> str:
    return plain(chat.title, 128) or plain(chat.first_name, 128) or plain(chat.username, 64) or str(chat.id)


def _username(chat: Chat) -> str | None:
    return plain(chat.username, 64) or None


def _chat_id(typed: str) -> str:
    """What `getChat` takes for a typed @name, number or link. Raises BadInput."""
    path = typed.partition("://")[2] or typed
    parts = [part for part in path.split("?")[0].split("/") if part and "." not in part]  # no name has a host's dot
    match parts:
        case ["c", number, *_]:  # a link into a private channel or supergroup: its number without the beginning
            name = _NUMBERED + number
        case ["s", first, *_] | [first, *_]:  # s: the page that browsers get
            name = first
        case _:
            name = ""
    if name.removeprefix("-").isdecimal():
        return name
    if not name.removeprefix("@").replace("_", "").isalnum():
        raise BadInput("That is no name of a channel.", "Type it like @crumbkitchen, or its link.")
    return "@" + name.removeprefix("@")


def _chat_of(update: Update) -> Chat | None:
    """The channel or group that an update speaks of; None for the bot's private chat and for its own removal."""
    if change := update.my_chat_member:
        return None if change.new_chat_member.status in _GONE else _public(change.chat)
    message = update.channel_post or update.message
    if message is None:
        return None
    origin = message.forward_origin
    if origin and origin.type == "channel":
        return _public(origin.chat)
    if message.migrate_to_chat_id and message.chat:
        return Chat(id=message.migrate_to_chat_id, type="supergroup", title=message.chat.title)
    return _public(message.chat)


def _public(chat: Chat | None) -> Chat | None:
    return None if chat is None or chat.type == "private" else chat


def _may_post(kind: str, member: Member) -> tuple[str, str]:
    """Why the bot may not post, with the error's id; two empty texts if it may."""
    if member.status in _GONE:
        return "The bot is not in it any more.", "not_member"
    if kind == "channel" and not (member.status == "administrator" and member.can_post_messages):
        return "It may not post yet: turn on Post messages.", "need_admin"
    if member.status == "restricted" and not member.can_send_messages:
        return "It may not write in this group.", "no_rights"
    return "", ""
