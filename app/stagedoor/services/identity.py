"""Is this you? Who signed in, which accounts they reach, and the person's yes to them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from msgspec import Struct
from msgspec.structs import replace

from stagedoor.domain.asking import Confirmation, Looked
from stagedoor.domain.entities import Connection, Grant, Setup
from stagedoor.domain.errors import Cancelled, PlatformRefused
from stagedoor.domain.exchange import Candidate, Keys, Who
from stagedoor.domain.flow import steps
from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import Adapter, Ask
from stagedoor.domain.scopes import Missing, compare
from stagedoor.services.grants import Grants
from stagedoor.services.guide import guide, live_values
from stagedoor.services.linked_accounts import LinkedAccounts
from stagedoor.services.ports import Ports


class Confirmed(Struct, frozen=True, kw_only=True):
    """Who signed in, the accounts that they chose (none: they said no), and all that the sign-in reaches."""

    who: Who
    chosen: list[Candidate]
    reached: list[Candidate] = []


class Identity:
    def __init__(self, ports: Ports, grants: Grants) -> None:
        self._ports, self._grants = ports, grants
        self._linked = LinkedAccounts(ports)

    async def confirmed(self, spec: Platform, grant: Grant, ask: Ask, *, mends: Connection | None = None) -> Confirmed:
        """Who signed in, and the accounts that they chose and confirmed.

        `mends`: the account whose sign-in this is meant to mend; another one is said before it is kept.

        While the platform does not answer, the sign-in stays pending and is asked again next time.
        """
        adapter = self._ports.platforms.adapter(spec.id)
        keys = await self._grants.keys(grant)
        who = await self._who(adapter, grant, keys)
        for missing in compare(spec, grant.scopes_asked, grant.scopes):
            ask.tell(f"A permission was not given: {missing.missing}")

        async def find(typed: str) -> Candidate:
            return self._with_audience(spec, await adapter.find(keys, who, typed))

        found = await self._found(adapter, keys, who, ask)
        reached: list[Candidate] = []
        if not spec.route[grant.route].traits.accounts_at_once:
            chosen = await ask.choose_found(
                f"Waiting until @{who.username} is added", self._with_audiences(spec, found), find
            )
        else:
            reached = [c async for c in found]
            reached += await self._linked.found(spec, keys, who, reached, ask)
            reached = [self._with_audience(spec, candidate) for candidate in reached]
            chosen = reached
            if spec.identity.choose and (len(reached) != 1 or reached[0].problem):
                offered = reached if mends is None else await self._as_before(spec, reached)
                chosen = await ask.choose_found(spec.identity.choose, _each(offered), find)
        if chosen and await ask.confirm(await self._question(spec, grant, who, chosen, mends)):
            return Confirmed(who=who, chosen=chosen, reached=reached)
        return Confirmed(who=who, chosen=[])

    async def _as_before(self, spec: Platform, reached: list[Candidate]) -> list[Candidate]:
        """While an account is mended, nothing is proposed that the person has not connected."""
        here = {(c.platform, c.external_id) for c in await self._ports.records.connections()}
        return [replace(c, proposed=(c.platform or spec.id, c.external_id) in here) for c in reached]

    async def sign_in_again(self, spec: Platform, grant: Grant, ask: Ask) -> bool:
        """True if something was left out at the consent and the person wants to be asked once more: then nothing of
        this sign-in stays. Raises Cancelled where it is of no use without, and they do not.
        """
        missing = _left_out(spec, grant)
        if not missing:
            return False
        question = Confirmation(
            kind="gate", question="A permission was not given. Sign in again and leave nothing out?",
            lines=[m.missing for m in missing], yes="Sign in again",
            no="Stop" if _useless(missing) else "Go on without it", only_person=True,
        )  # fmt: skip
        again = await ask.confirm(question)
        if again:
            await self._grants.refuse(grant, None)
        else:
            await self.refuse_useless(spec, grant)
        return again

    async def refuse_useless(self, spec: Platform, grant: Grant) -> None:
        """Raises Cancelled for a sign-in that cannot even say whose it is; nothing of it stays."""
        if _useless(_left_out(spec, grant)):
            await self._grants.refuse(grant, None)
            raise Cancelled("Nothing was kept.", "Sign in again when you are ready.")

    async def show_way(self, spec: Platform, grant: Grant, setup: Setup, ask: Ask) -> None:
        """A sign-in that goes on after it was cut off: what the person does while accounts are waited for."""
        route = spec.route[grant.route]
        todo = steps(route, setup.answers)
        waits = [at for at, (_, step) in enumerate(todo) if step.is_watched]
        if not waits:
            return
        who = await self._who(self._ports.platforms.adapter(spec.id), grant, await self._grants.keys(grant))
        values = live_values(spec, route, await self._ports.records.details(), {"bot": who.username or ""})
        for at in waits:
            await ask.step(guide(spec, todo, at, values, [], route=grant.route), _nothing_to_look_at)

    async def _who(self, adapter: Adapter, grant: Grant, keys: Keys) -> Who:
        """A sign-in that the platform has ended, or that only another consent can mend, is not kept: it would stand in
        the way of every later one.
        """
        try:
            return await self._settled(adapter, grant, keys)
        except PlatformRefused as error:
            entry = adapter.spec.error.get(error.error_id or "")
            if error.kind == "grant_dead" or (entry is not None and entry.new_sign_in):
                await self._grants.delete(grant)
            raise

    async def _settled(self, adapter: Adapter, grant: Grant, keys: Keys) -> Who:
        """A token that was made just now may need a moment until the whole platform knows it."""
        try:
            return await adapter.identify(keys)
        except PlatformRefused as error:
            oauth = adapter.spec.oauth_of(grant.route)
            seconds = oauth.token.settles if oauth else 0
            if error.kind != "grant_dead" or self._ports.now() - grant.consented_at > seconds:
                raise
        await self._ports.clock.sleep(seconds)
        return await adapter.identify(keys)

    async def _found(self, adapter: Adapter, keys: Keys, who: Who, ask: Ask) -> AsyncIterator[Candidate]:
        """The accounts as they appear. What another program of the person keeps to itself is cleared if they agree;
        else only an account that they type is found.
        """
        hindrance = await adapter.hindrance(keys)
        if hindrance is None:
            return adapter.discover(keys, who)
        question = Confirmation(
            kind="danger",
            question="Switch the other program off?",
            lines=[hindrance.cause, hindrance.fix],
            yes="Switch it off",
            no="Leave it",
            only_person=True,
        )
        if not await ask.confirm(question):
            ask.tell("It stays as it is. Accounts do not appear by themselves now: type the name.")
            return _each([])
        await adapter.clear_hindrance(keys)
        return adapter.discover(keys, who)

    async def _question(
        self, spec: Platform, grant: Grant, who: Who, chosen: list[Candidate], mends: Connection | None
    ) -> Confirmation:
        lines = [_sentence(self._spec_of(spec, c), c) for c in chosen]
        if mends is not None and (mends.platform, mends.external_id) not in {_place(spec, c) for c in chosen}:
            lines.append(f"This is another account than {mends.handle}. It would be added beside it.")
        lines += [c.problem for c in chosen if c.problem]
        known = {(c.platform, c.external_id): c for c in await self._ports.records.connections()}
        for candidate in chosen:
            old, its = known.get(_place(spec, candidate)), self._spec_of(spec, candidate)
            if old and old.grant_id and old.route in its.route and old.route != (candidate.route or grant.route):
                lines.append(f"{old.handle} works by {its.route[old.route].name} now; this sign-in takes its place.")
        return Confirmation(
            kind="identity", question="Is this you?", lines=lines, who=who, accounts=chosen, yes="Yes, keep it"
        )

    async def _with_audiences(self, spec: Platform, found: AsyncIterator[Candidate]) -> AsyncIterator[Candidate]:
        try:
            async for candidate in found:
                yield self._with_audience(spec, candidate)
        finally:
            await found.aclose()  # type: ignore[attr-defined]  # every discover is an async generator

    def _with_audience(self, spec: Platform, candidate: Candidate) -> Candidate:
        """The account with what its platform calls its followers."""
        return replace(candidate, audience=self._spec_of(spec, candidate).identity.audience)

    def _spec_of(self, spec: Platform, candidate: Candidate) -> Platform:
        """The platform that the account belongs to, which need not be the one of the sign-in."""
        return self._ports.platforms.spec(candidate.platform) if candidate.platform else spec


def _place(spec: Platform, candidate: Candidate) -> tuple[str, str]:
    return candidate.platform or spec.id, candidate.external_id


def _left_out(spec: Platform, grant: Grant) -> list[Missing]:
    return [m for m in compare(spec, grant.scopes_asked, grant.scopes) if not m.optional]


def _useless(missing: list[Missing]) -> bool:
    return any(m.ability == "identify" for m in missing)


async def _nothing_to_look_at(_field: str, _text: str) -> Looked:
    return Looked()


async def _each(found: Iterable[Candidate]) -> AsyncIterator[Candidate]:
    for candidate in found:
        yield candidate


def _sentence(spec: Platform, candidate: Candidate) -> str:
    """Says where posts will go: "Posts will go to ..." with the parts that are not known left out."""
    text = spec.identity.sentence
    if candidate.followers is None:
        text = text.replace(f" ({{followers}} {spec.identity.audience})", "")
    return spec.fill(
        text,
        name=candidate.name,
        username=candidate.username or candidate.name,
        kind=candidate.kind,
        followers=f"{candidate.followers:,}" if candidate.followers is not None else "",
    )
