"""What a post may be and cost, and what is left, as a platform file says it."""

from __future__ import annotations

from typing import Literal

from stagedoor.domain.claims import Claim, Table

TextUnit = Literal["utf16", "points", "bytes", "twitter", "threads", "escaped"]


Rung = Literal["dry", "draft", "private", "public"]
"""How far a test post goes, least seen first. A draft is finished and published by the person, on the phone."""


class PostRung(Claim, frozen=True, kw_only=True):
    """One height of a test post. Prices in US dollars; `note` says what is not sure about them. `delete_when`: what
    must be known of the account (its address) for `delete` to hold, and `note_else` is what is said in place of `note`
    where it does not. `by_hand`: the page where the person deletes it, with `{ref}` for the post; `by_hand_at_post`:
    they do that where it is seen. `audience_of`: who sees it, by the kind of the account, where that differs.
    `warning`: what a person must agree to before it is sent. `unpublished`: it is handed over and never published.
    """

    audience: str
    audience_of: dict[str, str] = {}
    price: float = 0.0
    price_with_link: float = 0.0
    delete: bool = False
    delete_when: dict[str, str] = {}
    delete_price: float = 0.0
    by_hand: str = ""
    by_hand_at_post: bool = False
    why_not: str = ""
    warning: str = ""
    unpublished: bool = False
    note: str = ""
    note_else: str = ""


class TextLimit(Claim, frozen=True, kw_only=True):
    """`forbidden`: characters that no text may hold."""

    max: int
    unit: TextUnit
    forbidden: str = ""


class MediaLimit(Claim, frozen=True, kw_only=True):
    """`ratio`, width by height, is [least, most], and so is `chunk`: bytes of one part, where a file is sent in parts.
    `by_address`: the platform fetches it from a public address; `sent_when`: what must be known of the account for a
    file of this computer to be sent, too.
    """

    types: list[str]
    bytes: int = 0
    least_width: int = 0
    ratio: list[float] = []
    chunk: list[int] = []
    by_address: bool = False
    sent_when: dict[str, str] = {}


class PostKind(Table, frozen=True, kw_only=True):
    rung: dict[Rung, PostRung]
    text: TextLimit | None = None
    media: dict[str, MediaLimit] = {}


class Meter(Claim, frozen=True, kw_only=True):
    """A number that says how much is left: read from the header, or asked for by the adapter. With `midnight` (a time
    zone) Stagedoor counts its own posts of a developer app from one midnight there to the next; `limit` is how many
    there may be.
    """

    header: str = ""
    unit: str
    limit: int = 0
    midnight: str = ""
