"""Around a page of the wizard: beside a browser, pictures, notes, and what platforms say."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from tests.desktop.pages.driving import button, dialog, idle, until, words
from tests.desktop.screens_wizard import (
    CRUMB,
    done,
    found,
    identity,
    shown,
    step,
    trouble,
)
from tests.desktop.wizard.at_the_page import CLIENT_ID, Jobs, Seen, field, png, x_keys

from stagedoor.desktop.pictures import decoded
from stagedoor.desktop.widgets import Portrait
from stagedoor.desktop.wizard.notes import note_text
from stagedoor.desktop.wizard.page import WizardPage
from stagedoor.desktop.wizard.shown import DONE, SIGN_IN, Made


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
