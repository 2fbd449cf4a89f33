"""What TikTok's stories share: a sandbox that is connected, a person who gives less, a draft, lost answers."""

import asyncio
from dataclasses import replace
from typing import Any

from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.clocks import WorldClock
from tests.helpers.home import Change, Home, account
from tests.services.rig import browsing

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import TimedOut
from stagedoor.domain.exchange import Request, Response
from stagedoor.domain.limits import Rung
from stagedoor.domain.ports import Http
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.ports import Ports

HANDLE = "tiktok/crumbkitchen"
PAIR = ("client_id", "client_secret")
BOTH = ("crumbkitchen", "ana_private")


class GivingLess(PersonsBrowser):
    """The person switches a permission off: so many times, then no more."""

    off: tuple[str, ...] = ()
    times = 99

    def _visit(self, url: str) -> None:
        self.times -= 1
        self.visitor.open(self.visitor.tiktok_consent(url, off=self.off if self.times >= 0 else ()))


class Cutting:
    """Implements Http: a request of that name reaches TikTok, and its answer is lost."""

    def __init__(self, real: Http, name: str) -> None:
        self._real, self._name = real, name

    async def send(self, request: Request, **options: Any) -> Response:
        response = await self._real.send(request, **options)
        if request.name == self._name:
            raise TimedOut("The answer did not come in time.")
        return response


def passing(home: Home) -> Change:
    return lambda ports: replace(ports, clock=WorldClock(home.world))


def cutting(name: str) -> Change:
    def change(ports: Ports) -> Ports:
        return replace(ports, http=Cutting(ports.http, name))

    return change


async def connect(
    home: Home, visitor: Visitor, ask: Scripted | None = None, browser: PersonsBrowser | None = None, **sandbox: Any
) -> Connection:
    """With the sandbox that is here, or one that is made now."""
    made = {} if home.world.tiktok.apps else await asyncio.to_thread(lambda: visitor.tiktok_make_sandbox(**sandbox))
    given = {name: made[name] for name in PAIR if made}
    async with home.jobs(browsing(browser or PersonsBrowser(visitor))) as jobs:
        order = ConnectRequest(platform="tiktok", route="sandbox", given=given)
        (connection,) = await jobs.connect.run(order, ask or Scripted())
    return connection


async def draft(home: Home, *changes: Change, text: str = "Rye at eight", rung: Rung = "draft") -> str:
    """Sends the test draft; what became of it."""
    async with home.jobs(passing(home), *changes) as jobs:
        plan = jobs.posting.plan(await account(jobs, HANDLE), rung, text)
        return (await jobs.posting.publish(plan, delete_after=None)).status


async def state(home: Home, handle: str = HANDLE) -> tuple[str, str]:
    async with home.jobs() as jobs:
        now_is = (await jobs.health.check(await account(jobs, handle), by="person", paid=False)).state
    return now_is.slug, now_is.cause_id


def going_on() -> Scripted:
    """Yes to everything but another sign-in for what was left out."""
    return Scripted(yes=lambda question: "Sign in again" not in question.question)
