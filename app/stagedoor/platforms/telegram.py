"""Telegram: a bot token is the whole sign-in; accounts are the chats in which the bot may post.

Behaviour from core.telegram.org/bots/api and the server's own source (tdlib/telegram-bot-api).
The token is part of every address, so addresses are never shown, logged or kept.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar, cast

from stagedoor.domain.entities import Connection, ConnectionKind
from stagedoor.domain.errors import BadInput, PlatformRefused
from stagedoor.domain.exchange import Answer, Candidate, Keys, Proof, Published, Request, Response, Who
from stagedoor.domain.plain import plain
from stagedoor.domain.wire import json_object
from stagedoor.platforms.base import BaseAdapter
from stagedoor.platforms.errors import ErrorFacts, retry_after

POLL_SECONDS = 20
WATCHED = ["message", "channel_post", "my_chat_member"]
_KINDS: Mapping[str, ConnectionKind] = {"channel": "channel", "group": "group", "supergroup": "group"}
_GONE = {"left", "kicked"}


class Adapter(BaseAdapter):
    checks: ClassVar[Mapping[str, str]] = {
        "bot": "check_bot", "chat": "check_chat", "rights": "check_rights", "webhook": "check_webhook",
    }  # fmt: skip

    async def prove(self, route: str, keys: Keys) -> Proof:
        who = await self.identify(keys)
        return Proof(by="platform", who=who, says=f"Telegram knows this token: it belongs to @{who.username}.")

    async def identify(self, keys: Keys) -> Who:
        me = await self._call(keys, "getMe")
        return Who(
            id=str(me["id"]), name=plain(me.get("first_name", ""), 64), username=plain(me.get("username", ""), 64)
        )

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """Chats as the bot is added to them, as somebody posts in them, or as a post of theirs comes forwarded.

        The same chat comes again when its rights change. Ends only when it is closed.
        """
        offset = 0
        try:
            while True:
                arguments = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": WATCHED}
                updates = await self._call(keys, "getUpdates", arguments, deadline=POLL_SECONDS + 15.0)
                for update in updates:
                    offset = max(offset, int(update["update_id"]) + 1)
                    if chat := _chat_of(update):
                        yield await self._candidate(keys, who, chat)
        finally:
            # The list of watched updates is sticky on the server; other programs on this token want all of them.
            await self._call(keys, "getUpdates", {"offset": offset, "timeout": 0, "limit": 1, "allowed_updates": []})

    async def find(self, keys: Keys, who: Who, typed: str) -> Candidate:
        """The chat behind a typed @name, link or number."""
        name = typed.strip().rstrip("/").rsplit("/", 1)[-1]
        if not name.lstrip("-@").replace("_", "").isalnum():
            raise BadInput("That is no name of a channel.", "Type it like @crumbkitchen, or its link.")
        chat = name if name.lstrip("-").isdigit() else "@" + name.lstrip("@")
        return await self._candidate(keys, who, await self._call(keys, "getChat", {"chat_id": chat}))

    async def check_bot(self, connection: Connection, keys: Keys) -> Answer:
        who = await self.identify(keys)
        return Answer(check_id="bot", verdict="ok", detail={"bot": who.username})

    async def check_chat(self, connection: Connection, keys: Keys) -> Answer:
        chat = await self._call(keys, "getChat", {"chat_id": connection.external_id})
        members = await self._call(keys, "getChatMemberCount", {"chat_id": connection.external_id})
        seen = {"name": _title(chat), "username": chat.get("username"), "followers": members}
        return Answer(check_id="chat", verdict="ok", detail=seen)

    async def check_rights(self, connection: Connection, keys: Keys) -> Answer:
        who = await self.identify(keys)
        member = await self._member(keys, connection.external_id, who)
        problem, error_id = _may_post(connection.kind, member)
        may_delete = member.get("status") != "administrator" or bool(member.get("can_delete_messages"))
        if problem:
            entry = self.spec.error[error_id]
            return Answer(
                check_id="rights", verdict="bad", error_id=error_id, cause=entry.cause,
                fix=self.spec.fill(entry.fix, bot=who.username), kind=entry.kind,
            )  # fmt: skip
        return Answer(
            check_id="rights", verdict="ok", detail={"status": member.get("status"), "may_delete": may_delete}
        )

    async def check_webhook(self, connection: Connection, keys: Keys) -> Answer:
        info = await self._call(keys, "getWebhookInfo")
        used = bool(info.get("url"))
        return Answer(check_id="webhook", verdict="ok", detail={"used_elsewhere": used})

    async def publish(self, connection: Connection, keys: Keys, text: str) -> Published:
        message = await self._call(
            keys, "sendMessage",
            {
                "chat_id": int(connection.external_id), "text": text, "disable_notification": True,
                "link_preview_options": {"is_disabled": True},
            },
        )  # fmt: skip
        ref = str(message["message_id"])
        return Published(ref=ref, link=self._link(connection, ref))

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None:
        arguments = {"chat_id": int(connection.external_id), "message_id": int(ref)}
        await self._call(keys, "deleteMessage", arguments)

    async def leave_webhook(self, keys: Keys) -> None:
        """Ends another program's webhook. Only after the person agreed."""
        await self._call(keys, "deleteWebhook")

    def error_facts(self, response: Response) -> ErrorFacts:
        """`{"ok": false, "error_code", "description", "parameters": {"retry_after", "migrate_to_chat_id"}}`."""
        body = json_object(response)
        parameters = body.get("parameters") or {}
        wait = parameters.get("retry_after")
        return ErrorFacts(
            status=int(body.get("error_code") or response.status),
            text=str(body.get("description", "")),
            retry_after=float(wait) if isinstance(wait, int) else retry_after(response, self._clock.now()),
        )

    async def _call(
        self, keys: Keys, method: str, arguments: Mapping[str, Any] | None = None, *, deadline: float = 30.0
    ) -> Any:
        """The `result` of a Bot API method."""
        url = self.url("{api}/bot{token}/{method}", method=method).replace("{token}", keys.secrets["token"].reveal())
        request = Request(method="POST", url=url, name=f"telegram.{method}", json=dict(arguments or {}))
        body = json_object(await self.send(request, deadline=deadline))
        if not body.get("ok"):
            raise PlatformRefused("Telegram answered without a result.", "Try again.", kind="platform")
        return body["result"]

    async def _member(self, keys: Keys, chat_id: object, who: Who) -> dict[str, Any]:
        arguments = {"chat_id": chat_id, "user_id": int(who.id)}
        return cast("dict[str, Any]", await self._call(keys, "getChatMember", arguments))

    async def _candidate(self, keys: Keys, who: Who, chat: Mapping[str, Any]) -> Candidate:
        id, kind = str(chat["id"]), _KINDS.get(str(chat.get("type")), "account")
        problem, members = "", None
        try:
            problem, _ = _may_post(kind, await self._member(keys, chat["id"], who))
            members = int(await self._call(keys, "getChatMemberCount", {"chat_id": chat["id"]}))
        except PlatformRefused as error:
            problem = error.cause
        username = chat.get("username")
        return Candidate(
            external_id=id, kind=kind, name=_title(chat), username=username, followers=members, token_name="token",
            url=self.url("{web}/{username}", username=username) if username else None,
            address={"chat_id": id}, problem=problem,
        )  # fmt: skip

    def _link(self, connection: Connection, ref: str) -> str:
        """Public chats have a name in it, private ones their number without -100 (core.telegram.org/api/links)."""
        if connection.username:
            return self.url("{web}/{username}/{ref}", username=connection.username, ref=ref)
        return self.url("{web}/c/{id}/{ref}", id=connection.external_id.removeprefix("-100"), ref=ref)


def _title(chat: Mapping[str, Any]) -> str:
    return plain(chat.get("title") or chat.get("first_name") or chat.get("username") or chat["id"], 128)


def _chat_of(update: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The channel or group that an update speaks of; None for the bot's private chat and for its own removal."""
    if "my_chat_member" in update:
        change = update["my_chat_member"]
        gone = change["new_chat_member"]["status"] in _GONE
        return None if gone or change["chat"]["type"] == "private" else change["chat"]
    message = update.get("channel_post") or update.get("message") or {}
    origin = message.get("forward_origin") or {}
    chat = origin.get("chat") if origin.get("type") == "channel" else message.get("chat")
    if not chat or chat.get("type") == "private":
        return None
    moved = message.get("migrate_to_chat_id")
    return {**chat, "id": moved, "type": "supergroup"} if moved else chat


def _may_post(kind: str, member: Mapping[str, Any]) -> tuple[str, str]:
    """Why the bot may not post, with the error's id; two empty texts if it may."""
    status = member.get("status")
    if status in _GONE:
        return "The bot is not in it any more.", "not_member"
    if kind == "channel" and not (status == "administrator" and member.get("can_post_messages")):
        return "It may not post yet: turn on Post messages.", "need_admin"
    if status == "restricted" and not member.get("can_send_messages"):
        return "It may not write in this group.", "no_rights"
    return "", ""
