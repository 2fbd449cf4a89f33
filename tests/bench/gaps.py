"""A window that is used, and says how long it did not answer: `python -m tests.bench.gaps HANDLE SECONDS`.

It says "ready" when the accounts are there, waits for a line, then goes from page to page and asks for work on each.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractButton

from stagedoor import bootstrap
from stagedoor.desktop.app import run
from stagedoor.desktop.places import Account, Accounts, Activity, Computer, Ends, Place, Settings, TestPost, Welcome
from stagedoor.desktop.window import MainWindow

HANDLE, SECONDS = sys.argv[1], float(sys.argv[2])
EVERY = 5  # milliseconds
PAUSE = 0.25  # seconds that a person looks at a page


class Gaps(QObject):
    """The longest time between two turns of the event loop, and what was done meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.doing = ""
        self.longest: dict[str, float] = {}
        self._last = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    @Slot()
    def _turn(self) -> None:
        now = time.monotonic()
        gap, self._last = now - self._last, now
        self.longest[self.doing] = max(gap, self.longest.get(self.doing, 0.0))


async def use(window: MainWindow) -> None:
    while window.place != Accounts() or not _enabled(window, "Telegram"):  # noqa: ASYNC110  # pages do not tell
        await asyncio.sleep(0.05)
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    gaps = Gaps(window)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for name, act in _round(window):
            gaps.doing = name
            act()
            await asyncio.sleep(PAUSE)
    print(json.dumps(gaps.longest), flush=True)
    os._exit(0)  # what hangs is no part of this


def _round(window: MainWindow) -> list[tuple[str, Callable[[], None]]]:
    """What is done, one after the other. Pages are left while they still wait for what hangs."""

    def go(place: Place) -> Callable[[], None]:
        return lambda: window.go(place)

    def press(words: str) -> Callable[[], None]:
        return lambda: _press(window, words)

    return [
        ("accounts", go(Accounts())),
        ("an account", go(Account(HANDLE))),
        ("checking it", press("Check now")),
        ("its doctor", go(Account(HANDLE, "doctor"))),
        ("checking again", press("Check again")),
        ("test post", go(TestPost(HANDLE))),
        ("a check only", press("Check only")),
        ("checking its keys", press("Check now")),
        ("what ends next", go(Ends())),
        ("activity", go(Activity())),
        ("doctor", go(Computer())),
        ("settings", go(Settings())),
        ("add account", go(Welcome())),
    ]


def _press(window: MainWindow, words: str) -> None:
    if button := _enabled(window, words):
        button.click()


def _enabled(window: MainWindow, words: str) -> QAbstractButton | None:
    page = window.page
    buttons = page.findChildren(QAbstractButton) if page is not None else []
    found = (one for one in buttons if one.accessibleName().startswith(words) and one.isVisible() and one.isEnabled())
    return next(found, None)


if __name__ == "__main__":
    run(bootstrap.window(os.environ), use)
