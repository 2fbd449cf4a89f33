"""The window's hand on a flow that lives on the engine's thread: values go over, snapshots come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stagedoor.desktop.page import Desk
from stagedoor.desktop.wizard.flow import Flow
from stagedoor.desktop.wizard.shown import Shown
from stagedoor.domain.asking import Looked
from stagedoor.services.connect import ConnectRequest

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


class Link:
    """`changed(shown)` is called on the window's thread, once for many changes in a row."""

    def __init__(self, desk: Desk, changed: Callable[[Shown], None]) -> None:
        self._desk, self._changed = desk, changed
        self._flow: Flow | None = None
        self._posted = False

    async def live(self, order: ConnectRequest) -> None:
        """The whole life of the walk: it ends, with everything kept, when this is cancelled."""

        async def work(jobs: Jobs) -> None:
            self._flow = Flow(jobs, order, self._news)
            await self._flow.live()

        try:
            await self._desk.do(work)
        finally:
            self._flow = None

    async def answer(self, given: object, turn: int) -> None:
        async def work(_jobs: Jobs) -> None:
            if self._flow is not None:
                self._flow.answer(given, turn)

        await self._desk.do(work)

    async def look(self, field: str, text: str) -> Looked:
        async def work(_jobs: Jobs) -> Looked:
            return await self._flow.look(field, text) if self._flow is not None else Looked()

        return await self._desk.do(work)

    async def again(self) -> None:
        async def work(_jobs: Jobs) -> None:
            if self._flow is not None:
                self._flow.begin()

        await self._desk.do(work)

    async def go_to(self, step: str) -> None:
        async def work(_jobs: Jobs) -> None:
            if self._flow is not None:
                await self._flow.go_to(step)

        await self._desk.do(work)

    async def open_browser(self, browser: str) -> None:
        async def work(_jobs: Jobs) -> None:
            if self._flow is not None:
                await self._flow.open_browser(browser)

        await self._desk.do(work)

    async def mark_opened(self) -> None:
        async def work(_jobs: Jobs) -> None:
            if self._flow is not None:
                self._flow.mark_opened()

        await self._desk.do(work)

    async def paste(self, address: str) -> None:
        async def work(_jobs: Jobs) -> None:
            if self._flow is not None:
                self._flow.paste(address)

        await self._desk.do(work)

    def _news(self) -> None:
        """On the engine's thread."""
        if not self._posted:
            self._posted = True
            self._desk.engine.post(self._deliver)

    def _deliver(self) -> None:
        self._posted = False
        flow = self._flow
        if flow is not None:
            self._changed(flow.shown)
