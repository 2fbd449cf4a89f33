"""A home per test, and the pages of prepared posts over real services, files and videos."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.desktop.conftest import Show
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.account.windows import Pages
from tests.helpers.home import Home
from tests.media.films import film
from tests.practice.conftest import practice_server, world

from stagedoor.desktop.engine import Engine
from stagedoor.desktop.page import Page
from stagedoor.desktop.pages.prepare.listing import PreparePage
from stagedoor.desktop.pages.prepare.page import KitPage
from stagedoor.desktop.places import Kit, Prepare
from stagedoor.desktop.start import Start
from stagedoor.desktop.theme import Theme
from stagedoor.practice import World

__all__ = ["practice_server", "world"]  # fixtures are used by name


class Desk:
    """Pages over an engine. `shown`: folders and files that a file manager was asked for."""

    def __init__(self, home: Home, theme: Theme, show: Show) -> None:
        self.home, self.theme, self.show = home, theme, show
        self.browser = Pages()
        self.shown: list[Path] = []
        self.start = Start(
            opened=home.jobs, home=home.paths.home, usual_home=False, look=Path(), lone=lambda: None, meeting="",
            on_loop_fault=lambda _loop, _what: None, practise=lambda: None, show=self._shows, log=Path(),
        )  # fmt: skip

    def _shows(self, path: Path) -> bool:
        self.shown.append(path)
        return True

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
def home(tmp_path: Path, world: World) -> Home:
    return Home(tmp_path / "home", world)


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
