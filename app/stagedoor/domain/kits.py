"""Posts prepared for publishing by hand (kits): what one is, how its caption counts, whose link is whose. Pure."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

from stagedoor.domain.by_hand import HandRoute
from stagedoor.domain.entities import Row
from stagedoor.domain.handles import slug

KitState = Literal["draft", "ready", "posted"]

SCHEMA = 1
"""Of kit.json."""
TITLE = 80
"""Characters of a title, at most."""
CAPTION_FILE, COVER_FILE, KIT_FILE = "caption.txt", "cover.jpg", "kit.json"
_HASHTAG = re.compile(r"(?<![\w&#])#\w+")
_MENTION = re.compile(r"(?<![\w.])@[\w.]{2,24}")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_HOOK = 100  # characters that are seen before "more"


class Kit(Row, frozen=True, kw_only=True):
    """A prepared post. The files lie in `folder`; `video`, `ready` (the copy) and `cover` are names in it. `cover_at`:
    seconds of the frame that is the cover. `remind_at`: UTC seconds.
    """

    id: str
    folder: str
    platform: str
    connection_id: str | None = None
    title: str = ""
    video: str | None = None
    ready: str | None = None
    caption: str = ""
    cover: str | None = None
    cover_at: float | None = None
    state: KitState = "draft"
    post_id: str | None = None
    remind_at: int | None = None
    updated_at: int

    @property
    def handed_over(self) -> str | None:
        """The name of the file to publish: the copy where there is one."""
        return self.ready or self.video


class KitFile(Struct, frozen=True, kw_only=True):
    """kit.json: what other programs may read of a prepared post. Files are names in the folder."""

    schema: int = SCHEMA
    platform: str
    account: str = ""
    title: str = ""
    video: str | None = None
    ready_copy: str | None = None
    caption: str = ""
    cover: str | None = None
    cover_seconds: float | None = None
    state: KitState = "draft"
    link: str = ""


class Count(Struct, frozen=True, kw_only=True):
    """A caption against the limits, in UTF-16 units. `problem` keeps it from being posted, hints do not."""

    used: int
    most: int
    hashtags: int
    most_hashtags: int
    problem: str = ""
    hints: list[str] = []


class KitLink(Struct, frozen=True, kw_only=True):
    """The address of a published post. `ref` and `user` are empty where it is a short one."""

    url: str
    ref: str = ""
    user: str = ""


def count(text: str, route: HandRoute) -> Count:
    used = len(text.encode("utf-16-le", "surrogatepass")) // 2
    tags = len(_HASHTAG.findall(text))
    problem = ""
    if used > route.caption_max:
        problem = f"Too long by {used - route.caption_max:,}: {route.who} takes {route.caption_max:,} characters."
    return Count(
        used=used, most=route.caption_max, hashtags=tags, most_hashtags=route.tags_max, problem=problem,
        hints=_hints(text, tags, route),
    )  # fmt: skip


def _hints(text: str, tags: int, route: HandRoute) -> list[str]:
    hints = []
    if route.tags_max and tags > route.tags_max:
        hints.append(f"{route.who} should count only {route.tags_max} hashtags a post.")
    if route.mention_hint and _MENTION.search(text):
        hints.append(route.mention_hint)
    if route.link_hint and _LINK.search(text):
        hints.append(route.link_hint)
    if len(text) > _HOOK and _HASHTAG.match(text):
        hints.append("Begin with words: only the first line is seen before “more”.")
    return hints


def link_of(text: str, route: HandRoute, host: str) -> KitLink | None:
    """The address of a post in what was pasted, None where it is none. `host` is the platform's own."""
    for word in text.split():
        try:
            parts = urlsplit(word.strip("<>\"'.,()"))
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not parts.netloc:
            continue
        url = f"{parts.scheme}://{parts.netloc}{parts.path}"
        place = parts.netloc.removeprefix("www.")
        named = f"{place}{parts.path}"
        if any(named.startswith(f"{short}/") and len(named) > len(short) + 1 for short in route.short_links):
            return KitLink(url=url)
        found = re.fullmatch(route.pattern, parts.path)
        if found and place in (host.removeprefix("www."), *route.link_hosts):
            groups = found.groupdict()
            return KitLink(url=url, ref=groups.get("ref") or "", user=groups.get("user") or "")
    return None


def encodable(text: str) -> str:
    """Halves of characters, which no file takes, joined where they belong together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def file_name(title: str) -> str:
    """A name for a folder or a file, without its ending: ASCII, at most 40 characters."""
    return slug(title, 40) or "post"


def found_in(kit: Kit, words: str) -> bool:
    """Whether all words stand in its title, caption or state."""
    text = f"{kit.title} {kit.caption} {kit.state}".lower()
    return all(word in text for word in words.lower().split())
