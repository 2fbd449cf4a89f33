"""When a token is still good. Pure arithmetic in UTC seconds, free of heavy imports: the fresh-token path uses it."""

from __future__ import annotations

SCRIPT_MARGIN = 60.0
"""A token handed to a script lives at least this long."""

CLOCK_SLACK = 120.0
"""How far this computer's clock may be off before we say so."""


def is_fresh(
    ends: str, ends_at: int | None, issued_at: int | None, now: float, *, margin: float = SCRIPT_MARGIN
) -> bool:
    """True if a token may be used without renewing it.

    `never` and `unknown` ends count as good: only the platform can tell. A token from the future means that the
    clock was set back since; its end cannot be trusted then.
    """
    if ends != "at" or ends_at is None:
        return True
    if issued_at is not None and now < issued_at - CLOCK_SLACK:
        return False
    return ends_at - now >= margin
