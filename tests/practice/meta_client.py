"""A plain client of practice Meta: right by default, wrong wherever a test says so."""

import hashlib
import hmac
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from tests.practice.client import Reply, answer_of, bearer, call

from stagedoor.practice import Visitor, World
from stagedoor.practice.meta.state import KITCHEN

REDIRECT = "http://localhost:8481/callback/"
LISTED = "https://localhost:8484/callback/"
SCOPES = (
    "pages_show_list,pages_read_engagement,pages_manage_posts,business_management,instagram_basic,"
    "instagram_content_publish,instagram_manage_contents"
)


class MetaClient:
    """A Meta app of Ana's, and a client that knows the rules."""

    def __init__(self, world: World, visitor: Visitor) -> None:
        self.world, self.visitor, self.meta = world, visitor, world.meta
        self.hosts = world.hosts("facebook")
        self.keys = visitor.meta_make_app(LISTED)

    def authorize_url(self, **changes: str) -> str:
        query = {
            "client_id": self.keys["client_id"], "redirect_uri": REDIRECT, "response_type": "code", "state": "s1",
            "scope": SCOPES, **changes,
        }  # fmt: skip
        return f"{self.hosts['web']}/v26.0/dialog/oauth?{urlencode(query)}"

    def code(self) -> str:
        return answer_of(self.visitor.facebook_dialog(self.authorize_url()))["code"]

    def token(self, **given: str) -> Reply:
        pair = {name: self.keys[name] for name in ("client_id", "client_secret")}
        return call("POST", self.hosts["api"] + "/v26.0/oauth/access_token", form={**pair, **given})

    def exchange(self, code: str, **given: str) -> Reply:
        return self.token(**{"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, **given})

    @cached_property
    def short(self) -> str:
        return str(self.exchange(self.code()).json["access_token"])

    @cached_property
    def long(self) -> str:
        return str(self.token(grant_type="fb_exchange_token", fb_exchange_token=self.short).json["access_token"])

    @cached_property
    def page(self) -> str:
        """The token of the first Page."""
        return self.page_of(self.long)

    def page_of(self, token: str) -> str:
        listed = self.get("me/accounts", token, fields="id,access_token").json["data"]
        return next(str(each["access_token"]) for each in listed if each["id"] == KITCHEN)

    def get(self, path: str, token: str, **query: str) -> Reply:
        return self.ask("GET", path, token, form=None, **query)

    def ask(self, method: str, path: str, token: str, *, form: dict[str, str] | None = None, **query: str) -> Reply:
        asked = urlencode(query)
        url = f"{self.hosts['api']}/v26.0/{path}{'?' + asked if asked else ''}"
        return call(method, url, headers=bearer(token), form=form)

    def debug(self, token: str) -> dict[str, Any]:
        own = f"{self.keys['client_id']}|{self.keys['client_secret']}"
        query = urlencode({"input_token": token, "access_token": own})
        found: dict[str, Any] = call("GET", f"{self.hosts['api']}/v26.0/debug_token?{query}").json["data"]
        return found

    def proof(self, token: str) -> str:
        return hmac.new(self.keys["client_secret"].encode(), token.encode(), hashlib.sha256).hexdigest()


def error(reply: Reply) -> tuple[int, int]:
    """Code and subcode of a refusal."""
    said = reply.json["error"]
    return said["code"], said.get("error_subcode", 0)
