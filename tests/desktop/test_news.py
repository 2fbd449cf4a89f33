"""What the window says by itself, over real services: pages of one's own that do not answer any more."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import until, words
from tests.desktop.widgets_under_test import Runs, Show
from tests.helpers.home import Home

from stagedoor.desktop.news import News
from stagedoor.desktop.pages.activity import ActivityPage
from stagedoor.desktop.pages.ends.page import EndsPage
from stagedoor.desktop.places import Activity, Details, Ends
from stagedoor.desktop.sidebar import Sidebar
from stagedoor.desktop.tasks import TaskScope
from stagedoor.desktop.theme import Theme
from stagedoor.services import details
from stagedoor.services.jobs import Jobs

MONTH = 30 * 86_400
Told = Callable[[Callable[[News, FakeDesk, TaskScope], Awaitable[None]]], None]


@pytest.fixture
def told(home: Home, theme: Theme, show: Show, run: Runs) -> Told:
    """Runs a test's coroutine with what tells the news; websites on this computer count as public."""

    def run_it(body: Callable[[News, FakeDesk, TaskScope], Awaitable[None]]) -> None:
        async def main() -> None:
            async with home.jobs() as built:
                jobs: Jobs = replace(built, details=details.Details(built.ports, loopback=True))
                desk, window = FakeDesk(theme, jobs=jobs), show(QWidget())
                tasks = TaskScope(window, lambda _name, error: desk.problem(error))
                news = News(window, desk, Sidebar(window), tasks)
                try:
                    await body(news, desk, tasks)
                finally:
                    await tasks.aclose()
                assert desk.problems == []

        run(main())

    return run_it


async def look(news: News, tasks: TaskScope) -> None:
    news.look_at_pages()
    await until(lambda: not tasks.names())


def test_a_page_that_answers_no_more_is_said_once_with_what_is_wrong(told: Told, home: Home, website: str):
    async def body(news: News, desk: FakeDesk, tasks: TaskScope) -> None:
        await desk.do(lambda jobs: jobs.details.keep({"privacy_url": f"{website}/privacy"}))
        await look(news, tasks)
        assert desk.said == []
        await desk.do(lambda jobs: jobs.details.keep({"privacy_url": f"{website}/moved"}))
        home.clock.ahead = MONTH
        await look(news, tasks)
        await look(news, tasks)
        said = "Does not answer any more: Privacy page. There is no page at this address (404). See What ends next."
        assert desk.said == [(said, "warning")]
        assert desk.changes == 1

    told(body)


def test_it_stays_to_be_read_where_ends_are_listed_and_in_what_happened(told: Told, show: Show, website: str):
    async def body(news: News, desk: FakeDesk, tasks: TaskScope) -> None:
        await desk.do(lambda jobs: jobs.details.keep({"privacy_url": f"{website}/moved"}))
        await look(news, tasks)
        ends, activity = EndsPage(desk, Ends()), ActivityPage(desk, Activity())
        for page in (ends, activity):
            show(page)
            await page.refresh()
            await until(lambda: not page.unfolding)  # noqa: B023
        (row,) = [row for card in ends.groups for row in card.rows]
        assert f"{website}/moved" in words(row)
        assert "There is no page at this address (404). Put it back there" in words(row)
        assert row.button is not None
        row.button.click()
        assert desk.went == [Details()]
        assert activity.list.texts() == ["A page of yours does not answer any more. See What ends next."]
        for page in (ends, activity):
            await page.tasks.aclose()

    told(body)
