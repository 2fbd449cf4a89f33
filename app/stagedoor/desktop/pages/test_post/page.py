"""The test post of one account: compose it, see what it costs and who sees it, watch it go and go away again."""

from __future__ import annotations

import math
import time
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pages.test_post import acts
from stagedoor.desktop.pages.test_post.compose import Compose
from stagedoor.desktop.pages.test_post.findings import checking_view, findings_view
from stagedoor.desktop.pages.test_post.footer import Footer
from stagedoor.desktop.pages.test_post.preview import Preview
from stagedoor.desktop.pages.test_post.running import Running
from stagedoor.desktop.pages.test_post.steps import Phase, Press, Progress, StepsView, steps_view
from stagedoor.desktop.pages.test_post.view import ComposeView, Draft, compose_view, first_draft, subtitle
from stagedoor.desktop.places import Account, Connect, TestPost
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD, reduced_motion
from stagedoor.desktop.widgets import EmptyState, PageHead, ScrollPage, WrapRow, announce
from stagedoor.domain.entities import Post
from stagedoor.domain.errors import BadInput, StagedoorError
from stagedoor.domain.limits import Rung
from stagedoor.services.deletions import News
from stagedoor.services.posting import PostStep
from stagedoor.services.rungs import Measured, Offer

_RUNGS: dict[str, Rung] = {"dry": "dry", "private": "private", "public": "public"}
_LEFT, _RIGHT = 500, 300
_SECOND = 1000
"""Milliseconds between two steps of the countdown; ten times that where motion is not welcome."""


class TestPostPage(Page):
    """Leaving it ends nothing: what is being sent is sent, and the deletion belongs to the services."""

    __test__ = False  # its name is no test's

    def __init__(self, desk: Desk, place: TestPost, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Test post"), parent=parent)
        self._handle = place.handle
        self._offer: Offer | None = None
        self._draft = Draft(rung="dry")
        self._measured: Measured | None = None
        self._progress: Progress | None = None
        self._ends_at = 0.0
        self.compose: Compose | None = None
        self.preview: Preview | None = None
        self.head = PageHead(tr("Test post"), platform=place.handle.partition("/")[0], parent=self)
        self.running = Running(parent=self)
        self.footer = Footer(parent=self)
        self._seconds = QTimer(self)
        self._settled = QTimer(self)
        self._arrange()
        self.head.back.connect(self._back)
        self.footer.pressed.connect(self._pressed)
        self.running.open_post.connect(self._open_post)
        self._seconds.timeout.connect(self._count_down)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._let_press)
        self._show_buttons((Press("done", tr("Cancel")),), None)

    async def refresh(self) -> None:
        """Reads prices and rules again; what was typed and what is under way stays."""
        try:
            offer = await acts.offer(self.desk, self._handle)
        except StagedoorError as error:
            if self._offer is None:
                self._show_nothing(error)
                return
            raise
        first, self._offer = self._offer is None, offer
        if first:
            self._begin(offer)
        elif self._phase in ("waiting", "later"):
            self._follow_it()

    def first_focus(self) -> QWidget | None:
        return self.compose.far if self.compose is not None else None

    # ---------------------------------------------------------------- composing

    def _begin(self, offer: Offer) -> None:
        self.head.set_subtitle(subtitle(offer))
        self._draft, self._measured = first_draft(offer), offer.measured
        view = compose_view(offer, self._draft, offer.measured)
        self.compose = Compose(view, self._draft, offer.measured.text, parent=self)
        self.preview = Preview(offer.connection, parent=self)
        self.preview.show_text(offer.measured.text)
        self._left.insertWidget(0, self.compose)
        self._row.add(self.preview, basis=_RIGHT, grow=4)
        self.compose.changed.connect(self._changed)
        self.compose.renew.connect(self._renew)
        if offer.waiting is not None:
            self._resume(offer.waiting, offer.now)
            return
        self._show_compose()
        if QApplication.focusWidget() in (None, self):
            self._focus_form()

    def _show_compose(self, problem: str = "") -> None:
        """The form, with a problem at the text where there is one."""
        compose, view = self.compose, self._view()
        if compose is None or view is None:
            return
        self._progress = None
        self.running.hide()
        compose.show()
        compose.show_view(view)
        compose.show_problem(problem or (view.problem if self._too_long() else ""))
        self._show_buttons((Press("done", tr("Cancel")),), ("post", view.button, view.glyph), description=view.audience)

    def _focus_form(self) -> None:
        compose = self.compose
        if compose is not None:
            (compose.area if compose.area.problem else compose.far).setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self) -> ComposeView | None:
        if self._offer is None or self._measured is None:
            return None
        return compose_view(self._offer, self._draft, self._measured)

    def _too_long(self) -> bool:
        return self._measured is not None and self._measured.too_long_by > 0

    @Slot()
    def _changed(self) -> None:
        compose = self.compose
        if compose is None or self.preview is None:
            return
        self._draft = Draft(rung=_RUNGS[compose.far.value], keep=compose.keep.value)
        self.preview.show_text(compose.area.value)
        self._show_compose()
        if self._measured is None or self._measured.text != compose.area.value:
            self.tasks.start(self._measure(), "measure", key="measure", again="replace")

    async def _measure(self) -> None:
        if self._offer is not None and self.compose is not None:
            self._measured = await acts.measure(self.desk, self._offer.connection, self.compose.area.value)
            if self._progress is None:
                self._show_compose()

    @Slot()
    def _renew(self) -> None:
        self.tasks.start(self._new_text(), "new text", key="new text")

    async def _new_text(self) -> None:
        text = await acts.new_text(self.desk)
        if self.compose is not None:
            self.compose.area.set_value(text)

    # ---------------------------------------------------------------- posting

    def _post(self) -> None:
        """Sends once: the button is gone before anything is asked."""
        compose, view, offer = self.compose, self._view(), self._offer
        if compose is None or view is None or offer is None:
            return
        if view.problem:
            compose.show_problem(view.problem)
            self._focus_form()
            return
        after = self._draft.delete_after(offer.rung(self._draft.rung))
        order = acts.Order(
            handle=self._handle, rung=self._draft.rung, text=compose.area.value, delete_after=after, cost=view.cost
        )
        self._settled.start(QApplication.doubleClickInterval())
        if order.rung == "dry":
            self._show_steps(checking_view())
            self.tasks.start(self._check(order), "check", key="post")
            return
        self._show_progress(Progress(
            phase="sending", platform=offer.platform_name, delete_after=after, cost=view.cost
        ))  # fmt: skip
        self.tasks.start(self._send(order, offer), "post", key="post")

    async def _send(self, order: acts.Order, offer: Offer) -> None:
        try:
            post, now = await acts.publish(self.desk, order, self._step)
        except BadInput as error:
            await self._measure()
            self._show_compose(str(error))
            self._focus_form()
            return
        except StagedoorError as error:
            trouble = await acts.trouble(self.desk, offer.connection, error)
            self._enter("lost" if trouble.kind == "lost" else "failed", trouble=trouble)
            self.desk.changed()
            return
        self._posted(post, now)
        self.desk.changed()

    def _step(self, step: PostStep) -> None:
        """A step is done. It may come after the page was left."""
        if isValid(self) and self._progress is not None:
            seconds = {**self._progress.seconds, step.id: step.seconds}
            self._progress = replace(self._progress, seconds=seconds)
            if self._phase == "sending":
                self._show_progress(self._progress)

    def _posted(self, post: Post, now: int) -> None:
        if post.delete_at is None:
            self._enter("kept", post=post)
            return
        self._ends_at = time.monotonic() + post.delete_at - now
        self._enter("waiting", post=post)
        self._follow_it()

    def _resume(self, post: Post, now: int) -> None:
        """A post that was sent before this page was opened."""
        if self._offer is None or self.compose is None:
            return
        self.compose.hide()
        if self.preview is not None:
            self.preview.show_text(post.text)
        after = (post.delete_at or now) - (post.sent_at or now)
        cost = self._offer.rung("public").delete_price + (post.price or 0.0)
        self._progress = Progress(
            phase="waiting", platform=self._offer.platform_name, delete_after=after, cost=cost, post=post
        )
        self._posted(post, now)

    # ---------------------------------------------------------------- the deletion

    def _follow_it(self) -> None:
        self.tasks.start(self._follow(), "follow the post", key="follow", again="replace")

    async def _follow(self) -> None:
        """Hears what becomes of the post, until nothing more can."""
        while self._progress is not None and self._progress.post is not None:
            news = await acts.next_news(self.desk, self._progress.post)
            if self._phase == "deleting":
                return  # who pressed the button gets the answer
            await self._heard(news)
            if self._phase not in ("waiting", "later"):
                return

    async def _heard(self, news: News) -> None:
        trouble = None
        if news.error is not None and self._offer is not None:
            trouble = await acts.trouble(self.desk, self._offer.connection, news.error)
        if news.post.status == "deleted":
            self._enter("deleted", post=news.post)
        elif news.post.status == "left":
            self._enter("left", post=news.post, trouble=trouble)
        elif news.post.delete_at is None:
            self._enter("kept", post=news.post)
        elif trouble is not None:
            self._enter("later", post=news.post, trouble=trouble)
        elif self._progress is not None:
            self._progress = replace(self._progress, post=news.post)

    async def _delete(self) -> None:
        progress = self._progress
        if progress is None or progress.post is None:
            return
        self._enter("deleting")
        await self._heard(await acts.delete(self.desk, progress.post))
        self.desk.changed()
        if self._phase == "later":
            self._follow_it()

    async def _keep(self) -> None:
        progress = self._progress
        if progress is not None and progress.post is not None:
            await self._heard(News(post=await acts.keep(self.desk, progress.post)))
            self.desk.changed()

    async def _check(self, order: acts.Order) -> None:
        offer = self._offer
        try:
            measured, checked = await acts.check(self.desk, self._handle, order.text)
        except BadInput as error:
            self._show_compose(str(error))
            self._focus_form()
            return
        if offer is not None:
            self._show_steps(findings_view(offer, measured, checked.answers, checked.state), ended=True)
        self.desk.changed()

    # ---------------------------------------------------------------- showing the steps

    @property
    def _phase(self) -> Phase | None:
        return self._progress.phase if self._progress is not None else None

    def _enter(self, phase: Phase, **changes: object) -> None:
        """Another phase begins. It is announced; the seconds in between are not."""
        if self._progress is None:
            return
        self._progress = replace(self._progress, phase=phase, **changes)  # type: ignore[arg-type]
        ended = phase not in ("sending", "waiting", "deleting")
        self._show_progress(self._progress, ended=ended)
        announce(self, self.running.accessibleName(), now=phase in ("failed", "lost", "left", "later"))
        if phase == "waiting":
            self._seconds.start(_SECOND * (10 if reduced_motion() else 1))
        else:
            self._seconds.stop()

    def _show_progress(self, progress: Progress, *, ended: bool = False) -> None:
        gone = None
        if progress.phase == "waiting":
            left = max(0.0, self._ends_at - time.monotonic())
            progress = replace(progress, left=math.ceil(left))
            gone = 1 - left / max(1, progress.delete_after or 1)
        self._show_steps(steps_view(progress), gone=gone, ended=ended)

    def _show_steps(self, view: StepsView, *, gone: float | None = None, ended: bool = False) -> None:
        began = not self.running.isVisible()
        if self.compose is not None:
            self.compose.hide()
        self.running.show()
        self.running.show_view(view, gone=gone)
        primary = (view.primary.do, view.primary.words, view.primary.glyph) if view.primary is not None else None
        self._show_buttons(view.others, primary, description=view.headline)
        if began or (not ended and self._lost_focus()):
            self.running.setFocus(Qt.FocusReason.OtherFocusReason)
        if ended and self.footer.primary is not None:
            self.footer.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lost_focus(self) -> bool:
        """What had the focus is gone."""
        focused = QApplication.focusWidget()
        return focused is None or focused is self

    def _show_buttons(
        self, others: tuple[Press, ...], primary: tuple[str, str, str] | None, *, description: str = ""
    ) -> None:
        self.footer.show_buttons([(p.do, p.words, p.glyph) for p in others], primary, description)
        self.footer.set_enabled(enabled=not self._settled.isActive())

    def _show_nothing(self, error: StagedoorError) -> None:
        self._left.insertWidget(0, EmptyState("mdi6.alert-circle-outline", error.cause, error.fix, parent=self))
        self._show_buttons((), ("done", tr("Done"), ""))

    @Slot()
    def _count_down(self) -> None:
        if self._progress is not None:
            self._show_progress(self._progress)

    @Slot()
    def _let_press(self) -> None:
        """Long enough after a press that a double click hits nothing that came into its place."""
        self.footer.set_enabled(enabled=True)
        if self._phase not in ("sending", "waiting", "deleting", None) and self.footer.primary is not None:
            self.footer.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- what is pressed

    @Slot(str)
    def _pressed(self, what: str) -> None:
        work = {"delete": self._delete, "keep": self._keep, "unlock": self._unlock, "again": self._again}
        if what == "post":
            self._post()
        elif what == "done":
            self.desk.back()
        elif what == "text":
            self._show_compose()
            self._focus_form()
        elif what in work:
            self.tasks.start(work[what](), what, key="act")
        elif what == "sign_in" and self._offer is not None:
            connection = self._offer.connection
            self.desk.go(Connect(connection.platform, connection.route, again=connection.handle))
        elif what == "doctor":
            self.desk.go(Account(self._handle, "doctor"))
        else:
            self._open(self._address(what))

    async def _again(self) -> None:
        await self._new_text()
        self._show_compose()
        self._focus_form()

    async def _unlock(self) -> None:
        await acts.unlock(self.desk)
        self.desk.say(tr("Your keys are unlocked."))
        self._show_compose()
        self._focus_form()

    def _address(self, what: str) -> str:
        progress = self._progress
        if progress is None:
            return ""
        if what == "open_post":
            return progress.post.link or "" if progress.post is not None else ""
        return progress.trouble.link if progress.trouble is not None else ""

    def _open(self, url: str) -> None:
        if url:
            self.tasks.start(self._open_page(url), "open a page", key="open")

    async def _open_page(self, url: str) -> None:
        if not await acts.open_page(self.desk, url):
            self.desk.say(tr("No browser could be opened. The address is {address}", address=url), "warning")

    @Slot()
    def _open_post(self) -> None:
        self._open(self._address("open_post"))

    @Slot()
    def _back(self) -> None:
        self.desk.back()

    def _arrange(self) -> None:
        self.running.hide()
        area = ScrollPage(name=tr("Test post"), parent=self)
        stack = QWidget(area)
        self._left = QVBoxLayout(stack)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(self.running)
        body = QWidget(area)
        self._row = WrapRow(body, gap=PAD + 6, top=True)
        self._row.add(stack, basis=_LEFT, grow=7)
        area.column.addWidget(self.head)
        area.column.addWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(self.footer)
