"""What an account can do: by the permissions given for it, less what a check found missing."""

from __future__ import annotations

from collections.abc import Sequence

from stagedoor.domain.entities import Finding
from stagedoor.domain.facts import Facts
from stagedoor.domain.platform import Platform
from stagedoor.domain.scopes import ability_of, compare


def abilities(facts: Facts) -> list[str]:
    """By what the checks look at where the platform names no permissions. An ability that several permissions give is
    there with all of them that are not optional.
    """
    if facts.grant is None:
        return []
    spec, asked = facts.spec, facts.asked
    missing = compare(spec, asked, facts.grant.scopes)
    left_out = {m.scope for m in missing}
    gone = lost(spec, facts.findings) | {m.ability for m in missing if not m.optional}
    can = [ability_of(spec, scope) for scope in asked if scope not in left_out] if asked else checked(spec)
    return [ability for ability in dict.fromkeys(can) if ability not in gone]


def checked(spec: Platform) -> list[str]:
    """The abilities that the checks of the platform look at."""
    return list(dict.fromkeys(ability for check in spec.check.values() for ability in check.abilities))


def lost(spec: Platform, findings: Sequence[Finding]) -> set[str]:
    """The abilities behind the checks that found something broken."""
    bad = (spec.check[f.check_id] for f in findings if f.verdict == "bad" and f.check_id in spec.check)
    return {ability for check in bad for ability in check.abilities}
