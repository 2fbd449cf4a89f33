"""One page of an account over an engine, and a browser that only remembers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from tests.desktop.conftest import Show
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import idle
from tests.helpers.home import Home

from stagedoor.desktop.engine import Engine
from stagedoor.desktop.pages.account.page import AccountPage
from stagedoor.desktop.places import Account, Tab
from stagedoor.desktop.start import Start
from stagedoor.desktop.theme import Theme
from stagedoor.domain.entities import Connection
from stagedoor.domain.ports import Browser
from stagedoor.services.world import World


class Pages:
    """Implements Browser: remembers what it was asked to open."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    async def choices(self) -> list[object]:
        return []

    async def open(self, url: str, browser: str = "") -> bool:
        self.opened.append(url)
        return True


class Window:
    """One page over an engine."""

    def __init__(self, home: Home, theme: Theme, show: Show) -> None:
        self.home, self.theme, self.show = home, theme, show
        self.browser = Pages()
        self.start = Start(
            opened=home.jobs, home=home.paths.home, usual_home=False, look=Path(), lone=lambda: None, meeting="",
            on_loop_fault=lambda _loop, _what: None, practise=lambda: None, show=lambda _path: True, log=Path(),
            version="0.1.0",
        )  # fmt: skip

    @asynccontextmanager
    async def opened(self, handle: str, tab: Tab = "overview") -> AsyncIterator[AccountPage]:
        engine = Engine(lambda: self.home.jobs(self._browsing))
        engine.start()
        self.desk = FakeDesk(self.theme, answers=engine.do, start=self.start)
        page = AccountPage(self.desk, Account(handle, tab))
        self.show(page).resize(1068, 820)
        await page.refresh()
        await idle(page)
        try:
            yield page
        finally:
            await page.tasks.aclose()
            assert await engine.aclose()
            assert self.desk.problems == []

    def _browsing(self, world: World) -> World:
        browser: Browser = self.browser  # type: ignore[assignment]  # no test asks for its choices
        return replace(world, browser=browser)

    def accounts(self) -> list[Connection]:
        async def read() -> list[Connection]:
            async with self.home.jobs() as jobs:
                return await jobs.world.records.connections()

        return asyncio.run(read())
