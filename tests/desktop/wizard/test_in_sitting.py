"""A guide that is part of a sitting, over real services: where it stands, and the ways out."""

from collections.abc import Awaitable, Callable

import pytest
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import idle
from tests.desktop.screens_sitting import progress
from tests.desktop.widgets_under_test import Runs, Show, name_of
from tests.desktop.wizard.at_the_page import Walk
from tests.helpers.home import Home
from tests.services.sitting import connect

from stagedoor.desktop.places import Connect, Sitting
from stagedoor.desktop.theme import Theme
from stagedoor.desktop.wizard.page import WizardPage
from stagedoor.desktop.wizard.sitting import SittingStrip
from stagedoor.desktop.wizard.sitting_view import in_sitting, part_words, twin
from stagedoor.services.jobs import Jobs

Body = Callable[[WizardPage, SittingStrip, FakeDesk, Jobs], Awaitable[None]]
Visits = Callable[..., None]


@pytest.fixture
def visit(home: Home, theme: Theme, show: Show, run: Runs) -> Visits:
    """Runs a test's coroutine with the guide of a place open."""

    def run_it(place: Connect, body: Body, *, before: Callable[[Jobs], Awaitable[None]] | None = None) -> None:
        async def main() -> None:
            async with home.jobs() as jobs:
                if before is not None:
                    await before(jobs)
                desk = FakeDesk(theme, jobs=jobs)
                page = WizardPage(desk, place, link=Walk())
                window = show(page)
                await page.refresh()
                await idle(page)
                try:
                    await body(page, page.stage.head.sitting, desk, jobs)
                finally:
                    window.hide()
                    await page.tasks.aclose()

        run(main())

    return run_it


async def facebook(jobs: Jobs) -> None:
    await connect(jobs, "facebook", "explorer")


def states(strip: SittingStrip) -> list[str]:
    return [] if strip.view is None else [part.state for part in strip.view.parts]


def test_the_head_says_how_far_every_part_is(visit: Visits):
    async def body(page: WizardPage, strip: SittingStrip, desk: FakeDesk, jobs: Jobs) -> None:
        assert strip.isVisible()
        assert states(strip) == ["done", "later", "now", "later", "later"]
        assert "Part 3 of 5 · about 25 minutes left" in strip.words.text()
        assert [name_of(pill) for pill in strip.pills][:3] == [
            "Facebook Page: done", "Instagram: later", "Threads: now",
        ]  # fmt: skip
        await jobs.sittings.skip("meta", "pages", on=True)
        await page.refresh()
        assert states(strip)[3] == "skipped"

    visit(Connect("threads"), body, before=facebook)


def test_this_platform_is_skipped_from_there(visit: Visits):
    async def body(page: WizardPage, strip: SittingStrip, desk: FakeDesk, jobs: Jobs) -> None:
        assert strip.skip.label() == "Skip Threads"
        strip.skip.click()
        await idle(page)
        rows = {row.id: row.state for row in (await jobs.sittings.progress("meta")).legs}
        assert rows["threads"] == "skipped"
        assert desk.replaced == [Sitting("meta")]
        assert desk.said == [("Threads is skipped. What you gave so far is kept.", "info")]

    visit(Connect("threads"), body)


def test_back_to_the_sitting_changes_nothing(visit: Visits):
    async def body(page: WizardPage, strip: SittingStrip, desk: FakeDesk, jobs: Jobs) -> None:
        strip.back.click()
        await idle(page)
        assert desk.replaced == [Sitting("meta")]
        assert {row.state for row in (await jobs.sittings.progress("meta")).legs} == {"open"}

    visit(Connect("facebook"), body)


def test_when_the_guide_has_ended_there_is_nothing_to_skip(visit: Visits):
    async def body(page: WizardPage, strip: SittingStrip, desk: FakeDesk, jobs: Jobs) -> None:
        await facebook(jobs)
        await page.refresh()
        assert states(strip)[0] == "done"
        assert not strip.skip.isVisible()
        assert strip.back.isVisible()

    visit(Connect("facebook"), body)


@pytest.mark.parametrize("place", [Connect("x"), Connect("facebook", again="facebook/crumb"), Connect("facebook")])
def test_what_is_no_part_of_a_sitting_has_no_strip(visit: Visits, place: Connect):
    """Another platform, a sign-in that is mended, and one more account of what is done already."""

    async def body(page: WizardPage, strip: SittingStrip, desk: FakeDesk, jobs: Jobs) -> None:
        assert not strip.isVisible()

    visit(place, body, before=facebook)


def test_where_there_is_little_room_only_the_own_part_is_named(show: Show):
    view = in_sitting(progress({"facebook": "done"}), "threads")
    assert view is not None
    strip = SittingStrip()
    show(strip)
    strip.show_view(view)
    assert [pill.text() for pill in strip.pills] == [part.title for part in view.parts]
    strip.set_narrow(narrow=True)
    assert [pill.text() for pill in strip.pills] == ["", "", "Threads", "", ""]
    assert [name_of(pill) for pill in strip.pills] == [part_words(part) for part in view.parts]
    assert name_of(strip) == twin(view)
