"""A plain client for practice Google: right by default, wrong wherever a test says so."""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from tests.practice.client import VERIFIER, Reply, call, s256

from stagedoor.practice import Visitor, World

REDIRECT = "http://127.0.0.1:8451/cb/youtube"
PREFIX = "https://www.googleapis.com/auth/youtube."
SCOPES = f"{PREFIX}upload {PREFIX}readonly {PREFIX}force-ssl"
BODY = {"snippet": {"title": "Rye"}, "status": {"privacyStatus": "private"}}
QUERY = "uploadType=resumable&part=snippet,status&notifySubscribers=false"
VIDEO = b"\x00\x00\x00\x18ftypisom" + bytes(500)


class GoogleClient:
    """A Desktop client of a published project, and a program that knows the rules."""

    def __init__(self, world: World, visitor: Visitor, **made: Any) -> None:
        self.world, self.visitor = world, visitor
        self.hosts = world.hosts("youtube")
        self.keys = visitor.youtube_make_app(**made)

    @cached_property
    def tokens(self) -> dict[str, Any]:
        reply = self.exchange(self.code())
        assert reply.status == 200, reply.text
        found: dict[str, Any] = reply.json
        return found

    def authorize_url(self, **other: str | None) -> str:
        asked: dict[str, str | None] = {
            "response_type": "code", "client_id": self.keys["client_id"], "redirect_uri": REDIRECT, "scope": SCOPES,
            "state": "st-1", "code_challenge": s256(VERIFIER), "code_challenge_method": "S256",
            "access_type": "offline", "prompt": "consent select_account",
        }  # fmt: skip
        given = {name: value for name, value in (asked | other).items() if value is not None}
        return f"{self.hosts['accounts']}/o/oauth2/v2/auth?{urlencode(given, quote_via=quote)}"

    def back(self, decision: str = "allow", account: str = "crumbkitchen", **other: str | None) -> dict[str, str]:
        """What comes back to the program."""
        address = self.visitor.youtube_consent(self.authorize_url(**other), decision, account)
        return dict(parse_qsl(urlsplit(address).query))

    def code(self, account: str = "crumbkitchen", **other: str | None) -> str:
        return self.back("allow", account, **other)["code"]

    def exchange(self, code: str, **other: str | None) -> Reply:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
        return self.token(form, **other)

    def refresh(self, token: str, **other: str | None) -> Reply:
        return self.token({"grant_type": "refresh_token", "refresh_token": token}, **other)

    def token(self, form: dict[str, str], **other: str | None) -> Reply:
        mine = {name: self.keys[name] for name in ("client_id", "client_secret")}
        given = {name: value for name, value in (form | mine | other).items() if value is not None}
        return call("POST", self.hosts["oauth"] + "/token", form=given)

    def api(self, method: str, path: str, *, token: str | None = None, send: Any = None, **headers: str) -> Reply:
        bearer = {"Authorization": f"Bearer {token or self.tokens['access_token']}"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return call(method, self.hosts["api"] + path, headers=bearer | named, send=send)

    def channel(self) -> Reply:
        return self.api("GET", "/youtube/v3/channels?part=snippet,statistics&mine=true")

    def begin(self, body: Any = None, query: str = QUERY, size: int = len(VIDEO), kind: str = "video/mp4") -> Reply:
        return self.api(
            "POST", f"/upload/youtube/v3/videos?{query}", send=body or BODY,
            X_Upload_Content_Length=str(size), X_Upload_Content_Type=kind,
        )  # fmt: skip

    def send(self, session: str, body: bytes = VIDEO, span: str = "") -> Reply:
        headers = {"Content-Type": "video/mp4"} | ({"Content-Range": span} if span else {})
        return call("PUT", session, headers=headers, body=body)

    def upload(self, body: Any = None) -> Reply:
        return self.send(self.begin(body).headers["location"])


def changed(owner: Callable[[GoogleClient], Any], **changes: Any) -> Callable[[GoogleClient], None]:
    def act(client: GoogleClient) -> None:
        for name, value in changes.items():
            setattr(owner(client), name, value)

    return act


def project(client: GoogleClient) -> Any:
    return client.world.youtube.projects[client.keys["project_id"]]
