"""What was asked for and what was given: the difference, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from stagedoor.domain.flow import holds
from stagedoor.domain.platform import Platform, Route


class Missing(Struct, frozen=True, kw_only=True):
    """A permission that was asked for and not given. `missing` is the consequence as a sentence."""

    scope: str
    ability: str
    missing: str
    optional: bool


def wanted(spec: Platform, route: Route, answers: Mapping[str, str]) -> list[str]:
    """The permissions that a sign-in asks for, given the answers about the developer app."""
    conditions = {name: scope.only_when for name, scope in spec.scope.items()}
    return [name for name in route.scopes if holds(conditions.get(name, {}), answers)]


def serving(spec: Platform, route: str, asked: Sequence[str]) -> list[str]:
    """Those of the asked permissions that serve accounts of this platform: of a sign-in at another platform, the ones
    that the way to connect names; of its own, all that are not for another platform.
    """
    way = spec.route.get(route)
    if way is not None and way.via:
        return [name for name in asked if name in way.scopes]
    return [name for name in asked if name not in spec.scope or not spec.scope[name].serves]


def compare(spec: Platform, asked: Sequence[str], given: Sequence[str] | None) -> list[Missing]:
    """The asked permissions that were not given, in the order asked; none where the platform did not say."""
    if given is None:
        return []
    return [_missing(spec, scope) for scope in asked if scope not in given]


def ability_of(spec: Platform, name: str) -> str:
    """The name itself for a permission that is not in the platform file."""
    known = spec.scope.get(name)
    return known.ability if known else name


def _missing(spec: Platform, name: str) -> Missing:
    known = spec.scope.get(name)
    if known is None:
        return Missing(scope=name, ability=name, missing=f"The permission {name} was not given.", optional=False)
    return Missing(scope=name, ability=known.ability, missing=known.missing, optional=known.optional)
