"""Values with the names that they stand under, in what a person pastes: lines of a .env file or a message, entries of
a JSON document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

ENOUGH = 50_000
"""Characters that are looked at; nobody pastes more to hand over keys."""

QUOTES = "\"'`“”‘’«»,;<>"
"""What stands around a value and is no part of it."""

_DEEP = 8  # levels of a JSON document; what portals give has two
_LINE = re.compile(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w .()-]{0,60}?)[ \t]*[=:][ \t]*(\S+)[ \t]*\r?$", re.MULTILINE)


class Named(NamedTuple):
    """`path`: the name with those of what it stands in. `by_program`: a program wrote it, not a person."""

    name: str
    path: str
    value: str
    by_program: bool


def named_values(text: str) -> list[Named]:
    """Of a JSON document if it is one, else of its lines."""
    if _document(text) is not None:
        return json_values(text)
    return [
        Named(line.group(1), line.group(1), line.group(2).strip(QUOTES), by_program=" " not in line.group(1))
        for line in _LINE.finditer(text)
    ]


def json_values(text: str) -> list[Named]:
    """Every text in a JSON document, however deep; what stands in a list has the name of the list."""
    return list(_texts((), _document(text), _DEEP))


def json_keys(text: str) -> set[str]:
    """The keys of a JSON document, at its top and one level down."""
    data = _document(text)
    inside = [data, *data.values()] if isinstance(data, dict) else []
    return {key for each in inside if isinstance(each, dict) for key in each}


def _document(text: str) -> object:
    """None for what is no JSON."""
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data


def _texts(path: tuple[str, ...], data: object, deep: int) -> Iterator[Named]:
    if isinstance(data, str):
        yield Named(path[-1] if path else "", "_".join(path), data.strip(), by_program=True)
    elif isinstance(data, dict | list) and deep:
        inside = data.items() if isinstance(data, dict) else ((None, each) for each in data)
        for key, value in inside:
            yield from _texts((*path, key) if key is not None else path, value, deep - 1)
