"""When a sign-in ends: its token, the cap on all of it, data access, and disuse. Times are UTC seconds."""

from __future__ import annotations

from collections.abc import Sequence

from stagedoor.domain.entities import Grant, Token
from stagedoor.domain.protocol import Renew


def ended(tokens: Sequence[Token], name: str | None, now: int) -> int | None:
    """When the token of that name ended, None while it lives or nobody knows."""
    return min(
        (t.ends_at for t in tokens if t.name == name and t.ends_at is not None and t.ends_at <= now), default=None
    )


def capped(grant: Grant, now: int) -> int | None:
    """When the cap on the whole sign-in passed, which no renewal outlives; one that did shows that it was none."""
    if grant.cap_at is None or grant.cap_at > now:
        return None
    return None if grant.renewed_at is not None and grant.renewed_at > grant.cap_at else grant.cap_at


def renews(renew: Renew | None, tokens: Sequence[Token]) -> bool:
    """True if it is kept alive without the person: the platform renews it, and the token for that is here."""
    if renew is None or not renew.by_program:
        return False
    return not renew.after_end or any(t.name == "refresh" for t in tokens)


def renewable(renew: Renew | None, tokens: Sequence[Token]) -> bool:
    """True if a token that ended can still be renewed."""
    return renew is not None and renew.after_end and renews(renew, tokens)


def idle_end(grant: Grant, renew: Renew | None) -> int | None:
    """When a sign-in that nobody uses is lost; every renewal moves it."""
    if renew is None or not renew.lost_after:
        return None
    return (grant.renewed_at or grant.consented_at) + renew.lost_after


def data_access_end(tokens: Sequence[Token]) -> int | None:
    """Until when the person must have signed in once more, although no token ends."""
    return min((t.data_access_ends_at for t in tokens if t.data_access_ends_at is not None), default=None)


def end_for_person(grant: Grant, renew: Renew | None, tokens: Sequence[Token], name: str | None) -> int | None:
    """When only the person can keep the account alive: a cap, an end without renewal, the end of data access, or an
    idle refresh token.
    """
    ends = [grant.cap_at, idle_end(grant, renew), data_access_end(tokens)]
    if not renews(renew, tokens):
        ends += [t.ends_at for t in tokens if t.name == name]
    return min((at for at in ends if at is not None), default=None)
