"""The legs of a sitting: each with its state, and with what there is to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.sitting.view import begin_words, look
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, PAD
from stagedoor.desktop.widgets import (
    Banner,
    Button,
    Card,
    CopyRow,
    Glyph,
    NumberedLine,
    OutlineButton,
    Pill,
    PlainLabel,
    PlatformTile,
    PrimaryButton,
    QuietButton,
    Tag,
    WrapRow,
)

if TYPE_CHECKING:
    from stagedoor.domain.sitting import LegRow

_TILE, _TITLE = 28, 150
_GLYPHS = {"pages": "mdi6.file-document-outline", "ask": "mdi6.eye-outline"}


class LegCard(Card):
    """`begun(id)`, `skipped(id, on)`, `answered(id, answer)`, `opened(link)`, `details()` to fill in what lacks,
    `posted(handle)` for a test post.
    """

    begun = Signal(str)
    skipped = Signal(str, bool)
    answered = Signal(str, str)
    opened = Signal(str)
    details = Signal()
    posted = Signal(str)

    def __init__(self, row: LegRow, *, is_next: bool, parent: QWidget | None = None) -> None:
        super().__init__("accent" if is_next else "line", name=row.leg.title, parent=parent)
        self.row, self.is_next = row, is_next
        self.begin: PrimaryButton | None = None
        self.skip: QuietButton | None = None
        self.yes: OutlineButton | None = None
        self.no: OutlineButton | None = None
        self.test: OutlineButton | None = None
        self.another: QuietButton | None = None
        self._head()
        if row.state != "done":
            self._body()
        elif row.another:
            self._one_more()

    @property
    def asks(self) -> bool:
        """Whether the question stands there."""
        return self.yes is not None

    @property
    def stop(self) -> Button | None:
        """What takes the keyboard where the leg is what one came for."""
        return self.begin or self.yes or self.skip

    def _head(self) -> None:
        row, shown = self.row, look(self.row)
        lead = QWidget(self)
        inside = WrapRow(lead, gap=GAP)
        inside.add(self._mark(lead))
        title = PlainLabel("", "strong", parent=lead)
        title.set_foreign(tr(row.leg.title), 80)
        inside.add(title, basis=_TITLE, grow=1)
        head = WrapRow(gap=GAP)
        head.add(lead, basis=_TITLE + _TILE, grow=1)
        if row.state in ("open", "going"):
            head.add(Tag(tr("{count} min", count=row.leg.minutes), parent=self))
        head.add(Pill(shown.words, shown.tone, shown.glyph, parent=self))
        self.column.setSpacing(GAP)
        self.column.addLayout(head)

    def _mark(self, parent: QWidget) -> QWidget:
        if self.row.leg.platform:
            return PlatformTile(self.row.leg.platform, _TILE, parent=parent)
        return Glyph(_GLYPHS[self.row.leg.kind], "accent", _TILE, parent=parent)

    def _body(self) -> None:
        row = self.row
        self.column.addWidget(PlainLabel(tr(row.leg.note), "small", "muted", parent=self))
        if row.state == "going" and row.leg.kind == "pages":
            self.column.addWidget(Banner("warning", tr("Your privacy page:"), tr(row.where), parent=self))
        if row.leg.kind == "ask" and (self.is_next or row.answer):
            self._asking()
        buttons = WrapRow(gap=PAD)
        if row.state != "skipped" and (row.leg.kind != "ask" or (self.is_next and row.link)):
            self.begin = PrimaryButton(begin_words(row), parent=self)
            self.begin.set_about(row.leg.title)
            self.begin.set_calm(calm=not self.is_next)
            self.begin.clicked.connect(self._pressed)
            buttons.add(self.begin)
        words = tr("Do it after all") if row.state == "skipped" else tr("Skip")
        self.skip = QuietButton(words, about=row.leg.title, parent=self)
        self.skip.clicked.connect(self._skip)
        buttons.add(self.skip)
        self.column.addLayout(buttons)

    def _one_more(self) -> None:
        """The platforms of a sitting are begun nowhere else."""
        self.another = QuietButton(tr(self.row.another), "mdi6.plus", about=self.row.leg.title, parent=self)
        self.another.clicked.connect(self._pressed)
        line = WrapRow(gap=GAP)
        line.add(self.another)
        self.column.addLayout(line)

    def _asking(self) -> None:
        """What to do, what to copy for it, and the question that only the person can answer."""
        row = self.row
        if row.lacks:
            what = ", ".join(tr(label) for label in row.lacks)
            lacking = Banner("info", tr("Not in your details yet: {what}.", what=what), "", tr("Your details"),
                             parent=self)  # fmt: skip
            lacking.acted.connect(self.details)
            self.column.addWidget(lacking)
        for number, line in enumerate(row.leg.do.splitlines(), start=1):
            self.column.addWidget(NumberedLine(number, [(tr(line), None)], self))
        for copy in row.copy:
            self.column.addWidget(CopyRow(tr(copy.label), copy.value, parent=self))
        if row.leg.test_post:
            self._test_post()
        if row.answer == "no" and row.leg.if_no:
            self.column.addWidget(Banner("warning", tr("Not visible yet."), tr(row.leg.if_no), parent=self))
        self.column.addWidget(self._question())

    def _test_post(self) -> None:
        row = self.row
        if not row.account:
            missing = tr("For the test post, connect {platform} first.", platform=row.platform_name)
            self.column.addWidget(PlainLabel(missing, "small", parent=self))
            return
        self.test = OutlineButton(tr("Make a test post"), "mdi6.send-outline", about=row.leg.title, parent=self)
        self.test.clicked.connect(self._post)
        line = WrapRow(gap=GAP)
        line.add(self.test)
        self.column.addLayout(line)

    def _question(self) -> QWidget:
        asked = QWidget(self)
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, GAP, 0, GAP)
        column.setSpacing(GRID)
        question = PlainLabel(tr(self.row.leg.question), "strong", parent=asked)
        self.yes = OutlineButton(tr(self.row.leg.yes), "mdi6.eye-check-outline", parent=asked)
        self.no = OutlineButton(tr(self.row.leg.no), "mdi6.eye-off-outline", about=self.row.leg.title, parent=asked)
        self.yes.clicked.connect(self._yes)
        self.no.clicked.connect(self._no)
        row = WrapRow(gap=GAP)
        row.add(self.yes)
        row.add(self.no)
        column.addWidget(question, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        return asked

    @Slot()
    def _pressed(self) -> None:
        if self.row.leg.kind == "ask":
            self.opened.emit(self.row.link)
        else:
            self.begun.emit(self.row.id)

    @Slot()
    def _post(self) -> None:
        self.posted.emit(self.row.account)

    @Slot()
    def _skip(self) -> None:
        self.skipped.emit(self.row.id, self.row.state != "skipped")

    @Slot()
    def _yes(self) -> None:
        self.answered.emit(self.row.id, "yes")

    @Slot()
    def _no(self) -> None:
        self.answered.emit(self.row.id, "no")
