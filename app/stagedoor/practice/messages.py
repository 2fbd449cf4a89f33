"""What travels between the port and a simulated platform: one question, one answer."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Ask:
    """One request. `path` is relative to the world, `url` is the whole address without its query."""

    method: str
    path: str
    url: str
    raw_query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    params: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.raw_query, keep_blank_values=True))

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def is_form(self) -> bool:
        return self.media_type == FORM_TYPE

    @cached_property
    def form_pairs(self) -> list[tuple[str, str]]:
        """The body's fields when it is a form, else nothing."""
        text = self.body.decode(errors="replace")
        return parse_qsl(text, keep_blank_values=True) if self.is_form else []

    @cached_property
    def form(self) -> dict[str, str]:
        return dict(self.form_pairs)

    def json(self) -> Any:
        """The body as JSON; ValueError when it is none."""
        return json.loads(self.body)

    @cached_property
    def cookies(self) -> dict[str, str]:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(self.headers.get("cookie", ""))
        except CookieError:
            return {}
        return {name: morsel.value for name, morsel in jar.items()}


@dataclass(frozen=True)
class Answer:
    """One answer. `reason` says, for the world's log, why something was refused."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    def plus(self, *headers: tuple[str, str]) -> "Answer":
        return Answer(self.status, self.body, (*self.headers, *headers), self.reason)

    def header(self, name: str) -> str:
        """The first header of that name (lower case), or nothing."""
        return next((value for key, value in self.headers if key == name), "")


class RefusedError(Exception):
    """Ends a handler early with an answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


Handler = Callable[[Any, Ask], Answer | Awaitable[Answer]]


def json_answer(value: Any, status: int = 200, *, reason: str = "") -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status, body, (("content-type", "application/json; charset=utf-8"),), reason)


def html_answer(text: str, status: int = 200, *, reason: str = "") -> Answer:
    return Answer(status, text.encode(), (("content-type", "text/html; charset=utf-8"),), reason)


def see_other(address: str) -> Answer:
    """Where the browser goes after a form."""
    return Answer(303, b"", (("location", address),))


def http_date(at: float) -> str:
    return formatdate(at, usegmt=True)
