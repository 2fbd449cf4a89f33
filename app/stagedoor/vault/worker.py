"""Runs keychain calls one after the other on a thread of their own, each with a deadline.

A keychain may wait for a person without saying so. Then the thread is given up and the next call gets a new one.
Threads are daemons and end when nothing is left to do: they never hold up the end of the program.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from stagedoor.domain.errors import SecretTimeout

T = TypeVar("T")


def _nothing() -> None:
    pass


class Job(Generic[T]):
    """One call: settled once, by its end or by its deadline, whichever is first."""

    def __init__(
        self, work: Callable[[], T], *, seconds: float, hung: Callable[[], None], settled: Callable[[], None]
    ) -> None:
        self._work = work
        self._settled = settled
        self._once = threading.Lock()
        self._outcome: tuple[T] | BaseException | None = None
        self.hung = hung
        self.ends = time.monotonic() + seconds
        self.done = threading.Event()

    def run(self) -> None:
        try:
            self.settle((self._work(),))
        except BaseException as error:  # noqa: BLE001 -- raised again by result(), in the thread that asked
            self.settle(error)

    def settle(self, outcome: tuple[T] | BaseException) -> None:
        with self._once:
            if self._outcome is not None:
                return
            self._outcome = outcome
        self.done.set()
        self._settled()

    def result(self) -> T:
        if isinstance(self._outcome, tuple):
            return self._outcome[0]
        raise self._outcome or SecretTimeout("The call was withdrawn.")


class Worker:
    """A serial queue. `call` waits for the answer; `submit` is for those that wait in another way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[Job[object]] = deque()
        self._running: Job[object] | None = None
        self._thread: threading.Thread | None = None

    def call(self, work: Callable[[], T], *, seconds: float, hung: Callable[[], None] = _nothing) -> T:
        """Raises what `work` raises, or SecretTimeout after `seconds`; then calls `hung`."""
        job = self.submit(work, seconds=seconds, hung=hung)
        if not job.done.wait(seconds):
            self.give_up(job)
        return job.result()

    def submit(
        self,
        work: Callable[[], T],
        *,
        seconds: float,
        hung: Callable[[], None] = _nothing,
        settled: Callable[[], None] = _nothing,
    ) -> Job[T]:
        """Queues the call. Whoever submits gives it up at its deadline. `settled` is called from any thread."""
        job = Job(work, seconds=seconds, hung=hung, settled=settled)
        with self._lock:
            self._waiting.append(job)  # type: ignore[arg-type]  # the queue never looks at the results
            overdue = self._running if self._running and self._running.ends < time.monotonic() else None
        if overdue:  # whoever asked for it went away without giving it up
            self.give_up(overdue)
        self._start()
        return job

    def give_up(self, job: Job[T]) -> None:
        """Settles the job with SecretTimeout; if it is the running one, its thread is abandoned and replaced."""
        with self._lock:
            abandoned = self._running is job
            if abandoned:
                self._running = self._thread = None
            elif job in self._waiting:
                self._waiting.remove(job)  # type: ignore[arg-type]  # as above
        job.settle(
            SecretTimeout(
                "The keychain does not answer. It may be waiting for you.",
                "Look for its window behind the others, or log in to your desktop again.",
            )
        )
        if abandoned:
            job.hung()
            self._start()

    def withdraw(self, job: Job[T]) -> None:
        """Nobody waits any more: drops the call if it has not begun. A begun one is never cut."""
        with self._lock:
            if job in self._waiting:
                self._waiting.remove(job)  # type: ignore[arg-type]  # as above

    def _start(self) -> None:
        with self._lock:
            if self._thread or not self._waiting:
                return
            self._thread = threading.Thread(target=self._serve, name="stagedoor-keychain", daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        while job := self._next():
            job.run()

    def _next(self) -> Job[object] | None:
        with self._lock:
            if self._thread is not threading.current_thread():
                return None
            self._running = self._waiting.popleft() if self._waiting else None
            if self._running is None:
                self._thread = None
            return self._running
