"""What ends next: the page behind that entry of the sidebar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.calendars import save_calendar, save_calendar_of_all
from stagedoor.desktop.page import Desk, Page, another_turn
from stagedoor.desktop.pages.ends.rows import GroupCard
from stagedoor.desktop.pages.ends.view import EndsView, Row, ends_view
from stagedoor.desktop.places import Place, Welcome
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAD, scaled
from stagedoor.desktop.widgets import (
    EmptyState,
    ErrorPlace,
    OutlineButton,
    PlainLabel,
    PrimaryButton,
    ScrollPage,
    Skeleton,
    WrapRow,
    tab_through,
)
from stagedoor.domain.errors import StagedoorError

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

_FOR_EVER = 2**53
_WIDEST_TEXT = 830


class EndsPage(Page):
    def __init__(self, desk: Desk, _place: Place, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("What ends next"), parent=parent)
        self.area = self.fill_with(ScrollPage(name=self.title))
        self.view: EndsView | None = None
        self.groups: list[GroupCard] = []
        self.errors = ErrorPlace(parent=self.area)
        self.empty: EmptyState | None = None
        self.all_button = OutlineButton(tr("All into your calendar"), "mdi6.calendar-multiple", parent=self.area)
        self.intro = PlainLabel(_intro(), "body", "muted", parent=self.area)
        self._skeleton = Skeleton(parent=self.area)
        self._arrange()
        self.all_button.clicked.connect(self._note_all)
        self.errors.again.connect(self._again)

    async def refresh(self) -> None:
        try:
            view = await self.desk.do(_seen)
        except StagedoorError as error:
            self._say(error)
            return
        for _ in self._shown(view):
            await another_turn()

    def show_view(self, view: EndsView) -> None:
        for _ in self._shown(view):
            pass

    def _shown(self, view: EndsView) -> Iterator[None]:
        """A group with every step."""
        self._skeleton.hide()
        self.errors.clear()
        if view == self.view:
            return
        self.view = view
        focused = self._focused()
        self._clear()
        for group in view.groups:
            card = GroupCard(group, parent=self.area)
            card.mended.connect(self._mend)
            card.noted.connect(self._note)
            self.groups.append(card)
            self._list.addWidget(card)
            card.show()
            yield
        if not view.groups:
            self._show_empty()
        self.intro.setVisible(bool(view.groups))
        self.all_button.setVisible(len(view.calendar) > 1)
        self._focus(focused)

    # ---------------------------------------------------------------- showing

    def _clear(self) -> None:
        gone: list[QWidget] = [*self.groups, *([self.empty] if self.empty is not None else [])]
        for widget in gone:
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.groups, self.empty = [], None

    def _show_empty(self) -> None:
        button = PrimaryButton(tr("Add an account"), "mdi6.plus", parent=self.area)
        button.clicked.connect(self._add)
        words = tr("When you have connected an account, you see here until when its sign-in lasts.")
        self.empty = EmptyState("mdi6.calendar-blank-outline", tr("Nothing ends here"), words, button, parent=self.area)
        self._list.addWidget(self.empty)
        self.empty.show()

    def _focused(self) -> tuple[str, str]:
        """The row and the words of the button that has the focus."""
        for card in self.groups:
            for row in card.rows:
                for button in (row.button, row.note):
                    if button is not None and button.hasFocus():
                        return row.row.key, button.label()
        return "", ""

    def _focus(self, wanted: tuple[str, str]) -> None:
        """What had the focus has it again, though it was made anew."""
        for card in self.groups:
            for row in card.rows:
                for button in (row.button, row.note):
                    if button is not None and (row.row.key, button.label()) == wanted:
                        button.setFocus()

    def _say(self, error: StagedoorError) -> None:
        self._skeleton.hide()
        self.errors.show_error(error.cause, error.fix)
        tab_through(self.all_button, self.errors, *self.groups)

    # ---------------------------------------------------------------- what is pressed

    @Slot(object)
    def _mend(self, row: Row) -> None:
        if row.deed is not None:
            self.desk.go(row.deed.place)

    @Slot(object)
    def _note(self, row: Row) -> None:
        end = row.calendar
        if end is not None:
            work = save_calendar(
                self.desk, self, handle=end.handle, name=end.name, platform=end.platform, ends_at=end.ends_at
            )
            self.tasks.start(work, "calendar", key="calendar")

    @Slot()
    def _note_all(self) -> None:
        if self.view is not None:
            self.tasks.start(save_calendar_of_all(self.desk, self, self.view.calendar), "calendar", key="calendar")

    @Slot()
    def _add(self) -> None:
        self.desk.go(Welcome())

    @Slot()
    def _again(self) -> None:
        self.tasks.start(self.refresh(), "refresh", key="refresh")

    # ---------------------------------------------------------------- how it stands

    def text_scale_changed(self) -> None:
        self.intro.setMaximumWidth(scaled(_WIDEST_TEXT))

    def _arrange(self) -> None:
        self.text_scale_changed()
        head = WrapRow(gap=GAP)
        head.add(PlainLabel(self.title, "title", parent=self.area), basis=200, grow=1)
        head.add(self.all_button)
        self._list = QVBoxLayout()
        self._list.setSpacing(PAD)
        column = self.area.column
        column.addLayout(head)
        column.addWidget(self.errors)
        column.addWidget(self.intro)
        column.addWidget(self._skeleton)
        column.addLayout(self._list)
        self.intro.hide()
        self.all_button.hide()


def _intro() -> str:
    return tr(
        "Most platforms end a sign-in after a while. Stagedoor renews what it can while it is open; the rest needs "
        "you. A date in your calendar reminds you a week before, even when Stagedoor is closed."
    )


async def _seen(jobs: Jobs) -> EndsView:
    overview = await jobs.cards.overview()
    posts = await jobs.ports.records.posts_to_delete(before=_FOR_EVER)
    return ends_view(overview, posts, await jobs.details.missing())
