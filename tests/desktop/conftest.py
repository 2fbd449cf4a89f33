"""A window without a screen, one theme for all tests, and nothing left over from the test before."""

import asyncio
import gc
import os
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.desktop.widgets_under_test import Runs, Show
from tests.helpers.home import home
from tests.helpers.practice import practice_server, visitor, world
from tests.helpers.website import Answer
from tests.helpers.website import website as serving

from stagedoor.desktop.text import set_language
from stagedoor.desktop.theme import Theme, set_reduced_motion

__all__ = ["home", "practice_server", "visitor", "world"]  # fixtures are used by name

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # read when the application object is made


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    qapp.setQuitOnLastWindowClosed(False)  # as the app does: its loop ends when its work has ended
    return Theme(qapp, "light", 1.0)


@pytest.fixture(autouse=True)
def clean(one_theme: Theme) -> Iterator[None]:
    """The look that tests start from; afterwards no window may be left, shown or hidden."""
    one_theme.choose("light")
    one_theme.set_text_scale(1.0)
    set_language("en")
    set_reduced_motion(False)
    yield
    left = [widget.metaObject().className() for widget in leftovers()]
    assert left == []


def leftovers() -> list[Any]:
    """Top-level widgets that outlived deferred deletion and a collection."""
    for widget in QApplication.topLevelWidgets():
        widget.close()
    for _ in range(3):
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
    return list(QApplication.topLevelWidgets())


@pytest.fixture
def theme(one_theme: Theme) -> Theme:
    return one_theme


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Puts a widget into a window that is shown, active, and held until the test ends."""
    held: list[QWidget] = []

    def show_it(widget: QWidget, size: QSize | None = None) -> QWidget:
        window = QWidget()
        QVBoxLayout(window).addWidget(widget)
        qtbot.addWidget(window)
        held.append(window)
        if size is not None:
            window.resize(size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show_it


@pytest.fixture
def run(qapp: QApplication) -> Runs:
    """Runs a coroutine on Qt's event loop to its end."""

    def run_it(coroutine: Coroutine[Any, Any, Any]) -> Any:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
            return runner.run(coroutine)

    return run_it


@pytest.fixture
def website() -> Iterator[str]:
    """The person's own site, with two pages."""
    with serving(lambda asked: Answer(200 if asked.path in ("/", "/privacy") else 404)) as site:
        yield site.address
