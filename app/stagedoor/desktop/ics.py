"""Days on which sign-ins end, as a calendar file (RFC 5545) that every calendar reads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from stagedoor.desktop.text import tr

BEFORE = timedelta(days=7)
"""How long before its end the calendar reminds."""
_FOLD = 75
"""Octets that a line may have, without its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInEnd:
    """One event: whose sign-in ends, and when (UTC seconds)."""

    handle: str
    name: str
    platform: str
    ends_at: int


def calendar_file(ends: Sequence[SignInEnd], *, now: float) -> str:
    """The text of an .ics file with an event for each; `now` in UTC seconds."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Stagedoor//Stagedoor//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for end in ends for line in _event(end, now)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def file_name(handle: str) -> str:
    """A name that every file system takes: "stagedoor-x-crumbkitchen.ics"."""
    safe = "".join(c if c.isascii() and c.isalnum() else "-" for c in handle)
    return f"stagedoor-{safe[:80]}.ics"


def _event(end: SignInEnd, now: float) -> list[str]:
    summary = tr("Sign in again: {platform}, {name}", platform=end.platform, name=end.name)
    words = tr('This sign-in ends today. Open Stagedoor and press "Sign in again".')
    return [
        "BEGIN:VEVENT",
        f"UID:{_uid(end)}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(end.ends_at)}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(words)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-P{BEFORE.days}D",
        f"DESCRIPTION:{_escaped(summary)}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _uid(end: SignInEnd) -> str:
    """The same event keeps its id, so that a second import does not double it; it names nobody."""
    return f"{hashlib.sha256(f'{end.handle} {end.ends_at}'.encode()).hexdigest()[:32]}@stagedoor"


def _utc(at: float) -> str:
    return f"{datetime.fromtimestamp(int(at), tz=UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Lines of at most 75 octets; what follows goes on after a line end and a space, never inside a character."""
    parts, room = [""], _FOLD
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append("")
            room = _FOLD - 1
        parts[-1] += character
        room -= size
    return "\r\n ".join(parts)
