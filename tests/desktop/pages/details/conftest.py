"""The page of details over real services, with a website of its own on this computer."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import until
from tests.helpers.home import Home
from tests.helpers.practice import practice_server, visitor, world
from tests.helpers.website import Answer
from tests.helpers.website import website as serving

from stagedoor.desktop.pages.details.page import DetailsPage
from stagedoor.desktop.pages.details.reaching import Reaching
from stagedoor.desktop.places import Details as DetailsPlace
from stagedoor.desktop.start import Start
from stagedoor.desktop.theme import Theme
from stagedoor.domain.asking import BrowserChoice
from stagedoor.domain.errors import StagedoorError
from stagedoor.practice import World
from stagedoor.services.details import Details
from stagedoor.services.jobs import Jobs

__all__ = ["practice_server", "visitor", "world"]  # fixtures are used by name


@pytest.fixture
def home(tmp_path: Path, world: World) -> Home:
    return Home(tmp_path / "home", world)


T = TypeVar("T")


@pytest.fixture
def website() -> Iterator[str]:
    with serving(lambda asked: Answer(200 if asked.path in ("/", "/privacy") else 404)) as site:
        yield site.address


class Browser:
    """Opens nothing; `opened` says what it was asked for."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.works = True

    async def choices(self) -> list[BrowserChoice]:
        return []

    async def open(self, url: str, browser: str = "") -> bool:
        self.opened.append(url)
        return self.works


class Desk(FakeDesk):
    """`refuses`: what every work ends with, while it is set."""

    refuses: StagedoorError | None = None

    async def do(self, work: Callable[[Jobs], Awaitable[T]]) -> T:
        if self.refuses is not None:
            raise self.refuses
        return await super().do(work)


@dataclass
class Visit:
    """Somebody in front of the page."""

    page: DetailsPage
    desk: Desk
    jobs: Jobs
    browser: Browser = field(default_factory=Browser)
    shown: list[Path] = field(default_factory=list)

    def type(self, key: str, text: str) -> None:
        self.page.form.fields[key].field.set_value(text)

    def address(self, key: str) -> tuple[QLineEdit, Reaching]:
        field = self.page.form.fields[key]
        assert isinstance(field.field.edit, QLineEdit)
        assert field.reaching is not None
        return field.field.edit, field.reaching

    async def settled(self) -> None:
        """Everything that was typed has been looked at."""
        await until(lambda: not self.page.pause.isActive() and not self.page.keeping.names())


def start_of(folder: Path, shown: list[Path]) -> Start:
    def show(path: Path) -> bool:
        shown.append(path)
        return True

    return Start(
        opened=lambda: nullcontext(cast("Jobs", None)), home=folder, usual_home=False, look=folder / "window.json",
        lone=nullcontext, meeting="", on_loop_fault=lambda *_: None, practise=lambda: None, show=show,
        log=folder / "log",
    )  # fmt: skip


Visits = Callable[[Callable[[Visit], Awaitable[None]]], None]


@pytest.fixture
def visit(run, home: Home, theme: Theme, show) -> Visits:
    """Runs a test's coroutine with the page open, as often as it likes: what is kept stays."""

    def run_it(body: Callable[[Visit], Awaitable[None]]) -> None:
        async def main() -> None:
            async with home.jobs() as built:
                browser, shown = Browser(), list[Path]()
                world = replace(built.world, browser=browser)
                jobs = replace(Jobs.over(world), details=Details(world, loopback=True))
                desk = Desk(theme, jobs=jobs, start=start_of(home.paths.home, shown))
                page = DetailsPage(desk, DetailsPlace())
                window = show(page, QSize(1068, 820))
                await page.refresh()
                try:
                    await body(Visit(page, desk, jobs, browser, shown))
                finally:
                    window.hide()
                    await page.tasks.aclose()
                    await page.keeping.aclose()

        run(main())

    return run_it
