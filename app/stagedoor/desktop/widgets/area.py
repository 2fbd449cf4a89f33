"""A field of several lines."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from stagedoor.desktop.theme import GRID, font_for, ring_around, scaled
from stagedoor.desktop.widgets.field import ProblemLine
from stagedoor.desktop.widgets.glyph import FieldBox
from stagedoor.desktop.widgets.label import PlainLabel

_HEIGHT = 94


class TextArea(QWidget):
    """Plain text over several lines. `changed` comes with every letter; Tab goes on to the next control.

    `below` is the place for what belongs to the text: a count, a price. The problem line is the field's description
    for a screen reader; without a problem `describe` is.
    """

    changed = Signal(str)

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._description = ""
        self._box = FieldBox(self)
        self.edit = _Edit(self._box)
        self.edit.setAccessibleName(label)
        self._label = PlainLabel(label, "small_strong", parent=self)
        self._label.setBuddy(self.edit)
        self._problem = ProblemLine(self)
        self.below = QVBoxLayout()
        self._arrange()
        ring_around(self.edit, self._box)
        self.edit.textChanged.connect(self._changed)
        self.set_problem("")

    @property
    def value(self) -> str:
        """What stands in the field, as typed."""
        return self.edit.toPlainText()

    def set_value(self, value: str) -> None:
        """Puts the text in the place of what was there; Ctrl+Z brings that back."""
        cursor = self.edit.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(value)

    @property
    def problem(self) -> str:
        return self._problem.text()

    def set_problem(self, problem: str) -> None:
        """Cause and fix in a sentence or two, shown under the field; empty takes it away."""
        self._problem.show_text(problem)
        self._box.bad = bool(problem)
        self._box.update()
        self.edit.setAccessibleDescription(problem or self._description)

    def describe(self, description: str) -> None:
        """What a screen reader adds to the name: how much there is room for."""
        self._description = description
        self.edit.setAccessibleDescription(self.problem or description)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.edit.setFocus(event.reason())

    def _arrange(self) -> None:
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(7, 5, 3, 5)
        inside.addWidget(self.edit)
        self.below.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._label)
        column.addWidget(self._box)
        column.addWidget(self._problem)
        column.addLayout(self.below)
        self.setFocusProxy(self.edit)

    @Slot()
    def _changed(self) -> None:
        self.changed.emit(self.value)


class _Edit(QPlainTextEdit):
    """The lines themselves, without a frame: the box around them has one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("bare", True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.text_scale_changed()

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(160), scaled(_HEIGHT))

    def text_scale_changed(self) -> None:
        self.setFont(font_for("body"))
        self.updateGeometry()
