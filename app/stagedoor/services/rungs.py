"""How far a test post can go on an account, and what each height costs: for a face to show before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args
from urllib.parse import quote

from msgspec import Struct

from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.errors import BadInput
from stagedoor.domain.flow import holds
from stagedoor.domain.limits import PostRung, Rung
from stagedoor.domain.platform import Platform
from stagedoor.services.picture_address import PictureAsk

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
    unpublished: bool = False
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

    `picture`: whether the address of a picture may or must go with it. `waiting`: a test post of this account that was
    sent before and is still to be deleted. `sending`: one that is being sent at this moment.
    """

    now: int
    connection: Connection
    platform_name: str
    rungs: list[RungView]
    questions: list[CheckAsks]
    measured: Measured
    picture: PictureAsk | None = None
    waiting: Post | None = None
    sending: Post | None = None

    def rung(self, id: Rung) -> RungView:
        return next(rung for rung in self.rungs if rung.id == id)


def rungs_of(spec: Platform, connection: Connection) -> list[RungView]:
    """Every height, lowest first; what is not possible says why. Drafts are no height where a platform has none."""
    kind = spec.post.get("text")
    known = kind.rung if kind else {}
    return [rung_of(spec, connection, id) for id in get_args(Rung) if id != "draft" or id in known]


def others(rungs: Sequence[RungView]) -> str:
    """What to do where one height is not possible."""
    return f"Choose {', or '.join(_BY_NAME[rung.id] for rung in rungs if not rung.why_not)}."


def by_hand_page(spec: Platform, connection: Connection, post: Post) -> str:
    """Where the person deletes a post that we do not delete; empty where no page is known."""
    id, rung = next(((id, each) for id, each in spec.post["text"].rung.items() if id == post.rung), (None, None))
    if id is None or rung is None or not post.post_ref or rung_of(spec, connection, id).can_delete:
        return ""
    if rung.by_hand_at_post:
        return post.link or ""
    return spec.fill(rung.by_hand, ref=quote(post.post_ref, safe=""))


def refuse_text(spec: Platform, measured: Measured) -> None:
    """Raises BadInput for a text that the platform does not take."""
    kind = spec.post.get("text")
    if kind and kind.text and (odd := [c for c in kind.text.forbidden if c in measured.text]):
        raise BadInput(f"{spec.name} takes no {' and no '.join(odd)} in this text.", "Take it out.")
    if over := measured.too_long_by:
        cause = f"The text is {measured.length} long; {spec.name} takes {measured.max}."
        raise BadInput(cause, f"Shorten it by {over}.")


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


def rung_of(spec: Platform, connection: Connection, id: Rung) -> RungView:
    """One height, also where the platform has none: then it says so."""
    if connection.grant_id is None:
        return RungView(id=id, why_not=f"{connection.handle} is an account by hand.")
    kind = spec.post.get("text")
    rung = kind.rung.get(id) if kind else None
    if rung is None:
        return RungView(id=id, why_not=f"{spec.name} has no such test post.")
    return _filled(spec, connection, id, rung)


def _filled(spec: Platform, connection: Connection, id: Rung, rung: PostRung) -> RungView:
    audience = rung.audience_of.get(connection.kind, rung.audience)
    goes = holds(rung.delete_when, connection.address)
    return RungView(
        id=id, why_not=rung.why_not, audience=spec.fill(audience, name=connection.name), price=rung.price,
        price_with_link=rung.price_with_link, delete_price=rung.delete_price, warning=rung.warning,
        unpublished=rung.unpublished,
        note=rung.note if goes else rung.note_else or rung.note, can_delete=rung.delete and goes,
    )  # fmt: skip
