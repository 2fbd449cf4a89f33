"""Platform errors in our words: an answer is matched against the error catalogue of the platform file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from typing import Any

from msgspec import Struct

from stagedoor.domain.errors import BadAnswer, Limited, PlatformRefused, StagedoorError
from stagedoor.domain.exchange import Explained, Response
from stagedoor.domain.plain import plain
from stagedoor.domain.platform import ErrorEntry, Platform
from stagedoor.domain.wire import json_object

LONGEST_WAIT = 86_400.0  # seconds; a longer pause is no instruction but a mistake, and is asked about again

_SPEAKS_BY_STATUS = {413, 429, 431}  # front servers answer these without a body of the platform
_OPAQUE = re.compile(r"[^\s\"'<>]{16,}")  # a word so long may be a token or an address that holds one


class ErrorFacts(Struct, frozen=True, kw_only=True):
    """What an error answer says about itself, read by the platform's module."""

    status: int
    codes: frozenset[str] = frozenset()
    subcodes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    text: str = ""
    retry_after: float | None = None
    moved_to: str | None = None


def error_object(response: Response) -> dict[str, Any]:
    """The JSON object of an error answer; empty where the status alone tells enough (trouble, too much, too large).

    Raises BadAnswer for any other page or fragment: a proxy, an edge server or a hotel's network said it, and what
    they say of 401 or 403 is nothing about keys and permissions.
    """
    try:
        return json_object(response)
    except BadAnswer:
        trouble = response.status >= 500 and response.status != 511  # 511: a network wants to be signed in to
        if trouble or response.status in _SPEAKS_BY_STATUS:
            return {}
        raise


def explain(spec: Platform, facts: ErrorFacts) -> Explained:
    """The first entry of the catalogue whose matchers all hold; without one, what can be said in general."""
    for id, entry in spec.error.items():
        if _matches(entry, facts):
            return Explained(
                error_id=id, kind=entry.kind, cause=entry.cause, fix=entry.fix, step=entry.step,
                status=facts.status, retry_after=facts.retry_after, moved_to=facts.moved_to,
            )  # fmt: skip
    return _unknown(spec, facts)


def refusal(explained: Explained) -> StagedoorError:
    """The explained error as something to raise."""
    if explained.kind in ("quota", "credit"):
        return Limited(explained.cause, explained.fix, code=explained.error_id, retry_after=explained.retry_after)
    return PlatformRefused(
        explained.cause, explained.fix, kind=explained.kind, error_id=explained.error_id, status=explained.status,
        step=explained.step, retry_after=explained.retry_after, moved_to=explained.moved_to,
    )  # fmt: skip


def retry_after(response: Response, now: float) -> float | None:
    """Seconds to wait, at most a day: from Retry-After (seconds or a date), or at 429 from a reset time."""
    said = response.headers.get("retry-after", "")
    if said.isdecimal():
        return pause(float(said))
    try:
        return pause(parsedate_to_datetime(said).timestamp() - (response.date or now))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    reset = response.headers.get("x-rate-limit-reset", "")
    return pause(float(reset) - now) if response.status == 429 and reset.isdecimal() else None


def pause(seconds: float) -> float:
    """A pause as the platform says it, made possible: not negative, a day at most."""
    return min(max(0.0, seconds), LONGEST_WAIT)


def _matches(entry: ErrorEntry, facts: ErrorFacts) -> bool:
    return (
        _one_of(entry.status, {str(facts.status)})
        and _one_of(entry.code, facts.codes)
        and _one_of(entry.subcode, facts.subcodes)
        and _one_of(entry.type, facts.types)
        and _any_text(entry.text, facts.text)
    )


def _listed(matcher: object) -> list[str]:
    if isinstance(matcher, list):
        return [str(m) for m in matcher]
    return [str(matcher)] if matcher not in ("", 0) else []


def _one_of(matcher: object, found: Iterable[str]) -> bool:
    wanted = _listed(matcher)
    return not wanted or bool(set(wanted) & set(found))


def _any_text(matcher: object, text: str) -> bool:
    wanted = _listed(matcher)
    return not wanted or any(w.lower() in text.lower() for w in wanted)


def _unknown(spec: Platform, facts: ErrorFacts) -> Explained:
    if facts.status >= 500:
        kind, cause = "platform", f"{spec.name} has trouble of its own (status {facts.status})."
        fix = "Nothing is lost. Try again later."
    elif facts.status == 429:
        kind, cause, fix = "quota", f"{spec.name} asks for a pause (status 429).", "Wait, then try again."
    else:
        kind, cause = "unknown", f"{spec.name} refused (status {facts.status}).{_said(facts.text)}"
        fix = "Try again; if it stays, look at the platform's own page for this account."
    return Explained(error_id=None, kind=kind, cause=cause, fix=fix, status=facts.status, retry_after=facts.retry_after)


def _said(text: str) -> str:
    """The platform's own words, without the long ones: it may repeat what was sent to it."""
    words = plain(_OPAQUE.sub("…", plain(text, 2000)), 200)
    return f' It said: "{words}".' if words else ""
