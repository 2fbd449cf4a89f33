"""Accounts as cards: state, end and abilities from what is stored. Offline, and without opening the keychain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar, get_args

from msgspec import Struct
from msgspec.structs import replace

from stagedoor.domain import ends
from stagedoor.domain.abilities import abilities
from stagedoor.domain.entities import LABEL, AccountRows, Connection, Finding, MeterRow, Setup
from stagedoor.domain.errors import BadPlatformFile, NotFound, StagedoorError
from stagedoor.domain.facts import Facts
from stagedoor.domain.flow import steps
from stagedoor.domain.health import State, end_for_person, renew_of, setup_state, state
from stagedoor.domain.limits import PostRung, Rung
from stagedoor.domain.platform import Platform
from stagedoor.domain.sitting import LegPlace, publishing
from stagedoor.services.health import KEYS
from stagedoor.services.hindered import locked, no_network, unhindered
from stagedoor.services.ports import Ports

T = TypeVar("T")
R = TypeVar("R", AccountRows, Setup)

DAYS = 30
"""How far the history of a card goes back."""

VIEW = "accounts.view"
"""The setting that says whether accounts are shown as cards or as a list."""

_DAY = 86_400


class Card(Struct, frozen=True, kw_only=True):
    """One account. `ends_kind` is at, never or unknown: when only the person can keep it alive.

    `abilities_known`: false where only another sign-in would tell what it can do.
    `changed_settings`: what an overlay changes about the platform, as sentences; none for made-up accounts. `idle`:
    it ends only if nobody uses it. `once`: it has no end date, but wants a sign-in before `ends_at`. `via`: it is
    reached through another platform's sign-in. `same_as`: the handle of the account that ended with the same sign-in
    and tells why. `renews`: it is kept alive without the person. `prepares`:
    posts for it can be prepared for publishing by hand; `waiting`: how many of them are not posted yet.
    `publish`: where its developer app is published, while only the person sees what it posts.
    `another`: what the button says that connects one more account of the platform, "" where the window offers none.
    `test_price`: US dollars at most for a test post and its deletion, None where there is none.
    `states`, `posted`: as in AccountRows.
    """

    connection: Connection
    platform_name: str
    state: State
    proved_at: int | None
    ends_kind: str
    ends_at: int | None
    abilities: list[str]
    abilities_known: bool = True
    changed_settings: list[str] = []
    asked_at: int | None = None
    idle: bool = False
    once: bool = False
    via: bool = False
    same_as: str = ""
    prepares: bool = False
    waiting: int = 0
    publish: LegPlace | None = None
    another: str = ""
    renews: bool = False
    test_price: float | None = None
    followers: int | None = None
    label: str = ""
    meters: list[MeterRow] = []
    states: dict[str, list[str]] = {}
    posted: dict[str, int] = {}


class SetupCard(Struct, frozen=True, kw_only=True):
    """A set-up in progress. `next_step`: what the guide calls the step where it goes on."""

    setup: Setup
    platform_name: str
    state: State
    next_step: str = ""


class Overview(Struct, frozen=True, kw_only=True):
    """Everything that a page of accounts shows, read at one moment (`now`).

    `offline`: the last answer of any platform was that there is no network; `locked`: the last look at the keys found
    them locked. Both are said once; the cards keep what was known before. `view`: cards, list, or empty: not chosen.
    """

    now: int
    cards: list[Card]
    setups: list[SetupCard]
    offline: bool = False
    locked: bool = False
    view: str = ""


class _Said(Struct, frozen=True, kw_only=True):
    """What is kept beside the accounts. `waiting`: prepared posts that are not posted yet, by account."""

    settings: dict[str, str]
    waiting: Mapping[str, int]


class Cards:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def all(self) -> list[Card]:
        said = await self._said()
        return _one_cause([self._card(rows, said) for rows in await self._rows()])

    async def card(self, connection: Connection) -> Card:
        """Raises NotFound for an account that went away meanwhile."""
        found = await self._rows(connection.handle)
        if not found:
            raise NotFound(f"There is no account {connection.handle} any more.")
        card = self._card(found[0], await self._said())
        if card.state.slug != "reconnect":
            return card
        return next((one for one in (await self.overview()).cards if one.connection.id == connection.id), card)

    async def setups(self) -> list[SetupCard]:
        return [self._setup_card(s) for s in await self._ports.records.setups()]

    async def overview(self) -> Overview:
        """Never raises for a platform file that is broken: its accounts say so, the others are not kept waiting."""
        said = await self._said()
        rows, setups = await self._rows(), await self._ports.records.setups()
        offline = no_network(rows)
        return Overview(
            now=self._ports.now(), offline=offline, locked=any(map(locked, rows)), view=said.settings.get(VIEW, ""),
            cards=_one_cause([
                self._tried(lambda r: self._card(r, said), unhindered(r, offline=offline), _broken_card)
                for r in rows
            ]),
            setups=[self._tried(self._setup_card, setup, _broken_setup) for setup in setups],
        )  # fmt: skip

    async def set_label(self, connection: Connection, label: str) -> None:
        """The person's own word for the account; empty takes it away."""
        await self._ports.records.set_setting(LABEL + connection.id, label.strip())

    async def set_view(self, view: str) -> None:
        await self._ports.records.set_setting(VIEW, view)

    async def _rows(self, handle: str | None = None) -> list[AccountRows]:
        since = self._ports.now() - (DAYS + 1) * _DAY
        return await self._ports.records.account_rows(since=since, handle=handle)

    async def _said(self) -> _Said:
        kits = await self._ports.records.kits()
        waiting = Counter(kit.connection_id for kit in kits if kit.connection_id and kit.state != "posted")
        return _Said(settings=await self._ports.records.settings(), waiting=waiting)

    def _card(self, rows: AccountRows, said: _Said) -> Card:
        facts = self._facts(rows)
        kind, at = _ends(facts)
        spec, renew, now_is, id = facts.spec, renew_of(facts), state(facts), rows.connection.id
        return Card(
            connection=rows.connection, platform_name=spec.name, state=now_is, proved_at=_proved_at(facts),
            ends_kind=kind, ends_at=at, abilities_known=now_is.slug != "reconnect",
            abilities=[] if now_is.slug == "reconnect" else abilities(facts),
            changed_settings=[] if spec.simulated else spec.overlay,
            asked_at=max((f.checked_at for f in rows.findings), default=None),
            once=at is not None and at == ends.data_access_end(rows.tokens),
            idle=at is not None and rows.grant is not None and at == ends.idle_end(rows.grant, renew),
            via=rows.connection.route in spec.route and spec.route[rows.connection.route].kind == "via",
            prepares=spec.by_hand is not None, renews=ends.renews(renew, rows.tokens),
            test_price=_test_price(spec) if rows.grant else None,
            followers=_followers(rows.findings), label=said.settings.get(LABEL + id, ""),
            waiting=said.waiting.get(id, 0), publish=self._publish(spec) if now_is.action == "make_public" else None,
            meters=rows.meters, states=rows.states, posted=rows.posted,
            another="" if spec.cli_only else spec.another_account.button,
        )  # fmt: skip

    def _publish(self, spec: Platform) -> LegPlace | None:
        """A broken file of a sitting takes away only the way there."""
        with suppress(BadPlatformFile):
            return publishing(self._ports.platforms.sittings(), spec.id)
        return None

    def _facts(self, rows: AccountRows) -> Facts:
        return Facts(
            now=self._ports.now(), spec=self._ports.platforms.spec(rows.connection.platform),
            connection=rows.connection, grant=rows.grant, tokens=rows.tokens, findings=rows.findings,
            meters=rows.meters, answers=rows.app.answers if rows.app else {},
            signs_in_at=self._ports.platforms.spec(rows.grant.platform) if rows.grant else None,
        )  # fmt: skip

    def _setup_card(self, setup: Setup) -> SetupCard:
        spec = self._ports.platforms.spec(setup.platform)
        todo = steps(spec.route[setup.route], setup.answers) if setup.route in spec.route else []
        ids = [id for id, _ in todo]
        done = ids.index(setup.step) + 1 if setup.step in ids else 0
        ahead = todo[done][1] if done < len(todo) else None
        now_is = setup_state(setup, ahead, number=min(done + 1, max(1, len(ids))), of=max(1, len(ids)))
        title = ahead.title if ahead else ""
        return SetupCard(setup=setup, platform_name=spec.name, state=now_is, next_step=title)

    def _tried(self, make: Callable[[R], T], given: R, broken: Callable[[R, StagedoorError], T]) -> T:
        try:
            return make(given)
        except StagedoorError as error:
            return broken(given, error)


def _one_cause(cards: Sequence[Card]) -> list[Card]:
    """Of several accounts that ended with one sign-in, the first tells why; the others name it."""
    told: dict[str, Card] = {}
    for card in cards:
        if card.connection.grant_id is not None and card.state.slug == "reconnect":
            told.setdefault(card.connection.grant_id, card)
    firsts = [told.get(card.connection.grant_id or "") for card in cards]
    return [
        _like(card, first) if first and first is not card and card.state.slug == "reconnect" else card
        for card, first in zip(cards, firsts, strict=True)
    ]


def _like(card: Card, first: Card) -> Card:
    cause = f"Same cause as {first.connection.name} ({first.platform_name})."
    mends = "Sign in again once: it mends all of them. Your account and your posts are untouched."
    return replace(card, same_as=first.connection.handle, state=replace(card.state, cause=cause, fix=mends))


def _broken_state(error: StagedoorError) -> State:
    return State(
        slug="unreachable", pill="Not checked", cause=error.cause, fix=error.fix, cause_id=error.code,
        action="try_again",
    )  # fmt: skip


def _broken_card(rows: AccountRows, error: StagedoorError) -> Card:
    return Card(
        connection=rows.connection, platform_name=rows.connection.platform, state=_broken_state(error), proved_at=None,
        ends_kind="unknown", ends_at=None, abilities=[], abilities_known=False, states=rows.states, posted=rows.posted,
    )  # fmt: skip


def _broken_setup(setup: Setup, error: StagedoorError) -> SetupCard:
    return SetupCard(setup=setup, platform_name=setup.platform, state=_broken_state(error))


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


def _test_price(spec: Platform) -> float | None:
    """Of the most private test post that is sent at all."""
    rungs = spec.post["text"].rung if "text" in spec.post else {}
    known = [rungs[id] for id in get_args(Rung) if id != "dry" and id in rungs]
    possible = [rung for rung in known if not rung.why_not]
    return _at_most(possible[0]) if possible else None


def _at_most(rung: PostRung) -> float:
    return rung.price + (rung.delete_price if rung.delete else 0)


def _followers(findings: Sequence[Finding]) -> int | None:
    """As the last check saw it."""
    found = (f.detail.get("followers") for f in findings)
    return next((count for count in found if isinstance(count, int)), None)
