"""The wizard: it shows what the flow shows, and gives it what the person answers."""

from __future__ import annotations

import weakref
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from stagedoor.desktop import keys
from stagedoor.desktop.companion import Companion
from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pictures import fetch_portrait
from stagedoor.desktop.places import Connect
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Portrait, announce
from stagedoor.desktop.wizard.at_hand import KeysAtHand
from stagedoor.desktop.wizard.deeds import Deeds
from stagedoor.desktop.wizard.link import Link
from stagedoor.desktop.wizard.reading import dropped
from stagedoor.desktop.wizard.shown import BEFORE, Busy, Done, Left, Shown
from stagedoor.desktop.wizard.sitting import GuideInSitting
from stagedoor.desktop.wizard.stage import Stage
from stagedoor.desktop.wizard.view import View
from stagedoor.desktop.wizard.views import view_of
from stagedoor.desktop.wizard.views.brought import BroughtView
from stagedoor.desktop.wizard.views.step import StepView
from stagedoor.domain.asking import QUESTIONS
from stagedoor.domain.recognising import Found
from stagedoor.services.connect import ConnectRequest


class WizardPage(Page):
    """It starts with the guide, or with the keys that the person has already. Leaving it loses nothing."""

    full = True

    def __init__(self, desk: Desk, place: Connect, *, link: Link | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Connect an account"), parent=parent)
        self._place = place
        self._shown: Shown | None = None
        self._keys_ready = False
        self._asked: weakref.WeakSet[Portrait] = weakref.WeakSet()
        self._companion: Companion | None = None
        self._link = link or Link(desk, self.show_shown)
        self._deeds = Deeds(self, self._link)
        self.at_hand = KeysAtHand(self, place.platform)
        self.stage = Stage(place.platform, self.at_hand.offers, self)
        self.sitting = GuideInSitting(self, place, self.stage.head.sitting)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stage)
        self._connect()
        self.setAcceptDrops(True)
        if place.have_keys:
            view = BroughtView()
            self.stage.show_alone(view, tr("Your keys"))
            self._listen(view)

    @property
    def view(self) -> View | None:
        return self.stage.view

    @property
    def shown(self) -> Shown | None:
        """The newest snapshot of the walk."""
        return self._shown

    async def refresh(self) -> None:
        """Starts the walk. What changed elsewhere comes to it by itself; how far the rest of a sitting is, is read."""
        if self._shown is None and not self._place.have_keys:
            self._start(ConnectRequest(platform=self._place.platform, route=self._place.route, again=self._place.again))
        await self.sitting.read()

    def show_shown(self, shown: Shown) -> None:
        """A newer snapshot: the page changes as little as it can, so that nothing typed and no focus is lost."""
        if not isValid(self):
            return
        before, self._shown = self._shown, shown
        self.at_hand.platform = shown.platform
        if isinstance(shown.page, Left):
            self._gone(shown.page)
            return
        if self.view is None or not self.view.take(shown):
            self._put(view_of(shown))
            before = None
        self.stage.show_shown(shown)
        self._fetch_portraits()
        if before is None:
            self._entered(shown)

    def first_focus(self) -> QWidget | None:
        return self.view.first_focus() if self.view is not None else None

    def may_leave(self) -> bool:
        """It always may; the window is as it was then."""
        self._leave_companion()
        return True

    def set_narrow(self, *, narrow: bool) -> None:
        self.stage.set_narrow(narrow=narrow)

    # ---------------------------------------------------------------- showing

    def _put(self, view: View) -> None:
        self.stage.put(view)
        self._listen(view)

    def _listen(self, view: View) -> None:
        view.answered.connect(self._answered)
        view.wanted.connect(self._wanted)
        if isinstance(view, StepView):
            view.look_wanted.connect(self._look_wanted)
        elif isinstance(view, BroughtView):
            view.read_wanted.connect(self.at_hand.read_soon)
        self.at_hand.watch(view)

    def _entered(self, shown: Shown) -> None:
        """Another page: the keyboard goes to its first control, and a screen reader hears where one is."""
        view, page = self.view, shown.page
        if isinstance(page, Busy):
            announce(self, page.text)
            if page.text and not self.isActiveWindow():
                QApplication.alert(self.window())
            return
        focus = (view.first_focus() if view is not None else None) or self.stage.foot.on_button
        if focus is not None and self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.stage.where())
        self.at_hand.entered()
        if isinstance(page, Done):
            self.desk.changed()

    def _fetch_portraits(self) -> None:
        """Each once: a picture that cannot be had is not asked for again."""
        for portrait in self.stage.findChildren(Portrait):
            if portrait.url and portrait not in self._asked:
                self._asked.add(portrait)
                self.tasks.start(fetch_portrait(self.desk, portrait), "picture")

    # ---------------------------------------------------------------- what is pressed

    def _begin_with(self, found: Found) -> None:
        """Complete keys go straight to the sign-in; what is missing is asked for step by step."""
        values = {id: value.reveal() for id, value in found.values.items()}
        self.at_hand.bring(values if found.missing else {})
        given = {} if found.missing else values
        self._start(ConnectRequest(platform=found.platform, route=found.route, given=given), secret=True)

    @Slot(object)
    def _answered(self, given: object) -> None:
        if isinstance(given, Found):
            self._begin_with(given)
        elif self._shown is not None:
            turn = self._shown.turn
            self._run(self._answer(given, turn), f"answer {turn}")

    async def _answer(self, given: object, turn: int) -> None:
        view = self.view
        if isinstance(view, StepView) and view.holds_secret() and not await self._keys_can_be_kept():
            return
        await self._link.answer(given, turn)

    async def _keys_can_be_kept(self) -> bool:
        """Before the first key: where it goes, and what the system may ask."""
        self._keys_ready = self._keys_ready or await keys.ensure(self.desk, self)
        return self._keys_ready

    @Slot(str, object)
    def _wanted(self, what: str, value: Any) -> None:
        if what == "go":
            self.desk.replace(value)
        elif what == "visit":
            self.desk.go(value)
        elif what == "stop":
            self.desk.back()
        elif what == "choose_file":
            self._run(self.at_hand.choose_file(), what)
        else:
            self._run(self._deeds.of(what, value, self._shown), what)

    @Slot(str, str)
    def _look_wanted(self, field: str, text: str) -> None:
        self.tasks.start(self._look(field, text), "look", key=f"look {field}", again="replace")

    async def _look(self, field: str, text: str) -> None:
        looked, view = await self._link.look(field, text), self.view
        if isinstance(view, StepView):
            view.show_look(field, looked)

    @Slot(str)
    def _go_to(self, row: str) -> None:
        self._wanted("go_to", QUESTIONS if row == BEFORE else row)

    @Slot()
    def _proceed(self) -> None:
        if self.view is not None:
            self.view.proceed()

    @Slot()
    def _go_back(self) -> None:
        view = self.view
        if isinstance(view, StepView):
            self._answered(view.go_back())
        elif view is not None and view.back:
            self._answered("")
        else:
            self.desk.back()

    @Slot()
    def _later(self) -> None:
        self.desk.say(tr("Saved. It goes on here whenever you like."))
        self.desk.back()

    @Slot()
    def _have_keys(self) -> None:
        self.desk.replace(Connect(self._place.platform, have_keys=True))

    @Slot()
    def _put_beside(self) -> None:
        if self._companion is None:
            self._companion = Companion(self.window())
        if self._companion.on:
            self._companion.leave()
        else:
            self.desk.say(self._companion.enter(), "info")
        self.stage.show_beside(on=self._companion.on)

    # ---------------------------------------------------------------- inside

    def _start(self, order: ConnectRequest, *, secret: bool = False) -> None:
        self._run(self._live(order, secret=secret), "wizard")

    async def _live(self, order: ConnectRequest, *, secret: bool) -> None:
        if not secret or await self._keys_can_be_kept():
            await self._link.live(order)

    def _gone(self, left: Left) -> None:
        if left.said:
            self.desk.say(left.said, "info")
        self.desk.back()

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """The same thing twice at once is one thing: a double click."""
        self.tasks.start(work, name, key=name)

    def _leave_companion(self) -> None:
        if self._companion is not None:
            self._companion.leave()
            self.stage.show_beside(on=False)

    def _connect(self) -> None:
        stage = self.stage
        stage.way.chosen.connect(self._go_to)
        stage.head.beside.connect(self._put_beside)
        stage.head.keys.connect(self._have_keys)
        stage.foot.back.connect(self._go_back)
        stage.foot.later.connect(self._later)
        stage.foot.proceed.connect(self._proceed)

    # ---------------------------------------------------------------- Qt

    def changeEvent(self, event: QEvent) -> None:
        """Somebody who comes back from a developer page may have copied a key there."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.at_hand.look_at_clipboard()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._leave_companion()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if isinstance(self.view, StepView | BroughtView) and dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        what = dropped(event.mimeData())
        if what is not None:
            event.acceptProposedAction()
            self.at_hand.read_soon(what)
