"""Handles: `x/crumbkitchen`. Assigned once, never moved by a rename at the platform."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def slug(text: str, longest: int = 48) -> str:
    """Lower-case ASCII letters, digits and single dashes; empty where nothing remains."""
    ascii_text = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_]+", "-", ascii_text.lower()).strip("-")[:longest].strip("-")


def propose(platform: str, *, username: str | None, name: str, external_id: str, taken: Iterable[str]) -> str:
    """The first of username, name and id that gives a slug, with `-2`, `-3` on a clash."""
    stem = next((s for s in map(slug, (username or "", name, external_id)) if s), "account")
    used, number = set(taken), 1
    while (handle := f"{platform}/{stem}" + (f"-{number}" if number > 1 else "")) in used:
        number += 1
    return handle


def matching(part: str, handles: Iterable[str]) -> list[str]:
    """Exact hit first; else every handle that contains the part (people type less on a terminal)."""
    known, part = list(handles), part.strip()
    if part in known:
        return [part]
    return [h for h in known if part and part.lower() in h]
