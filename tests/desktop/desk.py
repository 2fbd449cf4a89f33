"""A window for the tests and pictures of one page: it has no services, and remembers what the page asked of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from stagedoor.desktop.engine import Engine
from stagedoor.desktop.places import Place
from stagedoor.desktop.start import Start
from stagedoor.desktop.theme import Theme, Tone

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

T = TypeVar("T")

Answers = Callable[[Callable[[Any], Awaitable[Any]]], Awaitable[Any]]
"""What stands in for the engine: gets the work of a page, returns what the page shall see."""


class FakeDesk:
    """Implements `page.Desk`. Without `jobs` or `answers`, asking for any work is a fault of the test.

    `jobs`: services (or made-up objects with the methods that the page calls) that run on the window's own loop.
    `went`, `replaced`, `said`, `problems`: what the page asked for, oldest first. `backs`, `changes`: how often.
    """

    engine: Engine
    start: Start

    def __init__(
        self, theme: Theme, *, jobs: Any = None, answers: Answers | None = None, simulated: bool = False,
        start: Start | None = None,
    ) -> None:  # fmt: skip
        self.theme = theme
        self.simulated = simulated
        if start is not None:
            self.start = start
        self.jobs = jobs
        self.went: list[Place] = []
        self.replaced: list[Place] = []
        self.said: list[tuple[str, Tone]] = []
        self.problems: list[BaseException] = []
        self.backs = 0
        self.changes = 0
        self._answers = answers

    async def do(self, work: Callable[[Jobs], Awaitable[T]]) -> T:
        await asyncio.sleep(0)  # an engine never answers within the call either
        if self._answers is not None:
            answer: T = await self._answers(work)
            return answer
        if self.jobs is None:
            raise AssertionError("The page asked for work, and this desk has no services.")
        return await work(self.jobs)

    def go(self, place: Place) -> None:
        self.went.append(place)

    def replace(self, place: Place) -> None:
        self.replaced.append(place)

    def back(self) -> None:
        self.backs += 1

    def say(self, text: str, tone: Tone = "good") -> None:
        self.said.append((text, tone))

    def problem(self, error: BaseException) -> None:
        self.problems.append(error)

    def changed(self) -> None:
        self.changes += 1
