"""Plain questions: one of a few answers, what one must have, yes or no."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAD
from stagedoor.desktop.widgets import (
    Card,
    CheckBox,
    Glyph,
    LinkButton,
    OpenCard,
    OutlineButton,
    PlainLabel,
    PrimaryButton,
    Tag,
)
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.desktop.wizard.shown import Shown
from stagedoor.desktop.wizard.view import View
from stagedoor.desktop.wizard.views.identity import IdentityView
from stagedoor.desktop.words import guide_length
from stagedoor.domain.asking import QUESTIONS, Choice, Confirmation, NeedRow


class QuestionView(View):
    """One press answers."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice.question)
        self._choice = choice
        self.back = QUESTIONS if choice.back else ""
        if choice.why:
            self.column.addWidget(PlainLabel(choice.why, "body", "muted"))
        self._cards = [_OptionCard(id, words, self) for id, words in choice.options.items()]
        for card in self._cards:
            card.chosen.connect(self.answered)
            self.column.addWidget(card)

    def take(self, shown: Shown) -> bool:
        return shown.page == self._choice

    def first_focus(self) -> QWidget | None:
        return self._cards[0]


class _OptionCard(OpenCard):
    chosen = Signal(object)

    def __init__(self, id: str, words: str, parent: QWidget) -> None:
        super().__init__(words, parent=parent)
        self._id = id
        row = QHBoxLayout()
        row.setSpacing(PAD)
        row.addWidget(PlainLabel(words, "strong", parent=self), 1)
        row.addWidget(Glyph("mdi6.chevron-right", "muted", parent=self))
        self.column.addLayout(row)
        self.clicked.connect(self._press)

    @Slot()
    def _press(self) -> None:
        self.chosen.emit(self._id)


def confirmation_view(question: Confirmation, shown: Shown) -> View:
    if question.kind == "identity":
        return IdentityView(question, shown)
    return NeedsView(question, shown) if question.needs else ConfirmView(question)


class ConfirmView(View):
    """Yes or no, after what must be known before."""

    def __init__(self, question: Confirmation) -> None:
        super().__init__(question.question)
        self._question = question
        for line in question.lines:
            if line:
                label = PlainLabel(parent=self)
                label.set_foreign(line, 500)
                self.column.addWidget(label)
        self._yes = PrimaryButton(question.yes, parent=self)
        self._no = OutlineButton(question.no, parent=self)
        self._yes.clicked.connect(self._said_yes)
        self._no.clicked.connect(self._said_no)
        row = WrapRow()
        row.add(self._yes)
        row.add(self._no)
        self.column.addLayout(row)

    def take(self, shown: Shown) -> bool:
        return shown.page == self._question

    def first_focus(self) -> QWidget | None:
        return self._yes

    @Slot()
    def _said_yes(self) -> None:
        self.answered.emit(True)

    @Slot()
    def _said_no(self) -> None:
        self.answered.emit(False)


class NeedsView(View):
    """What it costs, how long it takes, what one must have: ticked once, kept for every guide."""

    def __init__(self, question: Confirmation, shown: Shown) -> None:
        super().__init__(tr("Before you start"))
        self._question = question
        self.continue_text = question.yes
        if shown.minutes:
            self.column.addWidget(PlainLabel(guide_length(shown.minutes), "body", "muted", parent=self))
        self.column.addWidget(self._known(question.lines))
        self.column.addWidget(PlainLabel(tr("You need"), "strong", parent=self))
        self._needs = [_Need(need, self) for need in question.needs]
        for need in self._needs:
            need.ticked.connect(self._tick)
            need.opened.connect(self._open)
            self.column.addWidget(need)

    def take(self, shown: Shown) -> bool:
        return shown.page == self._question

    def proceed(self) -> None:
        self.answered.emit(True)

    def _known(self, lines: list[str]) -> Card:
        card = Card(name=tr("Good to know"))
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(GAP)
            row.addWidget(Glyph("mdi6.information-outline", "info", parent=card), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(PlainLabel(line, parent=card), 1)
            card.column.addLayout(row)
        return card

    @Slot(str, bool)
    def _tick(self, need: str, on: bool) -> None:
        self.wanted.emit("tick", (need, on))

    @Slot(str)
    def _open(self, link: str) -> None:
        self.wanted.emit("open", link)


class _Need(Card):
    ticked = Signal(str, bool)
    opened = Signal(str)

    def __init__(self, need: NeedRow, parent: QWidget) -> None:
        super().__init__(name=need.text, parent=parent)
        self._need = need
        self._box = CheckBox(need.text, need.how, parent=self)
        self._box.setChecked(need.ticked)
        self._box.toggled.connect(self._toggled)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(need.text, "strong", parent=self))
        if need.how:
            words.addWidget(PlainLabel(need.how, "small", "muted", parent=self))
        if need.link:
            link = LinkButton(tr("Show me how"), about=need.text, parent=self)
            link.clicked.connect(self._open)
            words.addWidget(link)
        row = QHBoxLayout()
        row.setSpacing(GAP + 2)
        row.addWidget(self._box)
        row.addLayout(words, 1)
        if need.minutes:
            row.addWidget(Tag(tr("{count} min", count=need.minutes), parent=self))
        self.column.addLayout(row)

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        self.ticked.emit(self._need.id, on)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._need.link)
