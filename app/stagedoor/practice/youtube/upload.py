"""Resumable upload (developers.google.com/youtube/data/guides/using_resumable_upload_protocol).

There is no video before the last byte has arrived. A session's address is a secret.
"""

import re
from typing import Any

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.mint import URLSAFE
from stagedoor.practice.paths import Paths
from stagedoor.practice.youtube import errors
from stagedoor.practice.youtube.api import resource
from stagedoor.practice.youtube.caller import UPLOAD, caller, spend_upload
from stagedoor.practice.youtube.state import Upload, Video, YouTube

PATHS = Paths()
UPLOADS = "/upload/youtube/v3/videos"
STEP = 262_144  # every part but the last is a multiple of this
TITLE, DESCRIPTION = 100, 5000  # characters, bytes
_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")


@PATHS.on("POST", UPLOADS)
def begin(google: YouTube, ask: Ask) -> Answer:
    who = caller(google, ask, UPLOAD)
    channel = who.channel(google)
    if ask.query.get("uploadType") != "resumable":
        raise errors.api(400, "mediaBodyRequired", "The request does not include the video content.", "youtube.video")
    body = _resource(ask)
    _type_of(ask)
    spend_upload(google, who.project, channel)
    number = google.place.mint.secret(40, alphabet=URLSAFE)
    total = int(ask.headers.get("x-upload-content-length", "0"))
    notify = ask.query.get("notifySubscribers", "true") != "false"
    google.sessions[number] = Upload(number, channel.id, who.project, body, total, notify)
    where = f"{google.place.host('api')}{UPLOADS}?uploadType=resumable&upload_id={number}"
    return Answer(200, b"", (("location", where),))


@PATHS.on("PUT", UPLOADS)
def send(google: YouTube, ask: Ask) -> Answer:
    """The whole file, a part of it, or the question how much has arrived."""
    session = google.sessions.get(ask.query.get("upload_id", ""))
    if session is None or session.over:
        raise errors.api(404, "notFound", "The upload session was not found.", "global")
    if session.video:
        return _made(google, session)
    first, total = _placed(ask, session)
    if first is not None:
        _take(session, ask.body, first)
    if len(session.received) < total or not session.received:
        return _so_far(session)
    return _complete(google, session)


def _placed(ask: Ask, session: Upload) -> tuple[int | None, int]:
    """Where the body begins (None: only asked), and how long the whole is."""
    said = ask.headers.get("content-range", "")
    if not said:
        return 0, len(ask.body) or session.total
    found = _RANGE.fullmatch(said)
    if found is None:
        raise errors.api(400, "badRequest", "Invalid Content-Range.", "global")
    total = int(found[3])
    if found[1] is None:
        return None, total
    first, last = int(found[1]), int(found[2])
    if last - first + 1 != len(ask.body) or (last + 1 < total and len(ask.body) % STEP):
        raise errors.api(400, "badRequest", "The part has the wrong length.", "global")
    return first, total


def _take(session: Upload, body: bytes, first: int) -> None:
    if first > len(session.received):
        raise errors.api(400, "badRequest", "The part leaves a gap.", "global")
    session.received = session.received[:first] + body


def _so_far(session: Upload) -> Answer:
    """No Range header: nothing has arrived."""
    last = len(session.received) - 1
    return Answer(308, b"", (("range", f"bytes=0-{last}"),) if last >= 0 else ())


def _complete(google: YouTube, session: Upload) -> Answer:
    snippet, status = session.resource["snippet"], session.resource.get("status", {})
    privacy = google.forced_privacy or str(status.get("privacyStatus", google.default_privacy))
    id = "PRACTICE" + google.place.mint.number(3)
    while id in google.videos:
        id = "PRACTICE" + google.place.mint.number(3)
    google.videos[id] = Video(
        id, session.channel, str(snippet["title"]), str(snippet.get("description", "")), privacy,
        str(snippet.get("categoryId", "22")), google.place.now(), len(session.received), notified=session.notify,
    )  # fmt: skip
    session.video = id
    return _made(google, session)


def _made(google: YouTube, session: Upload) -> Answer:
    return json_answer(resource(google, google.videos[session.video], ["snippet", "status"]))


def _resource(ask: Ask) -> dict[str, Any]:
    """The video resource of the request, by its rules (developers.google.com/youtube/data/docs/videos)."""
    try:
        body = ask.json()
    except ValueError:
        raise errors.api(400, "parseError", "Parse Error", "global") from None
    parts = set(ask.query.get("part", "").split(","))
    if not isinstance(body, dict) or not parts >= set(body):
        raise errors.api(400, "unexpectedPart", "The body holds a part that was not named.", "youtube.part")
    snippet = body.get("snippet", {})
    title, description = str(snippet.get("title", "")), str(snippet.get("description", ""))
    if not title.strip() or len(title) > TITLE or set("<>") & set(title):
        raise errors.api(
            400, "invalidTitle", "The request metadata specifies an invalid or empty video title.", "youtube.video"
        )
    if len(description.encode()) > DESCRIPTION or set("<>") & set(description):
        raise errors.api(400, "invalidDescription", "The video description is invalid.", "youtube.video")
    if body.get("status", {}).get("privacyStatus", "private") not in ("private", "unlisted", "public"):
        raise errors.api(400, "invalidVideoMetadata", "The request metadata is invalid.", "youtube.video")
    return body


def _type_of(ask: Ask) -> None:
    kind = ask.headers.get("x-upload-content-type", "application/octet-stream")
    if not kind.startswith("video/") and kind != "application/octet-stream":
        text = f"Media type '{kind}' is not supported. Valid media types: [video/*, application/octet-stream]"
        raise errors.api(400, "badContent", text, "global")
