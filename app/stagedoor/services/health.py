"""Checks: questions to the platforms, kept as findings; the state of a card is derived from them each time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from stagedoor.domain.entities import (
    CheckBy,
    CheckRow,
    Connection,
    Finding,
    Grant,
    MeterRow,
    Verdict,
    new_id,
)
from stagedoor.domain.errors import (
    Limited,
    NetworkError,
    PlatformRefused,
    SecretError,
    SecretLocked,
    SecretMissing,
    SignInNeeded,
    StagedoorError,
)
from stagedoor.domain.exchange import Answer, Meter
from stagedoor.domain.facts import Facts, SecretState
from stagedoor.domain.health import State, state
from stagedoor.domain.lifetimes import CLOCK_SLACK
from stagedoor.services.grants import Grants, acting
from stagedoor.services.moved_accounts import follow
from stagedoor.services.ports import Ports
from stagedoor.services.refresh import Refresh

AT_ONCE = 40
"""How many accounts are asked at the same time."""

KEYS = "keys"
"""The check that asks this computer only: can the keys be read? It proves nothing about the platform."""

LOCKED = SecretLocked.code
"""The `error_id` of a finding about keys that are there but locked."""

CLOCK = "clock"
"""The check of this computer's clock against the platform's."""


class Checked(Struct, frozen=True, kw_only=True):
    """What a check of one account gave. `cost` in US dollars, at the prices of the platform file."""

    connection: Connection
    state: State
    answers: list[Answer]
    cost: float = 0.0


class Health:
    def __init__(self, ports: Ports, grants: Grants, refresh: Refresh) -> None:
        self._ports, self._grants, self._refresh = ports, grants, refresh

    async def check_all(self, connections: Sequence[Connection], *, by: CheckBy, paid: bool) -> list[Checked]:
        """Every account, many at once; one in trouble does not stop the others.

        Raises the first error that is ours (a broken platform file, a database that cannot be written), after all
        accounts were asked.
        """
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(connection: Connection) -> Checked | StagedoorError:
            async with gate:
                try:
                    return await self.check(connection, by=by, paid=paid)
                except StagedoorError as error:
                    return error

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(c), name=f"check {c.handle}") for c in connections]
        return [_or_raise(task.result()) for task in tasks]

    async def check(self, connection: Connection, *, by: CheckBy, paid: bool) -> Checked:
        """Asks now and keeps the answers. Never raises for what the platform or the network did."""
        started = self._ports.now()
        answers, keys = await self._ask(connection, started, paid=paid)
        if moved_to := next((a.detail["moved_to"] for a in answers if "moved_to" in a.detail), None):
            connection = await follow(self._ports, connection, moved_to)
            answers, keys = await self._ask(connection, started, paid=paid)
        await self._heal(connection, answers)
        now_is = await self._keep(connection, answers, by=by, started=started, keys=keys)
        return Checked(connection=connection, state=now_is, answers=answers, cost=self._cost(connection, answers))

    async def keep_answers(self, connection: Connection, answers: Sequence[Answer], *, by: CheckBy) -> None:
        """What another call proved on the way counts as a check: signing in asks some of the same questions."""
        if answers:
            await self._keep(connection, answers, by=by, started=self._ports.now(), keys="ok")

    async def state(self, connection: Connection, *, keys: SecretState = "unknown") -> State:
        """The state from stored facts alone; asks neither platform nor keychain."""
        return state(await self.facts(connection, keys=keys))

    async def facts(self, connection: Connection, *, keys: SecretState = "unknown") -> Facts:
        records = self._ports.records
        grant = await records.grant(connection.grant_id) if connection.grant_id else None
        app = await records.app(grant.app_id) if grant and grant.app_id else None
        return Facts(
            now=self._ports.now(), spec=self._ports.platforms.spec(connection.platform), connection=connection,
            grant=grant, signs_in_at=self._ports.platforms.spec(grant.platform) if grant else None,
            tokens=await records.tokens(grant.id) if grant else (),
            findings=await records.findings(connection.id), meters=await records.meters(connection.id),
            answers=app.answers if app else {}, keys=keys,
        )  # fmt: skip

    async def _ask(self, connection: Connection, started: int, *, paid: bool) -> tuple[list[Answer], SecretState]:
        if connection.grant_id is None:
            return [], "ok"
        try:
            grant = await self._refresh.fresh(connection.grant_id, even_dead=True)
            keys = await self._grants.keys(grant)
        except SecretError as error:
            missing = isinstance(error, SecretMissing)
            return [_answer(KEYS, "bad" if missing else "unknown", error)], _keys_state(error)
        except StagedoorError as error:
            return [_sign_in_answer(error)], "ok"
        adapter = self._ports.platforms.adapter(connection.platform)
        answers = [a async for a in adapter.check(connection, acting(connection, keys), paid=paid)]
        if any(a.kind == "grant_dead" for a in answers) and self._refresh.renews(grant):
            return await self._renewed_first(connection, grant, started, paid=paid), "ok"
        own = [Answer(check_id=KEYS, verdict="ok"), *_clock(adapter.clock_offset), *_renewed(grant, started)]
        return [*own, *answers], "ok"

    async def _renewed_first(self, connection: Connection, grant: Grant, started: int, *, paid: bool) -> list[Answer]:
        """The platform took back an access token before its end: only the renewal tells whether the sign-in lives."""
        try:
            grant = await self._refresh.fresh(grant.id, force=True)
            keys = await self._grants.keys(grant)
        except StagedoorError as error:
            return [_sign_in_answer(error)]
        adapter = self._ports.platforms.adapter(connection.platform)
        keys = acting(connection, keys)
        return [*_renewed(grant, started), *[a async for a in adapter.check(connection, keys, paid=paid)]]

    async def _heal(self, connection: Connection, answers: Sequence[Answer]) -> None:
        """A sign-in that was given up and works again is alive; one that the platform refuses is dead."""
        if connection.grant_id is None:
            return
        dead = next((a for a in answers if a.verdict == "bad" and a.kind == "grant_dead"), None)
        if dead is not None:
            await self._ports.records.mark_dead(
                connection.grant_id, at=self._ports.now(), code=dead.error_id or dead.check_id
            )
        elif self._acted(connection, answers):
            grant = await self._ports.records.grant(connection.grant_id)
            if grant is not None and grant.dead_at is not None:
                await self._ports.records.mark_alive(connection.grant_id)

    def _acted(self, connection: Connection, answers: Sequence[Answer]) -> bool:
        """True if the sign-in itself was good for something. The app's own keys prove nothing about it."""
        checks = self._ports.platforms.spec(connection.platform).check
        return any(a.verdict == "ok" and a.check_id in checks and checks[a.check_id].abilities for a in answers)

    async def _keep(
        self, connection: Connection, answers: Sequence[Answer], *, by: CheckBy, started: int, keys: SecretState
    ) -> State:
        """Findings, meters and the history in one transaction; the state that follows from them."""
        now = self._ports.now()
        facts = await self.facts(connection, keys=keys)
        findings = _news([_finding(connection.id, a, now) for a in answers], facts.findings)
        meters = [_meter(connection.id, m, now) for a in answers for m in a.meters]
        asked = {f.check_id for f in findings}
        older = [f for f in facts.findings if f.check_id not in asked]
        now_is = state(replace(facts, findings=[*older, *findings]))
        row = CheckRow(
            id=new_id(), connection_id=connection.id, by=by, started_at=started, ended_at=now, state=now_is.slug,
        )  # fmt: skip
        await self._ports.records.keep_check(row if answers else None, findings, meters)
        await self._rename(connection, answers)
        return now_is

    async def _rename(self, connection: Connection, answers: Sequence[Answer]) -> None:
        """A new name at the platform is a new name here; the handle stays."""
        said = next((a.detail for a in answers if a.verdict == "ok" and a.detail.get("name")), None)
        if said is None:
            return
        name, username = str(said["name"]), said.get("username") or connection.username
        if (name, username) != (connection.name, connection.username):
            await self._ports.records.rename_connection(connection.id, name=name, username=username)

    def _cost(self, connection: Connection, answers: Sequence[Answer]) -> float:
        checks = self._ports.platforms.spec(connection.platform).check
        return sum(checks[a.check_id].price for a in answers if a.check_id in checks and a.verdict == "ok")


def _or_raise(result: Checked | StagedoorError) -> Checked:
    if isinstance(result, StagedoorError):
        raise result
    return result


def _keys_state(error: SecretError) -> SecretState:
    if isinstance(error, SecretLocked):
        return "locked"
    return "missing" if isinstance(error, SecretMissing) else "unknown"


def _sign_in_answer(error: StagedoorError) -> Answer:
    """Only what a person must mend is bad; what the network or the platform did is not known."""
    return _answer("sign_in", "bad" if isinstance(error, SignInNeeded) else "unknown", error)


def _clock(offset: float | None) -> list[Answer]:
    """A wrong clock makes ends of tokens wrong and signatures refused; every answer of a platform tells the time."""
    if offset is None:
        return []
    if abs(offset) <= CLOCK_SLACK:
        return [Answer(check_id=CLOCK, verdict="ok")]
    minutes, side = round(abs(offset) / 60), "behind" if offset > 0 else "ahead"
    cause = f"This computer's clock is {minutes} minutes {side}."
    return [Answer(check_id=CLOCK, verdict="warn", cause=cause, fix="Let the system set the clock by itself.")]


def _renewed(grant: Grant, since: int) -> list[Answer]:
    """A renewal that this check brought about is a proof that costs nothing: the platform took the sign-in."""
    if grant.renewed_at is None or grant.renewed_at < since:
        return []
    return [Answer(check_id="sign_in", verdict="ok")]


def _answer(check_id: str, verdict: Verdict, error: StagedoorError) -> Answer:
    kind = getattr(error, "kind", "")
    if isinstance(error, SignInNeeded):
        kind = "sign_in"
    return Answer(
        check_id=check_id, verdict=verdict, cause=error.cause, fix=error.fix, kind=kind,
        error_id=error.code if isinstance(error, (PlatformRefused, Limited, NetworkError, SecretLocked)) else None,
    )  # fmt: skip


def _finding(subject: str, answer: Answer, now: int) -> Finding:
    detail = {**answer.detail}
    if answer.cause:
        detail |= {"cause": answer.cause, "fix": answer.fix, "kind": answer.kind}
    return Finding(
        subject=subject, check_id=answer.check_id, verdict=answer.verdict, error_id=answer.error_id, detail=detail,
        checked_at=now, ok_at=now if answer.verdict == "ok" else None, since=now,
    )  # fmt: skip


def _news(found: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    """Without the questions that got no answer where trouble was found before: silence does not mend anything."""
    trouble = {f.check_id for f in before if f.verdict in ("bad", "warn")}
    return [f for f in found if f.verdict != "unknown" or f.check_id not in trouble]


def _meter(subject: str, meter: Meter, now: int) -> MeterRow:
    return MeterRow(
        subject=subject, name=meter.name, used=meter.used, limit=meter.limit, left=meter.left,
        resets_at=meter.resets_at, unit=meter.unit, at=now,
    )  # fmt: skip
