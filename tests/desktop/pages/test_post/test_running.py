"""What happens on the page after the button was pressed, until the post is gone or stays."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from shiboken6 import isValid
from tests.desktop.pages.driving import button, idle, until, words
from tests.desktop.pages.test_post.hands import LINK, Take, ends, idle_but_following, press, segment, sheet
from tests.desktop.screens_accounts import NOW
from tests.desktop.screens_pages import TEXT, offer, post
from tests.desktop.widgets_under_test import Runs

from stagedoor.desktop.pages.test_post import course as course_module
from stagedoor.desktop.pages.test_post import sheet as sheet_module
from stagedoor.domain.errors import (
    Offline,
    PlatformRefused,
)

pytestmark = pytest.mark.usefixtures("calm_fingers")


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


@pytest.mark.parametrize(
    ("page", "offered"), [("https://studio.invalid/1", "Delete it there"), ("", "Delete it after all")]
)
def test_a_post_that_stays_is_deleted_here_or_on_the_page_where_the_person_does_it(story, page: str, offered: str):
    async def body(seat):
        seat.services.by_hand_page = page
        segment(seat, "Keep it").click()
        await press(seat, "Post and keep it")
        await ends(seat, "Posting to X works.")
        await press(seat, offered)
        if page:
            await until(lambda: seat.services.opened == [page])
            assert seat.services.deletions_asked == 0
        else:
            await ends(seat, "Deleted. Nothing is left.")

    story(body)
