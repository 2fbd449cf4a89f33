"""The question whether others see the post: asked where the platform does not tell, and what the answers lead to."""

import pytest
from tests.desktop.pages.driving import button, focused, until, words
from tests.desktop.pages.test_post.hands import ends, press, sheet
from tests.desktop.pages.test_post.made_up import Seat
from tests.desktop.screens_pages import to_see

from stagedoor.desktop.places import Sitting
from stagedoor.domain.errors import StoreFull

pytestmark = pytest.mark.usefixtures("calm_fingers")
ASKED = to_see().question


async def asked(seat: Seat) -> None:
    await press(seat, "Post for 60 seconds")
    await ends(seat, "Open it in a private window. Do you see it?")


def test_where_others_see_it_nothing_is_asked(story):
    async def body(seat: Seat) -> None:
        await press(seat, "Post for 60 seconds")
        await ends(seat, "Deleting it in")
        await until(lambda: seat.desk.changes)
        assert sheet(seat).running.looking is None

    story(body)


def test_a_yes_is_kept_and_said(story):
    async def body(seat: Seat) -> None:
        await asked(seat)
        assert ASKED.lines[0] in words(seat.page)
        button(seat.page, "Yes, I see it").click()
        await ends(seat, "Others see what you post to X.")
        assert seat.services.said == ["yes"]
        assert focused() is sheet(seat).running
        assert button(seat.page, "Delete now").isVisible()

    story(body, question_here=ASKED)


def test_a_no_leads_to_where_it_is_mended(story):
    async def body(seat: Seat) -> None:
        await asked(seat)
        button(seat.page, "No").click()
        await ends(seat, "Only you see what you post to X.")
        lead = button(seat.page, "Make it public")
        assert focused() is lead
        lead.click()
        assert seat.services.said == ["no"]
        assert seat.desk.went == [Sitting("meta", "publish")]

    story(body, question_here=ASKED)


def test_one_who_looked_in_time_can_answer_when_the_post_is_gone(story):
    async def body(seat: Seat) -> None:
        await asked(seat)
        await press(seat, "Delete now")
        await ends(seat, "Did you see it in a private window?")
        assert ASKED.lines[0] not in words(seat.page)
        button(seat.page, "Yes, I saw it").click()
        await ends(seat, "Others see what you post to X.")

    story(body, question_here=ASKED)


def test_another_test_post_asks_anew(story):
    async def body(seat: Seat) -> None:
        await asked(seat)
        button(seat.page, "Yes, I see it").click()
        await ends(seat, "Others see what you post to X.")
        seat.services.question_here = None
        await press(seat, "Delete now")
        await ends(seat, "Deleted. Nothing is left.")
        await press(seat, "Another test post")
        await until(sheet(seat).compose.isVisible)
        await press(seat, "Post for 60 seconds")
        await ends(seat, "Deleting it in")
        assert "Others see" not in words(seat.page)

    story(body, question_here=ASKED)


def test_an_answer_that_cannot_be_kept_stays_to_be_given(run, seat):
    taken = seat()
    taken.services.question_here = ASKED
    taken.services.fails = {"seen": StoreFull("There is no room left on the disk.", "Make some room.")}

    async def main() -> None:
        await taken.page.refresh()
        await asked(taken)
        button(taken.page, "Yes, I see it").click()
        await until(lambda: taken.desk.problems)
        assert button(taken.page, "Yes, I see it").isEnabled()
        assert taken.services.said == []

    run(main())
