"""How far a test post can go on an account, and what each height costs: for a face to show before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from msgspec import Struct

from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.flow import holds
from stagedoor.domain.limits import PostRung, Rung
from stagedoor.domain.platform import Platform

_LINK = re.compile(r"://|\b[\w-]+\.[a-z]{2,}\b", re.IGNORECASE)
"""A bare domain counts as a link, too."""


class RungView(Struct, frozen=True, kw_only=True):
    """One height. Prices in US dollars, at most; `why_not` says why it is not possible here, empty where it is."""

    id: Rung
    why_not: str = ""
    audience: str = ""
    price: float = 0.0
    price_with_link: float = 0.0
    delete_price: float = 0.0
    can_delete: bool = False
    warning: str = ""
    note: str = ""

    def cost(self, *, link: bool, deleted: bool) -> float:
        """What the post costs at most, with its deletion."""
        price = self.price_with_link if link and self.price_with_link else self.price
        return price + (self.delete_price if deleted else 0.0)


class Measured(Struct, frozen=True, kw_only=True):
    """A text in the platform's own unit; `max` is 0 where the platform names none."""

    text: str
    length: int
    max: int
    has_link: bool

    @property
    def too_long_by(self) -> int:
        return max(0, self.length - self.max) if self.max else 0


class CheckAsks(Struct, frozen=True, kw_only=True):
    """A check of the platform and what it costs, in US dollars."""

    id: str
    asks: str
    price: float


class Offer(Struct, frozen=True, kw_only=True):
    """All that a page of test posts shows before it is pressed, read at one moment (`now`, UTC seconds).

    `waiting`: a test post of this account that was sent before and is still to be deleted. `sending`: one that is
    being sent at this moment.
    """

    now: int
    connection: Connection
    platform_name: str
    rungs: list[RungView]
    questions: list[CheckAsks]
    measured: Measured
    waiting: Post | None = None
    sending: Post | None = None

    def rung(self, id: Rung) -> RungView:
        return next(rung for rung in self.rungs if rung.id == id)


def rungs_of(spec: Platform, connection: Connection) -> list[RungView]:
    """Every height, lowest first; what is not possible says why. Drafts are no height where a platform has none."""
    kind = spec.post.get("text")
    known = kind.rung if kind else {}
    return [_view(spec, connection, id) for id in get_args(Rung) if id != "draft" or id in known]


def others(rungs: Sequence[RungView]) -> str:
    """What to do where one height is not possible."""
    return f"Choose {', or '.join(_BY_NAME[rung.id] for rung in rungs if not rung.why_not)}."


_BY_NAME: dict[Rung, str] = {
    "dry": "check only (--dry-run)",
    "draft": "a draft (--draft)",
    "private": "a private post (--private)",
    "public": "a public post that is deleted (--delete-after)",
}


def questions_of(spec: Platform) -> list[CheckAsks]:
    return [CheckAsks(id=id, asks=check.asks, price=check.price) for id, check in spec.check.items()]


def has_link(text: str) -> bool:
    return bool(_LINK.search(text))


def _view(spec: Platform, connection: Connection, id: Rung) -> RungView:
    if connection.grant_id is None:
        return RungView(id=id, why_not=f"{connection.handle} is an account by hand.")
    kind = spec.post.get("text")
    rung = kind.rung.get(id) if kind else None
    if rung is None:
        return RungView(id=id, why_not=f"{spec.name} has no such test post.")
    return _filled(spec, connection, id, rung)


def why_not(rung: PostRung, connection: Connection) -> str:
    """Why this height is not possible on this account, "" where it is."""
    return "" if rung.possible_when and holds(rung.possible_when, connection.address) else rung.why_not


def _filled(spec: Platform, connection: Connection, id: Rung, rung: PostRung) -> RungView:
    audience = rung.audience_of.get(connection.kind, rung.audience)
    return RungView(
        id=id, why_not=why_not(rung, connection), audience=spec.fill(audience, name=connection.name), price=rung.price,
        price_with_link=rung.price_with_link, delete_price=rung.delete_price, warning=rung.warning, note=rung.note,
        can_delete=rung.delete and holds(rung.delete_when, connection.address),
    )  # fmt: skip
