"""What tests of widgets share: the types of the fixtures `show` and `run`, and what a screen reader is told."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

Show = Callable[..., QWidget]
Runs = Callable[[Coroutine[Any, Any, Any]], Any]


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
