"""What a doctor found, as plain values: causes, numbered steps, what is fine. Drawn elsewhere."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stagedoor.desktop.text import tr
from stagedoor.domain.entities import Verdict
from stagedoor.domain.plain import plain

MendKind = Literal["page", "sign_in", "unlock", "make_file", "renew", "again", "paid", "folder", "accounts", "public"]
"""What a button does: opens a page of the platform, begins a sign-in, opens or makes the place of the keys, renews,
asks again, asks what costs money, opens the folder, shows the accounts, leads to where posts are made public.
"""

Level = Literal["bad", "warning", "info"]

TEXT = 600
"""Characters of a sentence from outside that are shown."""


@dataclass(frozen=True, slots=True)
class Mend:
    kind: MendKind
    words: str
    glyph: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `where`: the way inside a portal, in the portal's own words; `note`: what to expect there."""

    text: str
    where: tuple[str, ...] = ()
    mend: Mend | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    title: str
    cause: str
    steps: tuple[Step, ...] = ()
    level: Level = "bad"
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A check that needs nothing: its question, and what is known about it."""

    title: str
    aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """`headline` and `age` stand over the checks that are fine. `paid`: what is asked only for money, `price` says
    for how much at most. `report`: for somebody who helps; no key is in it.
    """

    troubles: tuple[Trouble, ...]
    fine: tuple[Line, ...]
    headline: str
    age: str = ""
    notes: tuple[str, ...] = ()
    paid: tuple[Line, ...] = ()
    pay: Mend | None = None
    report: tuple[str, ...] = ()


def headline(troubles: int, fine: int) -> str:
    """What is said about the checks that are fine."""
    if fine == 0:
        return tr("Nothing else was checked") if troubles else tr("Not checked yet")
    if troubles:
        return tr("1 other check is fine") if fine == 1 else tr("{count} other checks are fine", count=fine)
    return tr("The one check is fine") if fine == 1 else tr("All {count} checks are fine", count=fine)


def own_title(check_id: str) -> str:
    """A check of ours as a question; empty for what a platform file names."""
    known = {
        "keys": tr("Can the keys be read on this computer?"),
        "sign_in": tr("Is the sign-in valid?"),
        "clock": tr("Is this computer's clock right?"),
    }
    return known.get(check_id, "")


_WORDS: dict[Verdict, str] = {"bad": "broken", "warn": "look", "unknown": "unknown", "ok": "fine"}


def report_line(check_id: str, verdict: Verdict, cause: str = "", fix: str = "", at: str = "") -> str:
    """One check in a report. English as the command line says it: it is for somebody who helps."""
    said = " ".join(part for part in (cause, f"Fix: {fix}" if fix else "") if part)
    head = f"[{_WORDS[verdict]}] {plain(check_id, 80)}"
    return plain(" ".join(part for part in (head, f"({at})" if at else "", said) if part), 2 * TEXT)


def report_text(lines: Sequence[str], version: str) -> str:
    """The whole report, with what system it is about."""
    head = (f"Stagedoor {version}".strip(), platform.platform(), f"Python {platform.python_version()}", "")
    return "\n".join((*head, *lines))
