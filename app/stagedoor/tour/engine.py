"""The engine's half of the tour: a made-up person does what a real one does in portals and on consent pages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping

from stagedoor import bootstrap
from stagedoor.domain.asking import Choice, Confirmation, Guide, Leaving, Look, Turn
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.exchange import Candidate
from stagedoor.domain.ports import Browser
from stagedoor.practice import Visitor, World
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs
from stagedoor.tour.camera import Camera

STEPS = ("connect", "check", "renew", "token", "test post", "delete", "disconnect")


async def visit_all(environ: MutableMapping[str, str], world: World, camera: Camera) -> dict[str, dict[str, str]]:
    """Every way to connect, every step; what came of it, by stop and step."""
    visitor = Visitor(world)
    results = {}
    async with bootstrap.build(environ) as jobs:
        for name, order, act in _stops(visitor, jobs):
            results[name] = await Stop(jobs, name, Person(visitor, camera, act), camera).visit(order)
    return results


def _stops(visitor: Visitor, jobs: Jobs) -> list[tuple[str, Callable[[], ConnectRequest], str]]:
    """What is toured: name, how its keys are made at the portal, and what the person does in the guide."""
    x = jobs.ports.platforms.spec("x").oauth["user"].redirect
    callback = x.url.replace("{port}", str(x.ports[0]))

    def telegram() -> ConnectRequest:
        return ConnectRequest(
            platform="telegram", route="bot", given={"token": visitor.telegram_new_bot("Crumb", "tour_bot")}
        )

    def native() -> ConnectRequest:
        keys = visitor.x_make_app(callback)
        return ConnectRequest(platform="x", route="browser", given={"client_id": keys["client_id"]}, open_browser=False)

    def four_keys() -> ConnectRequest:
        keys = visitor.x_make_app(callback, kind="web")
        keys |= visitor.x_generate_access_token(keys["app_id"])
        wanted = ("api_key", "api_secret", "access_token", "access_token_secret")
        return ConnectRequest(platform="x", route="keys", given={name: keys[name] for name in wanted})

    linkedin = jobs.ports.platforms.spec("linkedin").oauth["member"].redirect
    returns = "\n".join(linkedin.url.replace("{port}", str(port)) for port in linkedin.ports)

    def profile() -> ConnectRequest:
        keys = visitor.linkedin_make_app(returns)
        wanted = ("client_id", "client_secret")
        given = {name: keys[name] for name in wanted}
        return ConnectRequest(platform="linkedin", route="browser", given=given, open_browser=False)

    def portal_token() -> ConnectRequest:
        keys = visitor.linkedin_make_app()
        given = {name: keys[name] for name in ("client_id", "client_secret")}
        given["access"] = visitor.linkedin_make_token(keys["app_id"])
        return ConnectRequest(platform="linkedin", route="generator", given=given)

    def drafts() -> ConnectRequest:
        keys = visitor.tiktok_make_sandbox()
        given = {name: keys[name] for name in ("client_id", "client_secret")}
        return ConnectRequest(platform="tiktok", route="sandbox", given=given, open_browser=False)

    def channel() -> ConnectRequest:
        keys = visitor.youtube_make_app()
        given = {name: keys[name] for name in ("project_id", "client_id", "client_secret")} | {"remove": "yes"}
        return ConnectRequest(platform="youtube", route="browser", given=given, open_browser=False)

    return [
        ("Telegram", telegram, "add"),
        ("YouTube", channel, "consent"),
        ("X, browser", native, "consent"),
        ("X, four keys", four_keys, ""),
        ("LinkedIn", profile, "consent"),
        ("LinkedIn, token", portal_token, ""),
        ("TikTok", drafts, "consent"),
        *_meta_stops(visitor, jobs),
    ]


def _meta_stops(visitor: Visitor, jobs: Jobs) -> list[tuple[str, Callable[[], ConnectRequest], str]]:
    def threads_token() -> ConnectRequest:
        keys = visitor.threads_make_app()
        given = {name: keys[name] for name in ("client_id", "client_secret")}
        given["access"] = visitor.threads_generate(keys["meta_id"])
        return ConnectRequest(platform="threads", route="generator", given=given)

    later = jobs.ports.platforms.spec("facebook").oauth["published"].redirect.url

    def page() -> ConnectRequest:
        keys = visitor.meta_make_app(later)
        given = {name: keys[name] for name in ("client_id", "client_secret")} | {"instagram": "yes"}
        return ConnectRequest(platform="facebook", route="browser", given=given, open_browser=False)

    threads = jobs.ports.platforms.spec("threads").oauth["user"].redirect

    def threads_address() -> ConnectRequest:
        keys = visitor.threads_make_app(threads.url.replace("{port}", str(threads.ports[0])))
        given = {name: keys[name] for name in ("client_id", "client_secret")}
        return ConnectRequest(platform="threads", route="paste", given=given, open_browser=False)

    return [
        ("Facebook", page, "consent"),
        ("Instagram", page, "along"),
        ("Threads token", threads_token, ""),
        ("Threads paste", threads_address, "consent"),
    ]


class Stop:
    """One stop of the tour: every step for one way to connect."""

    def __init__(self, jobs: Jobs, name: str, person: Person, camera: Camera) -> None:
        self._jobs, self._name, self._person, self._camera = jobs, name, person, camera
        self._marks = dict.fromkeys(STEPS, "-")

    async def visit(self, order: Callable[[], ConnectRequest]) -> dict[str, str]:
        found: list[Connection] = []

        async def connect() -> None:
            keys = await asyncio.to_thread(order)
            found.extend(await self._jobs.connect.run(keys, self._person))

        await self._step("connect", connect())
        if found:
            await self._use(found[0])
        return self._marks

    async def _use(self, connection: Connection) -> None:
        jobs, spec = self._jobs, self._jobs.ports.platforms.spec(connection.platform)
        route = spec.route[connection.route]

        async def check() -> None:
            checked = await jobs.health.check(connection, by="round", paid=True)
            _expect(checked.state.works, checked.state.cause)

        rungs = jobs.posting.rungs(connection)
        rung = next(view for view in reversed(rungs) if not view.why_not and not view.warning)

        async def post() -> None:
            """As far out as the platform lets it."""
            made = await jobs.posting.publish(
                jobs.posting.plan(connection, rung.id, jobs.posting.unique_text(connection)),
                delete_after=0 if rung.can_delete else None,
            )
            self._camera.take(f"{connection.platform}-{connection.route}-post", made.link or "")

        async def delete() -> None:
            done = await jobs.posting.delete_overdue()
            _expect(len(done) == 1 and done[0][1] is None, "the post was not deleted")

        async def disconnect() -> None:
            await jobs.disconnect.run(await jobs.disconnect.plan(connection, keep_at_platform=False))

        await self._step("check", check())
        oauth = spec.oauth_of(connection.route)
        if oauth and oauth.renew.by_program and not oauth.renew.not_before:  # a tour does not last a day
            await self._step("renew", self._token(connection, force=True))
        if route.kind != "keys":
            await self._step("token", self._token(connection, force=False))
        await self._step("test post", post())
        if rung.can_delete:
            await self._step("delete", delete())
        await self._step("disconnect", disconnect())

    async def _token(self, connection: Connection, *, force: bool) -> None:
        _expect(bool((await self._jobs.scripts.token(connection, force=force)).value), "no token came")

    async def _step(self, step: str, work: Awaitable[None]) -> None:
        started = time.monotonic()
        try:
            await work
        except (StagedoorError, AssertionError) as error:
            self._marks[step] = "FAILED"
            print(f"{self._name:<18}{step:<12}FAILED  {error}", flush=True)
            return
        self._marks[step] = "ok"
        print(f"{self._name:<18}{step:<12}ok      {time.monotonic() - started:5.2f} s", flush=True)


class Person:
    """Ask, answered by the made-up person: yes to everything, and busy in the simulated browser."""

    def __init__(self, visitor: Visitor, camera: Camera, act: str) -> None:
        self._visitor, self._camera, self._act = visitor, camera, act
        self._ended_on: asyncio.Queue[str] = asyncio.Queue()

    def tell(self, text: str) -> None: ...

    async def step(self, guide: Guide, _look: Look) -> Turn:
        if self._act == "add" and "startchannel" in guide.link:
            self._camera.take("telegram-add-bot", guide.link)
            await asyncio.to_thread(self._visitor.telegram_add_to_channel, guide.link)
        return Turn()

    async def choose(self, choice: Choice) -> str:
        return choice.recommended or next(iter(choice.options))

    async def choose_found(
        self, _title: str, found: AsyncIterator[Candidate], _find: Callable[[str], Awaitable[Candidate]]
    ) -> list[Candidate]:
        """The first one; where it is about what comes along with a sign-in, the first of those."""
        async for candidate in found:
            if not candidate.problem and bool(candidate.platform) == (self._act == "along"):
                return [candidate]
        return []

    async def confirm(self, _question: Confirmation) -> bool:
        return True

    async def leave(self, leaving: Leaving, _browser: Browser) -> None:
        _expect(not leaving.by_itself, "the tour opens no real browser")
        self._camera.take(f"{leaving.platform}-consent", leaving.url)
        if "redirect_uri=https" in leaving.url:  # nobody answers there: the address is pasted
            self._ended_on.put_nowait(await asyncio.to_thread(self._visitor.consent, leaving.url))
            return
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, lambda: self._visitor.consent(leaving.url, follow=True))

    async def pasted(self) -> str:
        return await self._ended_on.get()


def _expect(holds: bool, reason: str) -> None:
    if not holds:
        raise AssertionError(reason)
