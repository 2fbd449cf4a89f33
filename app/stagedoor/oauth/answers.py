"""Reads what a token endpoint answers. The answers of the platforms are alike, never equal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from stagedoor.domain.errors import BadAnswer
from stagedoor.domain.exchange import TokenAnswer, TokenDraft
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret

_LONGEST_LIFE = 10 * 366 * 24 * 3600  # seconds; a longer life is a way to say something else
_TOKEN = re.compile(r"[\x21-\x7e]{1,8192}")  # what can stand in a header (RFC 6749 appendix A.12)
_SCOPE_SEPARATORS = re.compile(r"[\s,]+")  # RFC 6749 says space, Meta, TikTok and LinkedIn answer with commas

_TRY_AGAIN = "Try again in a few minutes."


class ErrorAnswer(Struct, frozen=True):
    """An answer that says no: the platform's own word and its description, both as plain text."""

    error: str
    description: str


def tokens_of(answer: Mapping[str, Any]) -> TokenAnswer:
    """The tokens `access` and `refresh` of a JSON answer. Raises BadAnswer; look for an error answer first."""
    if str(answer.get("token_type") or "bearer").lower() != "bearer":
        raise BadAnswer("The platform gave a kind of token that cannot be used here.", _TRY_AGAIN)
    access = _text(answer, "access_token")
    if access is None:
        raise BadAnswer("The answer holds no access token.", _TRY_AGAIN)
    tokens = [_draft("access", access, answer.get("expires_in"))]
    refresh = _text(answer, "refresh_token")
    if refresh is not None:
        # LinkedIn's name, then TikTok's
        life = answer.get("refresh_token_expires_in", answer.get("refresh_expires_in"))
        tokens.append(_draft("refresh", refresh, life))
    return TokenAnswer(tokens=tokens, scopes=_scopes(answer.get("scope")))


def error_of(answer: Mapping[str, Any]) -> ErrorAnswer | None:
    """The error in a JSON answer (RFC 6749, section 5.2), None where there is none."""
    error, description = (answer.get(name) for name in ("error", "error_description"))
    if not isinstance(error or "", str) or not (error or description):
        return None
    return ErrorAnswer(error=plain(error or "unknown", 100), description=plain(description or "", 300))


def _text(answer: Mapping[str, Any], name: str) -> Secret | None:
    """A token; empty is the same as absent, so that nothing empty ever replaces a stored one."""
    value = answer.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not _TOKEN.fullmatch(value):
        raise BadAnswer(f"The {name} in the answer is no token.", _TRY_AGAIN)
    return Secret(value)


def _draft(name: str, value: Secret, life: object) -> TokenDraft:
    lives = _seconds(life)
    ends: Literal["at", "unknown"] = "unknown" if lives is None else "at"
    return TokenDraft(name=name, value=value, ends=ends, lives=lives)


def _seconds(life: object) -> int | None:
    """A believable life in seconds. Zero, less, or longer than ten years says nothing about the end."""
    if isinstance(life, bool) or not isinstance(life, int | float | str):
        return None
    try:
        seconds = int(float(life))
    except (ValueError, OverflowError):
        return None
    return seconds if 0 < seconds <= _LONGEST_LIFE else None


def _scopes(scope: object) -> list[str] | None:
    if isinstance(scope, list):
        scope = " ".join(s for s in scope if isinstance(s, str))
    if not isinstance(scope, str):
        return None
    return [s for s in _SCOPE_SEPARATORS.split(scope) if s] or None
