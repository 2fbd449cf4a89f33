"""A plain client of practice TikTok: right by default, wrong wherever a test says so."""

import hashlib
from collections.abc import Collection
from typing import Any
from urllib.parse import quote, urlencode

from tests.practice.client import VERIFIER, CodeClient, Given, Reply, answer_of, bearer, call, filled

from stagedoor.practice import Visitor, World

REDIRECT = "http://127.0.0.1:8461/callback/"
SCOPES = "user.info.basic,video.upload,video.publish"
HEX = hashlib.sha256(VERIFIER.encode()).hexdigest()
TOKEN = "/v2/oauth/token/"
CREATOR = "/v2/post/publish/creator_info/query/"
INBOX = "/v2/post/publish/inbox/video/init/"
DIRECT = "/v2/post/publish/video/init/"
STATUS = "/v2/post/publish/status/fetch/"
VIDEO = b"\0\0\0\x20ftypisom" + bytes(20)


def source(size: int = len(VIDEO), chunk: int = 0, count: int = 1, kind: str = "FILE_UPLOAD") -> dict[str, Any]:
    return {"source": kind, "video_size": size, "chunk_size": chunk or size, "total_chunk_count": count}


class TikTokClient(CodeClient):
    """A sandbox of @crumbkitchen's developer account, and a client that knows the rules."""

    redirect = REDIRECT

    def __init__(self, world: World, visitor: Visitor, **sandbox: Any) -> None:
        self.world, self.visitor = world, visitor
        self.hosts = world.hosts("tiktok")
        self.keys = visitor.tiktok_make_sandbox(**sandbox)

    def authorize_url(self, **other: str | None) -> str:
        """The right address, with parameters replaced, added or (None) left out."""
        asked: Given = {
            "client_key": self.keys["client_id"], "response_type": "code", "scope": SCOPES, "redirect_uri": REDIRECT,
            "state": "st-1", "code_challenge": HEX, "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{self.hosts['web']}/v2/auth/authorize/?{urlencode(filled(asked, other), quote_via=quote)}"

    def back(
        self, decision: str = "allow", account: str = "crumbkitchen", *, off: Collection[str] = (), **other: Any
    ) -> dict[str, str]:
        """What the browser brings back."""
        address = self.visitor.tiktok_consent(self.authorize_url(**other), decision, account, off=off)
        assert address.startswith(REDIRECT + "?")
        return answer_of(address)

    def code(self, account: str = "crumbkitchen", **other: Any) -> str:
        return self.back(account=account, **other)["code"]

    def pair(self) -> dict[str, str]:
        return {"client_key": self.keys["client_id"], "client_secret": self.keys["client_secret"]}

    def token(self, form: Given, **other: str | None) -> Reply:
        return call("POST", self.hosts["api"] + TOKEN, form=filled({**self.pair(), **form}, other))

    def api(self, method: str, path: str, *, token: str | None = None, send: Any = None) -> Reply:
        return call(method, self.hosts["api"] + path, headers=bearer(token or self.tokens["access_token"]), send=send)

    def me(self, fields: str = "open_id,display_name", token: str | None = None) -> Reply:
        return self.api("GET", f"/v2/user/info/?fields={fields}", token=token)

    def begin(self, title: str = "Rye", **announced: Any) -> dict[str, Any]:
        """A draft that was announced."""
        reply = self.api("POST", INBOX, send={"source_info": source(**announced), "post_info": {"title": title}})
        assert reply.status == 200, reply.text
        found: dict[str, Any] = reply.json["data"]
        return found

    def put(self, url: str, part: bytes = VIDEO, first: int = 0, total: int = 0, **headers: str) -> Reply:
        given = {
            "Content-Type": "video/mp4",
            "Content-Range": f"bytes {first}-{first + len(part) - 1}/{total or len(part)}",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        return call("PUT", url, headers=given, body=part)

    def status(self, publish_id: str, token: str | None = None) -> Reply:
        return self.api("POST", STATUS, send={"publish_id": publish_id}, token=token)

    def draft(self, title: str = "Rye") -> str:
        """A draft that lies on the phone; its publish_id."""
        begun = self.begin(title)
        self.put(begun["upload_url"])
        for _ in range(3):
            last = self.status(begun["publish_id"]).json["data"]["status"]
        assert last == "SEND_TO_USER_INBOX"
        return str(begun["publish_id"])
