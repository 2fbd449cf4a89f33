"""What kept a test post from being sent, and where the person mends it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import Limited, NetworkError, PlatformRefused, SecretLocked, SignInNeeded, StagedoorError
from stagedoor.domain.guidance import Step
from stagedoor.domain.platform import Platform

TroubleKind = Literal["lost", "sign_in", "locked", "offline", "credit", "quota", "permission", "content", "other"]
"""`lost`: the answer did not come, the post may be there. `permission`: the account's doctor knows more."""

_KINDS: dict[str, TroubleKind] = {
    "grant_dead": "sign_in", "credit": "credit", "quota": "quota", "permission": "permission", "app": "permission",
    "content": "content",
}  # fmt: skip


class Trouble(Struct, frozen=True, kw_only=True):
    """`link`: the page where it is mended or, where the post may be there, seen; `where`: the way on that page."""

    kind: TroubleKind
    cause: str
    fix: str = ""
    link: str = ""
    where: list[str] = []


def trouble_of(spec: Platform, connection: Connection, error: StagedoorError) -> Trouble:
    if error.may_be_done:
        return Trouble(kind="lost", cause=error.cause, fix=error.fix, link=connection.url or "")
    step = _step(spec, error)
    link = spec.fill(step.link) if step is not None else ""
    if step is None or "{" in link:  # a page that only the guide can name
        return Trouble(kind=_kind(spec, error), cause=error.cause, fix=error.fix)
    return Trouble(kind=_kind(spec, error), cause=error.cause, fix=error.fix, link=link, where=step.where)


def _kind(spec: Platform, error: StagedoorError) -> TroubleKind:
    if isinstance(error, SignInNeeded):
        return "sign_in"
    if isinstance(error, SecretLocked):
        return "locked"
    if isinstance(error, NetworkError):
        return "offline"
    if isinstance(error, PlatformRefused):
        return _KINDS.get(error.kind, "other")
    if isinstance(error, Limited):
        entry = spec.error.get(error.code)
        return _KINDS.get(entry.kind, "quota") if entry else "quota"
    return "other"


def _step(spec: Platform, error: StagedoorError) -> Step | None:
    """The step of the guide that the platform file names for this error."""
    entry = spec.error.get(error.code)
    route, _, step = (entry.step if entry else "").partition(".")
    return spec.route[route].step.get(step) if route in spec.route else None
