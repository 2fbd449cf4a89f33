"""Finds the returned address in whatever was pasted, and reads it as if the browser had come.

Only the attempt's own scheme, host, port, path and state are taken. A bare code is refused: without its state
nobody can tell whose it is. What follows a `#` is ignored (Meta appends `#_` and `#_=_`).
"""

from __future__ import annotations

import re
from typing import NoReturn
from urllib.parse import SplitResult, quote, urlsplit

from stagedoor.domain.attempt import Attempt, Callback
from stagedoor.oauth.callback import CallbackRefused, parse_target, refuse

_TEXT_MAX = 20_000  # characters; nobody needs more to hand over an address

_ENDS = r"\s<>\"'`“”‘’«»"
_ADDRESS = re.compile(rf"https?://[^{_ENDS}]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}…"
_PORTS = {"http": 80, "https": 443}

# A mail or a terminal breaks an address into lines of one word each, perhaps quoted with ">".
_BREAK = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t>]*")
_GOES_ON = re.compile(rf"[^{_ENDS}]+[>\"'`”’»]*")
_A_WORD = re.compile(r"[^\W\d_]{1,15}[.!?,:;]*")


def parse_pasted(text: str, attempt: Attempt, *, now: float) -> Callback:
    """Raises CallbackRefused with the reason in words that a person can act on."""
    if len(text) > _TEXT_MAX:
        refuse("too_long")
    readings = [reading for variant in _variants(text) if (reading := _read(variant, attempt, now)) is not None]
    good = [reading for reading in readings if isinstance(reading, Callback)]
    if len(good) > 1 and _key(good[0]) != _key(good[1]):
        _say("ambiguous", "The address has a line break, and it is not clear where it ends.", "Copy it in one piece.")
    if good:
        return good[0]
    if not readings:
        _refuse_without_address(text)
    raise next(reading for reading in readings if isinstance(reading, CallbackRefused))


def _key(callback: Callback) -> tuple[str | None, str | None]:
    return (callback.code.reveal() if callback.code else None, callback.error)


def _variants(text: str) -> list[str]:
    """The text with the lines of an address joined: all of them, and up to a line that may be only a word."""
    lines = _BREAK.split(text.strip())
    return list(dict.fromkeys([_join(lines), _join(lines, stop=_A_WORD)]))


def _join(lines: list[str], stop: re.Pattern[str] | None = None) -> str:
    pieces: list[str] = []
    begun = stopped = False
    for line in lines:
        starts = bool(_ADDRESS.search(line))
        stopped = begun and not starts and (stopped or bool(stop and stop.fullmatch(line)))
        goes_on = begun and not starts and not stopped and _GOES_ON.fullmatch(line)
        pieces.append(line if goes_on or not pieces else f"\n{line}")
        begun = begun or starts
    return "".join(pieces)


def _read(text: str, attempt: Attempt, now: float) -> Callback | CallbackRefused | None:
    """The first address that can be taken, else why the first one could not; None where there is no address."""
    refused = None
    for found in _ADDRESS.findall(text):
        try:
            return _take(found.rstrip(_TRAILING), attempt, now)
        except CallbackRefused as problem:
            refused = refused or problem
    return refused


def _take(address: str, attempt: Attempt, now: float) -> Callback:
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        _say_other_address(attempt)
    _compare_place(parts, port, attempt)
    # Some browsers show and copy letters beyond ASCII as they are.
    query = quote(parts.query, safe="%/:=&?+~-._!$'()*,;@[]", errors="surrogatepass")
    return parse_target(f"{parts.path}?{query}", attempt, now=now)


def _compare_place(parts: SplitResult, port: int, attempt: Attempt) -> None:
    ours = urlsplit(attempt.redirect_uri)
    if parts.username is not None or parts.hostname != ours.hostname:
        _say_other_address(attempt)
    if parts.scheme != ours.scheme:
        _say(
            "other_scheme",
            f"The address begins with {parts.scheme}, but this sign-in returns to {ours.scheme}.",
            "Start the sign-in again and copy the address as the browser shows it.",
        )
    if port != (ours.port or _PORTS[ours.scheme]):
        _say("other_port", "The address has another port number: it is from another sign-in.", "Start again.")
    if _is_sibling(parts.path, ours.path):
        _say("other_platform", "The address is from the sign-in of another platform.", "Copy the one of this sign-in.")


def _is_sibling(path: str, ours: str) -> bool:
    parent, _, name = ours.rstrip("/").rpartition("/")
    other_parent, _, other_name = path.rstrip("/").rpartition("/")
    return bool(parent) and parent == other_parent and name != other_name


def _refuse_without_address(text: str) -> NoReturn:
    if not text.strip():
        _say("empty", "Nothing was pasted.", "Copy the whole address from the browser, then paste it here.")
    if "code=" in text or "state=" in text:
        _say("incomplete", "The beginning of the address is missing.", "Copy all of it, from http on.")
    _say(
        "bare_code",
        "This is no address. A code alone is not taken: nobody could tell which sign-in it belongs to.",
        "Copy the whole address from the browser, from http on.",
    )


def _say_other_address(attempt: Attempt) -> NoReturn:
    place = attempt.redirect_uri
    _say("other_address", "This is the address of another page.", f"Copy the one that begins with {place}")


def _say(reason: str, cause: str, fix: str) -> NoReturn:
    raise CallbackRefused(reason, cause, fix)
