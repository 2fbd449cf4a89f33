"""A home per test, and the pages of prepared posts over real services, files and videos."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import RecordingBrowser, remembering, start_in
from tests.desktop.widgets_under_test import Show
from tests.helpers.home import Home
from tests.media.films import film

from stagedoor.desktop.engine import Engine
from stagedoor.desktop.page import Page
from stagedoor.desktop.pages.prepare.listing import PreparePage
from stagedoor.desktop.pages.prepare.page import KitPage
from stagedoor.desktop.places import Kit, Prepare
from stagedoor.desktop.theme import Theme


class Desk:
    """Pages over an engine. `shown`: folders and files that a file manager was asked for."""

    def __init__(self, home: Home, theme: Theme, show: Show) -> None:
        self.home, self.theme, self.show = home, theme, show
        self.browser = RecordingBrowser()
        self.shown: list[Path] = []
        self.start = start_in(home.paths.home, opened=home.jobs, show=remembering(self.shown))

    @asynccontextmanager
    async def opened(self, make: Callable[[FakeDesk], Page]) -> AsyncIterator[Any]:
        engine = Engine(lambda: self.home.jobs(self._browsing))
        engine.start()
        self.desk = FakeDesk(self.theme, answers=engine.do, start=self.start)
        page = make(self.desk)
        self.show(page).resize(1068, 820)
        await page.refresh()
        try:
            yield page
        finally:
            await page.tasks.aclose(5)
            if isinstance(page, KitPage):
                await page.keeping.aclose(5)
            assert await engine.aclose()

    def kit(self, kit_id: str) -> Any:
        return self.opened(lambda desk: KitPage(desk, Kit(kit_id)))

    def listing(self, handle: str = "", *, only: bool = False) -> Any:
        return self.opened(lambda desk: PreparePage(desk, Prepare(handle, only=only)))

    def _browsing(self, world: Any) -> Any:
        return replace(world, browser=self.browser)


@pytest.fixture
def desk(home: Home, theme: Theme, show: Show) -> Desk:
    return Desk(home, theme, show)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return film(tmp_path / "focaccia.mp4", width=270, height=480, seconds=3.2, fps=24, level=0.01)


@pytest.fixture
def begun(home: Home, video: Path, run: Any) -> str:
    """The id of a post that was begun with the video."""

    async def begin() -> str:
        async with home.jobs() as jobs:
            kit = await jobs.prepare.begin(video)
            return kit.id

    found: str = run(begin())
    return found
