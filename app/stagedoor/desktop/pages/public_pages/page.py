"""A privacy page of one's own: written with one press, and led online."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.browsing import open_page, show_file
from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pages.public_pages import view
from stagedoor.desktop.pages.public_pages.parts import OnlineCard, PagesCard
from stagedoor.desktop.places import Details, Place
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Banner, ErrorPlace, PageHead, ScrollPage, tab_through
from stagedoor.domain.errors import StagedoorError


class PublicPagesPage(Page):
    def __init__(self, desk: Desk, _place: Place, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Pages for portals"), parent=parent)
        self._read: view.Read | None = None
        self.area = self.fill_with(ScrollPage(name=self.title))
        subtitle = tr("Without a privacy page, Facebook should show your posts to nobody but you.")
        self.head = PageHead(self.title, subtitle, parent=self.area)
        self.errors = ErrorPlace(parent=self.area)
        self.lacking = Banner("warning", "", "", tr("Your details"), parent=self.area)
        self.lacking.hide()
        self.pages = PagesCard(self.area)
        self.online = OnlineCard(self.area)
        for part in (self.head, self.errors, self.lacking, self.pages, self.online):
            self.area.column.addWidget(part)
        self._connect()

    async def refresh(self) -> None:
        try:
            read = await self.desk.do(view.read)
        except StagedoorError as error:
            self.errors.show_error(error.cause, error.fix)
            return
        self.show_read(read)

    def show_read(self, read: view.Read) -> None:
        self._read = read
        self.errors.clear()
        lacks = tr(" and ").join(tr(label) for label in read.lacks)
        self.lacking.set_message(tr("Still missing: {details}.", details=lacks), tr("They stand on the pages."))
        self.lacking.setVisible(bool(read.lacks))
        self.pages.show_read(read)
        self.online.enter_button.set_calm(calm=not read.written)
        tab_through(self.head, self.errors, self.lacking, *self.pages.stops(), self.online)

    def first_focus(self) -> QWidget | None:
        return self.head.arrow

    # ---------------------------------------------------------------- work

    async def _write(self) -> None:
        try:
            self.show_read(await self.desk.do(view.write))
        except StagedoorError as error:
            self.errors.show_error(error.cause, error.fix)
            return
        self.desk.say(tr("Written. Three files are in your folder."))

    # ---------------------------------------------------------------- what is pressed

    @Slot()
    def _pressed_write(self) -> None:
        self.tasks.start(self._write(), "write pages", key="write")

    @Slot(str)
    def _pressed_open(self, path: str) -> None:
        self.tasks.start(open_page(self.desk, Path(path).as_uri()), "open page", key="open")

    @Slot()
    def _reveal(self) -> None:
        path = next((page.path for page in self._read.pages if page.path), "") if self._read else ""
        self.tasks.start(show_file(self.desk, Path(path)), "show pages", key="show")

    @Slot()
    def _details(self) -> None:
        self.desk.go(Details())

    @Slot()
    def _again(self) -> None:
        self.tasks.start(self.refresh(), "refresh", key="refresh")

    @Slot()
    def _back(self) -> None:
        self.desk.back()

    def _connect(self) -> None:
        self.head.back.connect(self._back)
        self.errors.again.connect(self._again)
        self.lacking.acted.connect(self._details)
        self.pages.write.connect(self._pressed_write)
        self.pages.opened.connect(self._pressed_open)
        self.pages.reveal.connect(self._reveal)
        self.online.enter.connect(self._details)
