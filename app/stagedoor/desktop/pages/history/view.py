"""Posts and events as plain sentences, grouped by day. Plain values, drawn elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from stagedoor.desktop import words
from stagedoor.desktop.text import tr
from stagedoor.domain.entities import Activity, Post, PostStatus
from stagedoor.domain.plain import plain

_TEXT, _REASON = 120, 200
_POST_EVENTS = frozenset({"posted", "posted_by_hand", "post_deleted", "post_unknown"})
"""What the list of an account's own posts says better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened. `who`: the account, where several are shown; `handle`: its page, "" where it is gone."""

    at: int
    clock: str
    text: str
    glyph: str
    tone: str
    who: str = ""
    handle: str = ""
    link: str = ""

    def found_by(self, typed: str) -> bool:
        """True if every word typed stands in it."""
        text = f"{self.text} {self.who} {self.handle}".casefold()
        return all(word in text for word in typed.casefold().split())


@dataclass(frozen=True, slots=True)
class Day:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Names of platforms by id, and what the code of an event's reason means, by platform and code."""

    platforms: Mapping[str, str]
    reasons: Mapping[tuple[str, str], str]


def lines_of(
    events: Sequence[Activity], posts: Mapping[str, Sequence[Post]], known: Mapping[str, str], spoken: Spoken
) -> list[Line]:
    """Everything, newest first. `posts`: by handle, of accounts that are there; `known`: what they are called here."""
    found = [
        _event(event, known, spoken) for event in events if not (event.event in _POST_EVENTS and event.handle in posts)
    ]
    for handle, made in posts.items():
        found += [_post(post, handle, known) for post in made if post.sent_at is not None]
    return sorted(found, key=lambda line: -line.at)


def by_day(lines: Sequence[Line], now: int) -> list[Day]:
    """The lines in groups: today, yesterday, and dates."""
    return [Day(_day(group[0].at, now), tuple(group)) for group in _groups(lines)]


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    return [list(group) for _, group in groupby(lines, key=lambda line: _date(line.at))]


def _event(event: Activity, known: Mapping[str, str], spoken: Spoken) -> Line:
    account = known.get(event.handle)
    glyph, tone, text = _said(event, spoken)
    return Line(
        at=event.at, clock=words.clock(event.at), text=text, glyph=glyph, tone=tone,
        who=account or plain(event.handle), handle=event.handle if account else "",
        link=_link(event.params.get("link")),
    )  # fmt: skip


def _said(event: Activity, spoken: Spoken) -> tuple[str, str, str]:
    """Glyph, tone and sentence."""
    id = event.handle.partition("/")[0]
    platform = spoken.platforms.get(id, id)
    if event.event == "ended":
        return "mdi6.close-octagon", "bad", _ended(event, spoken)
    if event.event == "disconnected":
        return "mdi6.link-off", "muted", _disconnected(event, platform)
    told = {
        "connected": ("mdi6.link-variant", "good", tr("Connected.")),
        "posted": ("mdi6.send-outline", "muted", tr("A post was sent to {platform}.", platform=platform)),
        "posted_by_hand": ("mdi6.hand-back-right-outline", "muted", tr("A prepared post was published by hand.")),
        "page_gone": ("mdi6.web-off", "warning", tr("A page of yours does not answer any more. See What ends next.")),
        "post_deleted": ("mdi6.trash-can-outline", "muted", tr("A test post was deleted.")),
        "post_unknown": ("mdi6.help-circle-outline", "warning", tr("A post was sent and no answer came. Look there.")),
    }
    return told.get(event.event) or ("mdi6.circle-small", "muted", plain(event.event.replace("_", " ")))


def _ended(event: Activity, spoken: Spoken) -> str:
    cause = spoken.reasons.get((event.handle.partition("/")[0], event.reason or ""))
    return plain(tr(cause), _REASON) if cause else tr("The sign-in has ended.")


def _disconnected(event: Activity, platform: str) -> str:
    if event.params.get("revoked"):
        return tr("Disconnected, and ended at {platform} too.", platform=platform)
    return tr("Disconnected here.")


_GLYPHS: dict[PostStatus, tuple[str, str]] = {
    "live": ("mdi6.send-outline", "muted"), "deleted": ("mdi6.trash-can-outline", "muted"),
    "deleting": ("mdi6.timer-sand", "info"), "left": ("mdi6.send-outline", "muted"),
    "failed": ("mdi6.alert-circle-outline", "bad"), "unknown": ("mdi6.help-circle-outline", "warning"),
    "sending": ("mdi6.timer-sand", "info"), "planned": ("mdi6.timer-sand", "info"),
}  # fmt: skip


def _post(post: Post, handle: str, known: Mapping[str, str]) -> Line:
    at = post.sent_at or 0
    glyph, tone = _GLYPHS[post.status]
    account = known.get(handle)
    told = tr("“{text}”: {what}", text=plain(post.text, _TEXT), what=_became(post))
    there = post.status in ("live", "deleting", "left", "unknown")
    return Line(
        at=at, clock=words.clock(at), text=told, glyph=glyph, tone=tone, who=account or "",
        handle=handle, link=_link(post.link) if there else "",
    )  # fmt: skip


def _became(post: Post) -> str:
    if post.status == "deleted":
        lasted = (post.deleted_at or 0) - (post.sent_at or 0)
        if lasted > 0:
            return tr("a test post, deleted after {time}.", time=words.left(lasted))
        return tr("a test post, deleted.")
    if post.status == "live" and post.delete_at is not None:
        return tr("a test post, is deleted at {time}.", time=words.clock(post.delete_at))
    return {
        "live": tr("posted."), "left": tr("posted; it was left there."), "deleting": tr("is being deleted."),
        "failed": tr("not posted."), "sending": tr("is being sent."), "planned": tr("not sent yet."),
        "unknown": tr("sent, and no answer came. It may be there: look."),
    }[post.status]  # fmt: skip


def _link(link: object) -> str:
    text = str(link or "")
    return text if text.startswith(("https://", "http://127.0.0.1:")) else ""


def _date(at: int) -> str:
    return datetime.fromtimestamp(at, tz=UTC).astimezone().date().isoformat()


def _day(at: int, now: int) -> str:
    if _date(at) == _date(now):
        return tr("Today")
    if _date(at) == _date(now - 86_400):
        return tr("Yesterday")
    return words.day(at, now)
