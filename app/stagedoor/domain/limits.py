"""What a post may be and cost, and what is left, as a platform file says it."""

from __future__ import annotations

from typing import Literal

from stagedoor.domain.claims import Claim, Table

TextUnit = Literal["utf16", "points", "bytes", "twitter", "threads", "escaped"]


Rung = Literal["dry", "draft", "private", "public"]
"""How far a test post goes, least seen first. A draft is finished and published by the person, on the phone."""


class PostRung(Claim, frozen=True, kw_only=True):
    """One height of a test post. Prices in US dollars; `note` says what is not sure about them. `delete_when`: what
    must be known of the account (its address) for `delete` to hold; `possible_when`: what makes a height possible that
    is otherwise not, as `why_not` says. `by_hand`: the page where the person deletes it,
    with `{ref}` for the post. `audience_of`: who sees it, by the kind of the account, where that differs. `warning`:
    what a person must agree to before it is sent.
    """

    audience: str
    audience_of: dict[str, str] = {}
    price: float = 0.0
    price_with_link: float = 0.0
    delete: bool = False
    delete_when: dict[str, str] = {}
    delete_price: float = 0.0
    silent: bool = False
    by_hand: str = ""
    why_not: str = ""
    possible_when: dict[str, str] = {}
    warning: str = ""
    note: str = ""


class TextLimit(Claim, frozen=True, kw_only=True):
    """`forbidden`: characters that no text may hold."""

    max: int
    unit: TextUnit
    forbidden: str = ""


class MediaLimit(Claim, frozen=True, kw_only=True):
    """`count` files a post; `sides` is the largest [width, height], the other lists are [least, most]. `chunk`: bytes
    of one part, where a file is sent in parts.
    """

    types: list[str]
    count: int = 1
    bytes: int = 0
    seconds: list[float] = []
    sides: list[int] = []
    sides_sum: int = 0
    ratio: list[float] = []
    fps: list[float] = []
    chunk: list[int] = []


class PostKind(Table, frozen=True, kw_only=True):
    rung: dict[Rung, PostRung]
    text: TextLimit | None = None
    caption: TextLimit | None = None
    media: dict[str, MediaLimit] = {}
    tags_max: int = 0


class Meter(Claim, frozen=True, kw_only=True):
    """A number that says how much is left: read from a header or by a call. With `midnight` (a time zone) Stagedoor
    counts its own posts of a developer app from one midnight there to the next; `limit` is how many there may be.
    """

    header: str = ""
    call: str = ""
    unit: str
    resets: str = ""
    limit: int = 0
    midnight: str = ""
