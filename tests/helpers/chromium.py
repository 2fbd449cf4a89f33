"""A real browser for tests: Debian's Chromium, without anything that calls home.

`from tests.helpers.chromium import chromium` in a conftest or a test module gives the fixture. What it yields
starts browsers: `browser = chromium("--some-flag")`. While one is open, the test's thread has a running event loop
(the browser driver's), so `asyncio.run` belongs into another thread.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

_QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


class Chromium(Protocol):
    def __call__(self, *flags: str) -> Browser: ...


def launch(driver: Playwright, *flags: str) -> Browser:
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return driver.chromium.launch(executable_path=path, args=[*_QUIET, *sandbox, *flags])


@pytest.fixture
def chromium() -> Iterator[Chromium]:
    with ExitStack() as open_things:
        driver = open_things.enter_context(sync_playwright())

        def start(*flags: str) -> Browser:
            browser = launch(driver, *flags)
            open_things.callback(browser.close)
            return browser

        yield start
