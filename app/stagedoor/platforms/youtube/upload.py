"""A small video on its way to YouTube: a resumable session, which says after a cut how much has arrived.

Protocol: developers.google.com/youtube/data/guides/using_resumable_upload_protocol. No video exists before the last
byte has arrived, and a session that made one answers with it: asking again never makes a second one.
"""

from __future__ import annotations

import re
import secrets
import struct

from stagedoor.catalogue.resources import resource_path
from stagedoor.domain.errors import BadAnswer, NetworkError
from stagedoor.domain.exchange import Request, Response
from stagedoor.domain.ports import Http

TYPE = "video/mp4"
TRIES = 5
"""How often something is sent: the file, and after a cut a question and the rest."""

GONE = (404, 410)
"""A session that YouTube has closed; these answers have no certain body."""

_DEADLINE = 60.0
_STORED = re.compile(r"bytes=0-(\d{1,15})")
_RESUME = 308


def test_video() -> bytes:
    """The clip, with some bytes of its own: YouTube may refuse a file that it has."""
    return resource_path("media", "clip.mp4").read_bytes() + struct.pack(">I4s", 24, b"free") + secrets.token_bytes(16)


async def sent(http: Http, session: str, video: bytes) -> Response:
    """The session's last word: the video, or a refusal. Raises NetworkError where it stays without one."""
    request = _part(session, video, 0)
    failure: NetworkError = BadAnswer("YouTube took only a part of the video.", "Try again in a moment.")
    trouble: Response | None = None
    for _ in range(TRIES):
        try:
            response = await http.send(request, deadline=_DEADLINE)
        except NetworkError as error:
            failure, trouble, request = error, None, _how_much(session, video)
            continue
        if response.status == _RESUME:
            request = _part(session, video, _stored(response))
        elif response.status >= 500:
            trouble, request = response, _how_much(session, video)
        else:
            return response
    if trouble is None:
        raise failure
    return trouble


def _part(session: str, video: bytes, first: int) -> Request:
    """From there to the end."""
    headers = {"content-type": TYPE}
    if first:
        headers["content-range"] = f"bytes {first}-{len(video) - 1}/{len(video)}"
    return Request(method="PUT", url=session, name="youtube.send", headers=headers, data=video[first:])


def _how_much(session: str, video: bytes) -> Request:
    headers = {"content-range": f"bytes */{len(video)}"}
    return Request(method="PUT", url=session, name="youtube.resume", headers=headers, data=b"")


def _stored(response: Response) -> int:
    """How many bytes are there; their number counts, not ours."""
    found = _STORED.fullmatch(response.headers.get("range", ""))
    return int(found[1]) + 1 if found else 0
