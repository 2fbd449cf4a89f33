"""What goes wrong with a test post: said in words, with the button that mends it."""

import pytest
from tests.desktop.pages.driving import button, until, words
from tests.desktop.pages.test_post.hands import Take, ends, press, sheet
from tests.desktop.screens_pages import TEXT, spec
from tests.desktop.widgets_under_test import Runs

from stagedoor.desktop.places import Account, Connect
from stagedoor.domain.errors import (
    BadInput,
    Limited,
    PlatformRefused,
    SecretLocked,
    SignInNeeded,
    StagedoorError,
    TimedOut,
)

pytestmark = pytest.mark.usefixtures("calm_fingers")


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


def test_a_fault_of_ours_while_sending_says_that_the_post_may_be_there(run: Runs, seat: Take):
    taken = seat()
    taken.services.fails["publish"] = ValueError("a fault")

    async def main() -> None:
        await taken.page.refresh()
        await press(taken, "Post")
        await ends(taken, "The post may be there. Look before you post again.")
        await until(lambda: len(taken.desk.problems) == 1)

    run(main())
