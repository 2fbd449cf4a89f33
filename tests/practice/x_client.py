"""A plain client of practice X: right by default, wrong wherever a test says so."""

import secrets
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from tests.practice.client import VERIFIER, CodeClient, Given, Reply, answer_of, basic, bearer, call, filled, s256

from stagedoor.practice import Visitor, World
from stagedoor.practice.x import oauth1

REDIRECT = "http://127.0.0.1:8421/cb/x"
SCOPES = "tweet.read tweet.write users.read offline.access"


class XClient(CodeClient):
    """An app of @crumbkitchen and a client that knows the rules."""

    def __init__(
        self, world: World, visitor: Visitor, kind: str = "native", redirect: str = REDIRECT, **app: Any
    ) -> None:
        self.world, self.visitor, self.kind, self.redirect = world, visitor, kind, redirect
        self.hosts = world.hosts("x")
        self.keys = visitor.x_make_app(redirect, kind, **app)  # type: ignore[arg-type]  # a plain string here

    def authorize_url(self, **other: str | None) -> str:
        """The right address, with parameters replaced, added or (None) left out."""
        asked: Given = {
            "response_type": "code", "client_id": self.keys["client_id"], "redirect_uri": self.redirect,
            "scope": SCOPES, "state": "st-1", "code_challenge": s256(VERIFIER), "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{self.hosts['web']}/i/oauth2/authorize?{urlencode(filled(asked, other), quote_via=quote)}"

    def code(self, account: str = "crumbkitchen", **other: str | None) -> str:
        return answer_of(self.visitor.consent(self.authorize_url(**other), account=account))["code"]

    def token(self, form: Given, **other: str | None) -> Reply:
        """Public: client_id in the body; confidential: Basic."""
        headers = {}
        if self.kind == "web":
            headers = basic(self.keys["client_id"], self.keys["client_secret"])
        else:
            form = {**form, "client_id": self.keys["client_id"]}
        return call("POST", self.url("/2/oauth2/token"), headers=headers, form=filled(form, other))

    def url(self, path: str) -> str:
        return self.hosts["api"] + path

    def api(self, method: str, path: str, *, token: str | None = None, send: Any = None) -> Reply:
        """A v2 call, with the user's access token unless another is given."""
        return call(method, self.url(path), headers=bearer(token or self.tokens["access_token"]), send=send)

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
        fields: Given = {
            "oauth_consumer_key": self.client.keys["api_key"], "oauth_nonce": secrets.token_hex(16),
            "oauth_signature_method": "HMAC-SHA1", "oauth_timestamp": str(int(self.client.world.clock.now())),
            "oauth_token": self.token, "oauth_version": "1.0",
        }  # fmt: skip
        given = filled(fields, other)
        if "oauth_signature" not in given:
            signed = [*given.items(), *parse_qsl(urlsplit(url).query, keep_blank_values=True)]
            base = oauth1.base_string(method, url.partition("?")[0], signed)
            given["oauth_signature"] = oauth1.signature(base, self.client.keys["api_secret"], secret or self.secret)
        listed = ", ".join(f'{name}="{oauth1.encode(value)}"' for name, value in given.items())
        return {"Authorization": f"OAuth {listed}"}

    def api(self, method: str, path: str, *, send: Any = None, **other: str | None) -> Reply:
        url = self.client.url(path)
        return call(method, url, headers=self.header(method, url, **other), send=send)
