"""Everything about one account that its page shows, read in one go on the engine's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from stagedoor.desktop.pages.accounts.acts import account
from stagedoor.desktop.pages.accounts.view import CardView, account_view
from stagedoor.desktop.pages.history.read import read_lines
from stagedoor.desktop.pages.history.view import Line
from stagedoor.domain.entities import CheckRow, Connection, Finding, Grant, Token
from stagedoor.domain.platform import Platform, Route
from stagedoor.services.cards import Card, Overview
from stagedoor.services.health import KEYS, LOCKED

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


@dataclass(frozen=True, kw_only=True)
class Sight:
    """`shares`: other accounts of the same sign-in. `values`: names that texts of the platform file may hold.
    `backend`: where the keys of the sign-in lie, "" without one.
    """

    now: int
    card: Card
    view: CardView
    spec: Platform
    route: Route
    grant: Grant | None = None
    tokens: tuple[Token, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    shares: tuple[Connection, ...] = ()
    lines: tuple[Line, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    backend: str = ""

    @property
    def connection(self) -> Connection:
        return self.card.connection

    @property
    def by_hand(self) -> bool:
        return self.connection.grant_id is None

    def fill(self, text: str) -> str:
        return self.spec.fill(text, **dict(self.values))


async def read_sight(jobs: Jobs, handle: str) -> Sight:
    """Raises NotFound where the account was disconnected meanwhile."""
    connection = await account(jobs, handle)
    records, now = jobs.world.records, jobs.world.now()
    spec = jobs.world.platforms.spec(connection.platform)
    findings = await records.findings(connection.id)
    card = await _card(jobs, connection, findings)
    grant = await records.grant(connection.grant_id) if connection.grant_id else None
    served = await records.connections_of(grant.id) if grant else []
    item = await records.item(grant.item_id) if grant else None
    return Sight(
        now=now, card=card, view=account_view(card, Overview(now=now, cards=[card], setups=[])), spec=spec,
        route=spec.route[connection.route], grant=grant, tokens=tuple(await records.tokens(grant.id) if grant else ()),
        findings=tuple(findings), checks=tuple(await records.checks(connection.id)),
        shares=tuple(c for c in served if c.id != connection.id), lines=tuple(await read_lines(jobs, connection)),
        values=await _values(jobs, connection, grant), backend=item.backend if item else "",
    )  # fmt: skip


async def _card(jobs: Jobs, connection: Connection, findings: list[Finding]) -> Card:
    """Locked keys are the state of this page, though the page of all accounts says them once for all."""
    card = await jobs.cards.card(connection)
    if not any(f.check_id == KEYS and f.error_id == LOCKED for f in findings):
        return card
    return replace(card, state=await jobs.health.state(connection, keys="locked"))


async def _values(jobs: Jobs, connection: Connection, grant: Grant | None) -> tuple[tuple[str, str], ...]:
    app = await jobs.world.records.app(grant.app_id) if grant and grant.app_id else None
    facts = grant.facts if grant else {}
    known = {**(app.fields if app else {}), **connection.address, "name": connection.name}
    known |= {name: str(value) for name, value in facts.items() if isinstance(value, (str, int))}
    if connection.username:
        known["username"] = connection.username
    return tuple(known.items())
