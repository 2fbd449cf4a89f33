"""The window beside a browser: narrow, at the edge of the screen, on top where the system lets programs do that."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import scaled

WIDTH = 400
"""Pixels at the usual text size; never more than `_SHARE` of the screen, so that a browser fits beside it."""
_SHARE = 0.45


class Companion:
    """Remembers what the window was like, and makes it so again."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._before: tuple[QRect, bool] | None = None

    @property
    def on(self) -> bool:
        return self._before is not None

    def enter(self) -> str:
        """Makes the window narrow and returns what to say about it."""
        window = self._window
        if self._before is None:
            self._before = (window.normalGeometry(), window.isMaximized())
        window.showNormal()
        room = window.screen().availableGeometry()
        width = max(window.minimumWidth(), min(scaled(WIDTH), int(room.width() * _SHARE)))
        if not may_place():
            window.resize(width, window.height())
            return tr("Narrow now. Put it beside the browser yourself: your desktop lets no program place its window.")
        frame = window.frameGeometry().height() - window.height()
        window.setGeometry(room.right() + 1 - width, room.top() + frame, width, room.height() - frame)
        self._set_on_top(on=True)
        return tr("It stays on top, beside your browser, until you press the button again.")

    def leave(self) -> None:
        if self._before is None:
            return
        (place, maximized), self._before = self._before, None
        if may_place():
            self._set_on_top(on=False)
            self._window.setGeometry(place)
        else:
            self._window.resize(place.size())
        if maximized:
            self._window.showMaximized()

    def _set_on_top(self, *, on: bool) -> None:
        """On the system's window: the same on the widget would hide and show it, and lose the focus."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.setFlag(Qt.WindowType.WindowStaysOnTopHint, on)


def may_place() -> bool:
    """False under Wayland, where no program says where its window is or that it stays on top."""
    return not QGuiApplication.platformName().startswith("wayland")
