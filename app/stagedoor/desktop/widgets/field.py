"""Fields: a name above, help below, and the problem where it is, linked for those who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, font_for, ring_around, scaled
from stagedoor.desktop.widgets.button import IconButton
from stagedoor.desktop.widgets.glyph import FieldBox, Glyph
from stagedoor.desktop.widgets.label import PlainLabel


class TextField(QWidget):
    """One line to fill in. `changed` comes with every letter, `submitted` with Enter.

    The problem line is the field's description for a screen reader; without a problem the help line is.
    """

    changed = Signal(str)
    submitted = Signal()

    def __init__(
        self, label: str, *, help: str = "", placeholder: str = "", mono: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._help_text = help
        self._mono = mono
        self.edit = QLineEdit(self)
        self.edit.setProperty("bare", True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        self._label = PlainLabel(label, "small_strong", parent=self)
        self._label.setBuddy(self.edit)
        self._help = PlainLabel(help, "small", "muted", parent=self)
        self._problem = ProblemLine(self)
        self._box = FieldBox(self)
        self._arrange()
        ring_around(self.edit, self._box)
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(self.submitted)
        self.text_scale_changed()
        self.set_problem("")

    @property
    def value(self) -> str:
        """What stands in the field, without the spaces and line ends around it."""
        return self.edit.text().strip()

    def set_value(self, value: str) -> None:
        self.edit.setText(value)

    @property
    def problem(self) -> str:
        return self._problem.text()

    def set_problem(self, problem: str) -> None:
        """Cause and fix in a sentence or two, shown under the field; empty takes it away."""
        self._problem.show_text(problem)
        self._help.setVisible(bool(self._help_text) and not problem)
        self._box.bad = bool(problem)
        self._box.update()
        self.edit.setAccessibleDescription(problem or self._help_text)

    def set_note(self, note: str) -> None:
        """What was made of the value, in the place of the help; empty brings the help back."""
        self._help.setText(note or self._help_text)
        self._help.setVisible(bool(note or self._help_text) and not self.problem)
        self.edit.setAccessibleDescription(self.problem or note or self._help_text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.edit.setFocus(event.reason())

    def _arrange(self) -> None:
        self._inside = QHBoxLayout(self._box)
        self._inside.setContentsMargins(11, 5, 5, 5)
        self._inside.setSpacing(GAP)
        self._inside.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._label, self._box, self._help, self._problem):
            column.addWidget(part)
        column.addStretch(1)
        self.setFocusProxy(self.edit)

    def text_scale_changed(self) -> None:
        self.edit.setFont(font_for("code" if self._mono else "body"))
        self.edit.setMinimumHeight(scaled(28))


class ProblemLine(QWidget):
    """A red shape and the words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", "small", "bad", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP - 2)
        row.addWidget(Glyph("mdi6.alert-circle", "bad", 16, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def text(self) -> str:
        return self._words.text()

    def show_text(self, text: str) -> None:
        self._words.setText(text)
        self.setVisible(bool(text))


class SecretField(TextField):
    """A field for keys: hidden always, shown only while the eye is held down (mouse, Space or Enter).

    Pasting works; copying out of it does not, and input methods learn nothing.
    """

    def __init__(self, label: str, *, help: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, help=help, placeholder=placeholder, mono=True, parent=parent)
        quiet = Qt.InputMethodHint
        self.edit.setInputMethodHints(
            quiet.ImhHiddenText | quiet.ImhSensitiveData | quiet.ImhNoPredictiveText | quiet.ImhNoAutoUppercase
        )
        self.eye = _Eye(about=label, parent=self._box)
        self.eye.pressed.connect(self._reveal)
        self.eye.released.connect(self._hide)
        self._inside.addWidget(self.eye)
        self._hide()

    @property
    def revealed(self) -> bool:
        return self.edit.echoMode() == QLineEdit.EchoMode.Normal

    def hideEvent(self, event: QHideEvent) -> None:
        self._hide()
        super().hideEvent(event)

    @Slot()
    def _reveal(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal)
        self.eye.set_glyph("mdi6.eye-outline")

    @Slot()
    def _hide(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye.set_glyph("mdi6.eye-off-outline")


class _Eye(IconButton):
    """Down as long as it is held; letting go, or losing the focus, ends it."""

    glyph_size = 16

    def __init__(self, *, about: str, parent: QWidget) -> None:
        super().__init__(tr("Hold to show"), "mdi6.eye-off-outline", about=about, parent=parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.isAutoRepeat():
            self.setDown(True)
            self.pressed.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._let_go()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._let_go()
        super().focusOutEvent(event)

    def _let_go(self) -> None:
        if self.isDown():
            self.setDown(False)
            self.released.emit()

    def _pad_y(self) -> int:
        return 6
