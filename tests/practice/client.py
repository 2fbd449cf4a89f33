"""What the plain clients of practice share: one HTTP call, and the parts of OAuth that platforms have in common.

The clients stand in x_client.py and its like: right by default, wrong wherever a test says so.
"""

import base64
import hashlib
import http.client
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

VERIFIER = "practice-makes-perfect-" + "v" * 40

Given = dict[str, str | None]


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


def call(
    method: str, url: str, *, headers: dict[str, str] | None = None, form: dict[str, str] | None = None,
    send: Any = None, body: bytes | None = None,
) -> Reply:  # fmt: skip
    """One request; `form` or `send` (JSON) or raw `body`. Redirects are not followed."""
    parts = urlsplit(url)
    headers = dict(headers or {})
    if form is not None:
        body, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        headers.setdefault("Content-Type", kind)
    elif send is not None:
        body = json.dumps(send).encode()
        headers.setdefault("Content-Type", "application/json")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers)
        answer = connection.getresponse()
        return Reply(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
    finally:
        connection.close()


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def s256(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def filled(right: Given, other: Given) -> dict[str, str]:
    """Values replaced, added, or (None) left out."""
    return {name: value for name, value in (right | other).items() if value is not None}


def answer_of(address: str) -> dict[str, str]:
    """What stands in the query of an address that a browser was sent to."""
    return dict(parse_qsl(urlsplit(address).query))


class CodeClient(ABC):
    """A client of X, Google or TikTok: a code with PKCE, and tokens that are renewed."""

    redirect: str

    @abstractmethod
    def code(self) -> str:
        """Of one good consent."""

    @abstractmethod
    def token(self, form: Given, **other: str | None) -> Reply:
        """Asks the token endpoint, with this client's keys."""

    @cached_property
    def tokens(self) -> dict[str, Any]:
        """One good sign-in."""
        reply = self.exchange(self.code())
        assert "access_token" in reply.json, reply.text
        found: dict[str, Any] = reply.json
        return found

    def exchange(self, code: str, **other: str | None) -> Reply:
        form: Given = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect, "code_verifier": VERIFIER,
        }  # fmt: skip
        return self.token(form, **other)

    def refresh(self, token: str, **other: str | None) -> Reply:
        return self.token({"grant_type": "refresh_token", "refresh_token": token}, **other)
