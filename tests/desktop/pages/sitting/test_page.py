"""A sitting in the window, over real services: legs begun, skipped, answered, needs ticked for all they belong to."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import RecordingBrowser
from tests.desktop.pages.driving import focused, until, words
from tests.desktop.screens_sitting import ALL_DONE, progress
from tests.services.sitting import connect

from stagedoor.desktop import places
from stagedoor.desktop.pages.sitting import view
from stagedoor.desktop.pages.sitting.page import SittingPage
from stagedoor.desktop.places import Accounts, Connect, Details, PublicPages, Sitting
from stagedoor.desktop.widgets import Banner
from stagedoor.services.jobs import Jobs

META = Sitting("meta")
Body = Callable[[SittingPage, FakeDesk, Jobs], Awaitable[None]]


@pytest.fixture
def visit(run, home, theme, show):
    def run_it(body: Body, place: Sitting = META, before: Callable[[Jobs], Awaitable[None]] | None = None) -> None:
        async def main() -> None:
            async with home.jobs() as built:
                jobs = Jobs.over(replace(built.ports, browser=RecordingBrowser()))
                desk = FakeDesk(theme, jobs=jobs)
                if before is not None:
                    await before(jobs)
                page = SittingPage(desk, place)
                window = show(page)
                await page.refresh()
                try:
                    await body(page, desk, jobs)
                finally:
                    window.hide()
                    await page.tasks.aclose()

        run(main())

    return run_it


def state(page: SittingPage, leg: str) -> str:
    return page.cards[leg].row.state


def primaries(page: SittingPage) -> list[str]:
    return [id for id, card in page.cards.items() if card.begin is not None and not card.begin.calm]


def test_the_next_leg_alone_is_loud_and_begins_its_guide(visit):
    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        assert primaries(page) == ["facebook"]
        assert page.first_focus() is page.cards["facebook"].begin
        for leg in ("facebook", "threads", "pages"):
            begin = page.cards[leg].begin
            assert begin is not None
            begin.click()
        assert desk.went == [Connect("facebook"), Connect("threads"), PublicPages()]

    visit(body)


def test_a_leg_that_is_skipped_makes_room_for_the_next_and_comes_back(visit):
    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        untouched = page.cards["threads"]
        skip = page.cards["facebook"].skip
        assert skip is not None
        skip.click()
        await until(lambda: primaries(page) == ["instagram"])
        assert page.cards["threads"] is untouched
        again = page.cards["facebook"].skip
        assert again is not None
        assert again.text() == "Do it after all"
        again.click()
        await until(lambda: primaries(page) == ["facebook"])

    visit(body)


def test_a_tick_counts_for_every_platform_that_wants_it(visit):
    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        shared = next(need for need in (await jobs.sittings.progress("meta")).needs if len(need.keys) == 3)
        line = page.needs.lines[[need.keys for need in page.needs._shared.values()].index(shared.keys)]  # noqa: SLF001
        line.box.click()
        await until(lambda: not page.tasks.names())
        rows = await jobs.needs.by_platform(["facebook", "instagram", "threads"])
        ticked = {f"{id}.{row.id}" for id, needs in rows.items() for row in needs if row.ticked}
        assert ticked == set(shared.keys)
        assert page.needs.sum.text().startswith("1 of ")

    visit(body)


def test_the_last_question_is_asked_when_everything_else_is_done_and_no_says_what_to_do(visit):
    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        assert not page.cards["publish"].asks
        for leg in ("facebook", "instagram", "threads", "pages"):
            await jobs.sittings.skip("meta", leg, on=True)
        await page.refresh()
        begin, no = page.cards["publish"].begin, page.cards["publish"].no
        assert begin is not None
        assert no is not None
        begin.click()
        await until(lambda: not page.tasks.names())
        assert isinstance(jobs.ports.browser, RecordingBrowser)
        assert jobs.ports.browser.opened[0].endswith("/apps/")
        no.click()
        await until(lambda: page.cards["publish"].row.answer == "no")
        yes = page.cards["publish"].yes
        assert yes is not None
        yes.click()
        await until(lambda: page.cards["publish"].row.state == "done")
        assert page.progress.text() == "1 of 5 done."

    visit(body)


def test_a_done_part_leads_to_one_more_account_in_the_platforms_own_words(visit):
    async def connected(jobs: Jobs) -> None:
        await connect(jobs, "facebook", "browser")

    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        assert state(page, "facebook") == "done"
        another = page.cards["facebook"].another
        assert another is not None
        assert another.text() == "Connect another Page"
        another.click()
        assert desk.went == [Connect("facebook")]
        assert [id for id, card in page.cards.items() if card.another is not None] == ["facebook"]

    visit(body, before=connected)


def test_a_sitting_that_is_gone_is_said(visit):
    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        assert page.errors.banner is not None
        assert "myspace" in page.errors.banner.words.text()

    visit(body, Sitting("myspace"))


def test_a_privacy_page_with_a_problem_is_mended_where_its_address_stands():
    row = progress({**ALL_DONE, "pages": "going"}, pages={"where": "There is no page (404)."}).legs[3]
    assert (view.begin_words(row), view.place_of(row)) == ("Your details", Details())


def test_platforms_that_share_a_need_are_named_as_people_name_them():
    assert view.platforms_words(["Threads"]) == "For Threads"
    assert view.platforms_words(["Facebook", "Instagram"]) == "For Facebook and Instagram"
    assert view.platforms_words(["Facebook", "Instagram", "Threads"]) == "For Facebook, Instagram and Threads"


PUBLISH = Sitting("meta", "publish")


async def website(jobs: Jobs) -> None:
    await jobs.details.keep({"privacy_url": "https://crumb.org/privacy"})


def test_somebody_who_came_to_publish_is_not_held_up_by_other_accounts(visit):
    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        assert primaries(page) == ["pages"]
        assert focused() is page.cards["pages"].begin
        await website(jobs)
        await page.refresh()
        assert primaries(page) == ["publish"]
        assert page.cards["publish"].asks
        assert not page.cards["facebook"].is_next

    visit(body, PUBLISH)


def test_what_was_skipped_is_there_again_for_somebody_who_came_for_it(visit):
    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        assert focused() is page.cards["publish"].begin
        assert state(page, "publish") == "open"
        skip = page.cards["publish"].skip
        assert skip is not None
        skip.click()
        await until(lambda: state(page, "publish") == "skipped")
        await page.refresh()
        assert state(page, "publish") == "skipped"

    async def before(jobs: Jobs) -> None:
        await website(jobs)
        await jobs.sittings.skip("meta", "publish", on=True)

    visit(body, PUBLISH, before)


def test_the_last_part_leads_to_the_test_post_that_it_asks_about(visit):
    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        publish = page.cards["publish"]
        assert publish.asks
        assert publish.test is None
        assert "connect Facebook first" in words(publish)
        await connect(jobs, "facebook", "browser")
        await page.refresh()
        test = page.cards["publish"].test
        assert test is not None
        test.click()
        (account,) = await jobs.ports.records.connections()
        assert desk.went == [places.TestPost(account.handle)]

    visit(body, PUBLISH, website)


def finished(page: SittingPage) -> Banner | None:
    return page.finished


def test_after_the_last_part_there_is_a_way_on(visit):
    async def body(page: SittingPage, desk: FakeDesk, jobs: Jobs) -> None:
        assert finished(page) is None
        assert page.progress.isVisible()
        yes = page.cards["publish"].yes
        assert yes is not None
        yes.click()
        await until(lambda: finished(page))
        done = finished(page)
        assert done is not None
        on = done.button
        assert on is not None
        assert done.words.text() == "2 of 5 done."
        assert not page.progress.isVisible()
        await until(lambda: focused() is on)
        on.click()
        assert desk.went == [Accounts()]
        again = page.cards["facebook"].skip
        assert again is not None
        again.click()
        await until(lambda: finished(page) is None)
        assert page.progress.isVisible()

    async def all_but_one(jobs: Jobs) -> None:
        await website(jobs)
        for leg in ("facebook", "instagram", "threads"):
            await jobs.sittings.skip("meta", leg, on=True)

    visit(body, before=all_but_one)
