"""One detail: what it is, where it is written, what was found about it, and what may be put into it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.pages.details.reaching import Reaching
from stagedoor.desktop.pages.details.view import FieldState, FieldWords, count_words, mark_words
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID
from stagedoor.desktop.widgets import Glyph, LinkButton, PlainLabel, TextArea, TextField, WrapRow

_GLYPH = 15
_MARKS = {"saved": ("mdi6.check", "good"), "apart": ("mdi6.content-save-alert-outline", "warning")}


class DetailField(QWidget):
    """`typed` with every letter of the person, `left` when they leave an address or press Enter in it."""

    typed = Signal(str)
    left = Signal(str)

    def __init__(self, words: FieldWords, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.state = FieldState()
        self._help = ""
        if words.kind == "text":
            self.field: TextField | TextArea = TextArea(words.label, parent=self)
        else:
            self.field = TextField(words.label, placeholder=words.example, parent=self)
            self.field.edit.editingFinished.connect(self._left)
        self.help = PlainLabel("", "small", "muted", parent=self)
        self.suggestion = _Suggestion(words.label, self)
        self.reaching = Reaching(words.label, self) if words.kind == "address" else None
        self.write = _writer(words, self) if words.made else None
        self._note = _Line("mdi6.information-outline", "info", self)
        self._mark = _Line("mdi6.check", "good", self)
        self._count = PlainLabel("", "small", "muted", wrap=False, parent=self)
        self._arrange()
        self.field.changed.connect(self._changed)
        self.suggestion.taken.connect(self._take)
        self.set_help(words.help)
        self.show_state(FieldState())

    @property
    def value(self) -> str:
        return self.field.value.strip()

    def put(self, value: str) -> None:
        """Without the person: `typed` says nothing."""
        if value != self.value:
            self.field.blockSignals(True)
            self.field.set_value(value)
            self.field.blockSignals(False)
            self._counted()
        if self.reaching is not None:
            self.reaching.fresh = False

    def type(self, value: str) -> None:
        """For the person: as if they had typed it."""
        self.field.set_value(value)

    def set_help(self, help: str) -> None:
        self._help = help
        self.help.setText(help)
        self._describe()

    def show_state(self, state: FieldState) -> None:
        self.state = state
        self.field.set_problem(state.problem)
        self._note.show_text(state.note)
        glyph = _MARKS.get(state.mark)
        self._mark.show_text(mark_words(state.mark), *(glyph or ()))
        if self.reaching is not None:
            self.reaching.set_possible(possible=bool(self.value) and not state.problem)
            if state.problem:
                self.reaching.forget()
        self._counted()
        self._describe()

    def suggest(self, text: str) -> None:
        """What could stand here; empty takes the suggestion away."""
        self.suggestion.show_text(text)

    def _describe(self) -> None:
        """For screen readers: what is wrong comes first, the room that there is last."""
        said = (self.state.problem, self.state.note, self._help, self._count.text())
        self.field.edit.setAccessibleDescription(" ".join(part for part in said if part))

    def _counted(self) -> None:
        most = self.words.counts
        self._count.setVisible(bool(most and self.value))
        if most:
            self._count.setText(count_words(self.value, most))
            self._count.set_tone("bad" if len(self.value) > most else "muted")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.field)
        below = WrapRow(gap=GAP)
        below.add(self._mark, basis=60, grow=1)
        below.add(self._count)
        column.addLayout(below)
        for part in (self._note, self.suggestion, self.reaching, self.write, self.help):
            if part is not None:
                column.addWidget(part)
        self.setFocusProxy(self.field)

    @Slot()
    def _changed(self) -> None:
        self._counted()
        self.suggestion.show_text("")
        if self.reaching is not None:
            self.reaching.forget()
        self.typed.emit(self.words.key)

    @Slot()
    def _left(self) -> None:
        self.left.emit(self.words.key)

    @Slot()
    def _take(self) -> None:
        text = self.suggestion.text()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that has it goes away
        self.type(text)


def _writer(words: FieldWords, parent: QWidget) -> LinkButton:
    return LinkButton(tr("Write one for me"), "mdi6.file-document-edit-outline", about=words.label, parent=parent)


class _Line(QWidget):
    """A glyph and a sentence, there only while there is something to say."""

    def __init__(self, glyph: str, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph = Glyph(glyph, tone, _GLYPH, parent=self)
        self._words = PlainLabel("", "small", "muted", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID + 2)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def show_text(self, text: str, glyph: str = "", tone: str = "") -> None:
        self._words.setText(text)
        if glyph:
            self._glyph.set_glyph(glyph, tone)
        self.setVisible(bool(text))


class _Suggestion(QWidget):
    """What could stand in an empty field, and the press that puts it there."""

    taken = Signal()

    def __init__(self, about: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self._words = PlainLabel("", "small", parent=self)
        self.button = LinkButton(tr("Use this"), about=about, parent=self)
        self.button.clicked.connect(self.taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def text(self) -> str:
        return self._text

    def show_text(self, text: str) -> None:
        self._text = text
        self._words.set_parts([(tr("Suggestion: "), "small_strong", "muted"), (text, None)])
        self.setVisible(bool(text))
