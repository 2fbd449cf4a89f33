"""One step of a guide: what to open, do and copy, and the values that it asks for, looked at while they are typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.places import Details
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD
from stagedoor.desktop.widgets import Banner, OutlineButton, PlainLabel, SecretField, TextField, WrapRow
from stagedoor.desktop.wizard.shown import Shown
from stagedoor.desktop.wizard.view import View, usual_continue
from stagedoor.desktop.wizard.views.instructions import Instructions
from stagedoor.desktop.wizard.views.side import side_cards
from stagedoor.domain.asking import QUESTIONS, Guide, Looked, Prompt, Turn

LOOK_AFTER = 300
"""Milliseconds without a letter after which a value is looked at."""


class StepView(View):
    look_wanted = Signal(str, str)

    def __init__(self, guide: Guide) -> None:
        super().__init__(guide.title)
        self._guide = guide
        self.where = guide.where
        self.continue_text = usual_continue()
        ids = [id for id, _ in guide.outline]
        at = ids.index(guide.id)
        self.back = (ids[at - 1] if at else QUESTIONS) if guide.back else ""
        self._problem = Banner("bad", "", parent=self)
        self.column.addWidget(self._problem)
        self._add_notes(guide)
        self._instructions = Instructions(guide, self)
        self._instructions.opened.connect(self._opened)
        self.column.addWidget(self._instructions)
        self._fields = {prompt.id: _PromptField(prompt, self) for prompt in guide.fields}
        for field in self._fields.values():
            field.look_wanted.connect(self.look_wanted)
            field.submitted.connect(self.proceed)
            self.column.addWidget(field.widget)
        if self.wants_file():
            self.column.addLayout(self._file_row())
        if guide.undo:
            self.column.addWidget(PlainLabel(tr("To undo this: {how}", how=guide.undo), "small", "muted", parent=self))
        self.side = side_cards(guide, self)
        self._show_problem()
        self.urgent = self._instructions.open is None

    @property
    def guide(self) -> Guide:
        return self._guide

    def take(self, shown: Shown) -> bool:
        page = shown.page
        if not isinstance(page, Guide) or page.id != self._guide.id or page.outline != self._guide.outline:
            return False
        self._guide = page
        for prompt in page.fields:
            if prompt.id in self._fields:
                self._fields[prompt.id].take(prompt)
        self._show_problem()
        first = next((f for f in self._fields.values() if f.widget.problem), None)
        if first is not None:
            first.widget.edit.setFocus()
        return True

    def proceed(self) -> None:
        self.answered.emit(Turn(values={id: f.widget.value for id, f in self._fields.items() if f.widget.value}))

    def go_back(self) -> Turn:
        """What was typed goes along, so that nothing is lost on the way back."""
        return Turn(values={id: f.widget.value for id, f in self._fields.items() if f.widget.value}, to=self.back)

    def show_look(self, field: str, looked: Looked) -> None:
        """What a look at a typed value found."""
        if field in self._fields:
            self._fields[field].show_look(looked)

    def labels(self, *, empty: bool = False) -> dict[str, str]:
        """What the fields are called, by id; `empty`: only those that wait for a value."""
        fields = {prompt.id: prompt.label for prompt in self._guide.fields if prompt.id in self._fields}
        return {id: label for id, label in fields.items() if not empty or self._fields[id].waits}

    def holds_secret(self) -> bool:
        """Whether a key stands in a field."""
        return any(prompt.secret and self._fields[prompt.id].widget.value for prompt in self._guide.fields)

    def wants_file(self) -> bool:
        """Whether the portal gives what is asked for as a file."""
        return any(prompt.file for prompt in self._guide.fields)

    def take_text(self, text: str) -> bool:
        """The text of a file in which nothing was recognised: what is wrong with it is said at the field. False where
        no file is asked for.
        """
        field = next((prompt.id for prompt in self._guide.fields if prompt.file), None)
        if field is not None:
            self._fields[field].widget.set_value(text)
        return field is not None

    def fill_empty(self, values: Mapping[str, str]) -> None:
        self.fill_all({id: value for id, value in values.items() if id in self.labels(empty=True)})

    def fill_all(self, values: Mapping[str, str]) -> None:
        """Puts the values into their fields; the keyboard goes to what is left to do."""
        for id, value in values.items():
            self._fields[id].widget.set_value(value)
        left = next((field for field in self._fields.values() if field.waits), None)
        if values and left is not None:
            left.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget | None:
        if self._instructions.open is not None:
            return self._instructions.open
        return next((field.widget.edit for field in self._fields.values() if not field.kept), None)

    def _add_notes(self, guide: Guide) -> None:
        """What was done for another platform, and what Your details do not hold yet."""
        if guide.done_for:
            headline = tr("Done for {platform} already.", platform=guide.done_for)
            text = tr("It is the same for this platform: look it through, and go on.")
            self.column.addWidget(Banner("good", headline, text, parent=self))
        if guide.lacks:
            headline = tr("Not in your details yet: {what}.", what=", ".join(tr(label) for label in guide.lacks))
            text = tr("What you gave so far is kept.")
            lacking = Banner("info", headline, text, tr("Your details"), parent=self)
            lacking.acted.connect(self._fill_in)
            self.column.addWidget(lacking)

    def _file_row(self) -> WrapRow:
        choose = OutlineButton(tr("Choose the file"), "mdi6.file-outline", parent=self)
        choose.clicked.connect(self._choose)
        row = WrapRow(gap=PAD)
        row.add(choose)
        row.add(PlainLabel(tr("Or drop it anywhere here."), "small", "muted", parent=self))
        return row

    def _show_problem(self) -> None:
        self._problem.set_message(self._guide.problem)
        self._problem.setVisible(bool(self._guide.problem))

    @Slot()
    def _fill_in(self) -> None:
        self.wanted.emit("visit", Details())

    @Slot()
    def _choose(self) -> None:
        self.wanted.emit("choose_file", None)

    @Slot()
    def _opened(self) -> None:
        self.wanted.emit("open", self._guide.link)
        self.urgent = True
        self._instructions.set_calm(calm=True)
        self.updated.emit()


class _PromptField(QWidget):
    """A field whose value is looked at while it is typed."""

    look_wanted = Signal(str, str)
    submitted = Signal()

    def __init__(self, prompt: Prompt, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._id = prompt.id
        self.kept = prompt.kept
        kind = SecretField if prompt.secret else TextField
        label = tr("{label} (may stay empty)", label=prompt.label) if prompt.optional else prompt.label
        shown = prompt.label if "(" in prompt.label else label
        self.widget = kind(shown, help=self._help(prompt), placeholder=self._placeholder(prompt), parent=parent)
        if prompt.value:
            self.widget.set_value(prompt.value)
        self.widget.set_problem(prompt.problem)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER)
        self._timer.timeout.connect(self._look)
        self.widget.changed.connect(self._typed)
        self.widget.submitted.connect(self.submitted)

    def take(self, prompt: Prompt) -> None:
        self.kept = prompt.kept
        self.widget.set_problem(prompt.problem)

    @property
    def waits(self) -> bool:
        """Nothing stands in it and nothing was kept."""
        return not self.kept and not self.widget.value

    def show_look(self, looked: Looked) -> None:
        self.widget.set_problem(looked.problem)
        self.widget.set_note(looked.note)

    def _help(self, prompt: Prompt) -> str:
        return tr("Already here. Paste a new one to change it.") if prompt.kept and prompt.secret else prompt.help

    def _placeholder(self, prompt: Prompt) -> str:
        return "" if prompt.secret else prompt.example

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self.widget.set_problem("")
        self.widget.set_note("")
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        self.look_wanted.emit(self._id, self.widget.value)
