"""Which page shows which place. A start imports one page; the others follow when there is time."""

from __future__ import annotations

import gc
from importlib import import_module
from types import ModuleType

from PySide6.QtCore import QObject, QTimer, Slot

from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.places import (
    Account,
    Accounts,
    Activity,
    CanDo,
    Computer,
    Connect,
    Details,
    Ends,
    Kit,
    Place,
    Prepare,
    PublicPages,
    Settings,
    Sitting,
    TestPost,
    Welcome,
)

IMPORT_EVERY = 400
"""Milliseconds between two imports of pages that nobody asked for yet."""

_PAGES: dict[type, tuple[str, str]] = {
    Accounts: ("pages.accounts.page", "AccountsPage"),
    Welcome: ("pages.welcome.page", "WelcomePage"),
    Details: ("pages.details.page", "DetailsPage"),
    Account: ("pages.account.page", "AccountPage"),
    TestPost: ("pages.test_post.page", "TestPostPage"),
    Connect: ("wizard.page", "WizardPage"),
    Ends: ("pages.ends.page", "EndsPage"),
    Activity: ("pages.activity", "ActivityPage"),
    Computer: ("pages.computer", "ComputerPage"),
    Settings: ("pages.settings.page", "SettingsPage"),
    CanDo: ("pages.can_do", "CanDoPage"),
    Prepare: ("pages.prepare.listing", "PreparePage"),
    Kit: ("pages.prepare.page", "KitPage"),
    Sitting: ("pages.sitting.page", "SittingPage"),
    PublicPages: ("pages.public_pages.page", "PublicPagesPage"),
}


def build_page(desk: Desk, place: Place) -> Page:
    """A new page for the place."""
    module, name = _PAGES[type(place)]
    page: Page = getattr(_imported(module), name)(desk, place)
    return page


class PageImports(QTimer):
    """Once started, imports one page now and then, so that none has to be waited for when it is first shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = [module for module, _ in _PAGES.values()]
        self.setInterval(IMPORT_EVERY)
        self.timeout.connect(self._next)

    @Slot()
    def _next(self) -> None:
        if self._left:
            _imported(self._left.pop(0))
        else:
            self.stop()
            gc.freeze()  # modules stay: looking through them again and again would hold the window up


def _imported(module: str) -> ModuleType:
    return import_module(f"stagedoor.desktop.{module}")
