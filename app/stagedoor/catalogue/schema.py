"""Tables against the schema: every unknown key, missing key and wrong value, each with its whole path.

msgspec stops at the first fault and does not name table ids; a person who mends a file wants all of them, by name.
"""

import datetime as dt
from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from stagedoor.catalogue.problem import Path, Problem, did_you_mean, nearest

_WORDS = {
    str: "a text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a date such as 2026-11-21",
}


def problems(value: object, kind: Any, path: Path = ()) -> Iterator[Problem]:
    """Everything that keeps `value` from being a `kind`; nothing if msgspec will take it."""
    kind = _chosen(kind, value)
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield from _table(value, kind, path)
    elif get_origin(kind) is dict:
        yield from _entries(value, kind, path)
    elif get_origin(kind) is list:
        yield from _elements(value, kind, path)
    elif not _fits(value, kind):
        yield _wrong(value, kind, path)


def _chosen(kind: Any, value: object) -> Any:
    """Of several kinds, the one that looks like the value."""
    if get_origin(kind) not in {Union, UnionType}:
        return kind
    options = [option for option in get_args(kind) if option is not type(None)]
    alike = [option for option in options if _is_table(option) == isinstance(value, dict)]
    return alike[0] if len(alike) == 1 else options[0] if len(options) == 1 else kind


def _is_table(kind: Any) -> bool:
    return get_origin(kind) is dict or (isinstance(kind, type) and issubclass(kind, Struct))


def _table(value: object, kind: type[Struct], path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield _wrong(value, kind, path)
        return
    known = {field.name: field for field in msgspec.structs.fields(kind)}
    unknown = [key for key in value if key not in known]
    for key in unknown:
        yield Problem(path=(*path, key), cause=f'There is no key "{key}" here.', fix=did_you_mean(key, known))
    misspelt = {nearest(key, known) for key in unknown}
    for name, field in known.items():
        if name in value:
            yield from problems(value[name], field.type, (*path, name))
        elif field.required and name not in misspelt:
            fix = f"Add a line: {name} = {describe(field.type)}."
            yield Problem(path=(*path, name), cause=f'The key "{name}" is missing.', fix=fix)


def _entries(value: object, kind: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield _wrong(value, kind, path)
        return
    key_kind, value_kind = get_args(kind)
    for key, entry in value.items():
        if not _fits(key, key_kind):
            fix = did_you_mean(key, map(str, get_args(key_kind)))
            yield Problem(path=(*path, key), cause=f'There is no key "{key}" here.', fix=fix)
        yield from problems(entry, value_kind, (*path, key))


def _elements(value: object, kind: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield _wrong(value, kind, path)
        return
    (element_kind,) = get_args(kind)
    for number, element in enumerate(value):
        yield from problems(element, element_kind, (*path, number))


def _fits(value: object, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _wrong(value: object, kind: Any, path: Path) -> Problem:
    fix = f"Write {describe(kind)}."
    if get_origin(kind) is Literal and isinstance(value, str):
        fix = f"{fix} {did_you_mean(value, map(str, get_args(kind)))}"
    return Problem(path=path, cause=f"{_shown(value)} does not fit here.", fix=fix)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'The text "{value[:40]}"'
    if isinstance(value, bool):
        return f"The value {'true' if value else 'false'}"
    if isinstance(value, dict):
        return "A table"
    if isinstance(value, list):
        return "A list"
    return f"The value {value}"


def describe(kind: Any) -> str:
    """What the schema wants, in words."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return " or ".join(dict.fromkeys(describe(arg) for arg in args if arg is not type(None)))
    if origin is Literal:
        return "one of " + ", ".join(f'"{arg}"' for arg in args)
    if origin is list:
        return f"a list of {describe(args[0]).removeprefix('a ').removeprefix('one of ')} entries"
    return "a table" if _is_table(kind) else _WORDS.get(kind, "another value")
