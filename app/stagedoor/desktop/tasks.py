"""Tasks of the window: every one has an owner, a name and an end.

The event loop keeps only weak references to tasks, and nobody looks at an error of a task that nobody awaits. A scope
holds its tasks, says their errors once, and ends them with its owner.
"""

import asyncio
import logging
import weakref
from collections.abc import Callable, Coroutine
from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

OnError = Callable[[str, BaseException], None]
Again = Literal["ignore", "replace"]

END_WITHIN = 2.0
"""Seconds that cancelled tasks get to clean up before `aclose` gives up on them."""

_running: set[asyncio.Task[Any]] = set()
"""Strong references: a task that waits only on itself would be collected together with its scope and owner."""

_log = logging.getLogger(__name__)


class TaskScope:
    """The tasks of one owner: a window, a page, a dialog.

    They are cancelled when the owner is closed or destroyed. Errors go to `on_error(name, error)`, once each; being
    cancelled is no error. A running task keeps its scope alive, and the owner that `on_error` belongs to.
    """

    def __init__(self, owner: QObject, on_error: OnError) -> None:
        self._on_error = on_error
        self._tasks: dict[asyncio.Task[Any], str | None] = {}
        self._closed = False
        self._end = _EndOfOwner(owner, self)

    def start(
        self, coro: Coroutine[Any, Any, Any], name: str, key: str | None = None, *, again: Again = "ignore"
    ) -> asyncio.Task[Any] | None:
        """Runs the coroutine as a task of this scope and returns it; None when the scope is closed.

        While a task with the same key runs, a second start is ignored (a double click: the running task is returned)
        or, with `again="replace"`, takes its place (typing goes on: only the newest question matters).
        """
        running = self.running(key) if key is not None else None
        if self._closed or (running is not None and again == "ignore"):
            coro.close()
            return running
        if running is not None:
            running.cancel()
        task = asyncio.get_running_loop().create_task(coro, name=name)
        self._tasks[task] = key
        _running.add(task)
        task.add_done_callback(self._done)
        return task

    def running(self, key: str) -> asyncio.Task[Any] | None:
        """The task with this key that has not ended, and was not told to."""
        return next((t for t, k in self._tasks.items() if k == key and not t.done() and not t.cancelling()), None)

    def names(self) -> list[str]:
        """The names of all tasks that have not ended."""
        return [task.get_name() for task in self._tasks]

    def cancel(self) -> None:
        """Tells every task to end; the scope takes new ones."""
        for task in list(self._tasks):
            task.cancel()

    def close(self) -> None:
        """Tells every task to end and takes no new one."""
        self._closed = True
        self.cancel()

    async def aclose(self, within: float = END_WITHIN) -> list[str]:
        """Closes and waits, at most `within` seconds; returns the names of tasks that still run then."""
        self.close()
        mine = asyncio.current_task()
        others = [task for task in self._tasks if task is not mine]
        if not others:
            return []
        _, pending = await asyncio.wait(others, timeout=within)
        return [task.get_name() for task in pending]

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.pop(task, None)
        _running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        try:
            self._on_error(task.get_name(), error)
        except Exception:  # noqa: BLE001  (a fault in showing one error must not hide it, nor end the loop)
            _log.exception("The error of a task could not be shown: %s", task.get_name())


class _EndOfOwner(QObject):
    """Closes the scope when its owner is closed or destroyed.

    It knows both by weak references only. Were it the last to hold the owner, its own end would destroy the owner,
    whose signal would call into an object that is half gone.
    """

    def __init__(self, owner: QObject, scope: TaskScope) -> None:
        super().__init__()
        self._owner = weakref.ref(owner)
        self._scope = weakref.ref(scope)
        owner.destroyed.connect(self._close)
        if isinstance(owner, QWidget):
            owner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A close can still be refused by the owner, so the look at it comes after the event."""
        if event.type() == QEvent.Type.Close:
            QTimer.singleShot(0, self, self._close_if_gone)
        return super().eventFilter(watched, event)

    @Slot()
    def _close(self) -> None:
        scope = self._scope()
        if scope is not None:
            scope.close()

    @Slot()
    def _close_if_gone(self) -> None:
        owner = self._owner()
        if owner is None or not isValid(owner) or (isinstance(owner, QWidget) and not owner.isVisible()):
            self._close()
