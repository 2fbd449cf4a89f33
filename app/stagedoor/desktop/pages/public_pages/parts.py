"""The cards of the page: the three pages, and how they get online."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.public_pages.view import Read, hosting
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, PAD
from stagedoor.desktop.widgets import (
    Card,
    LinkButton,
    NumberedLine,
    Option,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SegmentedControl,
    WrapRow,
    announce,
)
from stagedoor.domain.public_pages import HOSTING

if TYPE_CHECKING:
    from stagedoor.services.public_pages import Written

_WORDS, _WAY = 260, 190


class PagesCard(Card):
    """`write` when they shall be written, `opened(path)` to look at one, `reveal` to see where they lie."""

    write = Signal()
    opened = Signal(str)
    reveal = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("The three pages"), parent=parent)
        self.rows: dict[str, _Row] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(PAD)
        self.write_button = PrimaryButton("", "mdi6.file-document-edit-outline", parent=self)
        self.show_button = QuietButton(tr("Show in folder"), "mdi6.folder-open-outline", about=tr("pages"), parent=self)
        self.write_button.clicked.connect(self.write)
        self.show_button.clicked.connect(self.reveal)
        why = tr(
            "They say what is true of Stagedoor: one user, keys on your own computer, nothing about other people. "
            "Read them: they are yours. You may change the files as you like; writing them again replaces them."
        )
        self.column.addWidget(PlainLabel(tr("The three pages"), "heading", parent=self))
        self.column.addWidget(PlainLabel(why, "small", "muted", parent=self))
        self.column.addLayout(self._rows)
        buttons = WrapRow(gap=PAD)
        buttons.add(self.write_button)
        buttons.add(self.show_button)
        self.column.addLayout(buttons)

    def show_read(self, read: Read) -> None:
        for page in read.pages:
            if page.key not in self.rows:
                row = self.rows[page.key] = _Row(page, self)
                row.opened.connect(self.opened)
                self._rows.addWidget(row)
            self.rows[page.key].show_page(page)
        self.write_button.set_label(tr("Write them again") if read.written else tr("Write the three pages"))
        self.write_button.set_calm(calm=read.written)
        self.write_button.setEnabled(not read.lacks)
        self.show_button.setVisible(any(page.path for page in read.pages))

    def stops(self) -> list[QWidget]:
        return [*self.rows.values(), self.write_button, self.show_button]


class _Row(QWidget):
    """One page: what it is for, a look at it, its words."""

    opened = Signal(str)

    def __init__(self, page: Written, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        words = QWidget(self)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(PlainLabel(tr(page.title), "strong", parent=words))
        column.addWidget(PlainLabel(tr(page.label), "small", "muted", parent=words))
        self.look = LinkButton(tr("Look at it"), "mdi6.open-in-new", about=page.title, parent=self)
        self.copy = LinkButton(tr("Copy the text"), "mdi6.content-copy", about=page.title, parent=self)
        self.look.clicked.connect(self._look)
        self.copy.clicked.connect(self._copy)
        row = WrapRow(self, gap=PAD)
        row.add(words, basis=_WORDS, grow=1)
        row.add(self.look)
        row.add(self.copy)

    def show_page(self, page: Written) -> None:
        self._page = page
        self.look.setVisible(bool(page.path))
        self.copy.setVisible(bool(page.text))
        self.copy.set_label(tr("Copy the text"))
        self.copy.set_glyph("mdi6.content-copy")

    @Slot()
    def _look(self) -> None:
        self.opened.emit(self._page.path)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._page.text)
        self.copy.set_label(tr("Copied"))
        self.copy.set_glyph("mdi6.check")
        announce(self, tr("Copied"))


class OnlineCard(Card):
    """The ways to put them online, each step by step; `enter` when the addresses are there."""

    enter = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Put them online"), parent=parent)
        options: Sequence[Option] = [Option(id, tr(name), tr(note)) for id, name, note in hosting()]
        self.ways = SegmentedControl(tr("Where your pages shall stand"), options, least=_WAY, parent=self)
        self._steps = QWidget(self)
        self._column = QVBoxLayout(self._steps)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.enter_button = PrimaryButton(tr("Enter the addresses"), "mdi6.link-variant", parent=self)
        self.enter_button.clicked.connect(self.enter)
        after = tr(
            "Then paste the addresses into Your details. Stagedoor looks whether they open for everybody, for Meta's "
            "own program too, and once a month again."
        )
        self.column.addWidget(PlainLabel(tr("Put them online"), "heading", parent=self))
        for widget in (self.ways, self._steps, PlainLabel(after, "small", "muted", parent=self)):
            self.column.addWidget(widget)
        row = WrapRow(gap=PAD)
        row.add(self.enter_button)
        self.column.addLayout(row)
        self.ways.chosen.connect(self._show_steps)
        self.ways.choose(next(iter(HOSTING)))

    @Slot(str)
    def _show_steps(self, way: str) -> None:
        for old in self._steps.findChildren(NumberedLine):
            old.hide()
            old.deleteLater()
        for number, line in enumerate(HOSTING[way].steps, start=1):
            shown = NumberedLine(number, [(tr(line), None)], self._steps)
            self._column.addWidget(shown)
            shown.show()
