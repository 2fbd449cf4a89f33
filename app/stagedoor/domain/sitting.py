"""Several platforms in one sitting: the legs in their order, what they share, and what comes last.

The catalogue loads these from `resources/sittings/<id>.toml`; unknown keys are refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import Struct

from stagedoor.domain.asking import CopyRow, NeedRow
from stagedoor.domain.claims import Claim, Table

LegKind = Literal["connect", "pages", "ask"]
"""An account is connected, a page of one's own is put online, or something is done and then looked at."""

LegState = Literal["done", "going", "open", "skipped"]


class SharedNeed(Table, frozen=True, kw_only=True):
    """Needs of several platforms (`platform.need`) that are one thing."""

    same: list[str]


class Leg(Claim, frozen=True, kw_only=True):
    """`do`, `link` and `details` are as in a step of a guide. `question` is asked last, and its answer kept. `answers`:
    by platform, what a yes answers to the questions about its developer app. `test_post`: the platform on whose account
    Stagedoor makes the post that the question is about.
    """

    kind: LegKind
    title: str
    minutes: int
    note: str
    platform: str = ""
    route: str = ""
    link: str = ""
    do: str = ""
    details: list[str] = []
    question: str = ""
    yes: str = "Yes"
    no: str = "No"
    if_no: str = ""
    answers: dict[str, dict[str, str]] = {}
    test_post: str = ""


class Sitting(Table, frozen=True, kw_only=True):
    """`app_id`: the fields of stored apps (`platform.field`) that hold the number of the shared developer app, the
    first that is known counts.
    """

    id: str
    name: str
    platforms: list[str]
    minutes: int
    intro: str
    app_id: list[str] = []
    need: dict[str, SharedNeed] = {}
    leg: dict[str, Leg]


class LegPlace(NamedTuple):
    """Where a leg stands: the ids of its sitting and of itself."""

    sitting: str
    leg: str


def publishing(sittings: Iterable[Sitting], platform: str) -> LegPlace | None:
    """The leg in which the developer app of a platform is published and what it posts is looked at."""
    for sitting in sittings:
        for id, leg in sitting.leg.items():
            if platform in leg.answers:
                return LegPlace(sitting.id, id)
    return None


class SharedRow(Struct, frozen=True, kw_only=True):
    """A need, the platforms that have it, and the keys under which it is ticked (`platform.need`)."""

    row: NeedRow
    platforms: list[str]
    keys: list[str]


class LegRow(Struct, frozen=True, kw_only=True):
    """One leg as it stands now. `where`: how far it got, in words. `answer`: what was said to its question. `account`:
    the handle of the account for its test post, "" while none is connected. `another`: what the button says that
    connects one more account, "" where nothing is connected.
    """

    id: str
    leg: Leg
    state: LegState
    where: str = ""
    platform_name: str = ""
    link: str = ""
    copy: list[CopyRow] = []
    lacks: list[str] = []
    answer: str = ""
    account: str = ""
    another: str = ""


class Progress(Struct, frozen=True, kw_only=True):
    """A sitting as it stands now. `next`: the id of the leg to go on with, "" when nothing is left."""

    id: str
    name: str
    intro: str
    minutes: int
    platforms: list[str]
    needs: list[SharedRow]
    legs: list[LegRow]
    next: str = ""

    @property
    def done(self) -> int:
        return sum(1 for leg in self.legs if leg.state == "done")

    @property
    def left(self) -> int:
        """Minutes that what is left should take."""
        return sum(leg.leg.minutes for leg in self.legs if leg.state in ("open", "going"))
