"""Decides what an answer is worth: the first one with the attempt's state counts, whichever way it came."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from urllib.parse import urlsplit

from stagedoor.domain.attempt import Attempt, Callback
from stagedoor.domain.errors import BadInput, Cancelled
from stagedoor.domain.ports import Clock
from stagedoor.listener.pages import Page
from stagedoor.listener.rules import DONE, FAILED, Endpoint, RequestHead, judge
from stagedoor.oauth.callback import CallbackRefused, parse_target
from stagedoor.oauth.pasted import parse_pasted

_log = logging.getLogger(__name__)

_FOREIGN_KEPT = 100
_LOOK_AT_CLOCK = 30.0  # seconds: a computer that slept is noticed

_REFUSAL_PAGES = {
    "wrong_path": Page.NOT_FOUND,
    "wrong_state": Page.NOT_THIS_SIGN_IN,
    "no_state": Page.NOT_THIS_SIGN_IN,
    "expired": Page.NOT_THIS_SIGN_IN,
}


class LoopbackReceiver:
    """The `CallbackReceiver` port. All of it runs in one event loop, so a decision cannot be made twice."""

    def __init__(self, redirect_uri: str, clock: Clock) -> None:
        self.redirect_uri = redirect_uri
        self.shown = False
        """The browser has its last page."""
        self.by_browser = False
        self.decided: asyncio.Future[Callback | None] = asyncio.get_running_loop().create_future()
        """None: the attempt's time is over."""
        address = urlsplit(redirect_uri)
        self._endpoint = Endpoint(frozenset({address.netloc.encode()}), (address.path or "/").encode())
        self._clock = clock
        self._attempt: Attempt | None = None
        self._foreign_states: deque[str] = deque(maxlen=_FOREIGN_KEPT)

    @property
    def foreign_states(self) -> list[str]:
        return list(self._foreign_states)

    def expect(self, attempt: Attempt) -> None:
        """Raises BadInput where the attempt was made for another receiver, or this one has had its answer."""
        if attempt.redirect_uri != self.redirect_uri or self.decided.done():
            raise BadInput("This sign-in belongs to another return address.", "Start the sign-in again.")
        self._attempt = attempt

    async def callback(self) -> Callback:
        attempt = self._expected()
        async with asyncio.TaskGroup() as tasks:
            end = tasks.create_task(self._end(), name=f"end of {attempt.platform} sign-in")
            answer = await asyncio.shield(self.decided)
            end.cancel()
        if answer is None:
            raise Cancelled("The sign-in was not completed within 10 minutes.", "Start it again.")
        return answer

    async def _end(self) -> None:
        while (left := self._expected().expires_at - self._clock.now()) > 0:
            await self._clock.sleep(min(left, _LOOK_AT_CLOCK))
        self._decide(None)

    def offer(self, pasted: str) -> None:
        attempt = self._expected()
        try:
            callback = parse_pasted(pasted, attempt, now=self._clock.now())
        except CallbackRefused as problem:
            self._count(problem)
            raise
        self._decide(callback)

    def answer(self, head: RequestHead) -> Page:
        """The page for a request of the browser, or of anybody else on this computer."""
        page = self._answer(head) if self._attempt else Page.NOT_FOUND
        _log.debug("attempt %s: %s", self._attempt.id if self._attempt else "none", page.name)
        return page

    def _answer(self, head: RequestHead) -> Page:
        refused = judge(head, self._endpoint)
        if refused:
            return refused
        if head.target in {DONE, FAILED}:
            return self._last_page(head.target)
        try:
            callback = parse_target(head.target, self._expected(), now=self._clock.now())
        except CallbackRefused as problem:
            self._count(problem)
            return _REFUSAL_PAGES.get(problem.reason, Page.BAD_REQUEST)
        return self._take(callback)

    def _last_page(self, target: bytes) -> Page:
        if not self.decided.done():
            return Page.NOT_FOUND
        self.shown = True
        return Page.DONE if target == DONE else Page.FAILED

    def _take(self, callback: Callback) -> Page:
        if self._decide(callback):
            self.by_browser = True
        decided = self.decided.result()
        return Page.SEE_DONE if decided and decided.code else Page.SEE_FAILED

    def _decide(self, answer: Callback | None) -> bool:
        """True for the first answer only."""
        if self.decided.done():
            return False
        self.decided.set_result(answer)
        word = "time over" if answer is None else "code" if answer.code else "refused at the platform"
        _log.info("attempt %s: %s, %d foreign states", self._expected().id, word, len(self._foreign_states))
        return True

    def _expected(self) -> Attempt:
        if self._attempt is None:
            raise BadInput("No sign-in is waiting for an answer.", "Start the sign-in first.")
        return self._attempt

    def _count(self, problem: CallbackRefused) -> None:
        if problem.foreign:
            self._foreign_states.append(problem.foreign)
