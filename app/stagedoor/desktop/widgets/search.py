"""The field in which one types what is to be found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from stagedoor.desktop.theme import font_for, scaled

_WIDTH = 220


class SearchEdit(QLineEdit):
    """One line to find things by. `hint` is what one may type, `name` what it finds.

    `left` on Escape, which goes no further; with `empties` the first one only empties the field.
    """

    left = Signal()

    def __init__(self, hint: str, name: str, *, empties: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empties = empties
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text_scale_changed()

    def event(self, event: QEvent) -> bool:
        """The window goes back on Escape, which is for this field first."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._empties and self.text():
                self.clear()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)

    def text_scale_changed(self) -> None:
        self.setFont(font_for("body"))
        self.setFixedWidth(scaled(_WIDTH))
