"""A value to carry over into a portal: its name, the value exactly as it is, and one press to copy it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID
from stagedoor.desktop.widgets.button import OutlineButton
from stagedoor.desktop.widgets.glyph import FieldBox
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.pill import Pill
from stagedoor.desktop.widgets.toast import announce


class CopyRow(QWidget):
    """Shows and copies one value. "Copied" stays as long as the clipboard still holds it.

    The value is shown whole: it wraps, since letters that are cut off cannot be compared.
    """

    copied = Signal(str)

    def __init__(self, label: str, value: str, *, mono: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = value
        self._label = PlainLabel(label, "small_strong", parent=self)
        self._shown = PlainLabel(value, "code" if mono else "body", parent=self)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.button = _CopyButton(tr("Copy"), "mdi6.content-copy", about=label, parent=self)
        self.button.clicked.connect(self.copy)
        self._done = Pill(tr("Copied"), "good", "mdi6.check-circle", parent=self)
        self._done.hide()
        self._arrange()

    @property
    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        self._value = value
        self._shown.setText(value)
        self._look()

    @property
    def is_copied(self) -> bool:
        return bool(self._value) and QGuiApplication.clipboard().text() == self._value

    @Slot()
    def copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(self._value)
        clipboard.dataChanged.connect(self._look, Qt.ConnectionType.UniqueConnection)
        self._look()
        announce(self, tr("Copied"))
        self.copied.emit(self._value)

    @Slot()
    def _look(self) -> None:
        self._done.setVisible(self.is_copied)

    def _arrange(self) -> None:
        box = FieldBox(self)
        inside = QHBoxLayout(box)
        inside.setContentsMargins(11, 5, 5, 5)
        inside.setSpacing(GAP)
        inside.addWidget(self._shown, 1)
        inside.addWidget(self._done)
        inside.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._label)
        column.addWidget(box)
        column.addStretch(1)


class _CopyButton(OutlineButton):
    """Lower than other buttons: it stands inside a field."""

    glyph_size = 15

    def _pad_y(self) -> int:
        return 5
