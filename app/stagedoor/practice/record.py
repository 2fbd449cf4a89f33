"""The log of one world: what was asked and what it was answered, for tests to read."""

import json
from dataclasses import dataclass, field
from typing import Any

from stagedoor.practice.messages import Answer, Ask


@dataclass
class Request:
    """One request. `status` is None when the connection was cut, 0 while it is still waiting."""

    method: str
    path: str
    raw_query: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    at: float
    form: dict[str, str] = field(default_factory=dict)
    status: int | None = 0
    reason: str = ""

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"

    def json(self) -> Any:
        return json.loads(self.body)

    def close(self, answer: Answer | None, status: int | None) -> None:
        self.status = status
        if status is None:
            self.reason = "the connection was cut"
        elif status >= 400:
            reason = answer.reason if answer else ""
            body = answer.body if answer else b""
            self.reason = reason or body[:300].decode(errors="replace")


def request_of(ask: Ask, at: float) -> Request:
    return Request(ask.method, ask.path, ask.raw_query, ask.query, dict(ask.headers), ask.body, at, dict(ask.form))
