"""What somebody types is kept by itself: after a pause, and at once when they leave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from stagedoor.desktop.page import Desk
from stagedoor.desktop.tasks import OnError, TaskScope

PAUSE = 400
"""Milliseconds without a letter after which what was typed is kept."""


class AutoSave(QObject):
    """`save()` reads what was typed and gives the work that keeps it: the work goes on when the page is left, and must
    not count on it. Errors are said by the desk, which does not hold the page either.
    """

    def __init__(self, owner: QObject, desk: Desk, save: Callable[[], Coroutine[Any, Any, object]]) -> None:
        super().__init__(owner)
        self._save = save
        self.keeping = TaskScope(QCoreApplication.instance() or owner, _told(desk))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.save)

    @property
    def waits(self) -> bool:
        """Something was typed that is not being kept yet."""
        return self._pause.isActive()

    def touch(self) -> None:
        """A letter was typed."""
        self._pause.start()

    def flush(self) -> None:
        """What was typed last, without waiting for a pause."""
        if self.waits and _loop_runs():
            self._pause.stop()
            self.save()

    @Slot()
    def save(self) -> None:
        """Keeps what stands there now; the newest takes the place of what is still being kept."""
        self.keeping.start(self._save(), "keep what was typed", key="keep", again="replace")


def _told(desk: Desk) -> OnError:
    """Says errors without holding the page."""

    def tell(_name: str, error: BaseException) -> None:
        desk.problem(error)

    return tell


def _loop_runs() -> bool:
    """False while the program ends: nothing can be kept any more."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
