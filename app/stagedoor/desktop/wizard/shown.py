"""What the wizard shows at one moment, as values: made on the engine's thread, drawn on the window's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from stagedoor.domain.asking import BrowserChoice, Choice, Confirmation, Guide, Leaving
from stagedoor.domain.exchange import Candidate

RowState = Literal["done", "current", "open"]

BEFORE, SIGN_IN, DONE = "before", "sign-in", "done"
"""Ids of the rows that every guide has beside its steps."""


@dataclass(frozen=True)
class Busy:
    """Something is asked or kept; `text` says what."""

    text: str


@dataclass(frozen=True)
class SignIn:
    """The browser's part. `usual`: the one that was used for this account before, "" for the person's usual one.
    `opened`: it was sent there; `failed`: it could not be started.
    """

    leaving: Leaving
    browsers: list[BrowserChoice]
    usual: str = ""
    opened: bool = False
    failed: bool = False


@dataclass(frozen=True)
class Found:
    """Accounts as they appear. `guides`: what to do in the meantime; `looking`: more may come."""

    title: str
    guides: list[Guide]
    candidates: list[Candidate]
    looking: bool = True
    problem: str = ""


@dataclass(frozen=True)
class Made:
    """An account that was connected. `ends_at` in UTC seconds where only the person can keep it alive. `once`: one
    sign-in before that day is enough, and nothing ends.
    """

    handle: str
    name: str
    works: bool
    sentence: str
    ends_at: int | None = None
    once: bool = False
    test_price: float | None = None


@dataclass(frozen=True)
class Done:
    """What was reached. `done`: the sentence of the platform file. `by_hand`: it has no key. `sitting`: where it goes
    on with other platforms, with the title of what comes next.
    """

    platform_name: str
    done: str
    accounts: list[Made]
    by_hand: bool = False
    sitting: str = ""
    next_leg: str = ""


@dataclass(frozen=True)
class Trouble:
    """What ended the guide before its end. Everything so far is kept.

    `again`: the words of the button that starts anew. `locked`: the keys can be unlocked. `step`: the step that mends
    it, with its title. `calm`: nothing went wrong.
    """

    headline: str
    cause: str
    fix: str
    again: str
    locked: bool = False
    step: str = ""
    step_title: str = ""
    calm: bool = False


@dataclass(frozen=True)
class Left:
    """The person stopped or said no; nothing more is shown here."""

    said: str = ""


Page = Busy | Choice | Confirmation | Guide | SignIn | Found | Done | Trouble | Left


@dataclass(frozen=True)
class Row:
    """One line of the way: before, the steps, the sign-in, done."""

    id: str
    title: str
    state: RowState


@dataclass(frozen=True)
class Shown:
    """A snapshot. `busy`: the answer was taken, and what follows is not there yet. `notes`: said about this page.
    `turn` counts the questions: an answer names the one that it was meant for. `again`: an account is mended.
    `minutes`: 0 where nothing is left but a sign-in.
    """

    platform: str
    platform_name: str
    page: Page
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    busy: bool = False
    minutes: int = 0
    turn: int = 0
    again: str = ""
