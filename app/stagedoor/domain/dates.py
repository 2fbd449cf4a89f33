"""Times as people read them, in this computer's time zone. All take UTC seconds."""

from __future__ import annotations

from datetime import UTC, date, datetime


def local(at: float) -> datetime:
    return datetime.fromtimestamp(at, tz=UTC).astimezone()


def written(when: date) -> str:
    """21 Nov 2026."""
    return f"{when.day} {when:%b %Y}"


def day(at: float) -> str:
    """21 Nov 2026."""
    return written(local(at))


def long_day(at: float) -> str:
    """21 November 2026."""
    when = local(at)
    return f"{when.day} {when:%B %Y}"


def clock_time(at: float) -> str:
    """09:12."""
    return f"{local(at):%H:%M}"


def day_and_time(at: float) -> str:
    """21 Nov 2026 09:12."""
    return f"{day(at)} {clock_time(at)}"
