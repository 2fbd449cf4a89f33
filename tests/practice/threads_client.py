"""A plain client of practice Threads: right by default, wrong wherever a test says so."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from tests.practice.client import Given, Reply, answer_of, bearer, call, filled

from stagedoor.practice import Visitor, World

REDIRECT = "https://localhost:8431/cb/threads"
SCOPES = "threads_basic,threads_content_publish,threads_delete"


class ThreadsClient:
    """A Meta app of Ana's and a client that knows the rules."""

    def __init__(self, world: World, visitor: Visitor, **app: Any) -> None:
        self.world, self.visitor = world, visitor
        self.hosts = world.hosts("threads")
        self.keys = visitor.threads_make_app(REDIRECT, **app)

    @cached_property
    def token(self) -> str:
        """Of the generator."""
        return self.visitor.threads_generate(self.keys["meta_id"])

    def authorize_url(self, **other: str | None) -> str:
        asked: Given = {
            "response_type": "code", "client_id": self.keys["client_id"], "redirect_uri": REDIRECT,
            "scope": SCOPES, "state": "st-1",
        }  # fmt: skip
        return f"{self.hosts['web']}/oauth/authorize?{urlencode(filled(asked, other))}"

    def back(self, decision: Any = "allow", account: str = "crumbkitchen", **other: str | None) -> dict[str, str]:
        """What the callback was told."""
        address = self.visitor.consent(self.authorize_url(**other), decision, account)
        assert address.startswith(REDIRECT), address
        return answer_of(address)

    def code(self, **other: str) -> str:
        return self.back(**other)["code"]

    def exchange(self, code: str, **other: str | None) -> Reply:
        form: Given = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT,
            "client_id": self.keys["client_id"], "client_secret": self.keys["client_secret"],
        }  # fmt: skip
        return call("POST", self.hosts["api"] + "/oauth/access_token", form=filled(form, other))

    def long(self, short: str, **other: str | None) -> Reply:
        asked: Given = {
            "grant_type": "th_exchange_token", "client_secret": self.keys["client_secret"], "access_token": short
        }  # fmt: skip
        return self.get("/access_token", **(asked | other))

    def renew(self, token: str, **other: str | None) -> Reply:
        asked: Given = {"grant_type": "th_refresh_token", "access_token": token}
        return self.get("/refresh_access_token", **(asked | other))

    def get(self, path: str, **query: str | None) -> Reply:
        return call("GET", f"{self.hosts['api']}{path}?{urlencode(filled(query, {}))}")

    def api(self, method: str, path: str, *, token: str | None = None, **query: str) -> Reply:
        """With the token in the header, and parameters in the query."""
        headers = bearer(self.token if token is None else token)
        return call(method, f"{self.hosts['api']}/v1.0{path}?{urlencode(query)}", headers=headers)

    def post(self, text: str, **other: str) -> Reply:
        sent = {"media_type": "TEXT", "text": text, "auto_publish_text": "true"} | other
        return self.api("POST", "/me/threads", **sent)
