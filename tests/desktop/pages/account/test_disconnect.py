"""The end of an account: here, there, or not at all."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.desktop.pages.account.windows import Window
from tests.desktop.pages.driving import dialog, idle, no_dialog, until, words
from tests.desktop.widgets_under_test import Runs
from tests.helpers.home import Home
from tests.services.rig import NEWS, TELEGRAM, TESTERS, X, connect_telegram

from stagedoor.desktop.pages.accounts.page import AccountsPage
from stagedoor.desktop.pages.disconnect import DisconnectDialog
from stagedoor.desktop.places import Accounts
from stagedoor.domain.entities import Connection
from stagedoor.practice import Visitor


def test_disconnecting_ends_it_here_and_there(window: Window, x: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X) as page:
            page.menu.chosen.emit("disconnect")
            asked = await dialog(page)
            assert isinstance(asked, DisconnectDialog)
            assert "@crumbkitchen" in asked.yes.label()
            assert asked.focusWidget() is asked.no
            asked.yes.click()
            await idle(page)
            assert window.desk.replaced == [Accounts()]
            assert window.desk.said[-1] == ("Disconnected, and ended at X too.", "good")

    run(story())
    assert window.accounts() == []
    assert window.home.secret_names() == set() or all("grant" not in name for name in window.home.secret_names())
    assert any(r.path.endswith("/2/oauth2/revoke") for r in window.home.world.requests)


def test_it_may_stay_at_the_platform(window: Window, x: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X) as page:
            page.menu.chosen.emit("disconnect")
            asked = await dialog(page)
            assert isinstance(asked, DisconnectDialog)
            assert asked.there is not None
            asked.there.box.click()
            asked.yes.click()
            await idle(page)
            assert window.desk.said[-1] == ("Disconnected.", "good")

    run(story())
    assert window.accounts() == []
    assert not any(r.path.endswith("/2/oauth2/revoke") for r in window.home.world.requests)


def test_no_keeps_everything(window: Window, x: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X) as page:
            page.menu.chosen.emit("disconnect")
            QTest.keyClick(await dialog(page), Qt.Key.Key_Escape)
            await idle(page)
            assert no_dialog(page)
            assert window.desk.replaced == []

    run(story())
    assert [account.handle for account in window.accounts()] == [X]


def test_it_can_be_disconnected_from_its_card_too(window: Window, x: Connection, run: Runs):
    async def story() -> None:
        async with window.opened(X):
            accounts = AccountsPage(window.desk, Accounts())
            window.show(accounts)
            await accounts.refresh()
            await until(lambda: accounts.body.wall.card(X))
            card = accounts.body.wall.card(X)
            assert card is not None
            accounts.body.wanted.emit(card.view, "disconnect")
            (await dialog(accounts)).yes.click()
            await idle(accounts)
            assert window.desk.changes

    run(story())
    assert window.accounts() == []


def test_others_of_the_same_sign_in_are_named_and_live_on(window: Window, home: Home, visitor: Visitor, run: Runs):
    asyncio.run(connect_telegram(home, visitor, NEWS, TESTERS))

    async def story() -> None:
        async with window.opened(TELEGRAM) as page:
            page.menu.chosen.emit("disconnect")
            asked = await dialog(page)
            assert TESTERS in words(asked)
            asked.yes.click()
            await idle(page)

    run(story())
    assert [account.name for account in window.accounts()] == [TESTERS]
