"""A test post on its way, without widgets: sent, waited for, deleted or kept, and what went wrong with it."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import replace
from time import monotonic

from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.test_post import acts
from stagedoor.desktop.pages.test_post.findings import checking_view, findings_view
from stagedoor.desktop.pages.test_post.seen import Said, SeenView, ToSee, seen_view
from stagedoor.desktop.pages.test_post.steps import Phase, Progress, StepsView, steps_view
from stagedoor.domain.entities import Post
from stagedoor.domain.errors import BadInput, StagedoorError
from stagedoor.domain.sitting import LegPlace
from stagedoor.services.deletions import News
from stagedoor.services.posting import PostStep
from stagedoor.services.rungs import Offer
from stagedoor.services.trouble import Trouble

_UNDER_WAY: tuple[Phase, ...] = ("sending", "waiting", "deleting")
_FOLLOWED: tuple[Phase, ...] = ("waiting", "later")
"""Phases in which something may become of the post without the person."""


class Course:
    """`moved` is called on the window's loop after every change. It ends nothing when it is forgotten: what has gone
    out is ended by the services, and so is the deletion.
    """

    def __init__(self, desk: Desk, offer: Offer, moved: Callable[[], None]) -> None:
        self._desk, self._moved = desk, moved
        self.offer = offer
        self._progress: Progress | None = None
        self._check: StepsView | None = None
        self._to_see: ToSee | None = None
        self._deletion_at = 0.0

    @property
    def phase(self) -> Phase | None:
        """None while nothing was sent, or only a check is under way."""
        return self._progress.phase if self._progress is not None else None

    @property
    def ended(self) -> bool:
        """Nothing more happens until the person does something."""
        if self._progress is None:
            return self._check is not None and self._check.primary is not None
        return self._progress.phase not in _UNDER_WAY

    @property
    def followed(self) -> bool:
        return self.phase in _FOLLOWED

    @property
    def left(self) -> float:
        """Seconds until the deletion, while it is waited for."""
        return max(0.0, self._deletion_at - monotonic()) if self.phase == "waiting" else 0.0

    @property
    def gone(self) -> float | None:
        """The share of the time that has passed while the post waits for its deletion."""
        if self._progress is None or self.phase != "waiting":
            return None
        return 1 - min(1.0, self.left / max(1, self._progress.delete_after or 1))

    @property
    def post_link(self) -> str:
        post = self._progress.post if self._progress is not None else None
        return post.link or "" if post is not None else ""

    @property
    def by_hand_link(self) -> str:
        """Where the person deletes the post, if nobody else does."""
        return self._progress.by_hand if self._progress is not None else ""

    @property
    def mend_link(self) -> str:
        """The page where the trouble is mended or, where the post may be there, seen."""
        trouble = self._progress.trouble if self._progress is not None else None
        return trouble.link if trouble is not None else ""

    @property
    def publish(self) -> LegPlace | None:
        """Where the post is made visible to others."""
        return self._to_see.publish if self._to_see is not None else None

    def seen(self) -> SeenView | None:
        """None where nobody needs to look whether others see the post."""
        if self._to_see is None or self._progress is None:
            return None
        return seen_view(self._to_see, self.offer.platform_name, gone=self.phase in ("deleting", "deleted"))

    def view(self) -> StepsView | None:
        """None while nothing is under way: the form is shown."""
        if self._progress is None:
            return self._check
        return steps_view(replace(self._progress, left=math.ceil(self.left)))

    def forget(self) -> None:
        """Back to the form."""
        self._progress = self._check = self._to_see = None

    # ---------------------------------------------------------------- sending

    def begin(self, order: acts.Order) -> None:
        """Before anything is asked, so that no button is left to press it a second time. `go` does the rest."""
        self.forget()
        if order.rung == "dry":
            self._check = checking_view()
        else:
            self._progress = Progress(
                phase="sending", platform=self.offer.platform_name, delete_after=order.delete_after, cost=order.cost,
                picture=bool(order.picture),
            )  # fmt: skip
        self._moved()

    async def go(self, order: acts.Order) -> None:
        """Raises BadInput, and for a check any other known error, where nothing was sent; the form is back then."""
        try:
            await (self._ask(order) if order.rung == "dry" else self._send(order))
        except StagedoorError:
            self.forget()
            raise
        except Exception:  # whatever broke, the post may be there; it is raised on, to be said as a fault
            if order.rung != "dry":
                self._enter("lost")
            raise

    async def _ask(self, order: acts.Order) -> None:
        measured, checked = await acts.check(self._desk, order)
        self._check = findings_view(self.offer, measured, checked.answers, checked.state)
        self._moved()

    async def _send(self, order: acts.Order) -> None:
        await self._sent(acts.publish(self._desk, order, self._step))

    async def hear(self, post: Post) -> None:
        """How it ends with a post that was on its way before."""
        await self._sent(acts.outcome(self._desk, post))

    async def _sent(self, sending: Awaitable[tuple[Post, int]]) -> None:
        try:
            post, now = await sending
        except BadInput:
            raise
        except StagedoorError as error:
            trouble = await self._trouble(error)
            self._enter("lost" if trouble.kind == "lost" else "failed", trouble=trouble)
        else:
            if post.delete_at is None and self._progress is not None:
                there = await acts.by_hand(self._desk, self.offer.connection, post)
                there = "" if there == post.link else there  # its own page has a link already
                rung = next((each for each in self.offer.rungs if each.id == post.rung), None)
                note = rung.note if rung is not None and not rung.can_delete else ""
                self._progress = replace(self._progress, by_hand=there, by_hand_note=note)
            self._posted(post, now)

    def _step(self, step: PostStep) -> None:
        if self._progress is not None:
            self._progress = replace(self._progress, seconds={**self._progress.seconds, step.id: step.seconds})
            self._moved()

    def _posted(self, post: Post, now: int) -> None:
        if post.delete_at is None:
            self._enter("kept", post=post)
        else:
            self._deletion_at = monotonic() + post.delete_at - now
            self._enter("waiting", post=post)

    # ---------------------------------------------------------------- the deletion

    def resume(self, post: Post, now: int) -> None:
        """A post that was sent before: by the page that was here, by a script, before a new start."""
        self._progress = replace(self._known(post, now), phase="waiting", post=post)
        self._posted(post, now)

    def find(self, post: Post, now: int) -> None:
        """A post that is being sent at this moment; `hear` does the rest."""
        self._progress = replace(self._known(post, now), found=True)
        self._moved()

    def _known(self, post: Post, now: int) -> Progress:
        after = post.delete_at - (post.sent_at or now) if post.delete_at is not None else None
        paid = post.price or 0.0
        if after is not None:
            paid += sum(rung.delete_price for rung in self.offer.rungs if rung.id == post.rung)
        return Progress(phase="sending", platform=self.offer.platform_name, delete_after=after, cost=paid)

    async def ask_seen(self) -> None:
        """Asks for the question about the post, if there is one."""
        if self._progress is not None and self._progress.post is not None:
            self._to_see = await acts.to_see(self._desk, self.offer.connection, self._progress.post)
            self._moved()

    async def say_seen(self, said: Said) -> None:
        await acts.say_seen(self._desk, self.offer.connection, said)
        if self._to_see is not None:
            self._to_see = replace(self._to_see, said=said)
            self._moved()

    def set_clock(self, post: Post, now: int) -> None:
        """The time that is left as the services see it: a computer that slept did not count."""
        if self.phase == "waiting" and post.delete_at is not None:
            self._deletion_at = monotonic() + post.delete_at - now

    async def follow(self) -> None:
        """Hears what becomes of the post, until nothing more can without the person."""
        while self.followed and self._progress is not None and self._progress.post is not None:
            news = await acts.next_news(self._desk, self._progress.post)
            if self.followed:  # else a button was pressed meanwhile, and who pressed it gets the answer
                await self._heard(news)

    async def delete(self) -> None:
        before = self._progress
        if before is None or before.post is None:
            return
        self._enter("deleting")
        try:
            await self._heard(await acts.delete(self._desk, before.post))
        except Exception:  # whatever broke, the post is as it was and can be deleted again; it is raised on
            self._enter(before.phase)
            raise

    async def keep(self) -> None:
        if self._progress is not None and self._progress.post is not None:
            await self._heard(News(post=await acts.keep(self._desk, self._progress.post)))

    async def _heard(self, news: News) -> None:
        trouble = await self._trouble(news.error) if news.error is not None else None
        phase = _became(news)
        if phase is not None:
            self._enter(phase, post=news.post, trouble=trouble)
        elif self._progress is not None:
            self._progress = replace(self._progress, post=news.post)

    async def _trouble(self, error: StagedoorError) -> Trouble:
        return await acts.trouble(self._desk, self.offer.connection, error)

    def _enter(self, phase: Phase, *, post: Post | None = None, trouble: Trouble | None = None) -> None:
        if self._progress is not None:
            self._progress = replace(
                self._progress, phase=phase, post=post or self._progress.post, trouble=trouble, left=0
            )
            self._moved()


def _became(news: News) -> Phase | None:
    """Where that leads; None where nothing changed."""
    if news.post.status == "deleted":
        return "deleted"
    if news.post.status == "left":
        return "left"
    if news.post.delete_at is None:
        return "kept"
    return "later" if news.error is not None else None
