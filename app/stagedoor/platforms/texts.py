"""How long a text is, in the unit that the platform counts."""

from __future__ import annotations

import re
import unicodedata

from stagedoor.domain.limits import TextUnit

_JOINS = "\u200d\ufe0f\u20e3"
_MARKS = re.compile(r"[\\|{}\[\]()<>@#*_~]")


def length(text: str, unit: TextUnit) -> int:
    """The length of the text in the platform's unit."""
    if unit == "escaped":
        return length(little_text(text), "utf16")
    if unit == "utf16":
        return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
    if unit == "bytes":
        return len(text.encode(errors="surrogatepass"))
    if unit == "twitter":
        return _weighted(text)
    if unit == "threads":
        return sum(len(sign.encode(errors="surrogatepass")) if _is_emoji(sign) else 1 for sign in text)
    return len(text)


def little_text(text: str) -> str:
    """LinkedIn's "little text": what has a meaning there gets a backslash. Without it the text is cut at that sign
    and the answer says that all is well (learn.microsoft.com/linkedin, Little Text Format; ComposioHQ/composio#2710).
    """
    return _MARKS.sub(r"\\\g<0>", text)


def _is_emoji(sign: str) -> bool:
    """A part of an emoji: the picture itself, its skin tone, or what joins and varies pictures. Threads counts these
    by their bytes (developers.facebook.com/docs/threads/overview) and does not say more; what is unsure counts in full.
    """
    return sign in _JOINS or unicodedata.category(sign) == "So" or 0x1F3FB <= ord(sign) <= 0x1F3FF


def _weighted(text: str) -> int:
    """X's weighted length: emoji 2, links 23, most letters 1 (docs.x.com/fundamentals/counting-characters)."""
    from twitter_text import parse_tweet

    whole = text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
    return int(parse_tweet(whole).weightedLength)
