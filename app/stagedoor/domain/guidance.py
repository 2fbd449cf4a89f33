"""What a person is led through and asked for, as a platform file says it."""

from __future__ import annotations

from typing import Literal

from stagedoor.domain.claims import Claim, Table

Effect = Literal["none", "cannot_post", "costs_money", "visible_to_others", "cannot_be_undone"]


class Twin(Table, frozen=True, kw_only=True):
    """A sister key that gets pasted by mistake, told apart by its form or by another stored app's field
    (`platform.field`).
    """

    say: str
    pattern: str = ""
    equals: str = ""


class Question(Table, frozen=True, kw_only=True):
    """`again`: asked before every sign-in, since the answer can change while the developer app stays the same."""

    ask: str
    options: dict[str, str]
    why: str = ""
    again: bool = False


class FileShape(Table, frozen=True, kw_only=True):
    """The JSON file that a portal gives out: the key under which the value stands. `wrong`: keys that only a file of
    another kind has, and what is said of it.
    """

    key: str
    wrong: dict[str, str] = {}


class Field(Table, frozen=True, kw_only=True):
    """A value that the person copies out of a portal. `pattern` is a hint (full match): a mismatch warns,
    only a twin blocks. `find` is the pattern by which the value is picked out of a longer pasted text.
    `of` says where it is kept: with the developer app, or with the sign-in. `public`: no key, but a name that the
    portal gave or took, so that practice does not ask for a made-up one. `same_as`: a field of another stored app
    (`platform.field`) that holds the same value, proposed here.
    """

    label: str
    secret: bool = False
    public: bool = False
    of: Literal["app", "grant"] = "app"
    pattern: str = ""
    find: str = ""
    example: str
    optional: bool = False
    required_when: dict[str, str] = {}
    file: FileShape | None = None
    twins: list[Twin] = []
    help: str = ""
    same_as: str = ""


class Need(Claim, frozen=True, kw_only=True):
    """What a person must have before starting. `short` names it inside a sentence: "a payment card"."""

    text: str
    short: str = ""
    how: str = ""
    link: str = ""
    minutes: int = 0


class Wait(Table, frozen=True, kw_only=True):
    usual: str
    longest: str = ""
    again: Literal["on-focus", "poll"] = "on-focus"


class Step(Claim, frozen=True, kw_only=True):
    """One page of the guide. `do` is one instruction a line. `copy` holds texts with live names to fill and to
    copy ("{redirect}": a row per port), `details` names entries of "Your details". `shared`: steps of several platforms
    with the same word here are done once for all of them.
    """

    title: str
    link: str = ""
    where: list[str] = []
    do: str
    copy: list[str] = []
    details: list[str] = []
    fields: list[str] = []
    questions: list[str] = []
    mistake: str = ""
    checks: list[str] = []
    effect: Effect = "cannot_post"
    undo: str = ""
    wait: Wait | None = None
    only_when: dict[str, str] = {}
    shared: str = ""

    @property
    def is_watched(self) -> bool:
        """True where Stagedoor itself sees when the person has done it."""
        return self.wait is not None and self.wait.again == "poll"


class Expect(Claim, frozen=True, kw_only=True):
    """A page that the browser will show between Open and the return."""

    heading: str
    press: str
    why: str = ""


class DeadEnd(Claim, frozen=True, kw_only=True):
    """A page that never comes back: what it says, why, and what mends it (`step` is `route.step`)."""

    heading: str
    contains: str = ""
    cause: str
    fix: str
    step: str = ""
