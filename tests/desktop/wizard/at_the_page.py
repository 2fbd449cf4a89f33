"""Somebody at the wizard's page, without a flow behind it: what the page asked, answered and did."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QApplication
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import start
from tests.desktop.pages.driving import idle
from tests.desktop.screens_wizard import (
    CATALOGUE,
    shown,
    step,
)
from tests.desktop.widgets_under_test import Runs, Show

from stagedoor.desktop.places import Connect
from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import TextField
from stagedoor.desktop.wizard.link import Link
from stagedoor.desktop.wizard.page import WizardPage
from stagedoor.desktop.wizard.shown import Shown
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.recognising import Recognised, recognise
from stagedoor.services.connect import ConnectRequest

CLIENT_ID = "bWFkZVVwRXhhbXBsZUFwcE1haW46MTpjaQ"


KEYS = "client"


class Jobs:
    """The services that the page asks beside its flow."""

    def __init__(self, settings: dict[str, str] | None = None, picture: bytes = b"") -> None:
        self._settings, self._picture = settings or {}, picture
        self.ticks: list[tuple[str, str, bool]] = []
        self.opened: list[str] = []
        self.ports = self.records = self.recognise = self.pictures = self.needs = self.browser = self.secrets = self

    async def probe(self) -> KeychainState:
        return KeychainState(backend="made-up", name="a made-up keychain", works=True)

    async def settings(self) -> dict[str, str]:
        return self._settings

    def run(self, text: str, platforms: list[str]) -> Recognised:
        return recognise([CATALOGUE.platforms[id] for id in platforms or CATALOGUE.platforms], text)

    async def fetch(self, _url: str) -> bytes:
        return self._picture

    async def tick(self, platform: str, need: str, *, on: bool) -> None:
        self.ticks.append((platform, need, on))

    async def open(self, url: str) -> bool:
        self.opened.append(url)
        return bool(url)


class Walk(Link):
    """In the place of the link to a flow: what the page gave it, oldest first."""

    def __init__(self) -> None:  # no flow is behind it
        self.answers: list[tuple[object, int]] = []
        self.steps: list[str] = []
        self.orders: list[ConnectRequest] = []
        self.again_count = 0
        self.addresses: list[str] = []

    async def answer(self, given: object, turn: int) -> None:
        self.answers.append((given, turn))

    async def go_to(self, step: str) -> None:
        self.steps.append(step)

    async def again(self) -> None:
        self.again_count += 1

    async def paste(self, address: str) -> None:
        self.addresses.append(address)

    async def live(self, order: ConnectRequest) -> None:
        self.orders.append(order)


class Seen:
    """A page on screen, and what it did."""

    def __init__(self, theme: Theme, show: Show, run: Runs) -> None:
        self._theme, self._show, self._run = theme, show, run
        self.jobs, self.walk = Jobs(), Walk()

    def tell(self, snapshot: Shown | Connect, story: Callable[[WizardPage], Coroutine[Any, Any, None]]) -> None:
        async def whole() -> None:
            self.desk = FakeDesk(self._theme, jobs=self.jobs, start=start())
            place = snapshot if isinstance(snapshot, Connect) else Connect(snapshot.platform)
            page = WizardPage(self.desk, place, link=self.walk)
            self._show(page, QSize(1280, 820))  # before anything runs: it waits in a loop of its own
            if isinstance(snapshot, Shown):
                page.show_shown(snapshot)
            try:
                await story(page)
                await idle(page)
            finally:
                await page.tasks.aclose()
            assert self.desk.problems == []

        self._run(whole())


def field(page: WizardPage) -> TextField:
    return next(f for f in page.findChildren(TextField) if f.isVisible())


def x_keys(**changes: Any) -> Shown:
    return shown("x", step("x", KEYS, **changes), KEYS)


def come_back(page: WizardPage) -> None:
    """From a developer page to the window."""
    QApplication.sendEvent(page, QEvent(QEvent.Type.ActivationChange))


def drop(page: WizardPage, data: QMimeData) -> None:
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(event)


def png(side: int) -> bytes:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
