"""One page of an account over an engine, and a browser that only remembers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from tests.desktop.desk import FakeDesk
from tests.desktop.harness import RecordingBrowser, start_in
from tests.desktop.pages.driving import idle
from tests.desktop.widgets_under_test import Show
from tests.helpers.home import Home

from stagedoor.desktop.engine import Engine
from stagedoor.desktop.pages.account.page import AccountPage
from stagedoor.desktop.places import Account, Tab
from stagedoor.desktop.theme import Theme
from stagedoor.domain.entities import Connection
from stagedoor.services.ports import Ports


class Window:
    """One page over an engine."""

    def __init__(self, home: Home, theme: Theme, show: Show) -> None:
        self.home, self.theme, self.show = home, theme, show
        self.browser = RecordingBrowser()
        self.start = start_in(home.paths.home, opened=home.jobs)

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

    def _browsing(self, ports: Ports) -> Ports:
        return replace(ports, browser=self.browser)

    def accounts(self) -> list[Connection]:
        async def read() -> list[Connection]:
            async with self.home.jobs() as jobs:
                return await jobs.ports.records.connections()

        return asyncio.run(read())
