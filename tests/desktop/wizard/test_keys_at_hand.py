"""Keys that were copied, dropped or are here already: offered, and used only when the person says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from tests.desktop.pages.driving import button, idle, until, words
from tests.desktop.screens_wizard import (
    CATALOGUE,
    shown,
    step,
)
from tests.desktop.wizard.at_the_page import CLIENT_ID, KEYS, Jobs, Seen, come_back, drop, field, x_keys

from stagedoor.desktop.places import Connect
from stagedoor.desktop.preferences import NO, OFFER_COPIED
from stagedoor.desktop.wizard.page import WizardPage


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
