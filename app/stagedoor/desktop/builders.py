"""Which page shows which place. Pages are imported when they are first shown: a start loads one of them."""

from __future__ import annotations

from importlib import import_module

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
    Place,
    Settings,
    TestPost,
    Welcome,
)

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
}


def build_page(desk: Desk, place: Place) -> Page:
    """A new page for the place."""
    module, name = _PAGES[type(place)]
    page: Page = getattr(import_module(f"stagedoor.desktop.{module}"), name)(desk, place)
    return page
