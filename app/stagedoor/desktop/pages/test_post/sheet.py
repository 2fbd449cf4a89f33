"""What is on the page: the form and the post as it will look; once it was pressed, the steps in the form's place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.test_post import acts
from stagedoor.desktop.pages.test_post.compose import Compose
from stagedoor.desktop.pages.test_post.composing import Composing
from stagedoor.desktop.pages.test_post.course import Course
from stagedoor.desktop.pages.test_post.preview import Preview
from stagedoor.desktop.pages.test_post.running import Running
from stagedoor.desktop.pages.test_post.seen import Said, SeenView
from stagedoor.desktop.pages.test_post.steps import Press, StepsView, cancel
from stagedoor.desktop.pages.test_post.view import ComposeView
from stagedoor.desktop.tasks import TaskScope
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD, reduced_motion
from stagedoor.desktop.widgets import Dialog, WrapRow, announce
from stagedoor.domain.entities import Post
from stagedoor.domain.errors import BadInput, StagedoorError
from stagedoor.domain.pictures import BAD_PICTURE
from stagedoor.services.rungs import Offer

_LEFT, _RIGHT = 500, 300
SECOND = 1000
"""Milliseconds between two steps of the countdown; ten times that where motion is not welcome."""
_SOON = 10
"""Seconds before the deletion at which a screen reader counts along once more."""

ShowButtons = Callable[[tuple[Press, ...], Press | None, str], None]
"""Other buttons, the primary one, and what a screen reader adds to that."""


class Sheet(QWidget):
    """`show_buttons` is told which buttons belong to the moment; what they do here comes back by `press`.

    `ended` when nothing more happens without the person, `open_post` when the link to the post is pressed, `lead` to
    where it is made visible to others.
    """

    ended = Signal()
    open_post = Signal()
    lead = Signal()

    def __init__(
        self, desk: Desk, tasks: TaskScope, offer: Offer, show_buttons: ShowButtons, *, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._show_buttons = desk, tasks, show_buttons
        self.composing = Composing(desk, offer)
        self.course = Course(desk, offer, self._moved)
        self._moment: object = None
        self._counted_along = False
        self.compose = Compose(self.composing.view(), self.composing.draft, self.composing.text, parent=self)
        self.preview = Preview(offer.connection, parent=self)
        self.running = Running(parent=self)
        self._seconds = QTimer(self)
        self._arrange()
        self.compose.changed.connect(self._changed)
        self.compose.renew.connect(self._renew)
        self.running.open_post.connect(self.open_post)
        self.running.lead.connect(self.lead)
        self.running.said.connect(self._said)
        self._seconds.timeout.connect(self._count_down)

    def begin(self) -> None:
        """With a post that is being sent or still to be deleted, if there is one."""
        offer = self.composing.offer
        before = offer.sending or offer.waiting
        self.preview.show_text(before.text if before is not None else self.composing.text)
        if offer.sending is not None:
            self._find(offer.sending)
            return
        if offer.waiting is not None:
            self.course.resume(offer.waiting, offer.now)
            self._tasks.start(self.course.ask_seen(), "ask", key="seen")
            return
        self._show()
        if _nobody_has_focus():
            self._focus_form()

    def set_offer(self, offer: Offer) -> None:
        self.composing.offer = self.course.offer = offer
        if offer.waiting is not None:
            self.course.set_clock(offer.waiting, offer.now)
        if offer.sending is not None and self.course.view() is None:
            self._find(offer.sending)
        self._show()

    def press(self, do: str) -> None:
        works = {"delete": self._delete, "keep": self._keep, "again": self._again}
        if do == "post":
            self._post()
        elif do == "text":
            self.back_to_form()
        else:
            self._tasks.start(works[do](), do, key="act")

    def back_to_form(self, problem: str = "", picture_problem: str = "") -> None:
        """With a problem at the text or at the picture's address, where there is one."""
        self.course.forget()
        self.preview.show_text(self.compose.area.value)
        self._show_form(problem)
        self.compose.show_picture_problem(picture_problem)
        self._focus_form()

    # ---------------------------------------------------------------- the form

    def _show_form(self, problem: str = "") -> None:
        view = self.composing.view()
        self._moment = None
        self._seconds.stop()
        self.running.hide()
        self.compose.show()
        self.compose.show_view(view)
        self.compose.show_problem(problem or (view.problem if view.too_long else ""))
        self._show_buttons((cancel(),), Press("post", view.button, view.glyph), view.audience)

    def _focus_form(self) -> None:
        wanted = self.compose.troubled or self.compose.far
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _changed(self) -> None:
        compose = self.compose
        self.composing.choose(rung=compose.far.value, keep=compose.keep.value, picture=compose.picture.value)
        self.preview.show_text(compose.area.value)
        self._show()
        if self.composing.text != compose.area.value:
            self._tasks.start(self._measure(), "measure", key="measure", again="replace")

    async def _measure(self) -> None:
        await self.composing.measure(self.compose.area.value)
        self._show()

    @Slot()
    def _renew(self) -> None:
        self._tasks.start(self._new_text(), "new text", key="new text")

    async def _new_text(self) -> None:
        self.compose.area.set_value(await acts.new_text(self._desk, self.composing.offer.connection))

    # ---------------------------------------------------------------- what is under way

    def _post(self) -> None:
        """Sends once: the button is gone before anything is asked."""
        view = self.composing.view()
        if view.problem or view.picture_problem:
            self.compose.show_problem(view.problem)
            self.compose.show_picture_problem(view.picture_problem)
            self._focus_form()
        elif view.warning:
            self._tasks.start(self._agreed(view), "agree", key="agree")
        else:
            self._send()

    async def _agreed(self, view: ComposeView) -> None:
        question = Dialog(self, tr("Send it all the same?"), view.warning, yes=view.button, danger=True)
        if await question.answer():
            self._send()

    def _send(self) -> None:
        order = self.composing.order(self.compose.area.value)
        self.course.begin(order)
        self._tasks.start(self._go(order), "post", key="post")

    async def _go(self, order: acts.Order) -> None:
        try:
            await self.course.go(order)
        except BadInput as error:
            await self.composing.measure(self.compose.area.value)
            of_picture = error.code == BAD_PICTURE
            self.back_to_form("" if of_picture else str(error), str(error) if of_picture else "")
        except StagedoorError:
            self.back_to_form()
            raise
        else:
            await self.course.ask_seen()
            self._desk.changed()

    def _find(self, post: Post) -> None:
        """It was on its way before: the form would send another one."""
        self.preview.show_text(post.text)
        self.course.find(post, self.composing.offer.now)
        self._tasks.start(self._hear(post), "hear of the post", key="post")

    async def _hear(self, post: Post) -> None:
        await self.course.hear(post)
        await self.course.ask_seen()
        self._desk.changed()

    async def _delete(self) -> None:
        await self.course.delete()
        self._desk.changed()

    async def _keep(self) -> None:
        await self.course.keep()
        self._desk.changed()

    async def _again(self) -> None:
        await self._new_text()
        self.back_to_form()

    @Slot(str)
    def _said(self, said: Said) -> None:
        self._tasks.start(self._say_seen(said), "answer", key="seen")

    async def _say_seen(self, said: Said) -> None:
        await self.course.say_seen(said)
        self._desk.changed()
        looking = self.running.looking
        if looking is not None and looking.banner is not None:
            announce(self, looking.banner.words.text())
            (looking.banner.button or self.running).setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self) -> None:
        """It may come after the page was left."""
        if isValid(self):
            self._show()

    # ---------------------------------------------------------------- showing the steps

    def _show(self) -> None:
        view = self.course.view()
        if view is None:
            self._show_form()
            return
        self.show_steps(view, gone=self.course.gone, seen=self.course.seen())
        if self.course.followed:
            self._tasks.start(self.course.follow(), "follow the post", key="follow")
        if self.course.phase != "waiting":
            self._seconds.stop()
        elif not self._seconds.isActive():
            self._counted_along = False
            self._seconds.start(SECOND * (10 if reduced_motion() else 1))

    def show_steps(self, view: StepsView, *, gone: float | None = None, seen: SeenView | None = None) -> None:
        """`gone`: the share of the time that has passed while the post waits for its deletion. `seen`: whether others
        see it.
        """
        began = self.running.isHidden()
        self.compose.hide()
        self.running.show()
        self.running.show_view(view, gone=gone)
        self.running.show_seen(seen)
        self._show_buttons(view.others, view.primary, view.headline)
        self._arrive(view, began=began)

    def _arrive(self, view: StepsView, *, began: bool) -> None:
        """Another moment is announced; the seconds in between are not."""
        moment = (self.course.phase, view.headline, view.text)
        if moment == self._moment:
            return
        self._moment = moment
        if not began:
            announce(self, view.title, now=view.tone in ("bad", "warning"))
        if began or _nobody_has_focus():
            self.running.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.course.ended:
            self.ended.emit()

    @Slot()
    def _count_down(self) -> None:
        self._show()
        if not self._counted_along and self.course.left <= _SOON:
            self._counted_along = True
            announce(self, self.running.accessibleName())

    def _arrange(self) -> None:
        self.running.hide()
        stack = QWidget(self)
        left = QVBoxLayout(stack)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.compose)
        left.addWidget(self.running)
        row = WrapRow(self, gap=PAD + 6, top=True)
        row.add(stack, basis=_LEFT, grow=7)
        row.add(self.preview, basis=_RIGHT, grow=4)


def _nobody_has_focus() -> bool:
    """Nothing has it, or what had it is gone."""
    focused = QApplication.focusWidget()
    return focused is None or not focused.isVisible()
