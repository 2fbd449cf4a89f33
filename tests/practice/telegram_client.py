"""A plain client of practice Telegram: right by default, wrong wherever a test says so."""

from typing import Any

from tests.practice.client import Reply, call

from stagedoor.practice import Visitor, World


class TelegramClient:
    """A bot of the person in this world."""

    def __init__(self, world: World, visitor: Visitor, username: str = "crumbs_daily_bot") -> None:
        self.world, self.visitor, self.username = world, visitor, username
        self.token = visitor.telegram_new_bot("Crumbs Daily", username)
        self.hosts = world.hosts("telegram")

    def add(self, chat: str = "Crumb Kitchen News", *, post: bool = True) -> int:
        """Adds the bot to a channel; gives the chat's id."""
        self.visitor.telegram_add_to_channel(
            self.link("startchannel&admin=post_messages+delete_messages"), chat, post=post
        )
        return self.world.telegram.chat(chat).id

    def link(self, query: str) -> str:
        return f"{self.hosts['web']}/{self.username}?{query}"

    def url(self, method: str) -> str:
        return f"{self.hosts['api']}/bot{self.token}/{method}"

    def api(self, method: str, **given: Any) -> Reply:
        return call("POST", self.url(method), send=given)
