"""Short ways to a YouTube channel that is connected."""

import asyncio
from collections.abc import Mapping
from typing import Any

from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.rig import browsing

from stagedoor.domain.asking import Confirmation
from stagedoor.domain.entities import Connection
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

HANDLE = "youtube/crumbkitchen"
SCOPE = "https://www.googleapis.com/auth/youtube."
UPLOAD, READ, DELETE = SCOPE + "upload", SCOPE + "readonly", SCOPE + "force-ssl"
FIELDS = ("project_id", "client_id", "client_secret")
DAY = 86_400


class Unticking(PersonsBrowser):
    """Leaves boxes without a tick: for each visit, which permission (the last one again and again)."""

    def __init__(self, visitor: Visitor, *left_out: str) -> None:
        super().__init__(visitor)
        self._left_out = list(left_out)

    def _visit(self, url: str) -> None:
        left_out = self._left_out.pop(0) if len(self._left_out) > 1 else self._left_out[0]
        back = self.visitor.consent(url)
        code = next(reversed(self.visitor.world.youtube.engine.codes.values()))
        code.scopes = tuple(scope for scope in code.scopes if scope != left_out)
        self.visitor.open(back)


async def given(visitor: Visitor, **options: Any) -> dict[str, str]:
    """What a person brings along after everything was made in the console."""
    made = await asyncio.to_thread(lambda: visitor.youtube_make_app(**options))
    return {name: made[name] for name in FIELDS}


async def connect(
    home: Home, browser: PersonsBrowser, keys: Mapping[str, str], ask: Scripted | None = None, again: str = ""
) -> list[Connection]:
    async with home.jobs(browsing(browser)) as jobs:
        return await jobs.connect.run(ConnectRequest(platform="youtube", given=keys, again=again), ask or Scripted())


async def connected(home: Home, visitor: Visitor, **answers: str) -> Connection:
    (connection,) = await connect(home, PersonsBrowser(visitor), {**await given(visitor), **answers})
    return connection


def but_not(kind: str) -> Any:
    def say(question: Confirmation) -> bool:
        return question.kind != kind

    return say
