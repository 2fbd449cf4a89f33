"""The wizard's page: what it makes of snapshots, keys and copies, without a flow behind it."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QApplication
from tests.desktop.conftest import Runs, Show
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import button, dialog, idle, until, words
from tests.desktop.screens_wizard import (
    CATALOGUE,
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

from stagedoor.desktop import places
from stagedoor.desktop.pictures import decoded
from stagedoor.desktop.places import Account, Connect
from stagedoor.desktop.preferences import NO, OFFER_COPIED
from stagedoor.desktop.start import Start
from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import CheckBox, Portrait, TextField
from stagedoor.desktop.wizard.link import Link
from stagedoor.desktop.wizard.notes import note_text
from stagedoor.desktop.wizard.page import WizardPage
from stagedoor.desktop.wizard.shown import DONE, SIGN_IN, Left, Made, Shown, SignIn
from stagedoor.desktop.wizard.views.step import StepView
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.recognising import Recognised, recognise
from stagedoor.services.connect import Order

CLIENT_ID = "bWFkZVVwRXhhbXBsZUFwcE1haW46MTpjaQ"
KEYS = "client"
Story = Callable[[], Coroutine[Any, Any, None]]


START = Start(
    opened=nullcontext, home=Path(), usual_home=False, look=Path(), lone=nullcontext, meeting="",  # type: ignore[arg-type]
    on_loop_fault=lambda _loop, _what: None, practise=lambda: None, show=lambda _path: True, log=Path(),
    version="0.1.0",
)  # fmt: skip


class Jobs:
    """The services that the page asks beside its flow."""

    def __init__(self, settings: dict[str, str] | None = None, picture: bytes = b"") -> None:
        self._settings, self._picture = settings or {}, picture
        self.ticks: list[tuple[str, str, bool]] = []
        self.opened: list[str] = []
        self.world = self.records = self.recognise = self.pictures = self.needs = self.browser = self.secrets = self

    async def probe(self) -> KeychainState:
        return KeychainState(backend="made-up", name="a made-up keychain", works=True)

    async def settings(self) -> dict[str, str]:
        return self._settings

    def run(self, text: str, platforms: list[str]) -> Recognised:
        return recognise([CATALOGUE.platforms[id] for id in platforms or CATALOGUE.platforms], text)

    async def fetch(self, _url: str) -> bytes:
        return self._picture

    async def tick(self, platform: str, need: str, *, on: bool) -> None:
        self.ticks.append((platform, need, on))

    async def open(self, url: str) -> bool:
        self.opened.append(url)
        return bool(url)


class Walk(Link):
    """In the place of the link to a flow: what the page gave it, oldest first."""

    def __init__(self) -> None:  # no flow is behind it
        self.answers: list[tuple[object, int]] = []
        self.steps: list[str] = []
        self.orders: list[Order] = []
        self.again_count = 0

    async def answer(self, given: object, turn: int) -> None:
        self.answers.append((given, turn))

    async def go_to(self, step: str) -> None:
        self.steps.append(step)

    async def again(self) -> None:
        self.again_count += 1

    async def live(self, order: Order) -> None:
        self.orders.append(order)


class Seen:
    """A page on screen, and what it did."""

    def __init__(self, theme: Theme, show: Show, run: Runs) -> None:
        self._theme, self._show, self._run = theme, show, run
        self.jobs, self.walk = Jobs(), Walk()

    def tell(self, snapshot: Shown | Connect, story: Callable[[WizardPage], Coroutine[Any, Any, None]]) -> None:
        async def whole() -> None:
            self.desk = FakeDesk(self._theme, jobs=self.jobs, start=START)
            place = snapshot if isinstance(snapshot, Connect) else Connect(snapshot.platform)
            page = WizardPage(self.desk, place, link=self.walk)
            self._show(page, QSize(1280, 820))  # before anything runs: it waits in a loop of its own
            if isinstance(snapshot, Shown):
                page.show_shown(snapshot)
            try:
                await story(page)
                await idle(page)
            finally:
                await page.tasks.aclose()
            assert self.desk.problems == []

        self._run(whole())


@pytest.fixture
def seen(theme: Theme, show: Show, run: Runs) -> Seen:
    QGuiApplication.clipboard().clear()
    return Seen(theme, show, run)


def field(page: WizardPage) -> TextField:
    return next(f for f in page.findChildren(TextField) if f.isVisible())


def x_keys(**changes: Any) -> Shown:
    return shown("x", step("x", KEYS, **changes), KEYS)


def come_back(page: WizardPage) -> None:
    """From a developer page to the window."""
    QApplication.sendEvent(page, QEvent(QEvent.Type.ActivationChange))


def drop(page: WizardPage, data: QMimeData) -> None:
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(event)


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


def test_what_is_in_the_way_has_the_button_that_mends_it(seen: Seen):
    async def story(page: WizardPage) -> None:
        button(page, "Go to the step: Buy credits").click()
        await until(lambda: seen.walk.steps)
        page.show_shown(shown("x", trouble(again="Start again", calm=True), SIGN_IN))
        button(page, "Start again").click()
        await until(lambda: seen.walk.again_count)

    seen.tell(shown("x", trouble(step="credits", step_title="Buy credits"), SIGN_IN), story)
    assert seen.walk.steps == ["credits"]


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


# ---------------------------------------------------------------- keys that were copied, dropped or are here already


def test_a_key_that_was_just_copied_is_offered_and_used_only_when_pressed(seen: Seen):
    async def story(page: WizardPage) -> None:
        QGuiApplication.clipboard().setText(f"Client ID {CLIENT_ID}")
        come_back(page)
        await until(page.at_hand.copied.isVisible)
        assert field(page).value == ""
        assert CLIENT_ID not in words(page)
        button(page, "Use it").click()
        assert field(page).value == CLIENT_ID
        assert not page.at_hand.copied.isVisible()
        field(page).set_value("")
        come_back(page)
        await idle(page)
        assert not page.at_hand.copied.isVisible()  # it was offered already

    seen.tell(x_keys(), story)


@pytest.mark.parametrize("copied", ["", "a shopping list", "x" * 6000])
def test_what_is_no_key_for_this_step_is_not_offered(seen: Seen, copied: str):
    async def story(page: WizardPage) -> None:
        QGuiApplication.clipboard().setText(copied)
        come_back(page)
        await idle(page)
        assert not page.at_hand.copied.isVisible()

    seen.tell(x_keys(), story)


def test_nothing_is_offered_where_the_person_wants_none(seen: Seen):
    seen.jobs = Jobs({OFFER_COPIED: NO})

    async def story(page: WizardPage) -> None:
        QGuiApplication.clipboard().setText(CLIENT_ID)
        come_back(page)
        await idle(page)
        assert not page.at_hand.copied.isVisible()

    seen.tell(x_keys(), story)


def test_a_dropped_file_fills_the_fields_that_it_holds_keys_for(seen: Seen, tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text(f"X_CLIENT_ID={CLIENT_ID}\nOTHER=1\n")

    async def story(page: WizardPage) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        drop(page, data)
        await until(lambda: field(page).value)
        assert field(page).value == CLIENT_ID

    seen.tell(x_keys(), story)


def test_a_dropped_text_without_a_key_says_so_and_changes_nothing(seen: Seen):
    async def story(page: WizardPage) -> None:
        data = QMimeData()
        data.setText("hello")
        drop(page, data)
        await until(lambda: seen.desk.said)
        assert field(page).value == ""

    seen.tell(x_keys(), story)
    assert seen.desk.said == [("No key for this step was recognised in it.", "warning")]


def test_complete_keys_go_straight_to_the_sign_in(seen: Seen):
    async def story(page: WizardPage) -> None:
        QGuiApplication.clipboard().setText(f"X_CLIENT_ID={CLIENT_ID}")
        button(page, "Paste").click()
        await until(lambda: "X, Sign in with the browser" in words(page))
        assert CLIENT_ID not in words(page)
        button(page, "Connect with these").click()
        await until(lambda: seen.walk.orders)

    seen.tell(Connect("", have_keys=True), story)
    (order,) = seen.walk.orders
    assert (order.platform, order.route, dict(order.given)) == ("x", "browser", {"client_id": CLIENT_ID})


def test_keys_that_are_not_all_are_filled_in_where_the_guide_asks_for_them(seen: Seen):
    async def story(page: WizardPage) -> None:
        QGuiApplication.clipboard().setText(f"X_API_KEY={'aB3' * 8}a")
        button(page, "Paste").click()
        await until(lambda: "Still missing" in words(page))
        button(page, "Go on with these").click()
        await until(lambda: seen.walk.orders)
        route = CATALOGUE.platforms["x"].route["keys"]
        asking = next(id for id, s in route.step.items() if "api_key" in s.fields)
        guide = step("x", KEYS)
        prompt = replace(guide.fields[0], id="api_key", label="API Key", secret=True)
        page.show_shown(shown("x", replace(guide, id=asking, fields=[prompt]), "client"))
        assert field(page).value == f"{'aB3' * 8}a"

    seen.tell(Connect("", have_keys=True), story)
    assert dict(seen.walk.orders[0].given) == {}


def test_nothing_recognised_says_so(seen: Seen):
    async def story(page: WizardPage) -> None:
        button(page, "Paste").click()
        assert "Nothing was copied." in words(page)
        QGuiApplication.clipboard().setText("hello")
        button(page, "Paste").click()
        await until(lambda: "No key of a platform was recognised" in words(page))

    seen.tell(Connect("", have_keys=True), story)


# ---------------------------------------------------------------- beside the browser, pictures, notes


def test_beside_a_browser_the_window_is_narrow_and_afterwards_as_it_was(seen: Seen):
    async def story(page: WizardPage) -> None:
        before = page.window().size()
        button(page, "Put beside browser").click()
        assert page.window().width() < before.width()
        button(page, "Full window again").click()
        assert page.window().size() == before
        button(page, "Put beside browser").click()
        assert page.may_leave()
        assert page.window().size() == before

    seen.tell(x_keys(), story)


def png(side: int) -> bytes:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


@pytest.mark.parametrize(("data", "shown_picture"), [(png(64), True), (b"no picture", False), (b"", False)])
def test_a_picture_that_can_be_had_is_shown_and_any_other_is_a_letter(seen: Seen, data: bytes, shown_picture: bool):
    seen.jobs = Jobs(picture=data)
    account = replace(CRUMB, avatar="https://pictures.invalid/1.png")

    async def story(page: WizardPage) -> None:
        (portrait,) = page.findChildren(Portrait)
        await idle(page)
        assert portrait.has_picture is shown_picture

    seen.tell(shown("x", identity(account), SIGN_IN), story)


def test_a_picture_of_too_many_points_is_none():
    assert decoded(png(64), 32) is not None
    bomb = bytearray(png(64))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2  # says that it has 3.6 thousand million points
    assert decoded(bytes(bomb), 32) is None


def test_the_note_about_a_step_that_looks_different_holds_nothing_that_was_typed(seen: Seen):
    async def story(page: WizardPage) -> None:
        field(page).set_value(CLIENT_ID)
        button(page, "It looks different").click()
        asked = await dialog(page)
        asked.accept()
        await until(lambda: seen.desk.said)
        note = QGuiApplication.clipboard().text()
        assert "step 7" in note or "(client)" in note
        assert CLIENT_ID not in note

    seen.tell(x_keys(), story)


def test_a_note_names_step_page_age_and_what_is_seen_instead():
    note = note_text(step("x", "settings"), "X", "0.1.0", "A button is gone.")
    for part in ("Stagedoor 0.1.0", "(settings)", "Last seen 21 Nov 2026.", "A button is gone.", "User authentication"):
        assert part in note


# ---------------------------------------------------------------- what platforms say


HOSTILE = "<b>Crumb</b> <img src=x onerror=alert(1)>\u202e\u200b" + "A" * 1_000_000


def test_what_a_platform_says_is_shown_plain_and_cut(seen: Seen):
    account = replace(CRUMB, name=HOSTILE, username=HOSTILE, problem=HOSTILE)
    snapshots = [
        shown("x", replace(identity(account), lines=[HOSTILE]), SIGN_IN),
        shown("telegram", found(candidates=[account]), "add_channel"),
        shown("x", trouble(cause=HOSTILE, fix=HOSTILE), SIGN_IN),
        shown("x", done(accounts=[Made(handle="x/crumb", name=HOSTILE, works=False, sentence=HOSTILE)]), DONE),
    ]  # fmt: skip

    async def story(page: WizardPage) -> None:
        for snapshot in snapshots:
            page.show_shown(snapshot)
            told = words(page)
            assert "<b>Crumb</b>" in told
            assert "\u202e" not in told
            assert "\u200b" not in told
            assert len(told) < 20_000

    seen.tell(x_keys(), story)


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
