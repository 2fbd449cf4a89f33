"""The page of test posts over made-up services: what it sends, what it says, and where its buttons lead."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.desktop.pages.driving import button, focused, idle, until, words
from tests.desktop.pages.test_post.hands import Take, ends, idle_but_following, press, segment, sheet
from tests.desktop.pages.test_post.made_up import Seat
from tests.desktop.screens_pages import NO_RIGHT, PARTIAL, TEXT, measured, offer
from tests.desktop.widgets_under_test import Runs, name_of

from stagedoor.desktop.widgets import Dialog, PrimaryButton
from stagedoor.domain.errors import (
    NotFound,
)

pytestmark = pytest.mark.usefixtures("calm_fingers")


def test_nothing_is_sent_before_the_button_is_pressed(story):
    async def body(seat):
        await idle(seat.page)
        assert seat.services.sent == []
        assert "Seen by everyone on X." in words(seat.page)
        assert button(seat.page, "Post").label() == "Post for 60 seconds · at most $0.025"
        assert button(seat.page, "Post").accessibleDescription() == "Seen by everyone on X."

    story(body)


def test_the_button_says_the_price_of_what_was_chosen(story):
    async def body(seat):
        compose = sheet(seat).compose
        segment(seat, "Keep it").click()
        assert button(seat.page, "Post").label() == "Post and keep it · at most $0.015"
        segment(seat, "10 minutes").click()
        assert button(seat.page, "Post").label() == "Post for 10 minutes · at most $0.025"
        compose.area.set_value("Bread at crumbkitchen.example")
        await until(lambda: button(seat.page, "Post").label() == "Post for 10 minutes · at most $0.21")
        segment(seat, "Check only").click()
        assert button(seat.page, "Check").label() == "Check now"
        assert not compose.keep.isVisible()

    story(body)


def test_what_is_not_possible_cannot_be_chosen_and_says_why(story):
    async def body(seat):
        private = segment(seat, "Private")
        assert not private.isEnabled()
        assert name_of(private) == "Private, Telegram has no private posts in a channel"
        assert "Private: Make a second channel for tests" in words(seat.page)
        private.click()
        assert sheet(seat).compose.far.value == "public"

    story(body, "telegram")


def dialog(seat: Seat) -> Dialog | None:
    return next((d for d in seat.page.window().findChildren(Dialog) if d.isVisible()), None)


def test_a_draft_comes_first_and_a_warning_is_agreed_to_before_anything_is_sent(story):
    async def body(seat):
        assert sheet(seat).compose.far.value == "draft"
        assert button(seat.page, "Send").label() == "Send the draft · free"
        private = segment(seat, "Private")
        assert name_of(private) == "Private, Your whole account must be private for this"
        private.click()
        assert "With an audience: do not." in words(seat.page)
        for agrees in (False, True):
            await press(seat, "Post for your eyes only")
            await until(lambda: dialog(seat) is not None)
            asked = dialog(seat)
            assert asked is not None
            assert "Your whole account must be private for this." in words(asked)
            assert seat.services.sent == []
            (asked.yes if agrees else asked.no).click()
            await until(lambda: dialog(seat) is None and "agree" not in seat.page.tasks.names())
        await until(lambda: seat.services.sent)
        assert [rung for _, rung, _ in seat.services.sent] == ["private"]

    story(body, "tiktok")


def test_a_draft_is_taken_away_on_the_phone_and_no_button_pretends_otherwise(story):
    async def body(seat):
        await press(seat, "Send the draft")
        await until(lambda: "Posting to TikTok works" in words(seat.page))
        assert "discard the draft" in words(seat.page)
        assert "Delete it" not in words(seat.page)

    story(body, "tiktok")


def test_the_keyboard_begins_at_the_choice_that_is_made(story, qtbot: QtBot):
    async def body(seat):
        assert name_of(focused()).startswith("Public, then deleted")
        await until(lambda: segment(seat, "Public").x() > segment(seat, "Check only").x())
        qtbot.keyClick(focused(), Qt.Key.Key_Left)
        assert sheet(seat).compose.far.value == "dry"

    story(body)


def test_a_text_that_is_too_long_is_said_at_the_text_and_not_sent(story):
    async def body(seat):
        area = sheet(seat).compose.area
        area.set_value("a" * 294)
        await until(lambda: area.problem)
        assert area.problem == "Too long by 14: X takes 280."
        await press(seat, "Post")
        assert area.edit.hasFocus()
        area.set_value("a" * 280)
        await until(lambda: not area.problem)
        assert seat.services.sent == []

    story(body)


def test_an_empty_text_is_said_when_it_is_sent(story):
    async def body(seat):
        area = sheet(seat).compose.area
        area.set_value("")
        await idle(seat.page)
        assert area.problem == ""
        await press(seat, "Post")
        assert area.problem == "Write at least one character."
        assert seat.services.sent == []

    story(body)


def test_another_text_can_be_had_and_taken_back(story):
    async def body(seat):
        area = sheet(seat).compose.area
        await press(seat, "New text")
        await until(lambda: area.value == "A new text")
        assert sheet(seat).preview.text.text() == "A new text"
        area.edit.undo()
        assert area.value == TEXT

    story(body)


def test_a_double_click_hits_nothing_that_comes_into_its_place(story, qapp: QApplication):
    async def body(seat):
        qapp.setDoubleClickInterval(60_000)
        await press(seat, "Post")
        await ends(seat, "Posted.")
        button(seat.page, "Delete now").click()
        button(seat.page, "Keep").click()
        await idle_but_following(seat)
        assert sheet(seat).course.phase == "waiting"
        assert seat.services.deletions_asked == 0

    story(body)


def test_check_only_sends_nothing_and_says_what_it_found(story):
    async def body(seat):
        seat.services.state, seat.services.answers = PARTIAL, [NO_RIGHT]
        segment(seat, "Check only").click()
        await press(seat, "Check now")
        assert sheet(seat).running.texts() == ["Checking…"]
        await ends(seat, "Two steps put it right. Nothing was sent.")
        said = sheet(seat).running.texts()
        assert said[0] == "The text fits | 55 of 280"
        assert said[1].startswith("May these keys post?")
        assert "The permission to post was not given." in said[1]
        assert any("Not asked: it may cost $0.01." in line for line in said)
        assert seat.services.sent == []
        await press(seat, "Back to the text")
        assert sheet(seat).compose.far.value == "dry"

    story(body)


def test_a_check_that_nothing_hinders(story):
    async def body(seat):
        segment(seat, "Check only").click()
        await press(seat, "Check now")
        await ends(seat, "Nothing stands in the way of a post. Nothing was sent.")
        await until(button(seat.page, "Done").hasFocus)

    story(body)


def test_a_check_that_cannot_be_made_leads_back_and_is_said(run: Runs, seat: Take):
    taken = seat()
    taken.services.fails["check"] = NotFound("This account is not here any more.")

    async def main() -> None:
        await taken.page.refresh()
        segment(taken, "Check only").click()
        await press(taken, "Check now")
        await until(lambda: taken.desk.problems)
        assert sheet(taken).compose.isVisible()

    run(main())


def test_a_measure_that_comes_late_does_not_take_the_steps_away(story):
    async def body(seat):
        segment(seat, "Check only").click()
        sheet(seat).compose.area.set_value("Another text")
        button(seat.page, "Check now").click()
        await idle(seat.page)
        assert sheet(seat).running.isVisible()
        assert not sheet(seat).compose.isVisible()

    story(body)


def test_an_account_that_is_gone_is_said_and_read_again(run: Runs, seat: Take):
    taken = seat()
    here, taken.services.connection_here = taken.services.connection_here, None

    async def main() -> None:
        for _ in range(2):
            await taken.page.refresh()
            await ends(taken, "This account is not here any more.")
        assert words(taken.page).count("This account is not here any more.") == 1
        assert isinstance(button(taken.page, "Done"), PrimaryButton)
        taken.services.connection_here = here
        await taken.page.refresh()
        await ends(taken, "How far")
        assert "This account is not here any more." not in words(taken.page)
        assert button(taken.page, "Post").isVisible()

    run(main())


def test_new_prices_are_shown_and_what_was_typed_stays(story):
    async def body(seat):
        area = sheet(seat).compose.area
        area.set_value("My own words")
        await idle(seat.page)
        dearer = [replace(rung, price=rung.price * 2) for rung in seat.services.offered.rungs]
        seat.services.offered = offer(rungs=dearer, measured=measured("Another"))
        await seat.page.refresh()
        assert area.value == "My own words"
        assert button(seat.page, "Post").label() == "Post for 60 seconds · at most $0.04"

    story(body)
