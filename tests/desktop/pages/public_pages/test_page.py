"""The page that writes a person's public pages, over real services."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import RecordingBrowser, start_in
from tests.desktop.pages.driving import until

from stagedoor.desktop.pages.public_pages.page import PublicPagesPage
from stagedoor.desktop.places import Details, PublicPages
from stagedoor.desktop.widgets import NumberedLine
from stagedoor.services.jobs import Jobs

Body = Callable[[PublicPagesPage, FakeDesk, Jobs], Awaitable[None]]


@pytest.fixture
def visit(run, home, theme, show):
    def run_it(body: Body) -> None:
        async def main() -> None:
            async with home.jobs() as built:
                browser = RecordingBrowser()
                jobs = Jobs.over(replace(built.ports, browser=browser))
                desk = FakeDesk(theme, jobs=jobs, start=start_in(home.paths.home))
                page = PublicPagesPage(desk, PublicPages())
                window = show(page)
                await page.refresh()
                try:
                    await body(page, desk, jobs)
                finally:
                    window.hide()
                    await page.tasks.aclose()

        run(main())

    return run_it


def test_without_name_and_address_it_says_what_is_missing(visit):
    async def body(page: PublicPagesPage, desk: FakeDesk, jobs: Jobs) -> None:
        assert "Publishing name and Contact e-mail" in page.lacking.words.text()
        assert not page.pages.write_button.isEnabled()
        assert page.lacking.button is not None
        page.lacking.button.click()
        assert desk.went == [Details()]

    visit(body)


def calm(page: PublicPagesPage) -> tuple[bool, bool]:
    """Of the buttons that write and that lead on: whether they are not the loud one."""
    return page.pages.write_button.calm, page.online.enter_button.calm


def test_one_press_writes_them_and_the_next_thing_is_to_enter_the_addresses(visit):
    async def body(page: PublicPagesPage, desk: FakeDesk, jobs: Jobs) -> None:
        await jobs.details.keep({"publisher": "Crumb Kitchen", "email": "ana@crumb.org"})
        await page.refresh()
        assert page.lacking.isHidden()
        assert calm(page) == (False, True)
        page.pages.write_button.click()
        await until(lambda: bool(desk.said))
        assert calm(page) == (True, False)
        row = page.pages.rows["privacy_url"]
        row.copy.click()
        assert "Crumb Kitchen" in QGuiApplication.clipboard().text()
        row.look.click()
        await until(lambda: not page.tasks.names())
        assert isinstance(jobs.ports.browser, RecordingBrowser)
        (opened,) = jobs.ports.browser.opened
        assert Path(opened.removeprefix("file://")).name == "privacy.html"

    visit(body)


def test_every_way_online_shows_its_own_steps(visit):
    async def body(page: PublicPagesPage, desk: FakeDesk, jobs: Jobs) -> None:
        shown = []
        for way in ("site", "builder", "code"):
            page.online.ways.choose(way)
            lines = [line for line in page.online.findChildren(NumberedLine) if not line.isHidden()]
            shown.append(len(lines))
        assert shown == [4, 4, 5]

    visit(body)
