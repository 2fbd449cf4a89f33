"""Google's own client libraries, unmodified and under Google's real host names, work with practice."""

from __future__ import annotations

import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import httplib2
import pytest
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import Flow
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload
from tests.helpers.front import Front
from tests.practice.google_client import REDIRECT, SCOPES, VIDEO
from tests.practice.real_hosts import bases

from stagedoor.practice import Visitor, World

pytestmark = pytest.mark.filterwarnings("default")  # theirs are not ours to mend
CHUNK = 262_144  # bytes, the least that the protocol takes


def signed_in(world: World, visitor: Visitor) -> Credentials:
    """By the library's own flow; the person consents on practice's page."""
    made = visitor.youtube_make_app()
    client = {
        "installed": {
            "client_id": made["client_id"], "client_secret": made["client_secret"],
            "auth_uri": "https://accounts.google.com/o/oauth2/auth", "token_uri": "https://oauth2.googleapis.com/token",
        }
    }  # fmt: skip
    flow = Flow.from_client_config(client, scopes=SCOPES.split(), redirect_uri=REDIRECT)
    flow.autogenerate_code_verifier = True
    asked, _ = flow.authorization_url(access_type="offline", prompt="consent select_account")
    address = urlsplit(asked)
    there = bases(world)[address.hostname or ""]
    returned = visitor.youtube_consent(f"{there}/o/oauth2/v2/auth?{address.query}", "allow", "crumbkitchen")
    flow.fetch_token(authorization_response=returned.replace("http://", "https://", 1))  # it insists on TLS everywhere
    found: Credentials = flow.credentials
    return found


class Tunnel(socket.socket):
    """What PySocks does for httplib2, which reads the proxy from the environment and leaves the way to it."""

    def setproxy(self, _kind: int, host: str, port: int, *_more: object) -> None:
        self._proxy = (host, port)

    def connect(self, address: Any) -> None:
        super().connect(self._proxy)
        self.sendall(f"CONNECT {address[0]}:{address[1]} HTTP/1.1\r\n\r\n".encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.recv(1)
        if b" 200 " not in head:
            raise ConnectionError(head.decode())


@pytest.fixture
def tunnel(proxy: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httplib2, "CA_CERTS", str(proxy.ca_file))  # read from the environment when it is imported
    monkeypatch.setattr(httplib2, "socks", SimpleNamespace(socksocket=Tunnel))


def test_google_auth_signs_in_renews_and_hears_of_the_end(world: World, visitor: Visitor, proxy: Front) -> None:
    credentials = signed_in(world, visitor)
    assert credentials.token in world.youtube.valid_access_tokens()
    before = credentials.token
    credentials.refresh(Request())  # type: ignore[no-untyped-call]  # theirs
    assert credentials.token != before
    assert set(credentials.granted_scopes or ()) == set(SCOPES.split())
    world.youtube.engine.grants[0].ended = "removed"
    with pytest.raises(RefreshError, match="invalid_grant"):
        credentials.refresh(Request())  # type: ignore[no-untyped-call]  # theirs
    assert set(proxy.asked) == {"oauth2.googleapis.com"}


def test_google_api_python_client_uploads_in_parts_and_deletes(
    world: World, visitor: Visitor, proxy: Front, tunnel: None, tmp_path: Path
) -> None:
    file = tmp_path / "rye.mp4"
    file.write_bytes(VIDEO + bytes(CHUNK + 10))
    with build("youtube", "v3", credentials=signed_in(world, visitor), static_discovery=True) as youtube:
        (channel,) = youtube.channels().list(part="snippet,statistics", mine=True).execute()["items"]
        assert channel["snippet"]["customUrl"] == "@crumbkitchen"
        media = MediaFileUpload(str(file), mimetype="video/mp4", chunksize=CHUNK, resumable=True)
        body = {"snippet": {"title": "Rye, still warm."}, "status": {"privacyStatus": "private"}}
        request = youtube.videos().insert(part="snippet,status", body=body, media_body=media)
        parts, made = 0, None
        while made is None:
            _, made = request.next_chunk()
            parts += 1
        (video,) = world.youtube.live_videos()
        assert (parts, made["id"], video.title, video.privacy) == (2, video.id, "Rye, still warm.", "private")
        (seen,) = youtube.videos().list(part="status,processingDetails", id=video.id).execute()["items"]
        assert seen["status"]["privacyStatus"] == "private"
        youtube.videos().delete(id=video.id).execute()
        assert video.deleted
        with pytest.raises(HttpError) as caught:
            youtube.videos().delete(id=video.id).execute()
        assert (caught.value.status_code, caught.value.error_details[0]["reason"]) == (404, "videoNotFound")
    assert set(proxy.asked) == {"oauth2.googleapis.com", "youtube.googleapis.com"}
