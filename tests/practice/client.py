"""Plain clients for the simulated platforms: right by default, wrong wherever a test says so."""

import base64
import hashlib
import http.client
import json
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from stagedoor.practice import Visitor, World
from stagedoor.practice.x import oauth1

REDIRECT = "http://127.0.0.1:8421/cb/x"
SCOPES = "tweet.read tweet.write users.read offline.access"
VERIFIER = "practice-makes-perfect-" + "v" * 40


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


class XClient:
    """An app of @crumbkitchen and a client that knows the rules."""

    def __init__(
        self, world: World, visitor: Visitor, kind: str = "native", redirect: str = REDIRECT, **app: Any
    ) -> None:
        self.world, self.visitor, self.kind, self.redirect = world, visitor, kind, redirect
        self.hosts = world.hosts("x")
        self.keys = visitor.x_make_app(redirect, kind, **app)  # type: ignore[arg-type]  # a plain string here

    @cached_property
    def tokens(self) -> dict[str, Any]:
        """One good sign-in."""
        reply = self.exchange(self.code())
        assert reply.status == 200, reply.text
        found: dict[str, Any] = reply.json
        return found

    def authorize_url(self, **other: str | None) -> str:
        """The right address, with parameters replaced, added or (None) left out."""
        asked: dict[str, str | None] = {
            "response_type": "code", "client_id": self.keys["client_id"], "redirect_uri": self.redirect,
            "scope": SCOPES, "state": "st-1", "code_challenge": s256(VERIFIER), "code_challenge_method": "S256",
        }  # fmt: skip
        given = {name: value for name, value in (asked | other).items() if value is not None}
        return f"{self.hosts['web']}/i/oauth2/authorize?{urlencode(given, quote_via=quote)}"

    def code(self, account: str = "crumbkitchen", **other: str | None) -> str:
        back = self.visitor.consent(self.authorize_url(**other), account=account)
        return dict(parse_qsl(urlsplit(back).query))["code"]

    def exchange(self, code: str, **other: str | None) -> Reply:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect,
            "code_verifier": VERIFIER,
        }
        return self.token(form, **other)

    def refresh(self, token: str, **other: str | None) -> Reply:
        return self.token({"grant_type": "refresh_token", "refresh_token": token}, **other)

    def token(self, form: dict[str, str], **other: str | None) -> Reply:
        """Public: client_id in the body; confidential: Basic."""
        headers = {}
        if self.kind == "web":
            headers = basic(self.keys["client_id"], self.keys["client_secret"])
        else:
            form = {**form, "client_id": self.keys["client_id"]}
        given = {name: value for name, value in (form | other).items() if value is not None}
        return call("POST", self.url("/2/oauth2/token"), headers=headers, form=given)

    def url(self, path: str) -> str:
        return self.hosts["api"] + path

    def api(self, method: str, path: str, *, token: str | None = None, send: Any = None) -> Reply:
        """A v2 call, with the user's access token unless another is given."""
        headers = {"Authorization": f"Bearer {token or self.tokens['access_token']}"}
        return call(method, self.url(path), headers=headers, send=send)

    def post(self, text: str) -> Reply:
        return self.api("POST", "/2/tweets", send={"text": text})


class Signer:
    """Signs with OAuth 1.0a; the signature rule itself is checked against published examples elsewhere."""

    def __init__(self, client: XClient) -> None:
        self.client = client
        pair = client.visitor.x_generate_access_token(client.keys["app_id"])
        self.token, self.secret = pair["access_token"], pair["access_token_secret"]

    def header(self, method: str, url: str, *, secret: str | None = None, **other: str | None) -> dict[str, str]:
        """The Authorization header; fields replaced or (None) left out."""
        fields: dict[str, str | None] = {
            "oauth_consumer_key": self.client.keys["api_key"], "oauth_nonce": secrets.token_hex(16),
            "oauth_signature_method": "HMAC-SHA1", "oauth_timestamp": str(int(self.client.world.clock.now())),
            "oauth_token": self.token, "oauth_version": "1.0",
        }  # fmt: skip
        given = {name: value for name, value in (fields | other).items() if value is not None}
        if "oauth_signature" not in given:
            signed = [*given.items(), *parse_qsl(urlsplit(url).query, keep_blank_values=True)]
            base = oauth1.base_string(method, url.partition("?")[0], signed)
            given["oauth_signature"] = oauth1.signature(base, self.client.keys["api_secret"], secret or self.secret)
        listed = ", ".join(f'{name}="{oauth1.encode(value)}"' for name, value in given.items())
        return {"Authorization": f"OAuth {listed}"}

    def api(self, method: str, path: str, *, send: Any = None, **other: str | None) -> Reply:
        url = self.client.url(path)
        return call(method, url, headers=self.header(method, url, **other), send=send)


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
