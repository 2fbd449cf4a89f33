"""A plain client of practice LinkedIn: right by default, wrong wherever a test says so."""

from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from tests.practice.client import Given, Reply, answer_of, bearer, call, filled

from stagedoor.practice import Visitor, World

REDIRECT = "http://localhost:8441/cb/linkedin"
SCOPES = "openid profile w_member_social"
FEED = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}


class LinkedInClient:
    """An app of Ana Crumb and a client that knows the rules."""

    def __init__(self, world: World, visitor: Visitor, **app: Any) -> None:
        self.world, self.visitor = world, visitor
        self.hosts = world.hosts("linkedin")
        self.keys = visitor.linkedin_make_app(REDIRECT, **app)

    @cached_property
    def token(self) -> str:
        """One good sign-in."""
        reply = self.exchange(self.code())
        assert reply.status == 200, reply.text
        return str(reply.json["access_token"])

    @cached_property
    def author(self) -> str:
        return f"urn:li:person:{self.userinfo().json['sub']}"

    def authorize_url(self, **other: str | None) -> str:
        asked: Given = {
            "response_type": "code", "client_id": self.keys["client_id"], "redirect_uri": REDIRECT,
            "scope": SCOPES, "state": "st-1",
        }  # fmt: skip
        return f"{self.hosts['web']}/oauth/v2/authorization?{urlencode(filled(asked, other), quote_via=quote)}"

    def back(self, decision: Any = "allow", account: str = "crumbkitchen", **other: str | None) -> dict[str, str]:
        """What the callback was told."""
        address = self.visitor.consent(self.authorize_url(**other), decision, account)
        assert address.startswith(REDIRECT), address
        return answer_of(address)

    def code(self, account: str = "crumbkitchen") -> str:
        return self.back(account=account)["code"]

    def exchange(self, code: str, **other: str | None) -> Reply:
        form: Given = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT}
        return self.oauth("accessToken", **(form | other))

    def introspect(self, token: str, **other: str | None) -> Reply:
        return self.oauth("introspectToken", **({"token": token} | other))

    def revoke(self, token: str, **other: str | None) -> Reply:
        return self.oauth("revoke", **({"token": token} | other))

    def oauth(self, path: str, **form: str | None) -> Reply:
        pair: Given = {"client_id": self.keys["client_id"], "client_secret": self.keys["client_secret"]}
        return call("POST", f"{self.hosts['web']}/oauth/v2/{path}", form=filled(pair, form))

    def userinfo(self, token: str | None = None) -> Reply:
        return call("GET", self.hosts["api"] + "/v2/userinfo", headers=bearer(token or self.token))

    def headers(self, **other: str | None) -> dict[str, str]:
        right: Given = {
            **bearer(self.token), "LinkedIn-Version": "202607", "X-Restli-Protocol-Version": "2.0.0",
        }  # fmt: skip
        return filled(right, {name.replace("_", "-"): value for name, value in other.items()})

    def post(self, text: str = "Rye", headers: dict[str, str] | None = None, **other: Any) -> Reply:
        body = {
            "author": self.author, "commentary": text, "visibility": "CONNECTIONS", "distribution": FEED,
            "lifecycleState": "PUBLISHED", "isReshareDisabledByAuthor": False, **other,
        }  # fmt: skip
        sent = {name: value for name, value in body.items() if value is not None}
        return call("POST", self.hosts["api"] + "/rest/posts", headers=headers or self.headers(), send=sent)

    def delete(self, urn: str, headers: dict[str, str] | None = None, *, encoded: bool = True) -> Reply:
        name = quote(urn, safe="") if encoded else urn
        return call("DELETE", f"{self.hosts['api']}/rest/posts/{name}", headers=headers or self.headers())
