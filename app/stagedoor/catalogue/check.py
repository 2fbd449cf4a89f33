"""What must hold inside one platform file, and between several, beyond the types of its values."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from stagedoor.catalogue import addresses, patterns, references
from stagedoor.catalogue.problem import Path, Problem, did_you_mean
from stagedoor.domain.platform import Platform, Route

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")


def check(platform: Platform) -> list[Problem]:
    """Every fault of one file, without looking at others."""
    return [
        *references.problems(platform),
        *patterns.problems(platform),
        *addresses.problems(platform),
        *_routes(platform),
    ]


def check_between(platforms: Mapping[str, Platform]) -> Iterator[tuple[str, Problem]]:
    """Faults in what a file says about another one, each with the id of the file that says it."""
    for id, platform in platforms.items():
        for path, other in _mentions(platform):
            if other not in platforms:
                cause = f'There is no platform "{other}".'
                yield id, Problem(path=path, cause=cause, fix=did_you_mean(other, platforms))


def _mentions(platform: Platform) -> Iterator[tuple[Path, str]]:
    for id, route in platform.route.items():
        if route.via:
            yield ("route", id, "via"), route.via
    for id, kind in platform.app.items():
        for field_id, field in kind.field.items():
            for number, twin in enumerate(field.twins):
                if twin.equals:
                    path: Path = ("app", id, "field", field_id, "twins", number, "equals")
                    yield path, twin.equals.partition(".")[0]


def _routes(platform: Platform) -> Iterator[Problem]:
    for id, route in platform.route.items():
        yield from _kind(route, ("route", id))
        yield from _variables(route, ("route", id, "exec"))


def _kind(route: Route, path: Path) -> Iterator[Problem]:
    if route.traits.signs_in:
        for key in ("app", "oauth"):
            if not getattr(route, key):
                yield _lacks(path, key, "an app kind and an oauth table to sign in with")
    if route.kind == "browser":
        for key in ("expects", "dead_end"):
            if not getattr(route, key):
                yield _lacks(path, key, "one page at least under expects and one under dead_end")
    if route.kind == "via" and not route.via:
        yield _lacks(path, "via", "the platform whose sign-in it uses")


def _lacks(path: Path, key: str, needs: str) -> Problem:
    fix = f"A route of this kind has {needs}."
    return Problem(path=(*path, key), cause=f'The key "{key}" is missing.', fix=fix)


def _variables(route: Route, path: Path) -> Iterator[Problem]:
    counts = Counter(route.exec.values())
    for value, variable in route.exec.items():
        if not _VARIABLE.fullmatch(variable) or counts[variable] > 1:
            fix = "Use capital letters, digits and underscores, and each name once."
            cause = f'"{variable}" cannot be the name of this variable.'
            yield Problem(path=(*path, value), cause=cause, fix=fix)
