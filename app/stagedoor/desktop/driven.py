"""The real window, driven by itself as a person would: by the words on its buttons. The tour shows it that way."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QWidget

from stagedoor.desktop.page import Page
from stagedoor.desktop.places import Place
from stagedoor.desktop.theme import Choice
from stagedoor.desktop.widgets import TextField
from stagedoor.desktop.window import USUAL, MainWindow
from stagedoor.desktop.wizard.page import WizardPage
from stagedoor.desktop.wizard.shown import Found, SignIn
from stagedoor.domain.asking import Guide

PATIENCE = 20.0
"""Seconds that anything may take to appear."""
_LOOK_EVERY = 0.02
_SETTLE = 0.15


class NotThere(Exception):
    """Something that should be on screen is not."""


class Driven:
    """`pictures`: a folder, None for none. What was taken stands in `taken`."""

    def __init__(self, window: MainWindow, pictures: Path | None) -> None:
        self._window, self._pictures = window, pictures
        window.resize(USUAL)
        self.taken: list[Path] = []

    @property
    def page(self) -> Page:
        page = self._window.page
        if page is None:
            raise NotThere("The window shows no page.")
        return page

    async def press(self, words: str) -> None:
        """The first button whose name begins so, as soon as it can be pressed."""
        button = await self._wait(lambda: self._button(words), f'the button "{words}"')
        button.click()

    async def answer(self, words: str) -> None:
        """Presses what answers the wizard's question, and waits for the next one or the end."""
        button = await self._wait(lambda: self._button(words), f'the button "{words}"')
        before = _shown_by(self.page)
        button.click()
        await self._wait(lambda: _shown_by(self.page) is not before, f'anything after "{words}"')

    async def fill(self, label: str, value: str) -> None:
        field = await self._wait(lambda: self._field(label), f'the field "{label}"')
        field.set_value(value)

    async def see(self, what: str, there: Callable[[Page], Any]) -> Any:
        """Waits until `there(page)` gives something, and returns it."""
        return await self._wait(lambda: there(self.page), what)

    async def go(self, place: Place) -> None:
        self._window.go(place)
        await asyncio.sleep(_SETTLE)

    def choose_theme(self, choice: Choice) -> None:
        self._window.theme.choose(choice)

    def has(self, words: str) -> bool:
        return any(b.accessibleName().startswith(words) for b in self._shown(QAbstractButton))

    def can_press(self, words: str) -> bool:
        return self._button(words) is not None

    def link(self, page: Page) -> str:
        """The page that the step of the wizard opens."""
        guide = self._guide(page)
        return guide.link if guide is not None else ""

    def to_copy(self, page: Page) -> str:
        """The first thing that the step gives to copy."""
        guide = self._guide(page)
        return guide.copy[0].value if guide is not None and guide.copy else ""

    def sign_in_address(self, page: Page) -> str:
        """Where the browser was sent."""
        shown = _shown_by(page)
        return shown.leaving.url if isinstance(shown, SignIn) and shown.opened else ""

    async def settled(self) -> None:
        """Until the page has read what it shows."""
        await self._wait(lambda: not self.page.tasks.names(), "an end of its reading")

    async def picture(self, name: str) -> None:
        """What is on screen, when nothing moves any more."""
        if self._pictures is None:
            return
        await asyncio.sleep(_SETTLE)
        self._pictures.mkdir(parents=True, exist_ok=True)
        file = self._pictures.absolute() / f"window-{len(self.taken) + 1:02}-{name}.png"
        if self._window.grab().save(str(file)):
            self.taken.append(file)

    def _guide(self, page: Page) -> Guide | None:
        shown = _shown_by(page)
        guide = shown.guides[0] if isinstance(shown, Found) and shown.guides else shown
        return guide if isinstance(guide, Guide) else None

    def _button(self, words: str) -> QAbstractButton | None:
        found = [b for b in self._shown(QAbstractButton) if b.accessibleName().startswith(words) and b.isEnabled()]
        return found[0] if found else None

    def _field(self, label: str) -> TextField | None:
        return next((f for f in self._shown(TextField) if f.edit.accessibleName() == label), None)

    def _shown(self, kind: type[Any]) -> list[Any]:
        on_page = [w for w in self.page.findChildren(kind) if w.isVisible()]
        return on_page or [w for w in self._window.findChildren(kind) if _reachable(w)]

    async def _wait(self, look: Callable[[], Any], what: str) -> Any:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(NotThere):
                if found := look():
                    return found
            await asyncio.sleep(_LOOK_EVERY)
        raise NotThere(f"The window does not show {what}.")


def _shown_by(page: Page) -> object:
    return page.shown.page if isinstance(page, WizardPage) and page.shown is not None else None


def _reachable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()
