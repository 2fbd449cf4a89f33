"""Text from outside made harmless: plain, one line, cut. Used for everything a platform says."""

from __future__ import annotations

import unicodedata

_KEPT_FORMAT = {"\u200d"}  # the joiner inside emoji families


def plain(text: object, limit: int = 300) -> str:
    """The text without control, bidi and other invisible characters, on one line, at most `limit` characters."""
    shown = "".join(" " if c.isspace() else c for c in str(text)[: limit * 4] if _visible(c))
    shown = " ".join(shown.split())
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def _visible(character: str) -> bool:
    return (
        character.isspace()
        or character in _KEPT_FORMAT
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
