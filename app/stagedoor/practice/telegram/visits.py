"""What a person does in Telegram: talks to BotFather, adds the bot to a channel or group, posts."""

import re
from typing import Protocol

from stagedoor.practice.person import Page, Person, StuckError, read
from stagedoor.practice.telegram.state import Chat, Telegram

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")


class Place(Protocol):
    """The part of a world that a visitor needs."""

    telegram: Telegram

    def hosts(self, platform: str) -> dict[str, str]: ...


class TelegramVisits(Person):
    """The person's ways in Telegram."""

    world: Place
    last_message: str = ""  # BotFather's newest words, whole

    def telegram_say_to_botfather(self, text: str) -> str:
        self.open(self._web("BotFather"))
        self.press("Send", text=text)
        self.last_message = self.world.telegram.talk[-1][1]
        return self.last_message

    def telegram_new_bot(self, name: str, username: str) -> str:
        """Gives the token; `last_message` is what a person would copy. Raises StuckError when refused."""
        for text in ("/newbot", name, username):
            self.telegram_say_to_botfather(text)
        return self._token()

    def telegram_revoke(self, username: str) -> str:
        """Gives the new token; the old one is dead."""
        for text in ("/revoke", f"@{username}"):
            self.telegram_say_to_botfather(text)
        return self._token()

    def telegram_add_to_channel(
        self, deep_link_url: str, chat: str = "Crumb Kitchen News", *, post: bool = True
    ) -> Page:
        """Follows a startchannel link with the rights it asks for; without `post` that one is unticked."""
        self.open(deep_link_url)
        asked = [value for form in read(self.page).forms for name, value in form.fields if name == "rights"]
        return self._add("Add Bot as Admin", chat, [r for r in asked if post or r != "post_messages"])

    def telegram_add_to_group(self, deep_link_url: str, chat: str = "Sourdough Circle", *, admin: bool = False) -> Page:
        """Follows a startgroup link."""
        self.open(deep_link_url)
        return self._add("Add Bot", chat, ["delete_messages"] if admin else [])

    def telegram_start(self, deep_link_url: str) -> Page:
        """Presses Start in the private chat with the bot."""
        self.open(deep_link_url)
        return self.press("Start")

    def telegram_post(self, text: str, chat: str = "Crumb Kitchen News") -> Page:
        """The person writes in one of their chats."""
        self.open(self._web(self._chat(chat).path))
        return self.press("Send", text=text)

    def telegram_forward(self, message_id: int, bot: str, chat: str = "Crumb Kitchen News") -> Page:
        """Forwards a message of a chat to the private chat with a bot."""
        self.open(self._web(self._chat(chat).path))
        return self.press(f"Forward {message_id} to {self.world.telegram.bot(bot).name}")

    def _add(self, button: str, chat: str, rights: list[str]) -> Page:
        page = self.press(button, chat=str(self._chat(chat).id), rights=rights)
        if page.status != 200:
            raise StuckError("Telegram refused", page)
        return page

    def _token(self) -> str:
        found = TOKEN.search(self.last_message)
        if found is None:
            raise StuckError(self.last_message, self.page)
        return found[0]

    def _chat(self, title: str) -> Chat:
        return self.world.telegram.chat(title)

    def _web(self, path: str) -> str:
        return f"{self.world.hosts('telegram')['web']}/{path}"
