"""Practice Telegram, put together: which table of paths answers which host."""

from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Platform
from stagedoor.practice.place import Place
from stagedoor.practice.telegram import api, chats, errors, sending, updates, web
from stagedoor.practice.telegram.state import Telegram

METHOD_FILES = (chats, sending, updates)  # each puts its methods into the table of the Bot API


class TelegramPlatform(Platform):
    def __init__(self, place: Place) -> None:
        self.state: Telegram = Telegram(place)
        self.hosts = {"web": web.PATHS, "api": api.PATHS}

    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:
        reason = f"{ask.method} {ask.path} does not exist"
        if host == "api":
            return errors.answer(404, "Not Found") if not wrong_method else errors.answer(405, "Method Not Allowed")
        return html_answer(page("Not found", site="Telegram"), 404, reason=reason)

    def too_many(self, host: str, retry_after: int) -> Answer:
        return errors.too_many(retry_after) if host == "api" else Answer(429)
