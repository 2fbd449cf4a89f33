"""Reads a JSON object from an answer that may be anything: a page, a fragment, half a file, a trap."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from stagedoor.domain.errors import BadAnswer
from stagedoor.domain.exchange import Response

DEEPEST = 64  # levels; what platforms send has fewer than ten

_LATER = "Try again in a moment."
_PAGE = "In a hotel or café network, open any web page and sign in there first; otherwise try again later."
# An escaped half of a surrogate pair without its other half: a name that the platform cut in the middle of an emoji.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)


def json_object(response: Response) -> dict[str, Any]:
    """The answer's JSON object. Raises BadAnswer for everything else.

    Numbers are finite, text has no half characters, no key occurs twice with different values, and nothing lies deeper
    than DEEPEST. Accepts a byte order mark, UTF-16 and UTF-32, and the charset the answer names where it is not UTF-8.
    """
    text = _text(response)
    try:
        found = json.loads(
            _ESCAPE.sub(_whole, text), object_pairs_hook=_unique, parse_constant=_not_a_number, parse_float=_finite
        )
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _unreadable(text)
    if _too_deep(found):
        raise BadAnswer("The answer is nested too deeply to be real.", _LATER)
    return found


def _text(response: Response) -> str:
    body = response.body
    for charset in (json.detect_encoding(body), _charset(response)):
        try:
            return body.decode(charset)
        except (UnicodeError, LookupError):
            continue
    raise BadAnswer("The answer is in no known character set.", _LATER)


def _charset(response: Response) -> str:
    kind = response.headers.get("content-type", "")
    named = re.search(r"charset\s*=\s*\"?([\w-]+)", kind, re.IGNORECASE)
    return named[1] if named else "utf-8"


def _whole(escape: re.Match[str]) -> str:
    return r"\ufffd" if escape[1] else escape[0]


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found and found[key] != value:
            raise ValueError("a key occurs twice")
        found[key] = value
    return found


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("no number")
    return number


def _too_deep(found: dict[str, Any]) -> bool:
    level: list[Any] = [found]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _unreadable(text: str) -> BadAnswer:
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if not start:
        return BadAnswer("The answer is empty.", _LATER)
    if start.startswith("<"):
        return BadAnswer("A web page came instead of an answer.", _PAGE, code="web_page")
    return BadAnswer("The answer is not what the platform documents.", _LATER)
