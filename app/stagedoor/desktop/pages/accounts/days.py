"""Thirty days of an account as bars: one per day, the worst that was found on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from stagedoor.desktop.widgets.history import DAYS, Day
from stagedoor.services.cards import Card

_BAD = frozenset({"reconnect"})
_TROUBLE = frozenset({"partial", "limited", "renew_failed", "ends_soon"})
_GOOD = frozenset({"healthy", "test_only", "manual"})


def days_of(card: Card, now: int) -> tuple[Day, ...]:
    """Oldest first, today last; a day without an answer is unknown, and by hand a day with a post is good."""
    today = datetime.fromtimestamp(now, tz=UTC).astimezone().date()
    names = [(today - timedelta(days=back)).isoformat() for back in range(DAYS - 1, -1, -1)]
    by_hand = card.connection.grant_id is None
    return tuple(_posted_on(card, name) if by_hand else worst(card.states.get(name, ())) for name in names)


def worst(states: Iterable[str]) -> Day:
    found = set(states)
    if found & _BAD:
        return "bad"
    if found & _TROUBLE:
        return "warning"
    return "good" if found & _GOOD else "unknown"


def unknown_days() -> tuple[Day, ...]:
    none: Day = "unknown"
    return (none,) * DAYS


def _posted_on(card: Card, day: str) -> Day:
    return "good" if day in card.posted else "unknown"
