"""A trouble as a card with its numbered steps; what is fine as one card that unfolds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.pages.checkup.view import Checkup, Level, Line, Mend, Step, Trouble
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, scaled
from stagedoor.desktop.widgets import (
    Breadcrumb,
    Button,
    Card,
    Glyph,
    IconButton,
    OutlineButton,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    Spinner,
    WrapRow,
)

_GLYPHS: dict[Level, str] = {"bad": "mdi6.alert", "warning": "mdi6.alert-circle-outline", "info": "mdi6.information"}
_TEXT_BASIS = 300
_NUMBER = 14
_TOP = Qt.AlignmentFlag.AlignTop


class TroubleCard(Card):
    """`mend(mend)` when a button of a step is pressed. `loud`: its first button is the one thing to do now."""

    mend = Signal(object)

    def __init__(self, trouble: Trouble, *, loud: bool, parent: QWidget | None = None) -> None:
        super().__init__(trouble.level, name=trouble.title, parent=parent)
        self.trouble = trouble
        self.buttons: list[tuple[Mend, Button]] = []
        self._loud = loud
        self.column.addWidget(_headed(_GLYPHS[trouble.level], trouble.level, trouble.title, self))
        self.column.addWidget(PlainLabel(trouble.cause, parent=self))
        for sentence in trouble.also:
            self.column.addWidget(PlainLabel(sentence, "small", "muted", parent=self))
        numbered = len(trouble.steps) > 1
        for number, step in enumerate(trouble.steps, 1):
            self.column.addLayout(self._step(step, str(number) if numbered else ""))

    def _step(self, step: Step, number: str) -> WrapRow:
        lead = QWidget(self)
        row = QHBoxLayout(lead)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP + GRID)
        if number:
            label = PlainLabel(number, "strong", wrap=False, parent=lead)
            label.setMinimumWidth(scaled(_NUMBER))
            row.addWidget(label, 0, _TOP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(step.text, parent=lead))
        if step.where:
            words.addWidget(Breadcrumb(step.where, parent=lead))
        if step.note:
            words.addWidget(PlainLabel(step.note, "small", "muted", parent=lead))
        row.addLayout(words, 1)
        whole = WrapRow(gap=GAP + GRID)
        whole.add(lead, basis=scaled(_TEXT_BASIS), grow=1)
        if step.mend is not None:
            whole.add(self._button(step.mend))
        return whole

    def _button(self, mend: Mend) -> Button:
        loud = self._loud and not self.buttons and mend.kind != "again"
        kind = PrimaryButton if loud else OutlineButton
        button = kind(mend.words, mend.glyph, about=self.trouble.title, parent=self)
        button.clicked.connect(self._pressed)
        self.buttons.append((mend, button))
        return button

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        for mend, button in self.buttons:
            if button is sender:
                self.mend.emit(mend)


class NotesCard(Card):
    """What is good to know, and needs nothing."""

    def __init__(self, notes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Good to know"), parent=parent)
        self.column.addWidget(_headed("mdi6.information", "info", tr("Good to know"), self))
        for note in notes:
            self.column.addWidget(PlainLabel(note, parent=self))


class PaidCard(Card):
    """Checks that run only when a button with their price is pressed."""

    mend = Signal(object)

    def __init__(self, lines: Sequence[Line], pay: Mend, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Asked only if you want: it costs money"), parent=parent)
        self._pay = pay
        self.column.addWidget(_headed("mdi6.cash", "muted", tr("Asked only if you want: it costs money"), self))
        self.column.addLayout(_lines(lines, self))
        self.button = OutlineButton(pay.words, pay.glyph, parent=self)
        self.button.clicked.connect(self._pressed)
        row = WrapRow()
        row.add(self.button)
        self.column.addLayout(row)

    @Slot()
    def _pressed(self) -> None:
        self.mend.emit(self._pay)


class FineCard(Card):
    """`again` runs the checks, `copied` wants the report. Its buttons keep the focus while checks run, and wait."""

    again = Signal()
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Checks"), parent=parent)
        self._busy = False
        self._open = False
        self._view: Checkup | None = None
        self._glyph = Glyph("mdi6.check-circle", "good", 20, parent=self)
        self._spinner = Spinner(tr("Checking"), px=20, parent=self)
        self._headline = PlainLabel("", "heading", parent=self)
        self._age = PlainLabel("", "small", "muted", wrap=False, parent=self)
        self.run = OutlineButton(tr("Run again"), "mdi6.refresh", parent=self)
        self.copy = QuietButton(tr("Copy report"), "mdi6.content-copy", parent=self)
        self.fold = IconButton(tr("Show the checks"), "mdi6.chevron-down", parent=self)
        self._summary = PlainLabel("", "small", "muted", parent=self)
        self._list: QWidget | None = None
        self._arrange()
        self.run.clicked.connect(self._run)
        self.copy.clicked.connect(self.copied)
        self.fold.clicked.connect(self._turn)
        self._dress()

    def show_view(self, view: Checkup) -> None:
        if view == self._view:
            return
        self._view = view
        self.setAccessibleName(view.headline)
        self._summary.setText(" · ".join(line.title for line in view.fine))
        self._make_list(view.fine)
        self._dress()

    def set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._dress()

    @property
    def busy(self) -> bool:
        return self._busy

    @property
    def unfolded(self) -> bool:
        return self._open

    def _dress(self) -> None:
        view = self._view
        good = view is not None and bool(view.fine)
        self._glyph.set_glyph("mdi6.check-circle" if good else "mdi6.minus", "good" if good else "muted")
        self._glyph.setVisible(not self._busy)
        self._spinner.setVisible(self._busy)
        self._headline.setText(view.headline if view is not None else tr("Not checked yet"))
        self._age.setText(tr("checking…") if self._busy else view.age if view is not None else "")
        self._age.setVisible(bool(self._age.text()))
        self.copy.setEnabled(view is not None)
        self.fold.setVisible(good)
        self._summary.setVisible(good and not self._open)
        if self._list is not None:
            self._list.setVisible(self._open)

    def _make_list(self, lines: Sequence[Line]) -> None:
        if self._list is not None:
            self.column.removeWidget(self._list)
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget(self)
        self._list.setLayout(_lines(lines, self._list, glyph=True))
        self.column.addWidget(self._list)

    def _arrange(self) -> None:
        lead = QWidget(self)
        row = QHBoxLayout(lead)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP + 2)
        for mark in (self._glyph, self._spinner):
            row.addWidget(mark, 0, _TOP)
        row.addWidget(self._headline, 1)
        head = WrapRow()
        head.add(lead)
        head.add(self._age)
        head.add(QWidget(self), basis=0, grow=1)
        buttons = QWidget(self)
        inside = WrapRow(buttons)
        for button in (self.run, self.copy, self.fold):
            inside.add(button)
        head.add(buttons)
        self.column.addLayout(head)
        self.column.addWidget(self._summary)

    @Slot()
    def _run(self) -> None:
        if not self._busy:
            self.again.emit()

    @Slot()
    def _turn(self) -> None:
        self._open = not self._open
        self.fold.set_spoken(tr("Hide the checks") if self._open else tr("Show the checks"))
        self.fold.set_glyph("mdi6.chevron-up" if self._open else "mdi6.chevron-down")
        self._dress()


def _headed(glyph: str, tone: str, title: str, parent: QWidget) -> QWidget:
    head = QWidget(parent)
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP + 2)
    row.addWidget(Glyph(glyph, tone, 20, parent=head), 0, _TOP)
    row.addWidget(PlainLabel(title, "heading", parent=head), 1)
    return head


def _lines(lines: Sequence[Line], parent: QWidget, *, glyph: bool = False) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    for line in lines:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        if glyph:
            row.addWidget(Glyph("mdi6.check", "good", 16, parent=parent), 0, _TOP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(line.title, parent=parent))
        if line.aside:
            words.addWidget(PlainLabel(line.aside, "small", "muted", parent=parent))
        row.addLayout(words, 1)
        column.addLayout(row)
    return column
