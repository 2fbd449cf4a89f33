"""How long a text is, in the unit that the platform counts."""

from __future__ import annotations

import re

from stagedoor.domain.limits import TextUnit

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
    return len(text)


def little_text(text: str) -> str:
    """LinkedIn's "little text": what has a meaning there gets a backslash. Without it the text is cut at that sign
    and the answer says that all is well (learn.microsoft.com/linkedin, Little Text Format; ComposioHQ/composio#2710).
    """
    return _MARKS.sub(r"\\\g<0>", text)


def _weighted(text: str) -> int:
    """X's weighted length: emoji 2, links 23, most letters 1 (docs.x.com/fundamentals/counting-characters)."""
    from twitter_text import parse_tweet

    whole = text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
    return int(parse_tweet(whole).weightedLength)
