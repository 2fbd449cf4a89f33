"""The connect story, from "I want X here" to an account that works. Read `run` from top to bottom."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack

from msgspec import Struct

from stagedoor.domain.asking import Choice, Confirmation
from stagedoor.domain.entities import Activity, App, Connection, Grant, Setup, new_id
from stagedoor.domain.errors import (
    Busy,
    Cancelled,
    NotFound,
    PlatformRefused,
    SecretCorrupt,
    SecretMissing,
    SignInNeeded,
)
from stagedoor.domain.exchange import Candidate, Keys, Who
from stagedoor.domain.flow import fields, offered
from stagedoor.domain.handles import propose
from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import Adapter, Ask
from stagedoor.domain.scopes import compare
from stagedoor.services.apps import Apps
from stagedoor.services.gather import Gathered, Walk
from stagedoor.services.going_back import going_back
from stagedoor.services.grants import Grants
from stagedoor.services.health import Health
from stagedoor.services.refresh import Refresh
from stagedoor.services.setups import Setups
from stagedoor.services.sign_in import SignIn
from stagedoor.services.tidy import Tidy
from stagedoor.services.world import World


class Order(Struct, frozen=True, kw_only=True):
    """What the person wants. `given`: field id (or question id) -> value, from a file or a script."""

    platform: str
    route: str = ""
    given: Mapping[str, str] = {}
    open_browser: bool = True


class Connect:
    def __init__(
        self,
        world: World,
        setups: Setups,
        apps: Apps,
        grants: Grants,
        refresh: Refresh,
        sign_in: SignIn,
        health: Health,
        tidy: Tidy,
    ) -> None:
        self._world, self._setups, self._apps = world, setups, apps
        self._grants, self._refresh, self._sign_in, self._health = grants, refresh, sign_in, health
        self._tidy = tidy

    async def run(self, order: Order, ask: Ask) -> list[Connection]:
        """The accounts that were connected. Raises Cancelled where the person said no or stopped."""
        await self._tidy.run()
        spec = self._world.platforms.spec(order.platform)
        if not spec.simulated:
            for changed in spec.overlay:
                ask.tell(changed)
        async with going_back(self._world, self._setups, self._grants, spec), AsyncExitStack() as held:
            grant = await self._left_from_last_time(spec, order, ask, held)
            setup = await self._setup_of(grant, order)
            if grant is None:
                setup = await self._route(spec, setup, order, ask)
                if spec.route[setup.route or ""].kind == "manual":
                    return await self._by_hand(spec, setup, order, ask)
                grant = await self._new_grant(spec, setup, order, ask)
                await held.enter_async_context(self._grants.deciding(grant))
            who, chosen = await self._is_this_you(spec, grant, setup, ask)
            connections = await self._grants.promote(grant, who, chosen, setup)
        await self._setups.end(setup)
        for connection in connections:
            await self._health.keep_answers(connection, who.answers, by="connect")
            await self._health.check(connection, by="connect", paid=False)
        return connections

    async def _setup_of(self, grant: Grant | None, order: Order) -> Setup:
        waiting = await self._world.records.setup_of_grant(grant.id) if grant else None
        return waiting or await self._setups.open(order.platform)

    async def _left_from_last_time(self, spec: Platform, order: Order, ask: Ask, held: AsyncExitStack) -> Grant | None:
        """A sign-in that waits for "is this you?" and that nobody decides about, renewed if it has to be."""
        for grant in await self._grants.pending(spec.id):
            try:
                await held.enter_async_context(self._grants.deciding(grant))
            except Busy:
                continue
            left = await self._still_good(spec, order, grant, ask)
            if left is not None:
                ask.tell("One step was left from last time: is this you?")
                return left
            await held.aclose()
        return None

    async def _still_good(self, spec: Platform, order: Order, grant: Grant, ask: Ask) -> Grant | None:
        """The sign-in if it is the one that is wanted. One that ended meanwhile, or lost its keys, is forgotten."""
        row = await self._world.records.grant(grant.id)
        if row is None or row.status != "pending":  # decided about, a moment ago
            return None
        try:
            if not await self._is_wanted(spec, order, grant):
                return None
            return await self._refresh.fresh(grant.id)
        except (SignInNeeded, SecretMissing, SecretCorrupt):
            await self._grants.delete(grant)
            ask.tell("The sign-in of last time has ended meanwhile. A new one is needed.")
            return None

    async def _is_wanted(self, spec: Platform, order: Order, grant: Grant) -> bool:
        """False where another way to connect, or other keys, were brought: `--yes` must not accept a third thing."""
        keys = await self._grants.keys(grant)
        if order.route not in ("", grant.route) or grant.route not in spec.route:
            return False
        known = {**keys.app, **{name: value.reveal() for name, value in keys.secrets.items()}}
        brought = [id for id in fields(spec, spec.route[grant.route], keys.answers) if order.given.get(id)]
        return all(known.get(id) == order.given[id] for id in brought) and (bool(brought) or not order.given)

    async def _route(self, spec: Platform, setup: Setup, order: Order, ask: Ask) -> Setup:
        """The way to connect: as ordered, as begun, or as the recommending question says."""
        if order.route and order.route not in spec.route:
            ways = ", ".join(spec.route)
            raise NotFound(f'{spec.name} has no way to connect called "{order.route}".', f"There are: {ways}.")
        route = order.route or setup.route or await self._recommended(spec, setup, order, ask)
        if route != setup.route:
            setup = await self._setups.keep(setup, route=route, step=None)
        return setup

    async def _recommended(self, spec: Platform, setup: Setup, order: Order, ask: Ask) -> str:
        ways = {id: r for id, r in offered(spec, setup.answers).items() if r.kind != "manual"}
        fitting = [id for id in ways if order.given and _brings(spec, id, order.given)]
        if fitting or len(ways) == 1:
            return fitting[0] if fitting else next(iter(ways))
        for kind in spec.app.values():
            for id, question in kind.question.items():
                by_answer = {
                    r.recommended_when: rid for rid, r in ways.items() if r.recommended_when.startswith(f"{id} ")
                }
                if by_answer:
                    text = f"{question.ask} {question.why}".strip()
                    answer = await ask.choose(Choice(id=id, question=text, options=question.options))
                    await self._setups.answer(setup, {id: answer})
                    return by_answer.get(f"{id} = {answer}", next(iter(ways)))
        return next((id for id, r in ways.items() if r.recommended_when == "always"), next(iter(ways)))

    async def _new_grant(self, spec: Platform, setup: Setup, order: Order, ask: Ask) -> Grant:
        """Keys gathered and proved, the developer app kept, then the sign-in itself, pending."""
        route = spec.route[setup.route or ""]
        app = await self._known_app(spec, setup, order, ask) if route.kind == "browser" else None
        if app is None:
            gathered = await Walk(self._world, self._setups, self._apps, setup=setup, given=order.given, ask=ask).run()
            setup = gathered.setup
            app = await self._keep_app(spec, gathered)
            if route.kind != "browser":
                return await self._grants.keep_brought(setup, setup.route or "", app, gathered.grant_secrets)
        if app is None:
            raise NotFound(f"{spec.name} needs a developer app for this way to connect.", "Start the set-up again.")
        setup = await self._setups.keep(setup, app_id=app.id)
        return await self._sign_in.run(setup, app, ask, open_browser=order.open_browser)

    async def _known_app(self, spec: Platform, setup: Setup, order: Order, ask: Ask) -> App | None:
        """A developer app that is already here: another account starts at the sign-in."""
        if order.given or setup.step is not None:
            return None
        kind = spec.route[setup.route or ""].app
        needed = [id for id, f in fields(spec, spec.route[setup.route or ""], {}).items() if not f.optional]
        for app in await self._world.records.apps(spec.id):
            if app.kind == kind and all(id in app.fields for id in needed):
                name = spec.app[kind].name or f"your {spec.name} app"
                question = Confirmation(
                    kind="gate", question=f"Use {name} that is already here?",
                    lines=[f"Client ID {app.client_id}", spec.another_account.before],
                    yes="Use it", no="Set up another",
                )  # fmt: skip
                return app if await ask.confirm(question) else None
        return None

    async def _keep_app(self, spec: Platform, gathered: Gathered) -> App | None:
        kind = spec.route[gathered.setup.route or ""].app
        if not kind:
            return None
        answers = {k: v for k, v in gathered.setup.answers.items() if k in spec.app[kind].question}
        return await self._apps.keep(
            spec, kind, fields=gathered.app_fields, secrets=gathered.app_secrets, answers=answers, proof=gathered.proof
        )

    async def _is_this_you(self, spec: Platform, grant: Grant, setup: Setup, ask: Ask) -> tuple[Who, list[Candidate]]:
        """Who signed in, and which accounts they choose. A refused identity leaves nothing behind.

        While the platform does not answer, the sign-in stays pending and is asked again next time.
        """
        adapter = self._world.platforms.adapter(spec.id)
        keys = await self._grants.keys(grant)
        who = await self._asked_who(grant, keys)
        for missing in compare(spec, grant.scopes_asked, grant.scopes):
            ask.tell(f"A permission was not given: {missing.missing}")
        found = await self._found(adapter, keys, who, ask)
        if spec.route[grant.route].kind == "browser" or spec.route[grant.route].kind == "keys":
            chosen = [c async for c in found]
        else:
            chosen = await ask.choose_found(
                f"Waiting until @{who.username} is added", found, lambda typed: adapter.find(keys, who, typed)
            )
        if chosen and await ask.confirm(await self._identity(spec, grant, who, chosen)):
            return who, chosen
        await self._grants.refuse(grant, who)
        await self._setups.end(setup)
        raise Cancelled("Nothing was kept.", "Sign in again with the other account when you are ready.")

    async def _found(self, adapter: Adapter, keys: Keys, who: Who, ask: Ask) -> AsyncIterator[Candidate]:
        """The accounts as they appear. What another program of the person keeps to itself is cleared if they agree;
        else only an account that they type is found.
        """
        hindrance = await adapter.hindrance(keys)
        if hindrance is None:
            return adapter.discover(keys, who)
        question = Confirmation(
            kind="danger", question="Switch the other program off?", lines=[hindrance.cause, hindrance.fix],
            yes="Switch it off", no="Leave it",
        )  # fmt: skip
        if not await ask.confirm(question):
            ask.tell("It stays as it is. Accounts do not appear by themselves now: type the name.")
            return _nothing()
        await adapter.clear_hindrance(keys)
        return adapter.discover(keys, who)

    async def _asked_who(self, grant: Grant, keys: Keys) -> Who:
        """A sign-in that the platform has ended is not kept: it would stand in the way of every later one."""
        try:
            return await self._world.platforms.adapter(grant.platform).identify(keys)
        except PlatformRefused as error:
            if error.kind == "grant_dead":
                await self._grants.delete(grant)
            raise

    async def _identity(self, spec: Platform, grant: Grant, who: Who, chosen: list[Candidate]) -> Confirmation:
        lines = [_sentence(spec, c) for c in chosen]
        lines += [c.problem for c in chosen if c.problem]
        known = {c.external_id: c for c in await self._world.records.connections() if c.platform == spec.id}
        for candidate in chosen:
            old = known.get(candidate.external_id)
            if old and old.grant_id and old.route != grant.route:
                lines.append(f"{old.handle} works by {spec.route[old.route].name} now; this sign-in takes its place.")
        return Confirmation(kind="identity", question="Is this you?", lines=lines, who=who, yes="Yes, keep it")

    async def _by_hand(self, spec: Platform, setup: Setup, order: Order, ask: Ask) -> list[Connection]:
        """An account without any key: its posts are published by the person."""
        gathered = await Walk(self._world, self._setups, self._apps, setup=setup, given=order.given, ask=ask).run()
        username = gathered.app_fields["username"].lstrip("@")
        connections = await self._world.records.connections()
        handle = propose(
            spec.id, username=username, name=username, external_id=username, taken=[c.handle for c in connections]
        )
        connection = Connection(
            id=new_id(), handle=handle, platform=spec.id, route=setup.route or "manual", kind="account",
            grant_id=None, external_id=f"hand:{username.lower()}", name=username, username=username,
            position=len(connections), confirmed_at=self._world.now(),
        )  # fmt: skip
        event = Activity(
            at=self._world.now(), actor=self._world.actor, event="connected", handle=handle, connection_id=connection.id
        )
        kept = await self._world.records.keep_by_hand(connection, setup_id=setup.id, activity=[event])
        await self._setups.end(gathered.setup)
        return [kept]


async def _nothing() -> AsyncIterator[Candidate]:
    nobody: list[Candidate] = []
    for candidate in nobody:
        yield candidate


def _brings(spec: Platform, route_id: str, given: Mapping[str, str]) -> bool:
    """True if the given values hold every required field of the way to connect."""
    route = spec.route[route_id]
    return all(given.get(id) for id, f in fields(spec, route, {}).items() if not f.optional)


def _sentence(spec: Platform, candidate: Candidate) -> str:
    """Says where posts will go: "Posts will go to ..." with the parts that are not known left out."""
    text = spec.identity.sentence
    if candidate.followers is None:
        text = text.replace(" ({followers} subscribers)", "").replace(" ({followers} followers)", "")
    followers = f"{candidate.followers:,}" if candidate.followers is not None else ""
    return spec.fill(
        text, name=candidate.name, username=candidate.username or candidate.name, kind=candidate.kind,
        followers=followers,
    )  # fmt: skip
