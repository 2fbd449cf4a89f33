"""The one reader of what comes back from a sign-in page, whether the browser brought it or a person pasted it.

A refusal never ends the attempt: whoever can reach the loopback port can send anything.
"""

from __future__ import annotations

import hmac
import unicodedata
from typing import NoReturn
from urllib.parse import parse_qsl, urlsplit

from stagedoor.domain.attempt import Attempt, Callback
from stagedoor.domain.errors import BadInput
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.oauth.attempt import state_hash

_TARGET_MAX = 8 * 1024  # characters of path and query
_CODE_MAX = 4096
_STATE_MAX = 512
_FIELDS_MAX = 64
_ONCE = ("state", "error", "iss")  # RFC 6749 section 3.1: no parameter more than once

_COPY_AGAIN = "Copy the whole address from the browser once more."
_SIGN_IN_AGAIN = "Start the sign-in again."

_REFUSALS = {
    "wrong_path": ("This is not the address that the sign-in returns to.", _COPY_AGAIN),
    "wrong_state": ("This answer belongs to another sign-in, perhaps an earlier one.", _SIGN_IN_AGAIN),
    "no_state": ("The mark of this sign-in (state) is missing.", _COPY_AGAIN),
    "no_code": ("The answer holds neither a code nor an error.", _SIGN_IN_AGAIN),
    "doubled": ("A part of the answer is there twice.", _SIGN_IN_AGAIN),
    "too_long": ("The answer is longer than any sign-in page sends.", _COPY_AGAIN),
    "not_utf8": ("The answer holds bytes that are no text.", _COPY_AGAIN),
    "control_character": ("The answer holds invisible control characters.", _COPY_AGAIN),
    "expired": ("This sign-in took longer than 10 minutes.", _SIGN_IN_AGAIN),
}


class CallbackRefused(BadInput):
    """Why an answer is not taken. `reason` is stable for logs and tests; `foreign` the hash of a state not ours."""

    code = "callback_refused"

    def __init__(self, reason: str, cause: str, fix: str = "", *, foreign: str | None = None) -> None:
        super().__init__(cause, fix)
        self.reason = reason
        self.foreign = foreign


def refuse(reason: str, *, foreign: str | None = None) -> NoReturn:
    raise CallbackRefused(reason, *_REFUSALS[reason], foreign=foreign)


def parse_target(target: bytes | str, attempt: Attempt, *, now: float) -> Callback:
    """Reads path and query as the browser asked for them. Raises CallbackRefused."""
    if len(target) > _TARGET_MAX:
        refuse("too_long")
    path, _, query = _text(target).partition("?")
    if path != (urlsplit(attempt.redirect_uri).path or "/"):
        refuse("wrong_path")
    return _read(_fields(query, attempt.code_name), attempt, now)


def _text(target: bytes | str) -> str:
    if isinstance(target, str):
        return target
    try:
        return target.decode("utf-8")
    except UnicodeDecodeError:
        refuse("not_utf8")


def _fields(query: str, code: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS_MAX)
    except UnicodeError:
        refuse("not_utf8")
    except ValueError:
        refuse("too_long")
    if any(_has_control(text) for pair in pairs for text in pair):
        refuse("control_character")
    names = [name for name, _ in pairs]
    if any(names.count(name) > 1 for name in (code, *_ONCE)):
        refuse("doubled")
    fields = dict(pairs)
    if len(fields.get(code, "")) > _CODE_MAX or len(fields.get("state", "")) > _STATE_MAX:
        refuse("too_long")
    return fields


def _has_control(text: str) -> bool:
    return any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in text)


def _read(fields: dict[str, str], attempt: Attempt, now: float) -> Callback:
    """State, age, error, code, in this order: an error counts only with the right state."""
    state = fields.get("state", "")
    if not state:
        refuse("no_state")
    if not hmac.compare_digest(state.encode(), attempt.state.reveal().encode()):
        refuse("wrong_state", foreign=state_hash(state))
    if now >= attempt.expires_at:
        refuse("expired")
    if fields.get("error"):
        description = plain(fields.get("error_description", ""))
        kind = plain(fields.get("error_type", ""), 100)
        return Callback(
            error=plain(fields["error"], 100), error_description=description or None, error_type=kind or None
        )
    code = fields.get(attempt.code_name)
    if not code:
        refuse("no_code")
    return Callback(code=Secret(code))
