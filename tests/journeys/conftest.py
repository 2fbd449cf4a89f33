"""Whole journeys: the real program, a practice world on a real port, real Chromium, a real keychain."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.helpers.chromium import launch
from tests.helpers.keychain import Keychain, keychain
from tests.helpers.ports import free_ports
from tests.helpers.practice import practice_server, visitor, world
from tests.helpers.soak import times
from tests.journeys.meta import MetaPortal
from tests.journeys.portal import LinkedInPortal, TelegramClient, XConsole
from tests.journeys.program import BrowserButton, Home
from tests.journeys.threads import ThreadsPortal

from stagedoor.practice import World

__all__ = ["keychain", "practice_server", "visitor", "world"]  # fixtures are used by name


@pytest.fixture
def home(tmp_path: Path, world: World) -> Iterator[Home]:
    """A computer without a keychain: keys lie in the sealed file, its key beside it."""
    made = Home(tmp_path, world, {}, free_ports(3))
    made.seal()
    yield made
    made.close()


@pytest.fixture
def keychain_home(tmp_path: Path, world: World, keychain: Keychain) -> Iterator[Home]:
    """A computer with a keychain."""
    bus = {name: keychain.environ[name] for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")}
    made = Home(tmp_path, world, bus, free_ports(3))
    yield made
    made.close()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """While it is open, the test's thread has a running event loop: `asyncio.run` belongs elsewhere."""
    with sync_playwright() as driver:
        browser = launch(driver)
        yield browser
        browser.close()


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """A fresh browser profile."""
    context = chrome.new_context()
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def console(page: Page, world: World) -> XConsole:
    return XConsole(page, world)


@pytest.fixture
def linkedin(page: Page, world: World) -> LinkedInPortal:
    return LinkedInPortal(page, world)


@pytest.fixture
def meta(page: Page, world: World) -> MetaPortal:
    return MetaPortal(page, world)


@pytest.fixture
def threads(page: Page, world: World) -> ThreadsPortal:
    return ThreadsPortal(page, world)


@pytest.fixture
def telegram(page: Page, world: World) -> TelegramClient:
    return TelegramClient(page, world)


@pytest.fixture
def button(tmp_path: Path) -> Iterator[BrowserButton]:
    """What stands behind $BROWSER."""
    made = BrowserButton(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def many() -> int:
    """How much more a soak does."""
    return times(20, 1)
