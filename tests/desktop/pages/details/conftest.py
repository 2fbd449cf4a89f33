"""The page of details over real services."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from tests.desktop.harness import RecordingBrowser, remembering, start_in
from tests.desktop.pages.details.visit import Desk, Visit, Visits
from tests.helpers.home import Home

from stagedoor.desktop.pages.details.page import DetailsPage
from stagedoor.desktop.places import Details as DetailsPlace
from stagedoor.desktop.theme import Theme
from stagedoor.services.details import Details
from stagedoor.services.jobs import Jobs


@pytest.fixture
def visit(run, home: Home, theme: Theme, show) -> Visits:
    """Runs a test's coroutine with the page open, as often as it likes: what is kept stays."""

    def run_it(body: Callable[[Visit], Awaitable[None]]) -> None:
        async def main() -> None:
            async with home.jobs() as built:
                browser, shown = RecordingBrowser(), list[Path]()
                world = replace(built.ports, browser=browser)
                jobs = replace(Jobs.over(world), details=Details(world, loopback=True))
                desk = Desk(theme, jobs=jobs, start=start_in(home.paths.home, show=remembering(shown)))
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
