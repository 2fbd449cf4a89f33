"""What ends next: in order of time, with a button only where a person can do something."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import button, idle, words
from tests.desktop.screens_accounts import DAY, HOUR, NOW, account, overview, setups
from tests.desktop.widgets_under_test import name_of
from tests.helpers.home import Home
from tests.services.rig import TELEGRAM, X, connect_telegram, connect_x, story

from stagedoor.desktop import places
from stagedoor.desktop.pages.ends.page import EndsPage, _seen
from stagedoor.desktop.pages.ends.view import EndsView, Row, ends_view, in_days, period_of
from stagedoor.desktop.places import Connect, Ends, Welcome
from stagedoor.desktop.widgets import PrimaryButton
from stagedoor.domain.entities import Post
from stagedoor.domain.errors import StoreError
from stagedoor.practice import Visitor


def ending(days: float, platform: str = "linkedin", **more):
    given = {"ends_kind": "at", "ends_at": NOW + round(days * DAY), "username": platform, **more}
    return account(platform, "Crumb Kitchen", platform_name=platform.title(), **given)


def waiting(handle: str = "x/crumbkitchen", seconds: int = HOUR) -> Post:
    return Post(id=f"post-{handle}", connection_id=f"id-{handle}", kind="text", rung="public", text="A test.",
                status="live", sent_at=NOW, delete_at=NOW + seconds)  # fmt: skip


def rows(view: EndsView) -> dict[str, list[str]]:
    return {group.title: [row.platform for row in group.rows] for group in view.groups}


def row(*cards, posts=(), **more) -> Row:
    (group,) = ends_view(overview(cards=list(cards), setups=more.get("setups", [])), posts).groups
    (found,) = group.rows
    return found


def test_groups_follow_the_time_and_rows_within_them_too():
    cards = [
        ending(300, "facebook"), ending(20, "instagram"), ending(6, "linkedin"), ending(2, "youtube"),
        account("x", "Crumb Kitchen", platform_name="X", username="x", renews=True),
        account("telegram", "News", platform_name="Telegram", username="t", ends_kind="unknown"),
    ]  # fmt: skip
    assert rows(ends_view(overview(cards=cards, setups=[]), [])) == {
        "Within a week": ["youtube", "linkedin"], "Within a month": ["instagram"], "Later": ["facebook"],
        "No end date": ["x"], "Not known": ["telegram"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "period", "said"),
    [
        (-3, "over", "3 days ago"), (-1, "over", "yesterday"), (0.01, "week", "today"), (1, "week", "tomorrow"),
        (7, "week", "in 7 days"), (8, "month", "in 8 days"), (31, "month", "in 31 days"), (32, "later", "in 32 days"),
    ],
)  # fmt: skip
def test_periods_and_how_they_are_said(days: float, period: str, said: str):
    at = NOW + round(days * DAY)
    assert (period_of(at, NOW), in_days(at, NOW)) == (period, said)


def test_what_only_the_person_can_keep_alive_has_a_button_and_a_date_for_the_calendar():
    found = row(ending(6))
    assert found.deed is not None
    assert found.deed.words == "Sign in again"
    assert found.deed.place == Connect("linkedin", "browser", again="linkedin/linkedin")
    assert (found.day, found.left) == ("27 Nov", "in 6 days")
    assert found.calendar is not None
    assert (found.calendar.handle, found.calendar.ends_at) == ("linkedin/linkedin", NOW + 6 * DAY)


def test_what_is_far_away_needs_nobody_yet():
    found = row(ending(100))
    assert found.deed is None
    assert found.calendar is not None


def test_what_ends_only_without_use_renews_itself():
    """A date in the calendar would be wrong after the next renewal."""
    found = row(ending(5, idle=True, renews=True))
    assert (found.deed, found.calendar, found.quiet) == (None, None, "Renews itself")
    assert "if it is not used" in found.text


def test_a_sign_in_that_ended_comes_first_and_says_why():
    card = account("youtube", "Crumb Kitchen", "reconnect", "Sign in again", cause="Google ended it.")
    card = replace(card, state=replace(card.state, since=NOW - 2 * DAY))
    view = ends_view(overview(cards=[ending(1), card], setups=[]), [])
    (first, *_) = view.groups
    assert (first.period, first.rows[0].text, first.rows[0].left) == ("over", "Google ended it.", "2 days ago")
    loud = [r.key for group in view.groups for r in group.rows if r.deed and r.deed.loud]
    assert loud == [card.connection.handle]
    assert view.calendar == [view.groups[1].rows[0].calendar]


def test_by_hand_nothing_ends():
    found = row(account("tiktok", "@crumbs", "manual", "By hand", grant_id=None))
    assert (found.period, found.deed) == ("never", None)
    assert found.text.startswith("By hand")


def test_a_set_up_waits_without_an_end():
    found = row(setups=setups())
    assert found.period == "never"
    assert found.text == "Waits for you since 12 Nov. It does not end by itself."
    assert found.deed is not None
    assert found.deed.place == Connect("youtube", "browser")


def test_a_test_post_says_when_it_is_deleted():
    view = ends_view(overview(cards=[account("x", "Crumb Kitchen", platform_name="X")], setups=[]), [waiting()])
    found = view.groups[0].rows[0]
    assert (found.title, found.subtitle, found.left) == ("Test post", "X, @crumbkitchen", "today")
    assert found.deed is not None
    assert found.deed.place == places.TestPost("x/crumbkitchen")
    assert row(posts=[waiting(seconds=-5)]).text == "It is being deleted."


def test_rows_that_would_be_called_the_same_are_told_apart():
    twins = [ending(3, username="same", handle="linkedin/a"), ending(4, username="same", handle="linkedin/b")]
    view = ends_view(overview(cards=twins, setups=[]), [])
    assert [r.about for r in view.groups[0].rows] == ["Linkedin, @same, linkedin/a", "Linkedin, @same, linkedin/b"]


# ---------------------------------------------------------------- the page


def page_of(theme, show, *cards, posts=(), **more) -> tuple[EndsPage, FakeDesk]:
    desk = FakeDesk(theme)
    page = EndsPage(desk, Ends())
    show(page)
    page.show_view(ends_view(overview(cards=list(cards), setups=more.get("setups", [])), posts))
    return page, desk


def test_a_button_leads_to_the_sign_in(theme, show):
    page, desk = page_of(theme, show, ending(3), ending(4, "youtube"))
    (card,) = page.groups
    for view in card.rows:
        assert view.button is not None
        view.button.click()
    assert desk.went == [Connect(p, "browser", again=f"{p}/{p}") for p in ("linkedin", "youtube")]
    first = card.rows[0].button
    assert first is not None
    assert name_of(first) == "Sign in again, Linkedin, @linkedin"


def test_one_button_at_most_is_primary(theme, show):
    def primaries(page: QWidget) -> int:
        return sum(1 for found in page.findChildren(PrimaryButton) if found.isVisible())

    page, _ = page_of(theme, show, ending(3), ending(4, "youtube"))
    assert primaries(page) == 1
    page, _ = page_of(theme, show, ending(20), ending(40, "youtube"))
    assert primaries(page) == 0


def test_the_focus_stays_on_its_button_when_the_page_is_read_again(theme, show):
    page, _ = page_of(theme, show, ending(3), ending(4, "youtube"))
    note = page.groups[0].rows[1].note
    assert note is not None
    note.setFocus()
    page.show_view(ends_view(overview(cards=[ending(2, "x"), ending(4, "youtube")], setups=[]), []))
    focused = QApplication.focusWidget()
    assert focused is page.groups[0].rows[1].note
    assert focused is not note


def test_nothing_at_all_leads_to_adding_an_account(theme, show):
    page, desk = page_of(theme, show)
    button(page, "Add an account").click()
    assert desk.went == [Welcome()]
    assert page.all_button.isHidden()
    page.show_view(ends_view(overview(cards=[ending(3), ending(9, "x")], setups=[]), []))
    assert page.empty is None
    assert page.all_button.isVisible()


def test_a_database_that_does_not_answer_is_said_with_a_way_to_try_again(theme, show, run):
    broken = [True]

    async def answers(_work):
        if broken[0]:
            raise StoreError("The database does not answer.", "Try again.")
        return ends_view(overview(cards=[ending(3)], setups=[]), [])

    async def body() -> None:
        desk = FakeDesk(theme, answers=answers)
        page = EndsPage(desk, Ends())
        show(page)
        await page.refresh()
        assert "The database does not answer." in words(page)
        broken[0] = False
        button(page, "Try again").click()
        await idle(page)
        assert "does not answer" not in words(page)
        assert len(page.groups) == 1

    run(body())


# ---------------------------------------------------------------- real accounts of the practice world


@story
async def test_connected_accounts_and_a_waiting_test_post(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        connection = await jobs.ports.records.connection(X)
        assert connection is not None
        plan = jobs.posting.plan(connection, "public", jobs.posting.unique_text())
        await jobs.posting.publish(plan, delete_after=3600)
        view = await _seen(jobs)
    found = {r.key: (group.period, r) for group in view.groups for r in group.rows}
    period, post = next(value for key, value in found.items() if key.startswith("post:"))
    assert (period, post.platform) == ("week", "x")
    assert found[X][1].quiet == "Renews itself"
    assert found[TELEGRAM][0] == "never"
