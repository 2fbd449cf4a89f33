"""The page of an account over the real services, on their own thread, and the practice platforms behind them."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.account.windows import Window
from tests.desktop.pages.driving import button, idle, until, words
from tests.desktop.screens_account import by_hand
from tests.desktop.widgets_under_test import Runs
from tests.helpers.home import Home
from tests.services.rig import BOT, NEWS, TELEGRAM, X, connect_telegram

from stagedoor.desktop import places
from stagedoor.desktop.pages.account.page import AccountPage
from stagedoor.desktop.places import Account, Accounts, Connect, Tab
from stagedoor.domain.entities import Connection
from stagedoor.practice import Visitor


def test_a_healthy_account_at_a_glance(window: Window, x: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X) as page:
            told = words(page)
            for said in ("It works", "Sign in with the browser", "tweet.write", "connected", X, "Works"):
                assert said in told
            assert page.title == "Crumb Kitchen"
            button(page, "Test post").click()
            assert window.desk.went == [places.TestPost(X)]

    run(story())


def test_what_is_broken_comes_first_with_its_steps_and_buttons(window: Window, read_only: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X, "doctor") as page:
            (trouble,) = page.doctor.panel.troubles
            assert trouble.trouble.title == "Reading works, posting does not"
            button(page, "Open the page").click()
            await until(lambda: window.browser.opened)
            button(page, "Enter the keys again").click()
            assert window.desk.went == [Connect("x", "keys", again=X)]

    run(story())
    assert window.browser.opened[0].startswith("http://127.0.0.1:")  # the portal, where practice has it


def test_run_again_asks_and_shows_what_changed(window: Window, home: Home, visitor: Visitor, run: Runs):
    asyncio.run(connect_telegram(home, visitor))

    async def story() -> None:
        async with window.opened(TELEGRAM, "doctor") as page:
            run_again = button(page, "Run again")
            run_again.setFocus(Qt.FocusReason.TabFocusReason)
            assert page.doctor.panel.troubles == []
            telegram = home.world.telegram
            telegram.set_rights(telegram.bot(BOT), telegram.chat(NEWS), [])
            run_again.click()
            await until(lambda: page.doctor.panel.troubles)
            await idle(page)
            assert QApplication.focusWidget() is run_again  # whoever pressed it goes on from there
            assert "Cannot post" in page.head.pill.text()
            telegram.set_rights(telegram.bot(BOT), telegram.chat(NEWS), ["post_messages", "delete_messages"])
            run_again.click()
            await until(lambda: not page.doctor.panel.troubles)

    run(story())


def test_what_costs_money_is_asked_only_by_the_button_with_the_price(window: Window, x: Connection, run: Runs):
    def asked() -> int:
        return sum(1 for r in window.home.world.requests if r.path.endswith("/2/users/me"))

    async def story() -> None:
        async with window.opened(X, "doctor") as page:
            window.home.world.clock.advance(2 * 86_400)
            before = asked()
            button(page, "Run again").click()
            await idle(page)
            assert asked() == before
            pay = button(page, "Ask now")
            assert "$0.01" in pay.label()
            pay.click()
            await idle(page)
            assert asked() == before + 1

    run(story())


def test_checks_are_not_asked_again_by_looking_at_a_tab(window: Window, x: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X) as page:
            before = len(window.home.world.requests)
            tabs: tuple[Tab, ...] = ("doctor", "scripts", "activity", "overview")
            for tab in tabs:
                page.choose_tab(tab)
                await idle(page)
            assert len(window.home.world.requests) == before  # it was connected just now
            window.home.world.clock.advance(3 * 3600)  # its token has ended: a check renews it
            await page.refresh()
            page.choose_tab("doctor")
            await idle(page)
            assert len(window.home.world.requests) > before

    run(story())


def test_a_report_is_copied_and_holds_no_key(window: Window, read_only: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X, "doctor") as page:
            copy = button(page, "Copy report")
            copy.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(copy, Qt.Key.Key_Return)

    run(story())
    report = QGuiApplication.clipboard().text()
    assert "[broken] access read_only" in report
    assert "Stagedoor 0.1.0" in report
    assert not any(secret in report for secret in window.home.world.secrets())


def test_the_checks_unfold_by_keyboard(window: Window, x: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X, "doctor") as page:
            fine = page.doctor.panel.fine
            fine.fold.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(fine.fold, Qt.Key.Key_Space)
            assert fine.unfolded
            assert fine.fold.accessibleName() == "Hide the checks"

    run(story())


def test_tabs_keep_the_page_and_move_by_keyboard(window: Window, x: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X) as page:
            page.tabs.setFocus()
            for expected in ("doctor", "scripts", "activity"):
                QTest.keyClick(page.tabs, Qt.Key.Key_Right)
                assert page.tabs.value == expected
                await page.refresh()
                assert page.tabs.value == expected
                panes = (page.overview, page.doctor, page.scripts, page.activity)
                assert [pane.isVisible() for pane in panes].count(True) == 1
            assert "Connected." in words(page)
            assert window.desk.went == window.desk.replaced == []

    run(story())


def test_an_account_that_went_away_meanwhile_says_so(window: Window, x: Connection, run: Runs):
    async def story() -> None:
        async with window.opened("x/nobody") as page:
            await until(lambda: "not here any more" in words(page))
            button(page, "Show the accounts").click()
            assert window.desk.went == [Accounts()]

    run(story())


@pytest.mark.parametrize("tab", ["doctor", "scripts"])
def test_by_hand_there_is_nothing_to_look_after(window: Window, run: Runs, tab: Tab):
    async def story() -> None:
        desk = FakeDesk(window.theme, start=window.start)
        page = AccountPage(desk, Account("telegram/crumbkitchen", tab))
        window.show(page)
        page.show_sight(by_hand())
        assert page.tabs.value == "overview"
        assert [page.tabs.isTabVisible(at) for at in range(4)] == [True, False, False, True]
        assert not page.head.post.isVisible()

    run(story())
