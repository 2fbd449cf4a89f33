"""What every table of a platform file is, and what every claim carries: date, source, sureness."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Sure = Literal["is", "should", "unknown"]


class Table(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a platform file."""


class Claim(Table, frozen=True, kw_only=True):
    """Something we say about a platform: when it was last seen so, where, and how sure we are."""

    seen: date | None = None
    source: str = ""
    sure: Sure = "is"
