"""Platform errors in our words: an answer is matched against the error catalogue of the platform file."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from stagedoor.domain.errors import Limited, PlatformRefused, StagedoorError
from stagedoor.domain.exchange import Explained, Response
from stagedoor.domain.plain import plain
from stagedoor.domain.platform import ErrorEntry, Platform


class ErrorFacts(Struct, frozen=True, kw_only=True):
    """What an error answer says about itself, read by the platform's module."""

    status: int
    codes: frozenset[str] = frozenset()
    subcodes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    text: str = ""
    retry_after: float | None = None


def explain(spec: Platform, facts: ErrorFacts) -> Explained:
    """The first entry of the catalogue whose matchers all hold; without one, what can be said in general."""
    for id, entry in spec.error.items():
        if _matches(entry, facts):
            return Explained(
                error_id=id, kind=entry.kind, cause=entry.cause, fix=entry.fix, step=entry.step,
                status=facts.status, retry_after=facts.retry_after,
            )  # fmt: skip
    return _unknown(spec, facts)


def refusal(explained: Explained) -> StagedoorError:
    """The explained error as something to raise."""
    if explained.kind in ("quota", "credit"):
        return Limited(explained.cause, explained.fix, code=explained.error_id, retry_after=explained.retry_after)
    return PlatformRefused(
        explained.cause, explained.fix, kind=explained.kind, error_id=explained.error_id,
        status=explained.status, step=explained.step, retry_after=explained.retry_after,
    )  # fmt: skip


def retry_after(response: Response, now: float) -> float | None:
    """Seconds to wait, from Retry-After (seconds only; a date or nonsense is no promise) or a reset time."""
    for name, base in (("retry-after", 0.0), ("x-rate-limit-reset", now)):
        value = response.headers.get(name, "")
        if value.isdigit():
            return max(0.0, float(value) - base)
    return None


def _matches(entry: ErrorEntry, facts: ErrorFacts) -> bool:
    return (
        not entry.page
        and _one_of(entry.status, {str(facts.status)})
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
    said = f' It said: "{plain(facts.text, 200)}".' if facts.text else ""
    if facts.status >= 500:
        kind, cause = "platform", f"{spec.name} has trouble of its own (status {facts.status})."
        fix = "Nothing is lost. Try again later."
    elif facts.status == 429:
        kind, cause, fix = "quota", f"{spec.name} asks for a pause (status 429).", "Wait, then try again."
    else:
        kind, cause = "unknown", f"{spec.name} refused (status {facts.status}).{said}"
        fix = "Try again; if it stays, look at the platform's own page for this account."
    return Explained(error_id=None, kind=kind, cause=cause, fix=fix, status=facts.status, retry_after=facts.retry_after)
