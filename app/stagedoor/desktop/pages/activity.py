"""What happened, over all accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.browsing import open_page
from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pages.history.read import read_lines
from stagedoor.desktop.pages.history.rows import HistoryList
from stagedoor.desktop.pages.history.view import Line
from stagedoor.desktop.places import Account, Place
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import PlainLabel, ScrollPage, SearchEdit, WrapRow

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


class ActivityPage(Page):
    def __init__(self, desk: Desk, _place: Place, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Activity"), parent=parent)
        self._lines: list[Line] | None = None
        self._now = 0
        self.area = self.fill_with(ScrollPage(name=self.title))
        self.search = SearchEdit(tr("Account or word"), tr("Find in what happened"), empties=True, parent=self.area)
        self.list = HistoryList(names=True, parent=self.area)
        self._arrange()
        self.search.textChanged.connect(self._typed)
        self.search.left.connect(self._left)
        self.list.opened.connect(self._open)
        self.list.account.connect(self._go)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._find)

    async def refresh(self) -> None:
        async def work(jobs: Jobs) -> tuple[list[Line], int]:
            return await read_lines(jobs), jobs.ports.now()

        self.show_lines(*await self.desk.do(work))

    def show_lines(self, lines: list[Line], now: int) -> None:
        self._lines, self._now = lines, now
        self._show()

    def first_focus(self) -> QWidget | None:
        return self.search

    def _show(self) -> None:
        if self._lines is None:
            return
        typed = self.search.text()
        left = [line for line in self._lines if line.found_by(typed)]
        nothing = tr("Nothing found") if self._lines else tr("Nothing happened yet")
        self.list.show_lines(left, self._now, nothing)

    @Slot()
    def _typed(self) -> None:
        self._show()

    @Slot()
    def _left(self) -> None:
        self.desk.back()

    @Slot()
    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    @Slot(str)
    def _open(self, link: str) -> None:
        self.tasks.start(open_page(self.desk, link), "open the post", key="open")

    @Slot(str)
    def _go(self, handle: str) -> None:
        self.desk.go(Account(handle))

    def _arrange(self) -> None:
        head = WrapRow()
        head.add(PlainLabel(self.title, "title", wrap=False, parent=self.area))
        head.add(QWidget(self.area), basis=0, grow=1)
        head.add(self.search)
        self.area.column.addLayout(head)
        self.area.column.addWidget(self.list)
