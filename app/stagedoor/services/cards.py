"""Accounts as cards: state, end and abilities from what is stored. Offline, and without opening the keychain."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from stagedoor.domain.entities import Connection, Finding, Setup
from stagedoor.domain.flow import steps
from stagedoor.domain.health import Facts, State, end_for_person, setup_state
from stagedoor.services.health import KEYS, Health
from stagedoor.services.world import World


class Card(Struct, frozen=True, kw_only=True):
    """One account. `ends_kind` is at, never or unknown: when only the person can keep it alive.

    `changed_settings`: what an overlay changes about the platform, as sentences; none for made-up accounts.
    """

    connection: Connection
    platform_name: str
    state: State
    proved_at: int | None
    ends_kind: str
    ends_at: int | None
    abilities: list[str]
    changed_settings: list[str] = []


class SetupCard(Struct, frozen=True, kw_only=True):
    setup: Setup
    platform_name: str
    state: State


class Cards:
    def __init__(self, world: World, health: Health) -> None:
        self._world, self._health = world, health

    async def all(self) -> list[Card]:
        return [await self.card(c) for c in await self._world.records.connections()]

    async def card(self, connection: Connection) -> Card:
        facts = await self._health.facts(connection)
        kind, at = _ends(facts)
        return Card(
            connection=connection, platform_name=facts.spec.name, state=await self._health.state(connection),
            proved_at=_proved_at(facts), ends_kind=kind, ends_at=at, abilities=_abilities(facts),
            changed_settings=[] if facts.spec.simulated else facts.spec.overlay,
        )  # fmt: skip

    async def setups(self) -> list[SetupCard]:
        return [self._setup_card(s) for s in await self._world.records.setups()]

    def _setup_card(self, setup: Setup) -> SetupCard:
        spec = self._world.platforms.spec(setup.platform)
        todo = [id for id, _ in steps(spec.route[setup.route], setup.answers)] if setup.route in spec.route else []
        number = todo.index(setup.step) + 2 if setup.step in todo else 1
        state = setup_state(setup, number=min(number, max(1, len(todo))), of=max(1, len(todo)))
        return SetupCard(setup=setup, platform_name=spec.name, state=state)


def _proved_at(facts: Facts) -> int | None:
    """When anything last proved that it works: a check, a renewal, a post."""
    times = [f.ok_at for f in facts.findings if f.check_id != KEYS] + [facts.grant.renewed_at if facts.grant else None]
    known = [t for t in times if t is not None]
    return max(known) if known else None


def _ends(facts: Facts) -> tuple[str, int | None]:
    """never, unknown or at are three things: only an end that needs the person is an end of the card."""
    if facts.grant is None:
        return "never", None
    end = end_for_person(facts)
    if end is not None:
        return "at", end
    own = next((t for t in facts.tokens if t.name == facts.connection.token_name), None)
    return ("unknown" if own is None or own.ends == "unknown" else "never"), None


def _abilities(facts: Facts) -> list[str]:
    """What it can do: by permissions given, less what a check found missing."""
    if facts.grant is None:
        return []
    checks = facts.spec.check.values()
    given = facts.grant.scopes
    if facts.grant.scopes_asked:
        can = [facts.spec.scope[s].ability for s in facts.grant.scopes_asked if given is None or s in given]
    else:
        can = [ability for check in checks for ability in check.abilities]
    lost = _lost(facts, facts.findings)
    return [a for a in dict.fromkeys(can) if a not in lost]


def _lost(facts: Facts, findings: Sequence[Finding]) -> set[str]:
    checks = facts.spec.check
    return {a for f in findings if f.verdict == "bad" and f.check_id in checks for a in checks[f.check_id].abilities}
