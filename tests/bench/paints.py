"""When a widget was painted."""

from __future__ import annotations

import asyncio
import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget


class Paint(QObject):
    """`came(when)` once, when the widget has been painted with all that is in it: monotonic, before anything else."""

    came = Signal(float)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return super().eventFilter(watched, event)

    @Slot()
    def _painted(self) -> None:
        self.came.emit(time.monotonic())


async def painted(widget: QWidget) -> float:
    """Waits for it, and says when it was: a task is told about it some turns of the event loop later."""
    paint, done = Paint(widget), asyncio.get_running_loop().create_future()
    paint.came.connect(done.set_result)
    when: float = await done
    paint.deleteLater()
    return when
