"""The page of test posts over made-up services: what it sends, what it says, and where its buttons lead."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from tests.desktop.conftest import Runs, name_of
from tests.desktop.pages.driving import button, focused, idle, until, words
from tests.desktop.pages.test_post.made_up import Seat
from tests.desktop.screens_accounts import NOW
from tests.desktop.screens_pages import NO_RIGHT, PARTIAL, TEXT, measured, offer, post, spec

from stagedoor.desktop.pages.test_post import course as course_module
from stagedoor.desktop.pages.test_post import sheet as sheet_module
from stagedoor.desktop.places import Account, Connect
from stagedoor.desktop.widgets import PrimaryButton
from stagedoor.domain.errors import (
    BadInput,
    Limited,
    NotFound,
    Offline,
    PlatformRefused,
    SecretLocked,
    SignInNeeded,
    StagedoorError,
    TimedOut,
)

pytestmark = pytest.mark.usefixtures("calm_fingers")

Take = Callable[..., Seat]
LINK = "https://x.com/crumbkitchen/status/1"


@pytest.fixture
def story(run: Runs, seat: Take) -> Callable[..., None]:
    """Runs a test's coroutine with a seat at the page, which has read its prices."""

    def run_it(body: Callable[[Seat], Awaitable[None]], platform: str = "x", **services: Any) -> None:
        taken = seat(platform)
        for name, value in services.items():
            setattr(taken.services, name, value)

        async def main() -> None:
            await taken.page.refresh()
            await body(taken)
            assert taken.desk.problems == []

        run(main())

    return run_it


async def press(seat: Seat, what: str) -> None:
    """As soon as it can be pressed."""
    await until(button(seat.page, what).isEnabled)
    button(seat.page, what).click()


async def ends(seat: Seat, said: str) -> None:
    await until(lambda: said in words(seat.page))


def sheet(seat: Seat) -> Any:
    assert seat.page.sheet is not None
    return seat.page.sheet


def segment(seat: Seat, start: str) -> QRadioButton:
    (found,) = [s for s in seat.page.findChildren(QRadioButton) if name_of(s).startswith(start)]
    return found


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


def test_steps_are_said_as_they_happen(story):
    async def body(seat):
        seat.services.held = {"publish"}
        await press(seat, "Post")
        assert sheet(seat).running.texts() == ["Looking at the sign-in…", "Post", "Delete it after 60 seconds"]
        assert not sheet(seat).compose.isVisible()
        await ends(seat, "Posting…")
        assert sheet(seat).running.texts()[0] == "Sign-in is valid | 0.2 s"
        assert seat.page.footer.buttons == {}
        seat.services.let_go()
        await ends(seat, "Posted.")
        assert seat.services.sent == [(TEXT, "public", 60)]
        assert seat.desk.changes == 1

    story(body)


def test_a_double_click_sends_once(story):
    async def body(seat):
        pressed = button(seat.page, "Post")
        await until(pressed.isEnabled)
        pressed.click()
        pressed.click()
        await ends(seat, "Posted.")
        await idle_but_following(seat)
        assert len(seat.services.sent) == 1

    story(body)


async def idle_but_following(seat: Seat) -> None:
    await until(lambda: seat.page.tasks.names() == ["follow the post"])


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


def test_the_seconds_are_counted_down(story, monkeypatch: pytest.MonkeyPatch):
    now = [1000.0]
    monkeypatch.setattr(course_module, "monotonic", lambda: now[0])
    monkeypatch.setattr(sheet_module, "SECOND", 1)

    async def body(seat):
        await press(seat, "Post")
        await ends(seat, "Deleting it in 60 s")
        assert sheet(seat).running.accessibleName() == "Posted. It is deleted in 60 s."
        link = button(seat.page, "Open the post")
        link.setFocus()
        now[0] += 12
        await ends(seat, "Deleting it in 48 s")
        assert "Deleting it in 48 s | closing this page does not stop that" in sheet(seat).running.texts()
        assert link.hasFocus()
        now[0] += 60
        await ends(seat, "Deleting it now…")
        assert sheet(seat).running.accessibleName() == "Deleting it now…"

    story(body)


def test_a_computer_that_slept_counts_on_where_it_is(story):
    async def body(seat):
        await press(seat, "Post")
        await ends(seat, "Deleting it in 60 s")
        seat.services.offered = offer(now=NOW + 40, waiting=seat.services.there)
        await seat.page.refresh()
        assert "Deleting it in 20 s" in words(seat.page)

    story(body)


def test_the_link_leads_to_the_post(story):
    async def body(seat):
        await press(seat, "Post")
        await ends(seat, "Posted.")
        button(seat.page, "Open the post").click()
        await idle_but_following(seat)
        assert seat.services.opened == [LINK]
        seat.services.opens = False
        button(seat.page, "Open the post").click()
        await until(lambda: seat.desk.said)
        assert seat.desk.said == [(f"No browser could be opened. The address is {LINK}", "warning")]

    story(body)


def test_delete_now(story):
    async def body(seat):
        await press(seat, "Post")
        await ends(seat, "Posted.")
        seat.services.held = {"delete"}
        await press(seat, "Delete now")
        await ends(seat, "Deleting it now…")
        assert seat.page.footer.buttons == {}
        seat.services.let_go()
        await ends(seat, "Posting to X works. It cost at most $0.025 in all.")
        assert "Deleted. Nothing is left." in sheet(seat).running.texts()
        await until(button(seat.page, "Done").hasFocus)
        await press(seat, "Done")
        assert seat.desk.backs == 1
        assert seat.services.deletions_asked == 1

    story(body)


def test_a_post_that_is_kept_can_be_deleted_after_all(story):
    async def body(seat):
        await press(seat, "Post")
        await ends(seat, "Posted.")
        await press(seat, "Keep the post")
        await ends(seat, "It stays. Nobody deletes it for you.")
        assert not sheet(seat).running.bar.isVisible()
        await press(seat, "Delete it after all")
        await ends(seat, "Deleted. Nothing is left.")

    story(body)


def test_what_the_services_did_is_seen_without_a_press(story):
    async def body(seat):
        await press(seat, "Post")
        await until(lambda: seat.services.asked_for_news)
        seat.services.tell(status="deleted", delete_at=None)
        await ends(seat, "Deleted. Nothing is left.")
        await until(button(seat.page, "Done").hasFocus)
        await idle(seat.page)

    story(body)


def test_a_deletion_that_fails_is_tried_again_by_itself(story):
    async def body(seat):
        await press(seat, "Post")
        await until(lambda: seat.services.asked_for_news)
        seat.services.tell(Offline("This computer is offline.", "Connect it."))
        await ends(seat, "The post could not be deleted yet. This computer is offline. Connect it.")
        assert "Stagedoor tries again by itself" in words(seat.page)
        await until(lambda: seat.services.asked_for_news)
        seat.services.tell(status="deleted", delete_at=None)
        await ends(seat, "Deleted. Nothing is left.")

    story(body)


def test_a_deletion_that_is_refused_leaves_the_post_to_the_person(story):
    async def body(seat):
        await press(seat, "Post")
        await until(lambda: seat.services.asked_for_news)
        refusal = PlatformRefused("It may not be deleted.", "Delete it yourself.", kind="permission")
        seat.services.tell(refusal, status="left", delete_at=None)
        await ends(seat, "The post was not deleted. It may not be deleted.")
        await press(seat, "Open the post")
        await until(lambda: seat.services.opened == [LINK])

    story(body)


def test_a_deletion_that_failed_can_be_tried_now(story):
    async def body(seat):
        seat.services.fails["delete"] = Offline("This computer is offline.")
        await press(seat, "Post")
        await ends(seat, "Posted.")
        await press(seat, "Delete now")
        await ends(seat, "could not be deleted yet")
        seat.services.fails.clear()
        await press(seat, "Try now")
        await ends(seat, "Deleted. Nothing is left.")

    story(body)


DEAD = SignInNeeded("X ended this sign-in.", "Sign in again.")


@pytest.mark.parametrize(
    ("error", "pressed", "went"),
    [
        (DEAD, "Sign in again", Connect("x", "browser", again="x/crumbkitchen")),
        (PlatformRefused("You may not post.", kind="permission"), "See what to do",
         Account("x/crumbkitchen", "doctor")),
        (Limited("Posted enough.", code="rate_limit"), "See what to do", Account("x/crumbkitchen", "doctor")),
    ],
)  # fmt: skip
def test_a_failure_leads_to_where_it_is_mended(story, error: StagedoorError, pressed: str, went: object):
    async def body(seat):
        seat.services.fails["publish"] = error
        await press(seat, "Post")
        await ends(seat, f"Nothing was posted. {error.cause}")
        assert "Not posted" in sheet(seat).running.texts()
        await until(button(seat.page, pressed).hasFocus)
        await press(seat, pressed)
        assert seat.desk.went == [went]

    story(body)


def test_without_credit_the_page_to_buy_some_is_opened(story):
    async def body(seat):
        code = next(code for code, entry in spec("x").error.items() if entry.kind == "credit")
        seat.services.fails["publish"] = PlatformRefused("No credit is left.", kind="credit", error_id=code)
        await press(seat, "Post")
        await ends(seat, "No credit is left.")
        primary = seat.page.footer.primary
        assert primary.label().startswith("Open ")
        await press(seat, primary.label())
        await until(lambda: len(seat.services.opened) == 1)
        assert seat.services.opened[0].startswith("https://")

    story(body)


def test_locked_keys_are_unlocked_on_the_spot(story):
    async def body(seat):
        seat.services.locked = True
        seat.services.fails["sign in"] = SecretLocked("Your keychain is locked.", "Unlock it.")
        await press(seat, "Post")
        await ends(seat, "Nothing was posted. Your keychain is locked.")
        assert sheet(seat).running.texts() == ["The sign-in could not be used"]
        await press(seat, "Unlock")
        await until(sheet(seat).compose.isVisible)
        assert ("Your keys are unlocked.", "good") in seat.desk.said
        assert sheet(seat).compose.area.value == TEXT

    story(body)


def test_what_cannot_be_mended_here_leads_back_to_the_text(story):
    async def body(seat):
        seat.services.fails["publish"] = PlatformRefused("Said twice.", "Change it.", kind="content")
        await press(seat, "Post")
        await ends(seat, "Nothing was posted. Said twice. Change it.")
        await press(seat, "Back to the text")
        assert sheet(seat).compose.isVisible()
        assert sheet(seat).compose.area.value == TEXT
        assert button(seat.page, "Post").isVisible()

    story(body)


def test_an_answer_that_got_lost_is_no_failure(story):
    async def body(seat):
        error = TimedOut("X did not answer in time. It may have been published.", "Look at it.")
        error.may_be_done = True
        seat.services.fails["publish"] = error
        seat.services.connection_here = seat.services.offered.connection
        await press(seat, "Post")
        await ends(seat, "The answer got lost. X did not answer in time.")
        assert "Sent, and no answer came" in sheet(seat).running.texts()
        assert "Nothing was posted" not in words(seat.page)
        assert list(seat.page.footer.buttons) == ["done"]  # nothing sends it a second time

    story(body)


def test_a_price_that_rose_since_the_button_was_read_is_agreed_to_anew(story):
    async def body(seat):
        compose = sheet(seat).compose
        compose.area.edit.setPlainText("Bread at crumbkitchen.example")
        button(seat.page, "Post").click()  # before the text was measured
        await until(lambda: compose.area.problem)
        assert compose.area.problem == "The price has changed with the text. Look at the button again."
        assert button(seat.page, "Post").label() == "Post for 60 seconds · at most $0.21"
        assert seat.services.sent == []

    story(body)


def test_a_refused_text_is_said_at_the_text(story):
    async def body(seat):
        seat.services.fails["publish"] = BadInput("X does not take that.", "Change it.")
        await press(seat, "Post")
        await until(lambda: sheet(seat).compose.area.problem == "X does not take that. Change it.")
        assert sheet(seat).compose.area.edit.hasFocus()

    story(body)


def test_a_post_that_waits_is_found_when_one_comes_back(run: Runs, seat: Take):
    taken = seat()
    taken.services.there = post(text="An older text", delete_at=NOW + 20, sent_at=NOW - 40)
    taken.services.offered = offer(waiting=taken.services.there)

    async def main() -> None:
        await taken.page.refresh()
        await ends(taken, "Deleting it in 20 s")
        assert sheet(taken).preview.text.text() == "An older text"
        assert 0.6 < sheet(taken).course.gone < 0.7
        await until(lambda: taken.services.asked_for_news)
        await press(taken, "Delete now")
        await ends(taken, "It cost at most $0.025 in all.")
        await press(taken, "Another test post")
        await until(sheet(taken).compose.isVisible)
        assert sheet(taken).preview.text.text() == sheet(taken).compose.area.value == "A new text"

    run(main())


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


def test_a_fault_of_ours_while_sending_says_that_the_post_may_be_there(run: Runs, seat: Take):
    taken = seat()
    taken.services.fails["publish"] = ValueError("a fault")

    async def main() -> None:
        await taken.page.refresh()
        await press(taken, "Post")
        await ends(taken, "The post may be there. Look before you post again.")
        await until(lambda: len(taken.desk.problems) == 1)

    run(main())


def test_a_fault_of_ours_while_deleting_leaves_the_buttons(run: Runs, seat: Take):
    taken = seat()

    async def main() -> None:
        await taken.page.refresh()
        await press(taken, "Post")
        await ends(taken, "Posted.")
        taken.services.fails["delete"] = ValueError("a fault")
        await press(taken, "Delete now")
        await until(lambda: len(taken.desk.problems) == 1)
        taken.services.fails.clear()
        await press(taken, "Delete now")
        await ends(taken, "Deleted. Nothing is left.")

    run(main())


def test_leaving_while_it_is_sent_breaks_nothing(story):
    async def body(seat):
        seat.services.held = {"publish"}
        await press(seat, "Post")
        await ends(seat, "Posting…")
        page = seat.page
        page.tasks.close()
        page.setParent(None)
        page.deleteLater()
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
        assert not isValid(page)
        seat.services.let_go()

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
