"""Accounts as they appear: what to do in the meantime, what was seen, and a name to look up by hand."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAD
from stagedoor.desktop.widgets import (
    Banner,
    Card,
    CheckBox,
    OutlineButton,
    PlainLabel,
    Portrait,
    Spinner,
    TextField,
)
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.desktop.wizard.shown import Found, Shown
from stagedoor.desktop.wizard.view import View, usual_continue
from stagedoor.desktop.wizard.views.identity import about
from stagedoor.desktop.wizard.views.instructions import Instructions
from stagedoor.desktop.wizard.views.side import side_cards
from stagedoor.domain.exchange import Candidate
from stagedoor.domain.plain import plain


class FoundView(View):
    """Continue is the one thing to do once something that can be used is ticked."""

    def __init__(self, page: Found) -> None:
        guide = page.guides[0] if page.guides else None
        super().__init__(guide.title if guide else page.title)
        self._page = page
        self.continue_text = usual_continue()
        self.where = guide.where if guide else []
        self._instructions: Instructions | None = None
        if guide is not None:
            self._instructions = Instructions(guide, self)
            self._instructions.opened.connect(self._opened)
            self.column.addWidget(self._instructions)
            self.side = side_cards(guide, self)
        self._state = QHBoxLayout()
        self._spinner = Spinner(tr("Looking for accounts"), parent=self)
        self._title = PlainLabel(page.title, "strong", parent=self)
        self._state.addWidget(self._spinner)
        self._state.addWidget(self._title, 1)
        self.column.addLayout(self._state)
        self._problem = Banner("warning", "", parent=self)
        self.column.addWidget(self._problem)
        self._rows: dict[str, _CandidateRow] = {}
        self._seen = QWidget(self)  # Tab comes to what is in it before what was made later
        self._list = QVBoxLayout(self._seen)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(GAP)
        self.column.addWidget(self._seen)
        self._typing()
        self._show(page)

    def take(self, shown: Shown) -> bool:
        if not isinstance(shown.page, Found) or shown.page.guides != self._page.guides:
            return False
        self._page = shown.page
        self._show(shown.page)
        return True

    def proceed(self) -> None:
        self.answered.emit([id for id, row in self._rows.items() if row.ticked])

    def first_focus(self) -> QWidget | None:
        opens = self._instructions.open if self._instructions is not None else None
        return opens or self._typed.edit

    def _typing(self) -> None:
        help_text = tr("It does not appear? Write its @name, link or number.")
        self._typed = TextField(tr("Look one up"), help=help_text, parent=self)
        self._typed.submitted.connect(self._look_up)
        self._look = OutlineButton(tr("Look it up"), "mdi6.magnify", parent=self)
        self._look.clicked.connect(self._look_up)
        row = WrapRow(gap=PAD)
        row.add(self._typed, basis=240, grow=1)
        row.add(self._look)
        self.column.addLayout(row)

    def _show(self, page: Found) -> None:
        self._spinner.setVisible(page.looking)
        self._title.set_foreign(_state(page))
        self._title.setVisible(bool(_state(page)))
        self._problem.set_message(page.problem)
        self._problem.setVisible(bool(page.problem))
        for candidate in page.candidates:
            row = self._rows.get(candidate.external_id)
            if row is None:
                row = self._rows[candidate.external_id] = _CandidateRow(candidate, self._seen)
                row.box.toggled.connect(self._changed)
                self._list.addWidget(row)
            row.show_candidate(candidate)
        self._changed()

    @Slot()
    def _changed(self) -> None:
        self.can_continue = any(row.ticked for row in self._rows.values())
        self.urgent = self.can_continue
        if self._instructions is not None:
            self._instructions.set_calm(calm=self.urgent)
        self.updated.emit()

    @Slot()
    def _opened(self) -> None:
        self.wanted.emit("open", self._page.guides[0].link)

    @Slot()
    def _look_up(self) -> None:
        if self._typed.value:
            self.answered.emit(self._typed.value)


def _state(page: Found) -> str:
    """How the looking goes. The head says what to choose, where no guide stands there."""
    if page.looking:
        return page.title if page.guides else tr("Looking for accounts…")
    if not page.candidates:
        return tr("Nothing more is looked for.")
    return page.title if page.guides else ""


class _CandidateRow(Card):
    """One that can be used and is proposed is ticked at once; one that cannot says why, and is ticked when it can."""

    def __init__(self, candidate: Candidate, parent: QWidget) -> None:
        super().__init__(name=plain(candidate.name, 80), parent=parent)
        self.box = CheckBox(plain(candidate.name, 80), parent=self)
        self._was_usable = False
        self._name = PlainLabel("", "strong", parent=self)
        self._about = PlainLabel("", "small", "muted", parent=self)
        self._problem = PlainLabel("", "small", "bad", parent=self)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._name, self._about, self._problem):
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(PAD)
        row.addWidget(self.box)
        row.addWidget(Portrait(candidate.name, candidate.avatar or "", 36, parent=self))
        row.addLayout(words, 1)
        self.column.addLayout(row)

    @property
    def ticked(self) -> bool:
        return self.box.isChecked() and self.box.isEnabled()

    def show_candidate(self, candidate: Candidate) -> None:
        usable = not candidate.problem
        self._name.set_foreign(candidate.name, 120)
        self._about.set_foreign(about(candidate, candidate.kind), 200)
        self._problem.set_foreign(candidate.problem, 400)
        self._problem.setVisible(bool(candidate.problem))
        self.box.setAccessibleName(plain(candidate.name, 80))
        self.box.setAccessibleDescription(plain(candidate.problem, 300))
        self.box.setEnabled(usable)
        if usable and not self._was_usable:
            self.box.setChecked(candidate.proposed)
        self._was_usable = usable
