"""A sitting: left at any point, taken up at any other; how far it got stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.page import Desk, Page, another_turn
from stagedoor.desktop.pages.sitting import view
from stagedoor.desktop.pages.sitting.legs import LegCard
from stagedoor.desktop.pages.sitting.needs import SharedNeeds
from stagedoor.desktop.places import Accounts, Details, Place, Sitting, TestPost
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD, scaled
from stagedoor.desktop.widgets import (
    Banner,
    ErrorPlace,
    PageHead,
    PlainLabel,
    ScrollPage,
    WrapRow,
    announce,
    tab_through,
)
from stagedoor.domain.errors import StagedoorError

if TYPE_CHECKING:
    from stagedoor.domain.sitting import Progress

_LEGS, _NEEDS = 400, 250
"""Pixels that the two columns want at least, before one stands under the other."""


class SittingPage(Page):
    def __init__(self, desk: Desk, place: Place, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("In one sitting"), parent=parent)
        self._id, self._aim = (place.id, place.leg) if isinstance(place, Sitting) else ("", "")
        self.area = self.fill_with(ScrollPage(name=self.title))
        self.head = PageHead(self.title, parent=self.area)
        self.intro = PlainLabel("", "body", "muted", parent=self.area)
        self.errors = ErrorPlace(parent=self.area)
        self.progress = PlainLabel("", "strong", parent=self.area)
        self.finished: Banner | None = None
        self.needs = SharedNeeds(self.area)
        self.cards: dict[str, LegCard] = {}
        self._legs = QWidget(self.area)
        self._column = QVBoxLayout(self._legs)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(PAD)
        self._sides: WrapRow | None = None
        self._needs_first = False
        for part in (self.head, self.errors, self.intro, self.progress):
            self.area.column.addWidget(part)
        self.head.back.connect(self._back)
        self.errors.again.connect(self._again)
        self.needs.ticked.connect(self._ticked)
        self.needs.opened.connect(self._opened)

    async def refresh(self) -> None:
        try:
            progress = await self.desk.do(view.Read(self._id, "" if self.cards else self._aim))
        except StagedoorError as error:
            self.errors.show_error(error.cause, error.fix)
            return
        came = bool(self._aim) and not self.cards
        self.show_progress(progress)
        if came:
            await self._lead_to_aim()

    def show_progress(self, progress: Progress) -> None:
        self.errors.clear()
        self.head.title.set_foreign(tr(progress.name), 80)
        self.intro.setText(tr(progress.intro))
        self._show_progress(progress)
        self.needs.show_needs(progress.needs)
        self._arrange(progress)
        self._show_legs(progress)

    def first_focus(self) -> QWidget | None:
        ahead = next((card.stop for card in self.cards.values() if card.is_next and card.stop), None)
        done = self.finished.button if self.finished is not None else None
        return ahead or done or self.head.arrow

    # ---------------------------------------------------------------- showing

    def _show_progress(self, progress: Progress) -> None:
        """Once nothing is left, the way on stands in its place."""
        words = view.progress_words(progress)
        self.progress.setText(words)
        self.progress.setVisible(bool(progress.next))
        if self.finished is not None and (progress.next or self.finished.words.text() != words):
            self.finished.hide()
            self.finished.deleteLater()
            self.finished = None
        if self.finished is None and not progress.next:
            self.finished = Banner("good", words, action=tr("See your accounts"), primary=True, parent=self.area)
            self.finished.acted.connect(self._to_accounts)
            self.area.column.insertWidget(self.area.column.indexOf(self.progress), self.finished)

    def _arrange(self, progress: Progress) -> None:
        """What one must have comes first until something was begun; once, so that nothing jumps."""
        if self._sides is not None:
            return
        begun = any(leg.state != "open" for leg in progress.legs) or all(need.row.ticked for need in progress.needs)
        begun = begun or bool(self._aim)
        self._needs_first = not begun
        self._sides = WrapRow(gap=PAD, top=True)
        sides = [(self._legs, _LEGS, 2), (self.needs, _NEEDS, 1)]
        for widget, basis, grow in sides if begun else reversed(sides):
            self._sides.add(widget, basis=scaled(basis), grow=grow)
        self.area.column.addLayout(self._sides)

    def _show_legs(self, progress: Progress) -> None:
        """Only a leg that changed is made anew: the others keep the focus."""
        ahead = view.next_leg(progress, self._aim)
        for place, row in enumerate(progress.legs):
            old = self.cards.get(row.id)
            is_next = row.id == ahead
            if old is not None and old.row == row and old.is_next == is_next:
                continue
            card = self.cards[row.id] = self._card(LegCard(row, is_next=is_next, parent=self._legs))
            if old is None:
                self._column.addWidget(card)
            else:
                self._column.removeWidget(old)
                self._column.insertWidget(place, card)
                old.hide()
                old.deleteLater()
            card.show()
        self.cards = {row.id: self.cards[row.id] for row in progress.legs}
        legs: list[QWidget] = list(self.cards.values())
        needs = self.needs.stops()
        done: list[QWidget] = [self.finished] if self.finished is not None else []
        tab_through(self.head, self.errors, *done, *(needs + legs if self._needs_first else legs + needs))

    async def _lead_to_aim(self) -> None:
        """To where the button that was pressed led, when it has its place."""
        await another_turn()
        card = next((card for card in self.cards.values() if card.is_next), None)
        if card is None or card.stop is None or not self.isVisible():
            return
        self.area.ensureWidgetVisible(card)
        card.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, card.row.leg.title)

    def _card(self, card: LegCard) -> LegCard:
        card.begun.connect(self._begun)
        card.skipped.connect(self._skipped)
        card.answered.connect(self._answered)
        card.opened.connect(self._opened)
        card.details.connect(self._details)
        card.posted.connect(self._posted)
        return card

    # ---------------------------------------------------------------- work

    async def _change(self, work: view.Skip | view.Answer, leg: str) -> None:
        self.show_progress(await self.desk.do(work))
        announce(self, self.progress.text())
        card = self.cards[leg]
        focus = card.stop or self.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _open(self, url: str) -> None:
        if not await self.desk.do(view.Open(url)):
            self.desk.say(tr("Your browser did not open. Open this address yourself: {url}", url=url), "bad")

    # ---------------------------------------------------------------- what is pressed

    @Slot(str)
    def _begun(self, leg: str) -> None:
        self.desk.go(view.place_of(self.cards[leg].row))

    @Slot(str, bool)
    def _skipped(self, leg: str, on: bool) -> None:
        self.tasks.start(self._change(view.Skip(self._id, leg, on=on), leg), "skip", key=f"leg {leg}")

    @Slot(str, str)
    def _answered(self, leg: str, answer: str) -> None:
        self.tasks.start(self._change(view.Answer(self._id, leg, answer), leg), "answer", key=f"leg {leg}")

    @Slot(list, bool)
    def _ticked(self, keys: list[str], on: bool) -> None:
        self.tasks.start(self.desk.do(view.Tick(keys, on=on)), "tick", key=f"tick {keys[0]}", again="replace")

    @Slot(str)
    def _opened(self, link: str) -> None:
        self.tasks.start(self._open(link), "open link", key="open")

    @Slot(str)
    def _posted(self, handle: str) -> None:
        self.desk.go(TestPost(handle))

    @Slot()
    def _to_accounts(self) -> None:
        self.desk.go(Accounts())

    @Slot()
    def _details(self) -> None:
        self.desk.go(Details())

    @Slot()
    def _again(self) -> None:
        self.tasks.start(self.refresh(), "refresh", key="refresh")

    @Slot()
    def _back(self) -> None:
        self.desk.back()
