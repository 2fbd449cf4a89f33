"""A plain client of practice Instagram's own sign-in: right by default, wrong wherever a test says so."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from tests.practice.client import Given, Reply, answer_of, call, filled

from stagedoor.practice import Visitor, World

REDIRECT = "https://localhost:8485/callback/"
SCOPES = "instagram_business_basic,instagram_business_content_publish"
ACCOUNT = "crumbkitchen"


class InstagramClient:
    """A Meta app of Ana's with its three pairs, whose tester accepted."""

    def __init__(self, world: World, visitor: Visitor, *, accept: bool = True) -> None:
        self.world, self.visitor = world, visitor
        self.hosts = world.hosts("instagram")
        self.keys = visitor.meta_make_app(platform="instagram")
        if accept:
            visitor.instagram_become_tester(self.keys["app_id"])
        visitor.instagram_redirects(self.keys["app_id"], REDIRECT)

    @property
    def app_id(self) -> str:
        return self.keys["app_id"]

    @cached_property
    def token(self) -> str:
        """Of the portal, for 60 days."""
        return self.visitor.instagram_make_token(self.app_id)

    @cached_property
    def short(self) -> str:
        return str(self.exchange(self.code()).json["access_token"])

    def authorize_url(self, **other: str | None) -> str:
        asked: Given = {
            "response_type": "code", "client_id": self.keys["instagram_id"], "redirect_uri": REDIRECT, "scope": SCOPES,
            "state": "st-1",
        }  # fmt: skip
        return f"{self.hosts['web']}/oauth/authorize?{urlencode(filled(asked, other))}"

    def back(self, decision: Any = "allow", account: str = ACCOUNT, **other: str | None) -> dict[str, str]:
        """What the callback was told. Raises StuckError on a page of Instagram that does not go on."""
        address = self.visitor.instagram_consent(self.authorize_url(**other), decision, account)
        return answer_of(address.removesuffix("#_"))

    def code(self, **other: str) -> str:
        return self.back(**other)["code"]

    def exchange(self, code: str, **other: str | None) -> Reply:
        form: Given = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT,
            "client_id": self.keys["instagram_id"], "client_secret": self.keys["instagram_secret"],
        }  # fmt: skip
        return call("POST", self.hosts["login"] + "/oauth/access_token", form=filled(form, other))

    def long(self, short: str, **other: str | None) -> Reply:
        asked: Given = {
            "grant_type": "ig_exchange_token", "client_secret": self.keys["instagram_secret"], "access_token": short
        }  # fmt: skip
        return self.get("/access_token", **(asked | other))

    def renew(self, token: str, **other: str | None) -> Reply:
        asked: Given = {"grant_type": "ig_refresh_token", "access_token": token}
        return self.get("/refresh_access_token", **(asked | other))

    def get(self, path: str, **query: str | None) -> Reply:
        return call("GET", f"{self.hosts['api']}{path}?{urlencode(filled(query, {}))}")

    def me(self, token: str | None = None) -> Reply:
        return self.get("/v26.0/me", fields="user_id,username", access_token=token or self.token)
