"""Text from outside made harmless: plain, one line, cut. Used for everything a platform says."""

from __future__ import annotations

import re
import unicodedata

_JOINER = "\u200d"  # holds emoji families together
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_COMMAND = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])|\x9b[0-?]*[ -/]*[@-~]")
"""What steers a terminal (ECMA-48): colours, titles, links, movements of the cursor."""


def plain(text: object, limit: int = 300) -> str:
    """The text without control, bidi and other invisible characters, on one line, at most `limit` characters."""
    shown = _COMMAND.sub("", str(text)[: limit * 4])
    shown = "".join(" " if c.isspace() else c for c in shown if _visible(c))
    shown = " ".join(shown.split()).strip(_JOINER)
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip(_JOINER + " ") + "…"


def plain_lines(text: str, limit: int) -> str:
    """The same for what a person wrote in lines: they stay, without empty ones at the ends."""
    return "\n".join(plain(line, limit) for line in text.splitlines()).strip()[:limit]


def _visible(character: str) -> bool:
    return (
        character.isspace()
        or character == _JOINER
        or "\U0001f000" <= character <= "\U0001faff"  # emoji; the newest are not assigned yet for this Python
        or unicodedata.category(character) not in _INVISIBLE
    )
