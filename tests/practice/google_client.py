"""A plain client for practice Google: right by default, wrong wherever a test says so."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from tests.practice.client import VERIFIER, CodeClient, Given, Reply, answer_of, bearer, call, filled, s256

from stagedoor.practice import Visitor, World

REDIRECT = "http://127.0.0.1:8451/cb/youtube"
PREFIX = "https://www.googleapis.com/auth/youtube."
SCOPES = f"{PREFIX}upload {PREFIX}readonly {PREFIX}force-ssl"
BODY = {"snippet": {"title": "Rye"}, "status": {"privacyStatus": "private"}}
QUERY = "uploadType=resumable&part=snippet,status&notifySubscribers=false"
VIDEO = b"\x00\x00\x00\x18ftypisom" + bytes(500)


class GoogleClient(CodeClient):
    """A Desktop client of a published project, and a program that knows the rules."""

    redirect = REDIRECT

    def __init__(self, world: World, visitor: Visitor, **made: Any) -> None:
        self.world, self.visitor = world, visitor
        self.hosts = world.hosts("youtube")
        self.keys = visitor.youtube_make_app(**made)

    def authorize_url(self, **other: str | None) -> str:
        asked: Given = {
            "response_type": "code", "client_id": self.keys["client_id"], "redirect_uri": REDIRECT, "scope": SCOPES,
            "state": "st-1", "code_challenge": s256(VERIFIER), "code_challenge_method": "S256",
            "access_type": "offline", "prompt": "consent select_account",
        }  # fmt: skip
        return f"{self.hosts['accounts']}/o/oauth2/v2/auth?{urlencode(filled(asked, other), quote_via=quote)}"

    def back(self, decision: str = "allow", account: str = "crumbkitchen", **other: str | None) -> dict[str, str]:
        """What comes back to the program."""
        return answer_of(self.visitor.youtube_consent(self.authorize_url(**other), decision, account))

    def code(self, account: str = "crumbkitchen", **other: str | None) -> str:
        return self.back("allow", account, **other)["code"]

    def token(self, form: Given, **other: str | None) -> Reply:
        mine: Given = {name: self.keys[name] for name in ("client_id", "client_secret")}
        return call("POST", self.hosts["oauth"] + "/token", form=filled(form | mine, other))

    def api(self, method: str, path: str, *, token: str | None = None, send: Any = None, **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return call(
            method, self.hosts["api"] + path, headers=bearer(token or self.tokens["access_token"]) | named, send=send
        )

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
