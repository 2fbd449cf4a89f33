"""What a post may be and cost, and what is left, as a platform file says it."""

from __future__ import annotations

from typing import Literal

from stagedoor.domain.claims import Claim, Table

TextUnit = Literal["utf16", "points", "bytes", "twitter", "threads", "escaped"]


Rung = Literal["dry", "private", "public"]


class PostRung(Claim, frozen=True, kw_only=True):
    """One height of a test post. Prices in US dollars; `note` says what is not sure about them."""

    audience: str
    price: float = 0.0
    price_with_link: float = 0.0
    delete: bool = False
    delete_price: float = 0.0
    silent: bool = False
    why_not: str = ""
    note: str = ""


class TextLimit(Claim, frozen=True, kw_only=True):
    max: int
    unit: TextUnit


class MediaLimit(Claim, frozen=True, kw_only=True):
    """`count` files a post; `sides` is the largest [width, height], the other lists are [least, most]."""

    types: list[str]
    count: int = 1
    bytes: int = 0
    seconds: list[float] = []
    sides: list[int] = []
    sides_sum: int = 0
    ratio: list[float] = []
    fps: list[float] = []


class PostKind(Table, frozen=True, kw_only=True):
    rung: dict[Rung, PostRung]
    text: TextLimit | None = None
    caption: TextLimit | None = None
    media: dict[str, MediaLimit] = {}
    tags_max: int = 0


class Meter(Claim, frozen=True, kw_only=True):
    """A number that says how much is left: read from a header or by a call."""

    header: str = ""
    call: str = ""
    unit: str
    resets: str = ""
