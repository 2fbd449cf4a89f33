"""One platform's adapter over real HTTP to a practice world, with every message on record."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from importlib.util import find_spec
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace
from tests.helpers import contracts
from tests.helpers.clocks import WorldClock
from tests.platforms.arrange import Way

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.attempt import Attempt
from stagedoor.domain.entities import Connection, ConnectionKind
from stagedoor.domain.exchange import Answer, Candidate, Keys, Published, Request, Response, TokenAnswer, Who
from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import DEFAULT_LIMIT, Adapter, Http, Memory
from stagedoor.domain.secret import Secret
from stagedoor.domain.sitting import Sitting
from stagedoor.net import outgoing
from stagedoor.net.client import HttpxHttp
from stagedoor.oauth import attempt as attempts
from stagedoor.platforms.registry import Registry
from stagedoor.practice import Visitor, World
from stagedoor.practice.meta import site
from stagedoor.practice.person import StuckError

T = TypeVar("T")
CATALOGUE = load(resource_path())
PRACTISED = [id for id in CATALOGUE.ids() if find_spec(f"stagedoor.practice.{id}")]
"""The platforms that practice has."""
DESCRIBED = {
    "x": {"api": "x"}, "telegram": {"api": "telegram"}, "youtube": {"api": "youtube"}, "facebook": {"api": "graph"},
    "instagram": {"graph": "graph", "api": "graph"}, "threads": {"api": "threads"},
}  # fmt: skip
"""Platform: host, and the published contract of what is asked there."""


class Recording:
    """Implements Http: sends through the real client, and holds each message against the published contract.

    Requests always, answers where they are good: the README of the contracts says that errors fit no schema.
    """

    def __init__(self, real: Http, platform: str, hosts: Mapping[str, str]) -> None:
        self.real = real
        self.sent: list[tuple[Request, Response | None]] = []
        self.problems: list[str] = []
        self.described = 0
        self.deadline = 30.0  # never waits longer, whatever the caller allows
        self.planned = False  # a planned fault answers: its answers are no platform's
        described = DESCRIBED.get(platform, {}) if contracts.available() else {}
        self._contracts = {hosts[host]: contracts.contract(name) for host, name in described.items()}

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = DEFAULT_LIMIT) -> Response:
        self._hold(request)
        try:
            response = await self.real.send(request, deadline=min(deadline, self.deadline), limit=limit)
        except BaseException:
            self.sent.append((request, None))
            raise
        self.sent.append((request, response))
        if 200 <= response.status < 300 and not self.planned:
            self._hold(request, response)
        return response

    def _hold(self, request: Request, response: Response | None = None) -> None:
        whole = outgoing.address(request)
        host = next((host for host in self._contracts if whole.startswith(f"{host}/")), "")
        url, contract = whole.removeprefix(host), self._contracts.get(host)
        if contract is None or contract.operation(request.method, url)[0] is None:
            return
        self.described += 1
        content, headers = outgoing.content(request)
        if response is None:
            found = contract.request(request.method, url, headers, content or b"")
        else:
            found = contract.response(request.method, url, response.status, response.headers, response.body)
        self.problems += [f"{request.method} {request.name}: {each}" for each in found]


class Line:
    """One event loop and the real client in it, for all benches of a process."""

    def __init__(self) -> None:
        self.http = HttpxHttp()
        self._runner = asyncio.Runner()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def close(self) -> None:
        self.run(self.http.aclose())
        self._runner.close()


class Specs:
    """One platform, as the registry wants it."""

    def __init__(self, spec: Platform) -> None:
        self._spec = spec

    def ids(self) -> list[str]:
        return [self._spec.id]

    def spec(self, platform: str) -> Platform:
        assert platform == self._spec.id
        return self._spec

    def sittings(self) -> list[Sitting]:
        return []


class Bench:
    """A way to connect, its adapter, a world and the person in it."""

    def __init__(self, line: Line, world: World, visitor: Visitor, way: Way, spec: Platform | None = None) -> None:
        self.world, self.visitor, self.way = world, visitor, way
        self.spec = replace(spec or CATALOGUE.spec(way.platform), hosts=world.hosts(way.platform))
        self.http = Recording(line.http, way.platform, self.spec.hosts)
        self.clock = WorldClock(world)
        self.adapter = self.adapter_over(self.http)
        self._line = line
        self._brought: Keys | None = None
        self._keys: Keys | None = None

    def adapter_over(self, http: Http, spec: Platform | None = None, memory: Memory | None = None) -> Adapter:
        return Registry(Specs(spec or self.spec), http, self.clock, memory).adapter(self.way.platform)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._line.run(work)

    @property
    def route(self) -> Any:
        return self.spec.route[self.way.route]

    @property
    def signs_in(self) -> bool:
        """True where a consent page stands between the keys and the sign-in."""
        return bool(self.route.oauth) and self.route.kind in ("browser", "paste")

    @property
    def renews(self) -> bool:
        """True where a sign-in can be renewed without the person."""
        renew = self.spec.oauth[self.route.oauth].renew.kind if self.route.oauth else "none"
        return renew == "self" or (self.signs_in and renew != "none")

    @property
    def posts(self) -> bool:
        """False for a platform that scripts only read."""
        return "text" in self.spec.post and self.way.posts

    @property
    def deletes(self) -> bool:
        """True where a call takes a test post away."""
        return (
            self.posts and not self.way.pictured and any(rung.delete for rung in self.spec.post["text"].rung.values())
        )

    @property
    def brought(self) -> Keys:
        """What the person copied out of the portal."""
        if self._brought is None:
            self._brought = self.way.keys(self.world, self.visitor)
        return self._brought

    @property
    def keys(self) -> Keys:
        """Everything that acting needs: signed in where there is something to sign in to."""
        if self._keys is None:
            self._keys = self.signed_in() if self.signs_in else self.asked_about()
        return self._keys

    def ready(self) -> None:
        """Does now what would otherwise be done when the keys are needed first."""
        self._keys = self.keys

    @property
    def redirect(self) -> str:
        """The return address as the platform file says it, on its first port."""
        redirect = self.spec.oauth[self.route.oauth].redirect
        return redirect.url.replace("{port}", str(redirect.ports[0])) if redirect.ports else redirect.url

    def attempt(self, **other: Any) -> Attempt:
        oauth = self.spec.oauth[self.route.oauth]
        begun = attempts.new(
            self.way.platform, self.way.route, oauth, redirect_uri=self.redirect, scopes=self.route.scopes,
            now=self.clock.now(), attempt_id="1",
        )  # fmt: skip
        return replace(begun, **other) if other else begun

    def authorize_url(self, attempt: Attempt) -> str:
        authorize = self.spec.oauth[self.route.oauth].authorize
        return attempts.authorize_url(authorize, self.spec.fill(authorize.url), attempt, self.brought.app["client_id"])

    def code(self, attempt: Attempt) -> Secret:
        """The person says yes; the code in the address that the browser ends on."""
        back = dict(parse_qsl(urlsplit(self.visitor.consent(self.authorize_url(attempt))).query))
        if attempt.code_name not in back:
            raise StuckError(f"no code came back: {back}", self.visitor.page)
        return Secret(back[attempt.code_name])

    def exchanged(self) -> TokenAnswer:
        attempt = self.attempt()
        return self.run(self.adapter.exchange(attempt, self.code(attempt), self.brought))

    def signed_in(self) -> Keys:
        return self.with_tokens(self.brought, self.exchanged())

    def asked_about(self) -> Keys:
        """What was brought, with the permissions that the platform says it has."""
        if not self.route.oauth:
            return self.brought
        proof = self.run(self.adapter.prove(self.way.route, self.brought))
        return replace(self.brought, scopes=proof.token.scopes if proof.token else None)

    def with_tokens(self, keys: Keys, answer: TokenAnswer) -> Keys:
        secrets = {**keys.secrets, **{t.name: t.value for t in answer.tokens}}
        return replace(keys, secrets=secrets, scopes=answer.scopes, subject=answer.subject or keys.subject)

    def keep(self, answer: TokenAnswer) -> None:
        """From now on it acts with these tokens."""
        self._keys = self.with_tokens(self.keys, answer)

    def renewed(self) -> TokenAnswer:
        """A platform that wants a token to be of an age gets one of that age."""
        self.ready()
        self.world.clock.advance(self.spec.oauth[self.route.oauth].renew.not_before)
        return self.adapter.read_tokens(self.run(self.http.send(self.adapter.renewal(self.keys))))

    def who(self) -> Who:
        return self.run(self.adapter.identify(self.keys))

    def found(self) -> Candidate:
        """The account, once the person has done what makes it appear."""
        self.way.add(self.world, self.visitor, self.keys)
        return self.run(first(self.adapter.discover(self.keys, self.who())))

    def connection(self, candidate: Candidate | None = None) -> Connection:
        """The account that appears, or the given one."""
        found = candidate or self.found()
        if found.token is not None:  # an account with a token of its own: it is kept with the sign-in
            self._keys = replace(self.keys, secrets={**self.keys.secrets, found.token.name: found.token.value})
        return Connection(
            id="1", handle=f"{self.way.platform}/a", platform=self.way.platform, route=self.way.route, kind=found.kind,
            grant_id="1", token_name=found.token_name, external_id=found.external_id, name=found.name,
            username=found.username, url=found.url, address=found.address, confirmed_at=0,
        )  # fmt: skip

    def made_up(self, external_id: str = "1", kind: ConnectionKind = "profile") -> Connection:
        """An account that nobody asked the platform about."""
        return self.connection(Candidate(external_id=external_id, kind=kind, name="A", username=self.way.account))

    def post(self, connection: Connection, text: str) -> Published:
        """A test post as the way takes it."""
        if self.way.pictured:
            address = site.address(self.world.meta, "rye.jpg")
            return self.run(self.adapter.publish_picture(connection, self.keys, text, address))
        return self.run(self.adapter.publish(connection, self.keys, text))

    def checked(self, connection: Connection, *, paid: bool = True) -> list[Answer]:
        return self.run(everything(self.adapter.check(connection, self.keys, paid=paid)))

    def secrets(self) -> list[str]:
        """Every secret that is or was about, in this world and in the keys."""
        held = (self._keys, self._brought)
        mine = [s.reveal() for keys in held if keys for s in keys.secrets.values()]
        return [value for value in {*mine, *self.world.secrets()} if value]


def called(found: Who | Candidate) -> str:
    """The username, or the name where the platform has none."""
    return found.username or found.name


async def first(found: AsyncIterator[T]) -> T:
    """The first one; the rest is not asked for."""
    try:
        return await anext(found)
    finally:
        await found.aclose()  # type: ignore[attr-defined]  # every discover is an async generator


async def everything(found: AsyncIterator[T]) -> list[T]:
    return [each async for each in found]


def without(keys: Keys, **changes: str) -> Keys:
    """The keys with some of the secrets changed; an empty one is taken out."""
    secrets: Mapping[str, Secret] = {**keys.secrets, **{name: Secret(value) for name, value in changes.items()}}
    return replace(keys, secrets={name: value for name, value in secrets.items() if value})


OpenBench = Callable[[Way], Bench]
