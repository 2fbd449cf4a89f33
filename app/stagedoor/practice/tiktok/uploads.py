"""A video on its way: parts in their order, then checks, then the phone's Inbox.

Source: developers.tiktok.com/doc/content-posting-api-media-transfer-guide. The address of an upload holds its own
secret, is good for an hour, and takes no token.
"""

import re
from typing import Any

from stagedoor.practice.messages import Answer, Ask, RefusedError
from stagedoor.practice.paths import Paths
from stagedoor.practice.tiktok import errors
from stagedoor.practice.tiktok.caller import Caller
from stagedoor.practice.tiktok.state import Draft, TikTok, Upload

PATHS = Paths()
LEAST, MOST = 5_000_000, 64_000_000  # bytes of a part; the last one may have twice as many
LARGEST = 4_000_000_000
PARTS = 1000
HOUR = 3600
PENDING = 5  # drafts in 24 hours
TITLE = 2200  # UTF-16 units
TYPES = ("video/mp4", "video/quicktime", "video/webm")
RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
IDS = {"inbox": "v_inbox_file~v2.", "direct": "v_pub_file~v2-1."}


def begin(tiktok: TikTok, caller: Caller, asked: dict[str, Any], *, kind: str) -> Answer:
    """Checks what is announced and gives the address for the bytes."""
    size, chunk, count = _announced(tiktok, asked.get("source_info"))
    mint = tiktok.place.mint
    upload = Upload(
        IDS[kind] + mint.number(19), mint.secret(40), kind, caller.client, caller.account.username,
        _title(tiktok, asked.get("post_info")), size, chunk, count, tiktok.place.now() + HOUR,
    )  # fmt: skip
    tiktok.uploads[upload.publish_id] = upload
    url = f"{tiktok.place.host('api')}/video/?upload_id={mint.number(19)}&upload_token={upload.secret}"
    return errors.answer(tiktok.place, {"publish_id": upload.publish_id, "upload_url": url})


@PATHS.on("PUT", "/video/")
def put(tiktok: TikTok, ask: Ask) -> Answer:
    """One part: 206 while more is expected, 201 with the last."""
    given = ask.query.get("upload_token", "")
    upload = next((u for u in tiktok.uploads.values() if u.secret == given), None)
    if upload is None:
        return Answer(404, reason="unknown upload")
    if tiktok.place.now() > upload.ends:
        return Answer(403, reason="the upload address is older than an hour")
    found = RANGE.fullmatch(ask.headers.get("content-range", ""))
    if found is None or ask.media_type not in TYPES or "authorization" in ask.headers:
        return Answer(400, reason="Content-Range or Content-Type is missing or wrong, or there is an Authorization")
    first, last, total = map(int, found.groups())
    if total != upload.size or last - first + 1 != len(ask.body):
        return Answer(400, reason="Content-Range does not fit the part")
    if first != len(upload.received) or len(ask.body) != _expected(upload):
        return Answer(416, reason="the part does not follow what is there, or has another size than announced")
    upload.received += ask.body
    upload.parts += 1
    got = (("content-range", f"bytes 0-{last}/{total}"),)
    return Answer(201 if upload.whole else 206, headers=got)


def progress(tiktok: TikTok, upload: Upload) -> dict[str, Any]:
    """What the status call says; each look brings a whole upload nearer to its end."""
    if upload.whole and upload.status == "PROCESSING_UPLOAD":
        upload.looks += 1
        if upload.looks > tiktok.looks_needed:
            _finish(tiktok, upload)
    data: dict[str, Any] = {"status": upload.status, "uploaded_bytes": len(upload.received)}
    return data | ({"fail_reason": upload.fail_reason} if upload.fail_reason else {})


def _finish(tiktok: TikTok, upload: Upload) -> None:
    reason = tiktok.fails_with or ("" if upload.received[4:8] == b"ftyp" else "file_format_check_failed")
    if reason:
        upload.status, upload.fail_reason = "FAILED", reason
        return
    direct = upload.kind == "direct"
    upload.status = "PUBLISH_COMPLETE" if direct else "SEND_TO_USER_INBOX"
    tiktok.drafts.append(Draft(upload.publish_id, upload.person, upload.title, tiktok.place.now(), private_post=direct))


def _expected(upload: Upload) -> int:
    """Bytes of the next part: the last one takes the remainder."""
    last = upload.parts == upload.count - 1
    return upload.size - len(upload.received) if last else upload.chunk


def _announced(tiktok: TikTok, source: object) -> tuple[int, int, int]:
    if not isinstance(source, dict) or source.get("source") not in ("FILE_UPLOAD", "PULL_FROM_URL"):
        raise _wrong(tiktok, "source_info.source is missing or unknown.")
    if source["source"] == "PULL_FROM_URL":
        raise errors.refused(tiktok.place, "url_ownership_unverified", "Verify the ownership of the URL prefix.")
    size, chunk, count = (_number(source, name) for name in ("video_size", "chunk_size", "total_chunk_count"))
    if not size or not chunk or not count:
        raise _wrong(tiktok, "source_info lacks video_size, chunk_size or total_chunk_count.")
    if size > LARGEST or count > PARTS or count != max(1, size // chunk):
        raise _wrong(tiktok, "The total chunk count is invalid.")
    if size < LEAST or count == 1:
        if chunk != size or size > MOST:
            raise _wrong(tiktok, "The chunk size is invalid.")
    elif not LEAST <= chunk <= MOST:
        raise _wrong(tiktok, "The chunk size is invalid.")
    return size, chunk, count


def _number(source: dict[str, Any], name: str) -> int:
    value = source.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _title(tiktok: TikTok, info: object) -> str:
    title = info.get("title", "") if isinstance(info, dict) else ""
    if not isinstance(title, str) or len(title.encode("utf-16-le", "surrogatepass")) // 2 > TITLE:
        raise _wrong(tiktok, "post_info.title is too long.")
    return title


def _wrong(tiktok: TikTok, message: str) -> RefusedError:
    return errors.refused(tiktok.place, "invalid_param", message)
