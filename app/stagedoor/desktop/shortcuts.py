"""The keys that people expect to work, everywhere in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from stagedoor.desktop.places import Accounts, Activity, Computer, Details, Ends, Place, Settings, Welcome

if TYPE_CHECKING:
    from stagedoor.desktop.window import MainWindow

SHORTCUTS: tuple[tuple[str, Place], ...] = (
    ("Ctrl+1", Accounts()), ("Ctrl+2", Ends()), ("Ctrl+3", Activity()), ("Ctrl+4", Computer()),
    ("Ctrl+5", Settings()), ("Ctrl+,", Settings()), ("Ctrl+N", Welcome()), ("Ctrl+D", Details()),
)  # fmt: skip


def install_shortcuts(window: MainWindow) -> None:
    """Places, back, again and close. They live as long as the window."""
    for keys, place in SHORTCUTS:
        _shortcut(window, keys).activated.connect(_Go(window, place).now)
    for keys in ("Alt+Left", "Escape"):
        _shortcut(window, keys).activated.connect(window.back)
    for keys in ("F5", "Ctrl+R"):
        _shortcut(window, keys).activated.connect(window.read_again)
    for keys in ("Ctrl+W", "Ctrl+Q"):
        _shortcut(window, keys).activated.connect(window.close)


def _shortcut(window: MainWindow, keys: str) -> QShortcut:
    return QShortcut(QKeySequence(keys), window)


class _Go(QObject):
    """A shortcut to a place."""

    def __init__(self, window: MainWindow, place: Place) -> None:
        super().__init__(window)
        self._window, self._place = window, place

    @Slot()
    def now(self) -> None:
        self._window.go(self._place)
