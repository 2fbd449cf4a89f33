"""The test post of one account: what leads to it and away from it. What is on it is a sheet, once prices are read."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from stagedoor.desktop import keys
from stagedoor.desktop.browsing import open_page
from stagedoor.desktop.page import Desk, Page, another_turn
from stagedoor.desktop.pages.test_post import acts
from stagedoor.desktop.pages.test_post.footer import Footer
from stagedoor.desktop.pages.test_post.sheet import Sheet
from stagedoor.desktop.pages.test_post.steps import Press, cancel, done
from stagedoor.desktop.pages.test_post.view import subtitle
from stagedoor.desktop.places import Account, Connect, Sitting, TestPost
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import EmptyState, PageHead, ScrollPage, tab_through
from stagedoor.domain.errors import StagedoorError
from stagedoor.services.rungs import Offer


class TestPostPage(Page):
    """Leaving it ends nothing: what has gone out is ended, and the deletion belongs to the services."""

    __test__ = False  # its name is no test's

    def __init__(self, desk: Desk, place: TestPost, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Test post"), parent=parent)
        self._handle = place.handle
        self.sheet: Sheet | None = None
        self.nothing: EmptyState | None = None
        self.area = ScrollPage(name=tr("Test post"), parent=self)
        self.head = PageHead(tr("Test post"), platform=place.handle.partition("/")[0], parent=self.area)
        self.footer = Footer(parent=self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._arrange()
        self.head.back.connect(self._back)
        self.footer.pressed.connect(self._pressed)
        self._settled.timeout.connect(self._let_press)
        self._show_buttons((cancel(),), None, "")

    async def refresh(self) -> None:
        """Reads prices and rules again; what was typed and what is under way stays."""
        try:
            offer = await acts.offer(self.desk, self._handle)
        except StagedoorError as error:
            if self.sheet is None:
                self._show_nothing(error)
                return
            raise
        if self.sheet is None:
            sheet = self._made(offer)
            try:
                await another_turn()
            except asyncio.CancelledError:
                sheet.deleteLater()  # another reading takes the place of this one
                raise
            self._put(sheet)
        else:
            self.sheet.set_offer(offer)

    def first_focus(self) -> QWidget | None:
        return self.sheet.compose.far if self.sheet is not None else None

    # ---------------------------------------------------------------- showing

    def show_offer(self, offer: Offer) -> None:
        self._put(self._made(offer))

    def _made(self, offer: Offer) -> Sheet:
        self._put_nothing(None)
        self.head.set_subtitle(subtitle(offer))
        sheet = Sheet(self.desk, self.tasks, offer, self._show_buttons, parent=self.area)
        sheet.hide()
        sheet.open_post.connect(self._open_post)
        sheet.ended.connect(self._focus_primary)
        sheet.lead.connect(self._make_public)
        return sheet

    def _put(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.area.column.addWidget(sheet)
        sheet.show()  # else nothing on it takes the focus yet
        sheet.begin()

    def _show_nothing(self, error: StagedoorError) -> None:
        self._put_nothing(EmptyState("mdi6.alert-circle-outline", error.cause, error.fix, parent=self.area))
        self._show_buttons((), done(), "")

    def _put_nothing(self, nothing: EmptyState | None) -> None:
        if self.nothing is not None:
            self.nothing.hide()
            self.nothing.deleteLater()
        self.nothing = nothing
        if nothing is not None:
            self.area.column.addWidget(nothing)

    def _show_buttons(self, others: tuple[Press, ...], primary: Press | None, description: str) -> None:
        self.footer.show_buttons(others, primary, description)
        tab_through(self.head, self.sheet, self.footer)  # a question may have come after the buttons
        self.footer.set_enabled(enabled=not self._settled.isActive())

    @Slot()
    def _let_press(self) -> None:
        """Long enough after a press that a double click hits nothing that came into its place."""
        self.footer.set_enabled(enabled=True)
        if self.sheet is not None and self.sheet.course.ended:
            self._focus_primary()

    @Slot()
    def _focus_primary(self) -> None:
        """What had the focus is gone; this is what there is to do now."""
        if self.footer.primary is not None:
            self.footer.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- what is pressed

    @Slot(str)
    def _pressed(self, do: str) -> None:
        goes = {
            "done": self._back, "sign_in": self._sign_in, "doctor": self._see_doctor, "open_post": self._open_post,
            "open_link": self._open_link, "by_hand": self._open_by_hand, "unlock": self._unlock,
        }  # fmt: skip
        self._settled.start(QApplication.doubleClickInterval())
        self.footer.set_enabled(enabled=False)
        if do in goes:
            goes[do]()
        elif self.sheet is not None:
            self.sheet.press(do)

    @Slot()
    def _back(self) -> None:
        self.desk.back()

    def _sign_in(self) -> None:
        if self.sheet is not None:
            mended = self.sheet.course.offer.connection
            self.desk.go(Connect(mended.platform, mended.route, again=mended.handle))

    @Slot()
    def _make_public(self) -> None:
        publish = self.sheet.course.publish if self.sheet is not None else None
        if publish is not None:
            self.desk.go(Sitting(*publish))

    def _see_doctor(self) -> None:
        self.desk.go(Account(self._handle, "doctor"))

    def _unlock(self) -> None:
        self.tasks.start(self._unlocked(), "unlock", key="unlock")

    async def _unlocked(self) -> None:
        if await keys.unlock(self.desk, self) and self.sheet is not None:
            self.sheet.back_to_form()

    @Slot()
    def _open_post(self) -> None:
        self._open(self.sheet.course.post_link if self.sheet is not None else "")

    def _open_link(self) -> None:
        self._open(self.sheet.course.mend_link if self.sheet is not None else "")

    def _open_by_hand(self) -> None:
        self._open(self.sheet.course.by_hand_link if self.sheet is not None else "")

    def _open(self, url: str) -> None:
        if url:
            self.tasks.start(open_page(self.desk, url), "open a page", key="open")

    def _arrange(self) -> None:
        self.area.column.addWidget(self.head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(self.footer)
