"""The connect story, from "I want X here" to an account that works. Read `run` from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack

from msgspec import Struct
from msgspec.structs import replace

from stagedoor.domain.asking import Choice, Confirmation
from stagedoor.domain.entities import App, Connection, Grant, Setup
from stagedoor.domain.errors import Cancelled, NotFound
from stagedoor.domain.flow import fields
from stagedoor.domain.guidance import Field
from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import Ask
from stagedoor.services.apps import Apps
from stagedoor.services.by_hand import keep_by_hand
from stagedoor.services.grants import Grants
from stagedoor.services.guided_setup import GuidedSetup, SetupResult
from stagedoor.services.health import Health
from stagedoor.services.identity import Confirmed, Identity
from stagedoor.services.pending_sign_in import PendingSignIn
from stagedoor.services.ports import Ports
from stagedoor.services.refresh import Refresh
from stagedoor.services.route_choice import RouteChoice, hangs_on_today
from stagedoor.services.setups import Setups
from stagedoor.services.sign_in import SignIn
from stagedoor.services.step_back import step_back
from stagedoor.services.tidy import Tidy


class ConnectRequest(Struct, frozen=True, kw_only=True):
    """What the person wants. `given`: field id (or question id) -> value, from a file or a script. `again`: the handle
    of the account whose sign-in is to be mended, with the developer app that it has.
    """

    platform: str
    route: str = ""
    given: Mapping[str, str] = {}
    open_browser: bool = True
    again: str = ""


class Connect:
    def __init__(
        self,
        ports: Ports,
        setups: Setups,
        apps: Apps,
        grants: Grants,
        refresh: Refresh,
        sign_in: SignIn,
        health: Health,
        tidy: Tidy,
    ) -> None:
        self._ports, self._setups, self._apps = ports, setups, apps
        self._grants, self._sign_in, self._health, self._tidy = grants, sign_in, health, tidy
        self._pending, self._route_choice = PendingSignIn(ports, grants, refresh), RouteChoice(setups)
        self._identity = Identity(ports, grants)

    async def run(self, request: ConnectRequest, ask: Ask) -> list[Connection]:
        """The accounts that were connected. Raises Cancelled where the person said no or stopped."""
        await self._tidy.run()
        mends = await self._mended(request)
        request, wanted = await self._at_its_sign_in(request, mends)
        spec = self._ports.platforms.spec(request.platform)
        if not spec.simulated:
            for changed in spec.overlay:
                ask.tell(changed)
        async with step_back(self._ports, self._setups, self._grants, spec), AsyncExitStack() as held:
            grant = await self._pending.find(spec, wanted=wanted, given=request.given, ask=ask, held=held)
            setup = await self._setup_of(grant, request, mends)
            pending = grant is not None
            if grant is None:
                setup = await self._route_choice.choose(spec, setup, wanted=wanted, given=request.given, ask=ask)
                way = spec.route[setup.route or ""]
                if not way.traits.has_keys:
                    return [await self._by_hand(setup, request, ask)]
                if way.kind == "via":
                    await self._setups.end(setup)
                    return await self.run(replace(request, platform=way.via, route="", given={}), ask)
                grant = await self._new_grant(spec, setup, request, ask, mends)
                await held.enter_async_context(self._grants.deciding(grant))
            if pending:
                await self._identity.show_way(spec, grant, setup, ask)
            told = await self._is_this_you(spec, grant, setup, ask, mends)
            connections = await self._grants.promote(grant, told.who, told.chosen, setup, reached=told.reached)
        await self._setups.end(setup)
        for connection in connections:
            if connection.platform == spec.id:
                await self._health.keep_answers(connection, told.who.answers, by="connect")
            await self._health.check(connection, by="connect", paid=False)
        return connections

    async def _mended(self, request: ConnectRequest) -> Connection | None:
        """The account whose sign-in is to be mended. Raises NotFound where it is gone."""
        if not request.again:
            return None
        connection = await self._ports.records.connection(request.again)
        if connection is None:
            raise NotFound(f"There is no account {request.again} any more.", "Connect it as a new one.")
        return connection

    async def _at_its_sign_in(self, request: ConnectRequest, mends: Connection | None) -> tuple[ConnectRequest, str]:
        """The request, and the wanted way to connect, at the platform where the sign-in happens: an account that comes
        along with another platform's sign-in is mended and begun there.
        """
        route = request.route or (mends.route if mends else "")
        way = self._ports.platforms.spec(request.platform).route.get(route)
        if way is not None and way.kind == "via":
            grant = await self._ports.records.grant(mends.grant_id or "") if mends else None
            request, route = replace(request, platform=way.via, route=""), grant.route if grant else ""
        ordered = bool(request.route) and not (mends and request.route == mends.route)  # its own is no order
        asks = not ordered and hangs_on_today(self._ports.platforms.spec(request.platform), route)
        return request, "" if asks else route

    async def _setup_of(self, grant: Grant | None, request: ConnectRequest, mends: Connection | None) -> Setup:
        waiting = await self._ports.records.setup_of_grant(grant.id) if grant else None
        return waiting or await self._setups.open(request.platform, reconnects=mends.id if mends else None)

    async def _by_hand(self, setup: Setup, request: ConnectRequest, ask: Ask) -> Connection:
        gathered = await self._gathered(setup, request, ask)
        connection = await keep_by_hand(self._ports, setup, gathered.app_fields["username"])
        await self._setups.end(gathered.setup)
        return connection

    async def _new_grant(
        self, spec: Platform, setup: Setup, request: ConnectRequest, ask: Ask, mends: Connection | None
    ) -> Grant:
        """Keys gathered and proved, the developer app kept, then the sign-in itself, pending."""
        route = spec.route[setup.route or ""]
        app = await self._known_app(spec, setup, request, ask, mends) if route.traits.signs_in else None
        if app is None:
            gathered = await self._gathered(setup, request, ask, await self._app_of(mends))
            setup = gathered.setup
            app = await self._keep_app(spec, gathered)
            if not route.traits.signs_in:
                secrets, answer = gathered.grant_secrets, gathered.proof.token
                return await self._grants.keep_brought(setup, setup.route or "", app, secrets, answer)
        if app is None:
            raise NotFound(f"{spec.name} needs a developer app for this way to connect.", "Start the set-up again.")
        setup = await self._setups.keep(setup, app_id=app.id)
        grant = await self._sign_in.run(setup, app, ask, open_browser=request.open_browser)
        if await self._identity.sign_in_again(spec, grant, ask):
            grant = await self._sign_in.run(setup, app, ask, open_browser=request.open_browser)
            await self._identity.refuse_useless(spec, grant)
        return grant

    async def _known_app(
        self, spec: Platform, setup: Setup, request: ConnectRequest, ask: Ask, mends: Connection | None
    ) -> App | None:
        """A developer app that is already here: another account starts at the sign-in."""
        if request.given or setup.step is not None:
            return None
        app = await self._app_at_hand(spec, setup, ask, mends)
        return await self._asked_again(spec, app, setup, ask) if app is not None else None

    async def _app_at_hand(self, spec: Platform, setup: Setup, ask: Ask, mends: Connection | None) -> App | None:
        if own := await self._app_of(mends):
            return own
        route = spec.route[setup.route or ""]
        needed = {id: f for id, f in fields(spec, route, {}).items() if not f.optional}
        for app in await self._ports.records.apps(spec.id):
            if app.kind == route.app and _holds(app, needed):
                name = spec.app[route.app].name or f"your {spec.name} app"
                question = Confirmation(
                    kind="gate",
                    question=f"Use {name} that is already here?",
                    lines=[f"Client ID {app.client_id}", spec.another_account.before],
                    yes="Use it",
                    no="Set up another",
                )
                return app if await ask.confirm(question) else None
        return None

    async def _asked_again(self, spec: Platform, app: App, setup: Setup, ask: Ask) -> App:
        """What may have changed about the developer app since it was set up, unless it was asked just now."""
        answers = {
            id: setup.answers.get(id) or await ask.choose(Choice(id=id, question=q.ask, why=q.why, options=q.options))
            for id, q in spec.app[app.kind].question.items()
            if q.again
        }
        return await self._apps.answered(app, answers) if answers else app

    async def _gathered(self, setup: Setup, request: ConnectRequest, ask: Ask, app: App | None = None) -> SetupResult:
        walk = GuidedSetup(self._ports, self._setups, self._apps, setup=setup, given=request.given, ask=ask, app=app)
        return await walk.run()

    async def _app_of(self, connection: Connection | None) -> App | None:
        """The developer app behind an account's sign-in."""
        grant = await self._ports.records.grant(connection.grant_id or "") if connection else None
        return await self._ports.records.app(grant.app_id) if grant and grant.app_id else None

    async def _keep_app(self, spec: Platform, gathered: SetupResult) -> App | None:
        kind = spec.route[gathered.setup.route or ""].app
        if not kind:
            return None
        answers = {k: v for k, v in gathered.setup.answers.items() if k in spec.app[kind].question}
        return await self._apps.keep(
            spec, kind, fields=gathered.app_fields, secrets=gathered.app_secrets, answers=answers, proof=gathered.proof
        )

    async def _is_this_you(
        self, spec: Platform, grant: Grant, setup: Setup, ask: Ask, mends: Connection | None
    ) -> Confirmed:
        """Who signed in, and which accounts they choose. A refused identity leaves nothing behind."""
        told = await self._identity.confirmed(spec, grant, ask, mends=mends)
        if told.chosen:
            return told
        await self._grants.refuse(grant, told.who)
        await self._setups.end(setup)
        raise Cancelled("Nothing was kept.", "Sign in again with the other account when you are ready.")


def _holds(app: App, needed: Mapping[str, Field]) -> bool:
    """True if the developer app has these fields; secret ones lie in the vault."""
    return all(app.item_id is not None if field.secret else id in app.fields for id, field in needed.items())
