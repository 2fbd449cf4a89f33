"""The Data API v3: channels, videos (developers.google.com/youtube/data/docs; shapes of discovery 20261104)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.paths import Paths
from stagedoor.practice.youtube import errors
from stagedoor.practice.youtube.caller import READ, WRITE, caller, spend
from stagedoor.practice.youtube.state import Channel, Video, YouTube

PATHS = Paths()
LIST, CHANGE = 1, 50  # units (developers.google.com/youtube/data/determine_quota_cost)
Part = Callable[[YouTube, Any], dict[str, Any]]


@PATHS.on("GET", "/youtube/v3/channels")
def channels(google: YouTube, ask: Ask) -> Answer:
    """`mine` is the channel that was chosen at the consent, never all of the account."""
    who = caller(google, ask, READ)
    parts = _parts(ask, CHANNEL_PARTS)
    if ask.query.get("mine") != "true":
        raise errors.api(400, "missingRequiredParameter", "No filter selected.", "youtube.parameter")
    spend(google, who.project, LIST)
    channel = who.channel(google)
    item: dict[str, Any] = {"kind": "youtube#channel", "etag": "e", "id": channel.id}
    item |= {part: CHANNEL_PARTS[part](google, channel) for part in parts if part != "id"}
    return json_answer(_listed("youtube#channelListResponse", [item]))


@PATHS.on("GET", "/youtube/v3/videos")
def videos(google: YouTube, ask: Ask) -> Answer:
    """Private ones show to their owner only."""
    who = caller(google, ask, READ)
    parts = _parts(ask, VIDEO_PARTS)
    spend(google, who.project, LIST)
    wanted = [google.videos.get(id) for id in ask.query.get("id", "").split(",")]
    for video in filter(None, wanted):
        _work_on(google, video)
    seen = [v for v in wanted if v and not v.deleted and (v.privacy != "private" or v.channel == who.person)]
    return json_answer(_listed("youtube#videoListResponse", [resource(google, v, parts) for v in seen]))


@PATHS.on("DELETE", "/youtube/v3/videos")
def delete(google: YouTube, ask: Ask) -> Answer:
    who = caller(google, ask, WRITE)
    spend(google, who.project, CHANGE)
    video = google.videos.get(ask.query.get("id", ""))
    if video is None or video.deleted:
        text = "The video that you are trying to delete cannot be found."
        raise errors.api(404, "videoNotFound", text, "youtube.video")
    if video.channel != who.channel(google).id:
        raise errors.api(403, "forbidden", "The video cannot be deleted by this channel.", "youtube.video")
    video.deleted = True
    return Answer(204)


def _work_on(google: YouTube, video: Video) -> None:
    """Each look brings it nearer to its end."""
    video.looks += 1
    if video.status == "uploaded" and video.looks > google.looks_needed:
        video.status, video.reason = google.ends_as


def resource(google: YouTube, video: Video, parts: list[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"kind": "youtube#video", "etag": "e", "id": video.id}
    return item | {part: VIDEO_PARTS[part](google, video) for part in parts if part != "id"}


def _listed(kind: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    info = {"totalResults": len(items), "resultsPerPage": 5}
    return {"kind": kind, "etag": "e", "pageInfo": info} | ({"items": items} if items else {})


def _parts(ask: Ask, known: dict[str, Part]) -> list[str]:
    wanted = [part for part in ask.query.get("part", "").split(",") if part]
    if not wanted:
        raise errors.api(400, "missingRequiredParameter", "No part was named.", "global", location="part")
    if odd := set(wanted) - {"id", *known}:
        raise errors.api(400, "unknownPart", f"'{odd.pop()}'", "youtube.part", location="part")
    return wanted


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _channel_snippet(google: YouTube, channel: Channel) -> dict[str, Any]:
    picture = google.place.host("web") + f"/pictures/{channel.id}.png"
    sizes = {"default": 88, "medium": 240, "high": 800}
    pictures = {name: {"url": picture, "width": side, "height": side} for name, side in sizes.items()}
    text = {"title": channel.title, "description": ""}
    return {
        **text, "customUrl": f"@{channel.handle}", "publishedAt": "2019-03-01T10:00:00Z", "thumbnails": pictures,
        "localized": text, "country": "AT",
    }  # fmt: skip


def _channel_statistics(google: YouTube, channel: Channel) -> dict[str, Any]:
    count = sum(1 for v in google.videos.values() if v.channel == channel.id and not v.deleted)
    said: dict[str, Any] = {"viewCount": "98041", "hiddenSubscriberCount": channel.hidden, "videoCount": str(count)}
    return said | ({} if channel.hidden else {"subscriberCount": str(channel.subscribers)})


def _reason(video: Video) -> dict[str, str]:
    names = {"failed": "failureReason", "rejected": "rejectionReason"}
    return {names[video.status]: video.reason} if video.status in names else {}


CHANNEL_PARTS: dict[str, Part] = {
    "snippet": _channel_snippet,
    "statistics": _channel_statistics,
    "contentDetails": lambda _, c: {"relatedPlaylists": {"likes": "", "uploads": "UU" + c.id[2:]}},
    "status": lambda _, __: {
        "privacyStatus": "public", "isLinked": True, "longUploadsStatus": "eligible", "madeForKids": False,
    },
}  # fmt: skip
_PROCESSING = {"processed": "succeeded", "failed": "failed", "rejected": "terminated"}
VIDEO_PARTS: dict[str, Part] = {
    "snippet": lambda _, v: {
        "publishedAt": _moment(v.at), "channelId": v.channel, "title": v.title, "description": v.description,
        "categoryId": v.category,
    },
    "status": lambda _, v: {
        "uploadStatus": v.status, **_reason(v), "privacyStatus": v.privacy, "license": "youtube", "embeddable": True,
        "publicStatsViewable": True, "selfDeclaredMadeForKids": False,
    },
    "statistics": lambda _, __: {"viewCount": "0", "likeCount": "0", "commentCount": "0"},
    "processingDetails": lambda _, v: {"processingStatus": _PROCESSING.get(v.status, "processing")},
}  # fmt: skip
