"""The log of one world: what was asked and what it was answered, for tests to read."""

import json
from dataclasses import dataclass, field
from typing import Any

from stagedoor.practice.messages import Answer, Ask


@dataclass
class Request:
    """One request. `status` is 0 while it waits, and None when it was cut without an answer."""

    method: str
    path: str
    raw_query: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    at: float
    form: dict[str, str] = field(default_factory=dict)
    status: int | None = 0
    reason: str = ""  # why it was refused or went wrong
    fault: str = ""  # the planned fault that hit it
    answer: Answer | None = None  # what the platform itself said

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"

    def json(self) -> Any:
        return json.loads(self.body)

    def answered(self, status: int | None) -> None:
        """Noted before the client can see the answer; None: the connection is cut."""
        self.status = status
        if self.fault:
            self.reason = f"planned fault: {self.fault}"
        elif self.answer and (status or 0) >= 400:
            self.reason = self.answer.reason or self.answer.body[:300].decode(errors="replace")


def request_of(ask: Ask, at: float, fault: str) -> Request:
    headers, form = dict(ask.headers), dict(ask.form)
    return Request(ask.method, ask.path, ask.raw_query, ask.query, headers, ask.body, at, form, fault=fault)
