"""The wizard's page: what it makes of snapshots, keys and copies, without a flow behind it."""

from __future__ import annotations

import asyncio
import dataclasses

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from tests.desktop.pages.driving import button, until, words
from tests.desktop.screens_wizard import (
    CATALOGUE,
    CHANNEL,
    CRUMB,
    done,
    found,
    identity,
    leaving,
    needs,
    shown,
    step,
    trouble,
)
from tests.desktop.widgets_under_test import name_of
from tests.desktop.wizard.at_the_page import CLIENT_ID, KEYS, Seen, field, x_keys

from stagedoor.desktop import places
from stagedoor.desktop.places import Account
from stagedoor.desktop.widgets import CheckBox, CopyRow, NumberedLine, PlainLabel
from stagedoor.desktop.wizard.page import WizardPage
from stagedoor.desktop.wizard.shown import DONE, SIGN_IN, Left, SignIn
from stagedoor.desktop.wizard.views.step import StepView
from stagedoor.domain.asking import CopyRow as Copy

# ---------------------------------------------------------------- snapshots


def test_what_is_typed_stays_when_the_same_step_is_shown_again_with_its_problem(seen: Seen):
    async def story(page: WizardPage) -> None:
        field(page).set_value("not a key")
        wrong = replace(step("x", KEYS).fields[0], problem="This is no Client ID.")
        page.show_shown(x_keys(fields=[wrong]))
        assert field(page).value == "not a key"
        assert field(page).problem == "This is no Client ID."
        assert QApplication.focusWidget() is field(page).edit

    seen.tell(x_keys(), story)


def test_continue_answers_with_the_values_and_the_turn_that_asked(seen: Seen):
    async def story(page: WizardPage) -> None:
        field(page).set_value(CLIENT_ID)
        button(page, "Continue").click()
        await until(lambda: seen.walk.answers)
        ((given, turn),) = seen.walk.answers
        assert (given.values, turn) == ({"client_id": CLIENT_ID}, 1)  # type: ignore[attr-defined]
        page.show_shown(dataclasses.replace(x_keys(), busy=True))
        assert not button(page, "One moment").isEnabled()

    seen.tell(x_keys(), story)


def test_open_comes_first_and_continue_is_loud_once_it_was_pressed(seen: Seen):
    async def story(page: WizardPage) -> None:
        foot = page.stage.foot
        assert type(foot.on_button).__name__ == "OutlineButton"
        button(page, "Open this page").click()
        await until(lambda: seen.jobs.opened)
        assert type(foot.on_button).__name__ == "PrimaryButton"

    seen.tell(x_keys(), story)


def test_a_done_step_can_be_gone_back_to_and_before_are_the_questions(seen: Seen):
    async def story(page: WizardPage) -> None:
        button(page, "Buy credits").click()
        await until(lambda: len(seen.walk.steps) == 1)
        button(page, "Before you start").click()
        await until(lambda: len(seen.walk.steps) == 2)
        assert seen.walk.steps == ["credits", "questions"]

    seen.tell(x_keys(), story)


def test_without_room_the_head_says_where_one_is(seen: Seen):
    async def story(page: WizardPage) -> None:
        page.set_narrow(narrow=True)
        assert "X · Step 7 of 9" in words(page)
        assert not page.stage.way.isVisible()

    seen.tell(x_keys(), story)


def test_what_is_said_about_a_page_is_shown_once(seen: Seen):
    async def story(page: WizardPage) -> None:
        assert words(page).count("Picked the token out") == 1
        page.show_shown(shown("telegram", step("telegram", "token"), "token"))
        assert "Picked the token out" not in words(page)

    told = shown("telegram", step("telegram", "token"), "token", notes=["Picked the token out of what you pasted."])
    seen.tell(told, story)


def test_leaving_says_why_and_goes_back(seen: Seen):
    async def story(page: WizardPage) -> None:
        page.show_shown(shown("x", Left("Nothing was started.")))

    seen.tell(x_keys(), story)
    assert seen.desk.said == [("Nothing was started.", "info")]
    assert seen.desk.backs == 1


def test_ticks_are_kept_as_they_are_made(seen: Seen):
    async def story(page: WizardPage) -> None:
        page.findChildren(CheckBox)[1].click()
        await until(lambda: seen.jobs.ticks)

    seen.tell(shown("x", needs()), story)
    assert seen.jobs.ticks == [("x", list(CATALOGUE.platforms["x"].route["browser"].needs)[1], True)]


# ---------------------------------------------------------------- how it ends


def test_what_is_not_proposed_is_left_to_the_person(seen: Seen):
    more = replace(CHANNEL, external_id="-3", name="Crumb Kitchen Extra", proposed=False)

    async def story(page: WizardPage) -> None:
        here, other = page.findChildren(CheckBox)
        assert (here.isChecked(), other.isChecked()) == (True, False)
        other.click()
        button(page, "Continue").click()
        await until(lambda: seen.walk.answers)
        assert seen.walk.answers[0][0] == [CHANNEL.external_id, "-3"]

    seen.tell(shown("telegram", found(candidates=[CHANNEL, more], looking=False), SIGN_IN), story)


def test_what_is_in_the_way_has_the_button_that_mends_it(seen: Seen):
    async def story(page: WizardPage) -> None:
        button(page, "Go to the step: Buy credits").click()
        await until(lambda: seen.walk.steps)
        page.show_shown(shown("x", trouble(again="Start again", calm=True), SIGN_IN))
        button(page, "Start again").click()
        await until(lambda: seen.walk.again_count)

    seen.tell(shown("x", trouble(step="credits", step_title="Buy credits"), SIGN_IN), story)
    assert seen.walk.steps == ["credits"]


def test_an_account_that_comes_along_is_not_called_one_of_the_sign_ins_platform(seen: Seen):
    along = replace(CRUMB, external_id="2", name="Crumb on Instagram", platform="instagram")
    lines = ["Posts will go to the Instagram account @crumbkitchen."]

    async def story(page: WizardPage) -> None:
        assert "Crumb on Instagram" in words(page)
        assert "Posts will go to the Instagram account" in words(page)
        assert "X · @crumbkitchen" not in words(page)

    seen.tell(shown("x", replace(identity(), accounts=[CRUMB, along], lines=lines), SIGN_IN), story)


def test_done_leads_to_a_test_post_and_says_when_it_ends(seen: Seen):
    async def story(page: WizardPage) -> None:
        assert "It ends on" in words(page)
        button(page, "Test post · at most $0.025").click()
        button(page, "Done").click()

    seen.tell(shown("x", done(), DONE), story)
    assert seen.desk.replaced == [places.TestPost("x/crumbkitchen"), Account("x/crumbkitchen")]


def test_done_without_an_end_says_nothing_about_one(seen: Seen):
    made = done().accounts[0]
    endless = done(accounts=[dataclasses.replace(made, ends_at=None)])

    async def story(page: WizardPage) -> None:
        assert "ends" not in words(page).replace("renews", "")
        assert "calendar" not in words(page)

    seen.tell(shown("x", endless, DONE), story)


def test_one_sign_in_before_a_day_is_no_end(seen: Seen):
    made = done().accounts[0]

    async def story(page: WizardPage) -> None:
        assert "No end date. Sign in once before" in words(page)
        assert "It ends on" not in words(page)

    seen.tell(shown("x", done(accounts=[dataclasses.replace(made, once=True)]), DONE), story)


def test_where_only_the_sign_in_is_left_no_length_of_a_set_up_is_said(seen: Seen):
    whole = shown("x", SignIn(leaving(), []), SIGN_IN)

    async def story(page: WizardPage) -> None:
        assert "minutes. You can stop anywhere" in words(page)
        page.show_shown(dataclasses.replace(whole, minutes=0))
        assert "Only one sign-in." in words(page)
        assert "You can stop anywhere" not in words(page)

    seen.tell(whole, story)


def test_what_does_not_work_yet_is_not_praised(seen: Seen):
    made = dataclasses.replace(done().accounts[0], works=False, sentence="The permission to post was not given.")

    async def story(page: WizardPage) -> None:
        assert "X is connected" in words(page)
        assert "X works" not in words(page)
        assert "Something is still missing." in words(page)
        assert "The permission to post was not given." in words(page)

    seen.tell(shown("x", done(accounts=[made]), DONE), story)


def test_where_nothing_comes_back_by_itself_the_address_is_asked_for_at_once(seen: Seen):
    there = SignIn(leaving(returns=False), [], opened=True)

    async def story(page: WizardPage) -> None:
        assert "you copy its address and paste it here" in words(page)
        assert "goes on by itself" not in words(page)
        field(page).set_value("https://localhost:8484/callback/?code=made-up")
        button(page, "Use this address").click()
        await until(lambda: seen.walk.addresses)

    seen.tell(shown("x", there, SIGN_IN), story)
    assert seen.walk.addresses == ["https://localhost:8484/callback/?code=made-up"]


def test_a_sign_in_says_what_is_wrong_with_a_pasted_address_at_the_field(seen: Seen):
    page_of = SignIn(leaving(), [], opened=True)

    async def story(page: WizardPage) -> None:
        button(page, "Paste the address").click()
        field(page).set_value("abc")
        page.show_shown(shown("x", page_of, SIGN_IN, notes=["This is a bare code. Paste the whole address."]))
        assert field(page).problem == "This is a bare code. Paste the whole address."
        assert words(page).count("bare code") == 1

    seen.tell(shown("x", page_of, SIGN_IN), story)


def test_a_step_view_looks_at_what_is_typed_after_a_while(seen: Seen):
    async def story(page: WizardPage) -> None:
        view = page.view
        assert isinstance(view, StepView)
        looked: list[tuple[str, str]] = []
        view.look_wanted.disconnect()
        view.look_wanted.connect(lambda id, text: looked.append((id, text)))
        field(page).set_value("a")
        field(page).set_value("ab")
        async with asyncio.timeout(5):
            while not looked:  # noqa: ASYNC110  (a timer of Qt)
                await asyncio.sleep(0.01)
        assert looked == [("client_id", "ab")]

    seen.tell(x_keys(), story)


# ---------------------------------------------------------------- what a step and a choice say


def test_each_thing_to_copy_says_what_it_is(seen: Seen):
    rows = [Copy(label="App name", value="Crumb Kitchen Publisher"), Copy(label="Contact e-mail", value="a@crumb.org"),
            Copy(label="", value="crumb_bot"), Copy(label="", value="crumb_post_bot")]  # fmt: skip

    async def story(page: WizardPage) -> None:
        names = [name_of(row.button) for row in page.findChildren(CopyRow)]
        assert names == [f"Copy, {what}" for what in (
            "App name", "Contact e-mail", "Copy this, 1 of 2", "Copy this, 2 of 2")]  # fmt: skip

    seen.tell(shown("x", step("x", "create", copy=rows), "create"), story)


def test_names_of_copies_come_from_the_platform_file():
    copies = {copy.value: copy.label for id in ("create", "settings") for copy in step("x", id).copy}
    assert copies["Crumb Kitchen Publisher"] == "App name"
    assert "Return address" in copies.values()


def test_a_numbered_line_is_read_with_its_number_first(seen: Seen):
    async def story(page: WizardPage) -> None:
        line = page.findChildren(NumberedLine)[0]
        assert [label.text() for label in line.findChildren(PlainLabel)] == ["1", "Open the page in your browser."]

    seen.tell(x_keys(), story)


def test_how_long_it_can_take_is_a_sentence(seen: Seen):
    async def story(page: WizardPage) -> None:
        assert "Usually some days." in words(page)
        assert "It can take several weeks." in words(page)

    seen.tell(shown("x", step("x", "create", wait="some days", longest="several weeks"), "create"), story)


def test_what_to_choose_stands_there_once(seen: Seen):
    ask = "Which of these shall be connected?"

    async def story(page: WizardPage) -> None:
        assert words(page).count(ask) == 1
        assert "Looking for accounts…" in words(page)
        page.show_shown(shown("x", found(title=ask, guides=[], looking=False), SIGN_IN))
        assert words(page).count(ask) == 1
        assert "Looking" not in words(page)

    seen.tell(shown("x", found(title=ask, guides=[]), SIGN_IN), story)
