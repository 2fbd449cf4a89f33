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
from stagedoor.domain.facts import MODE, PUBLISHED
from stagedoor.domain.flow import holds
from stagedoor.domain.platform import Platform, Route
from stagedoor.services.cards import Card, Overview
from stagedoor.services.health import KEYS, LOCKED

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


@dataclass(frozen=True, kw_only=True)
class Sight:
    """`shares`: other accounts of the same sign-in. `values`: names that texts of the platform file may hold.
    `backend`: where the keys of the sign-in lie, "" without one. `pastes`: a new sign-in ends on a page whose address
    is pasted; `published`: because of that developer app being published, which is called so.
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
    pastes: bool = False
    published: str = ""

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
    records, now = jobs.ports.records, jobs.ports.now()
    spec = jobs.ports.platforms.spec(connection.platform)
    findings = await records.findings(connection.id)
    card = await _card(jobs, connection, findings)
    grant = await records.grant(connection.grant_id) if connection.grant_id else None
    served = await records.connections_of(grant.id) if grant else []
    item = await records.item(grant.item_id) if grant else None
    pastes, published = await _pasting(jobs, grant)
    return Sight(
        now=now, card=card, view=account_view(card, Overview(now=now, cards=[card], setups=[])), spec=spec,
        route=spec.route[connection.route], grant=grant, tokens=tuple(await records.tokens(grant.id) if grant else ()),
        findings=tuple(findings), checks=tuple(await records.checks(connection.id)),
        shares=tuple(c for c in served if c.id != connection.id), lines=tuple(await read_lines(jobs, connection)),
        values=await _values(jobs, connection, grant), backend=item.backend if item else "",
        pastes=pastes, published=published,
    )  # fmt: skip


async def _card(jobs: Jobs, connection: Connection, findings: list[Finding]) -> Card:
    """Locked keys are the state of this page, though the page of all accounts says them once for all."""
    card = await jobs.cards.card(connection)
    if not any(f.check_id == KEYS and f.error_id == LOCKED for f in findings):
        return card
    return replace(card, state=await jobs.health.state(connection, keys="locked"))


async def _pasting(jobs: Jobs, grant: Grant | None) -> tuple[bool, str]:
    """Whether a new sign-in would end on a page that does not load, and whose being published is the reason."""
    app = await jobs.ports.records.app(grant.app_id) if grant and grant.app_id else None
    if grant is None or app is None:
        return False, ""
    spec = jobs.ports.platforms.spec(grant.platform)
    own = spec.route.get(grant.route)
    now = [way for way in spec.route.values() if way.recommended_when and holds(way.recommended_when, app.answers)]
    if not any(way.kind == "paste" for way in [*now, *([own] if own else [])]):
        return False, ""
    kind = spec.app.get(app.kind)
    return True, kind.name if kind and app.answers.get(MODE) == PUBLISHED[MODE] else ""


async def _values(jobs: Jobs, connection: Connection, grant: Grant | None) -> tuple[tuple[str, str], ...]:
    app = await jobs.ports.records.app(grant.app_id) if grant and grant.app_id else None
    known = {**(app.fields if app else {}), **connection.address, "name": connection.name}
    if connection.username:
        known["username"] = connection.username
    return tuple(known.items())
