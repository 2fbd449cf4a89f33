"""What is typed is kept by itself: after a pause, at once on leaving, and also when the page is gone meanwhile."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QObject
from shiboken6 import isValid
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import until
from tests.desktop.widgets_under_test import Runs

from stagedoor.desktop import autosave
from stagedoor.desktop.autosave import AutoSave
from stagedoor.desktop.theme import Theme
from stagedoor.domain.errors import StoreFull

FULL = StoreFull("There is no room left on the disk.", "Make some room.")


class Typing:
    """Somebody types; `kept` is what was kept. `fails`: what keeping raises."""

    def __init__(self, theme: Theme) -> None:
        self.desk = FakeDesk(theme)
        self.page = QObject()
        self.text = ""
        self.kept: list[str] = []
        self.fails: Exception | None = None
        self.goes = asyncio.Event()
        self.goes.set()
        self.saving = AutoSave(self.page, self.desk, self._keep)

    def type(self, text: str) -> None:
        self.text = text
        self.saving.touch()

    def _keep(self) -> Coroutine[Any, Any, None]:
        return self._kept(self.text)

    async def _kept(self, text: str) -> None:
        await self.goes.wait()
        if self.fails is not None:
            raise self.fails
        self.kept.append(text)

    async def idle(self) -> None:
        await until(lambda: not self.saving.keeping.names())


def test_it_is_kept_after_a_pause(theme: Theme, run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "PAUSE", 1)

    async def story() -> None:
        typing = Typing(theme)
        typing.type("Crumb")
        typing.type("Crumb Kitchen")
        assert typing.saving.waits
        assert typing.kept == []
        await until(lambda: typing.kept)
        assert typing.kept == ["Crumb Kitchen"]

    run(story())


def test_leaving_waits_for_no_pause_and_keeps_once(theme: Theme, run: Runs) -> None:
    async def story() -> None:
        typing = Typing(theme)
        typing.saving.flush()
        await typing.idle()
        assert typing.kept == []
        typing.type("Crumb")
        typing.saving.flush()
        typing.saving.flush()
        await typing.idle()
        assert typing.kept == ["Crumb"]

    run(story())


def test_it_goes_on_when_the_page_is_gone(theme: Theme, run: Runs) -> None:
    async def story() -> None:
        typing = Typing(theme)
        typing.goes.clear()
        typing.type("The last letter")
        typing.saving.flush()
        typing.page.deleteLater()
        await until(lambda: not isValid(typing.page))
        typing.goes.set()
        await until(lambda: typing.kept)
        assert typing.kept == ["The last letter"]

    run(story())


def test_an_error_is_said_also_when_the_page_is_gone(theme: Theme, run: Runs) -> None:
    async def story() -> None:
        typing = Typing(theme)
        typing.fails = FULL
        typing.goes.clear()
        typing.type("Crumb")
        typing.saving.flush()
        typing.page.deleteLater()
        await until(lambda: not isValid(typing.page))
        typing.goes.set()
        await until(lambda: typing.desk.problems)
        assert typing.desk.problems == [FULL]

    run(story())


def test_while_the_program_ends_nothing_is_begun(theme: Theme, run: Runs) -> None:
    async def story() -> Typing:
        typing = Typing(theme)
        typing.type("Crumb")
        return typing

    typing: Typing = run(story())
    typing.saving.flush()
    assert typing.saving.waits
    assert typing.kept == []
    typing.page.deleteLater()
