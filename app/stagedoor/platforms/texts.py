"""How long a text is, in the unit that the platform counts."""

from __future__ import annotations

from stagedoor.domain.limits import TextUnit


def length(text: str, unit: TextUnit) -> int:
    """The length of the text in the platform's unit."""
    if unit == "utf16":
        return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
    if unit == "bytes":
        return len(text.encode(errors="surrogatepass"))
    if unit == "twitter":
        return _weighted(text)
    return len(text)


def _weighted(text: str) -> int:
    """X's weighted length: emoji 2, links 23, most letters 1 (docs.x.com/fundamentals/counting-characters)."""
    from twitter_text import parse_tweet

    whole = text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
    return int(parse_tweet(whole).weightedLength)
