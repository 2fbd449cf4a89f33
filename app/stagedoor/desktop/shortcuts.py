"""The keys that people expect to work, everywhere in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.places import Accounts, Activity, Computer, Details, Ends, Place, Settings, Welcome

SHORTCUTS: tuple[tuple[str, Place], ...] = (
    ("Ctrl+1", Accounts()), ("Ctrl+2", Ends()), ("Ctrl+3", Activity()), ("Ctrl+4", Computer()),
    ("Ctrl+5", Settings()), ("Ctrl+,", Settings()), ("Ctrl+N", Welcome()), ("Ctrl+D", Details()),
)  # fmt: skip


def install_shortcuts(
    window: QWidget, *, go: Callable[[Place], None], back: Callable[[], None], again: Callable[[], None]
) -> None:
    """Places, back, again and close. They live as long as the window."""
    for keys, place in SHORTCUTS:
        _shortcut(window, keys).activated.connect(_Go(window, go, place).now)
    for keys in ("Alt+Left", "Escape"):
        _shortcut(window, keys).activated.connect(back)
    for keys in ("F5", "Ctrl+R"):
        _shortcut(window, keys).activated.connect(again)
    for keys in ("Ctrl+W", "Ctrl+Q"):
        _shortcut(window, keys).activated.connect(window.close)


def _shortcut(window: QWidget, keys: str) -> QShortcut:
    return QShortcut(QKeySequence(keys), window)


class _Go(QObject):
    """A shortcut to a place."""

    def __init__(self, window: QWidget, go: Callable[[Place], None], place: Place) -> None:
        super().__init__(window)
        self._go, self._place = go, place

    @Slot()
    def now(self) -> None:
        self._go(self._place)
