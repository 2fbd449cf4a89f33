"""Patterns of keys: they compile, they know their own example, and no twin takes the right key for a wrong one."""

import re
from collections.abc import Iterator

from stagedoor.catalogue.problem import Path, Problem, did_you_mean
from stagedoor.domain.guidance import Field, Twin
from stagedoor.domain.platform import Platform


def problems(platform: Platform) -> Iterator[Problem]:
    for path, field, field_ids in _fields(platform):
        yield from _form(field, path)
        yield from _find(field, path)
        for number, twin in enumerate(field.twins):
            yield from _twin(platform, field, twin, field_ids, (*path, "twins", number))


def _fields(platform: Platform) -> Iterator[tuple[Path, Field, set[str]]]:
    for section, tables in (("app", platform.app), ("route", platform.route)):
        for id, table in tables.items():
            for name, field in table.field.items():
                yield (section, id, "field", name), field, set(table.field)


def _form(field: Field, path: Path) -> Iterator[Problem]:
    if fault := _fault(field.pattern):
        yield Problem(path=(*path, "pattern"), cause=f"The pattern does not work: {fault}.", fix=_MEND)
    elif field.pattern and not re.fullmatch(field.pattern, field.example):
        cause = f'The example "{field.example}" does not fit the pattern.'
        yield Problem(path=(*path, "example"), cause=cause, fix="Change one of the two.")


def _find(field: Field, path: Path) -> Iterator[Problem]:
    if not field.find:
        return
    if fault := _fault(field.find):
        yield Problem(path=(*path, "find"), cause=f"The pattern does not work: {fault}.", fix=_MEND)
    elif re.compile(field.find).groups > 1:
        fix = "Use one pair of round brackets at most; (?:...) groups without catching."
        yield Problem(path=(*path, "find"), cause="The pattern catches more than one thing.", fix=fix)


def _twin(platform: Platform, field: Field, twin: Twin, ids: set[str], path: Path) -> Iterator[Problem]:
    if bool(twin.pattern) == bool(twin.equals):
        fix = "Give one of: pattern, equals."
        yield Problem(path=path, cause="A twin is told apart in one way.", fix=fix)
    if fault := _fault(twin.pattern):
        yield Problem(path=(*path, "pattern"), cause=f"The pattern does not work: {fault}.", fix=_MEND)
    elif twin.pattern and re.fullmatch(twin.pattern, field.example):
        cause = f'This twin takes the right key "{field.example}" for a wrong one.'
        yield Problem(path=(*path, "pattern"), cause=cause, fix="Make the pattern narrower.")
    if twin.equals:
        yield from _equals(platform, twin.equals, ids, path)


def _equals(platform: Platform, name: str, ids: set[str], path: Path) -> Iterator[Problem]:
    owner, _, field_id = name.partition(".")
    if not field_id:
        fix = f'Write "{platform.id}.{name}", or another platform\'s id in front.'
        yield Problem(path=(*path, "equals"), cause=f'"{name}" names no platform.', fix=fix)
    elif owner == platform.id and field_id not in ids:
        cause = f'There is no field "{field_id}" beside this one.'
        yield Problem(path=(*path, "equals"), cause=cause, fix=did_you_mean(field_id, ids))


_MEND = "Mend the pattern; single quotes keep backslashes as they are."


def _fault(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return ""
