"""The form of a test post: how far, for how long, the picture where its address is asked for, and the text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.test_post.view import ComposeView, Draft
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, PAD
from stagedoor.desktop.widgets import LinkButton, PlainLabel, SegmentedControl, TextArea, TextField, WrapRow

_NOTE_BASIS = 120


class Compose(QWidget):
    """`changed` when anything was chosen or typed, `renew` when another text is wanted."""

    changed = Signal()
    renew = Signal()

    def __init__(self, view: ComposeView, draft: Draft, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.far = SegmentedControl(tr("How far"), view.rungs, parent=self)
        self.far.choose(draft.rung)
        self.keep = SegmentedControl(tr("How long it stays"), view.keeps, parent=self)
        self.keep.choose(draft.keep)
        self._note = PlainLabel("", "small", "muted", parent=self)
        self._keep_label = PlainLabel(tr("How long it stays"), "small_strong", parent=self)
        self.picture = TextField(
            tr("Address of the picture"), help=view.picture_help, placeholder="https://", parent=self
        )
        self.picture.set_value(draft.picture)
        self.picture.setContentsMargins(0, 0, 0, GAP)
        self.picture.setVisible(bool(view.picture_help))
        self.area = TextArea(tr("Text"), parent=self)
        self.area.set_value(text)
        self.area.edit.document().clearUndoRedoStacks()
        self.count = PlainLabel("", "small", "muted", parent=self)
        self.price = PlainLabel("", "small", "muted", parent=self)
        self.new_text = LinkButton(tr("New text"), parent=self)
        self._arrange()
        self.show_view(view)
        self.far.chosen.connect(self._touched)
        self.keep.chosen.connect(self._touched)
        self.picture.changed.connect(self._pictured)
        self.area.changed.connect(self._touched)
        self.new_text.clicked.connect(self._renew)

    def show_view(self, view: ComposeView) -> None:
        for option in view.rungs:
            self.far.set_option(option)
        for shown in (self._keep_label, self.keep):
            shown.setVisible(view.may_keep)
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))
        self.count.setText(view.count)
        self.count.set_tone("bad" if view.too_long else "muted")
        self.price.setText(view.price_note)
        self.area.describe(", ".join(part for part in (view.count, view.price_note) if part))

    def show_problem(self, problem: str) -> None:
        self.area.set_problem(problem)

    def show_picture_problem(self, problem: str) -> None:
        self.picture.set_problem(problem)

    @property
    def troubled(self) -> QWidget | None:
        """The field with a problem."""
        return next((field for field in (self.picture, self.area) if field.problem), None)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 2)
        column.addWidget(PlainLabel(tr("How far"), "small_strong", parent=self))
        column.addWidget(self.far)
        column.addWidget(self._note)
        column.addSpacing(GAP)
        column.addWidget(self._keep_label)
        column.addWidget(self.keep)
        column.addSpacing(GAP)
        column.addWidget(self.picture)
        column.addWidget(self.area)
        below = WrapRow(gap=PAD)
        below.add(self.count)
        below.add(self.new_text)
        self.price.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        below.add(self.price, basis=_NOTE_BASIS, grow=1)
        self.area.below.addLayout(below)
        column.addStretch(1)

    @Slot()
    def _pictured(self) -> None:
        self.picture.set_problem("")
        self.changed.emit()

    @Slot()
    def _touched(self) -> None:
        self.changed.emit()

    @Slot()
    def _renew(self) -> None:
        self.renew.emit()
