"""What a person is shown and asked, without saying how: a terminal and the wizard both draw these."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

from msgspec import Struct

from stagedoor.domain.exchange import Candidate, Who


class CopyRow(Struct, frozen=True, kw_only=True):
    label: str
    value: str


class Prompt(Struct, frozen=True, kw_only=True):
    """One value to type or paste. `problem` says what was wrong with the last try.

    `kept`: a good value was given before and stays if nothing new is typed; `value` shows it where it is no secret.
    `file`: the portal gives it as a file to download.
    """

    id: str
    label: str
    secret: bool = False
    optional: bool = False
    example: str = ""
    help: str = ""
    problem: str = ""
    kept: bool = False
    value: str = ""
    file: bool = False


class Guide(Struct, frozen=True, kw_only=True):
    """One step of a guide; empty parts are not shown.

    `outline`: id and title of every step of the guide, of which this is the one called `id`. `effect` is the sentence
    about what the step can do, `effect_id` its kind. `wait` says how long something usually takes, `again` how it is
    looked at again. `checks`: what is asked of the platform here, as questions. `problem`: why the step is shown again.
    `back`: there is something before it. `platform`, `route`: the way to connect that it belongs to. `lacks`: what Your
    details do not hold yet. `done_for`: the platform for which this was done already.
    """

    id: str
    platform: str = ""
    route: str = ""
    number: int
    of: int
    outline: list[tuple[str, str]]
    title: str
    link: str = ""
    where: list[str] = []
    do: list[str] = []
    copy: list[CopyRow] = []
    fields: list[Prompt] = []
    checks: list[str] = []
    mistake: str = ""
    effect: str = ""
    effect_id: str = ""
    undo: str = ""
    wait: str = ""
    longest: str = ""
    again: Literal["", "on-focus", "poll"] = ""
    seen: str = ""
    problem: str = ""
    back: bool = False
    lacks: list[str] = []
    done_for: str = ""


class Turn(Struct, frozen=True, kw_only=True):
    """What a person did with a step: the values that they gave, by field id, and where they want to go.

    `to`: the id of another step, `QUESTIONS` for the questions before the steps, or "" for the next step.
    """

    values: dict[str, str] = {}
    to: str = ""

    def __repr__(self) -> str:
        return f"Turn({', '.join(self.values)}, to={self.to!r})"


QUESTIONS = "questions"
"""Where a guide goes back to from its first step."""


class Looked(Struct, frozen=True, kw_only=True):
    """What would be made of a pasted value: a problem that stops it, or a note about it.

    `passing`: the problem may be gone in an hour without anybody doing anything: no network, a server in trouble.
    """

    problem: str = ""
    note: str = ""
    passing: bool = False


Look = Callable[[str, str], Awaitable[Looked]]
"""Looks at a value (field id, what was pasted) while it is typed. Keeps and sends nothing."""


class Choice(Struct, frozen=True, kw_only=True):
    """A question with named answers. `back`: there is something before it; the answer "" goes there."""

    id: str
    question: str
    options: dict[str, str]
    recommended: str = ""
    why: str = ""
    back: bool = False


class NeedRow(Struct, frozen=True, kw_only=True):
    """What a person must have before they start; `ticked` is their word for it, kept between guides."""

    id: str
    text: str
    how: str = ""
    link: str = ""
    minutes: int = 0
    ticked: bool = False


class Confirmation(Struct, frozen=True, kw_only=True):
    """A yes or no. kind: identity (is this you?), gate (known before starting), price, danger.

    `needs` stand under a gate, `accounts` under an identity. `only_person`: a yes that was given beforehand (`--yes`)
    does not answer it.
    """

    kind: Literal["identity", "gate", "price", "danger"]
    question: str
    lines: list[str] = []
    needs: list[NeedRow] = []
    who: Who | None = None
    accounts: list[Candidate] = []
    yes: str = "Yes"
    no: str = "No"
    only_person: bool = False


class Sight(Struct, frozen=True, kw_only=True):
    """A page that the browser will show, in order: its heading, what to press there, and why."""

    heading: str
    press: str
    why: str = ""


class DeadEnd(Struct, frozen=True, kw_only=True):
    """A page that never comes back. `step`: the id of the step that mends it, "" where none does."""

    heading: str
    contains: str = ""
    cause: str
    fix: str
    step: str = ""


class Leaving(Struct, frozen=True, kw_only=True):
    """A sign-in that is about to happen in the browser.

    `by_itself`: open the browser without being told to. `ends_at` (UTC seconds): when waiting is over. `paste`: the
    address that the browser ends on may be pasted; without `returns` it must be, since nothing comes back by itself.
    `warnings`: known before anything is opened.
    """

    platform: str
    platform_name: str
    url: str
    sights: list[Sight]
    dead_ends: list[DeadEnd]
    warnings: list[str]
    ends_at: float
    paste: bool
    by_itself: bool
    returns: bool = True


class BrowserChoice(Struct, frozen=True, kw_only=True):
    """A browser on this computer. `id` "" is the person's usual one."""

    id: str
    name: str
    private: bool = False
