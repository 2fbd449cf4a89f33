"""Somebody in front of a page: waits until it shows what they look for, and presses what it offers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from stagedoor.desktop.page import Page
from stagedoor.desktop.widgets import Button, Dialog, PlainLabel

PATIENCE = 20  # seconds


async def until(seen: Callable[[], object]) -> None:
    """Lets everything else go on until it is so."""
    async with asyncio.timeout(PATIENCE):
        while not seen():  # noqa: ASYNC110  (what is waited for is on the screen, and sets no event)
            await asyncio.sleep(0)


async def idle(page: Page) -> None:
    """Everything that the page started has ended, and all of its parts are there."""
    await until(lambda: not page.tasks.names() and not page.unfolding)


async def dialog(over: QWidget) -> Dialog:
    """The dialog that comes over the window."""
    await until(lambda: _dialogs(over))
    (found,) = _dialogs(over)
    return found


def no_dialog(over: QWidget) -> bool:
    return not _dialogs(over)


def button(over: QWidget, words: str) -> Button:
    """The one that can be seen and begins so."""
    (found,) = [b for b in over.findChildren(Button) if b.isVisible() and b.label().startswith(words)]
    return found


def words(over: QWidget) -> str:
    """Everything that can be read."""
    return "\n".join(label.text() for label in over.findChildren(PlainLabel) if label.isVisible())


def focused() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _dialogs(over: QWidget) -> list[Dialog]:
    return [found for found in over.window().findChildren(Dialog) if found.isVisible()]
