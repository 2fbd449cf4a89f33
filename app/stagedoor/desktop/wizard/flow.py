"""The wizard without a window: it answers as a person does, from what the window sends it.

It lives on the engine's event loop, beside the service that asks. Every change is a new snapshot (`shown`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stagedoor.desktop.text import tr
from stagedoor.desktop.wizard.ending import done_page, fault_page, trouble_page
from stagedoor.desktop.wizard.outline import Outline
from stagedoor.desktop.wizard.shown import BEFORE, SIGN_IN, Busy, Found, Left, Page, Shown, SignIn
from stagedoor.domain.asking import Choice, Confirmation, Guide, Leaving, Look, Looked, Turn
from stagedoor.domain.errors import Cancelled, StagedoorError
from stagedoor.domain.exchange import Candidate
from stagedoor.services.connect import ConnectRequest

if TYPE_CHECKING:
    from stagedoor.domain.entities import Connection
    from stagedoor.domain.platform import Platform
    from stagedoor.domain.ports import Browser
    from stagedoor.services.jobs import Jobs

_KEEP_WITHIN = 2.0
"""Seconds that values get to be kept when the person leaves while they stand in the fields."""
_BROWSER = "browser."
"""The browser that was used is a setting of this name and a handle, or a platform for its next account."""

_log = logging.getLogger(__name__)


class Flow:
    """Implements Ask. `changed` is called on the engine's thread after every new snapshot.

    The window calls the other methods through the engine: `answer` gives what the page asks for.
    """

    def __init__(self, jobs: Jobs, order: ConnectRequest, changed: Callable[[], None]) -> None:
        self._jobs, self._order, self._changed = jobs, order, changed
        self._spec = jobs.ports.platforms.spec(order.platform)
        self._outline = Outline(mends=_by_signing_in(self._spec, order))
        self._waiting: asyncio.Future[Any] | None = None
        self._pasted: asyncio.Queue[str] = asyncio.Queue()
        self._polled: list[Guide] = []
        self._task: asyncio.Task[None] | None = None
        self._looks: Look | None = None
        self._browser: Browser | None = None
        self._used: str | None = None
        self._typed: dict[str, str] = {}
        self._settled = asyncio.Event()
        self.shown = Shown(
            platform=self._spec.id, platform_name=self._spec.name, page=Busy(tr("One moment")), again=order.again
        )

    # ---------------------------------------------------------------- what the window does

    def begin(self) -> None:
        """Starts, or starts again where it was left."""
        if self._task is None or self._task.done():
            self._set(Busy(tr("One moment")), notes=[])
            self._task = asyncio.get_running_loop().create_task(self._run(), name=f"wizard {self._spec.id}")

    async def live(self) -> None:
        """Begins, and ends the walk when it is cancelled."""
        self.begin()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            await self.stop()

    def answer(self, given: object, turn: int = 0) -> None:
        """What the page asks for: an option, yes or no, a Turn, the ids of accounts, a name to look up.

        `turn` names the question that it answers (`Shown.turn`); what comes too late for it counts for nothing.
        """
        if turn not in (0, self.shown.turn):
            return
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(given)
            self._settled.clear()
            self.shown = replace(self.shown, busy=True, notes=[])
            self._changed()

    async def look(self, field: str, text: str) -> Looked:
        """What would be made of a value. It is kept only when the person leaves before they go on."""
        self._typed[field] = text
        return await self._looks(field, text) if self._looks else Looked()

    async def open_browser(self, browser: str) -> None:
        page = self.shown.page
        if isinstance(page, SignIn) and self._browser is not None:
            opened = await self._browser.open(page.leaving.url, browser)
            if isinstance(now := self.shown.page, SignIn):
                self._set(replace(now, opened=now.opened or opened, failed=not opened))
            if opened:
                self._used = browser
                await self._jobs.ports.records.set_setting(_BROWSER + self._spec.id, browser)

    def mark_opened(self) -> None:
        """The person took the link to a browser by themselves."""
        if isinstance(page := self.shown.page, SignIn):
            self._set(replace(page, opened=True))

    def paste(self, address: str) -> None:
        self._pasted.put_nowait(address)

    async def go_to(self, step: str) -> None:
        """Back to a step, from anywhere: what waits there is ended, what was given is kept."""
        if isinstance(self.shown.page, Guide) and self._waiting is not None:
            self.answer(Turn(values=self._typed, to=step))
            return
        await self.stop()
        for setup in await self._jobs.ports.records.setups():
            if setup.platform == self._spec.id and setup.route in self._spec.route:
                await self._jobs.setups.go_to(setup, self._spec.route[setup.route], step)
                break
        self.begin()

    async def stop(self) -> None:
        """Ends the walk. Everything that was given is kept for the next time, also what stands in the fields."""
        task, self._task = self._task, None
        if task is None or task.done():
            return
        await self._keep_typed()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    # ---------------------------------------------------------------- what the service asks (ports.Ask)

    def tell(self, text: str) -> None:
        self.shown = replace(self.shown, notes=[*self.shown.notes, text])
        self._changed()

    async def step(self, guide: Guide, look: Look) -> Turn:
        self._looks, self._typed = look, {}
        if guide.platform and guide.platform != self._spec.id:  # the account comes along with another's sign-in
            self._spec = self._jobs.ports.platforms.spec(guide.platform)
        self._outline.take(guide, self._spec.route[guide.route].traits.signs_in)
        if guide.again == "poll" and not guide.fields:
            self._polled = [g for g in self._polled if g.id != guide.id] + [guide]
            return Turn()
        self._polled = []
        turn = await self._asked(guide, at=guide.id)
        return turn if isinstance(turn, Turn) else Turn()

    async def choose(self, choice: Choice) -> str:
        return str(await self._asked(choice, at=BEFORE))

    async def confirm(self, question: Confirmation) -> bool:
        return bool(await self._asked(question, at=BEFORE if question.kind == "gate" else self._outline.last))

    async def choose_found(
        self, title: str, found: AsyncIterator[Candidate], find: Callable[[str], Awaitable[Candidate]]
    ) -> list[Candidate]:
        at = self._polled[-1].id if self._polled else self._outline.last
        self._set(Found(title=title, guides=self._polled, candidates=[]), at=at)
        watching = asyncio.get_running_loop().create_task(self._watch(found), name="accounts")
        try:
            while True:
                given = await self._asked(self.shown.page, at=at)
                if not isinstance(given, str):
                    return self._candidates(given)
                await self._look_up(given, find)
        finally:
            watching.cancel()
            await asyncio.wait([watching])
            await found.aclose()  # type: ignore[attr-defined]  # every discover is an async generator

    async def leave(self, leaving: Leaving, browser: Browser) -> None:
        self._browser = browser
        self._pasted = asyncio.Queue()
        choices = await browser.choices()
        usual = await self._usual_browser()
        self._set(SignIn(leaving, choices, usual if any(c.id == usual for c in choices) else ""), at=SIGN_IN)

    async def pasted(self) -> str:
        """The next pasted address. When the browser's answer comes first, this ends, and the page says so."""
        try:
            return await self._pasted.get()
        except asyncio.CancelledError:
            page = self.shown.page
            if isinstance(page, SignIn) and self._jobs.ports.clock.now() < page.leaving.ends_at:
                asking = tr("Received. Asking {platform} who you are.", platform=self._spec.name)
                self._set(Busy(asking), notes=[])
            raise

    # ---------------------------------------------------------------- inside

    async def _run(self) -> None:
        try:
            await self._done(await self._jobs.connect.run(self._order, self))
        except Cancelled as error:
            self._set(self._trouble(error) if error.fix else Left(error.cause))
        except StagedoorError as error:
            self._set(self._trouble(error))
        except Exception as error:  # noqa: BLE001  (nobody stands above this task; the page must not wait for ever)
            _log.exception("wizard_fault: %s", type(error).__name__)
            self._set(fault_page())

    async def _done(self, connections: Sequence[Connection]) -> None:
        if self._used is not None:
            for connection in connections:
                await self._jobs.ports.records.set_setting(_BROWSER + connection.handle, self._used)
        self._outline.finish()
        self._set(await done_page(self._jobs, self._spec, connections), at=self._outline.last)

    def _trouble(self, error: StagedoorError) -> Page:
        return trouble_page(self._spec, error, self.shown.page, self._jobs.ports.now())

    async def _usual_browser(self) -> str:
        settings = await self._jobs.ports.records.settings()
        return settings.get(_BROWSER + self._order.again) or settings.get(_BROWSER + self._spec.id) or ""

    async def _keep_typed(self) -> None:
        """The step is shown once more with what stands in its fields taken; then nothing of it is lost."""
        guide = self.shown.page
        typed = {id: text for id, text in self._typed.items() if text.strip()}
        if not isinstance(guide, Guide) or self._waiting is None or not typed:
            return
        self._typed = {}
        self.answer(Turn(values=typed, to=guide.id))
        with suppress(TimeoutError):
            async with asyncio.timeout(_KEEP_WITHIN):
                await self._settled.wait()

    async def _asked(self, page: Page, *, at: str) -> object:
        self._waiting = asyncio.get_running_loop().create_future()
        self.shown = replace(self.shown, turn=self.shown.turn + 1)
        self._set(page, at=at)
        try:
            return await self._waiting
        finally:
            self._waiting = None

    async def _watch(self, found: AsyncIterator[Candidate]) -> None:
        try:
            async for candidate in found:
                self._note(candidate)
        except StagedoorError as error:
            self._found(looking=False, problem=str(error))
        else:
            self._found(looking=False)

    async def _look_up(self, typed: str, find: Callable[[str], Awaitable[Candidate]]) -> None:
        try:
            self._note(await find(typed))
        except StagedoorError as error:
            self._found(problem=str(error))

    def _note(self, candidate: Candidate) -> None:
        page = self.shown.page
        if isinstance(page, Found):
            known = {c.external_id: c for c in page.candidates} | {candidate.external_id: candidate}
            self._found(candidates=list(known.values()), problem="")

    def _found(self, **changes: Any) -> None:
        if isinstance(page := self.shown.page, Found):
            self.shown = replace(self.shown, page=replace(page, **changes), busy=False)
            self._changed()

    def _candidates(self, ids: object) -> list[Candidate]:
        page = self.shown.page
        wanted = set(ids) if isinstance(ids, Sequence) else set()
        return [c for c in page.candidates if c.external_id in wanted] if isinstance(page, Found) else []

    def _set(self, page: Page, *, at: str = "", notes: list[str] | None = None) -> None:
        if at:
            self._outline.current = at
        self.shown = replace(
            self.shown, page=page, rows=self._outline.rows(), busy=False, minutes=self._outline.minutes(self._spec),
            notes=self.shown.notes if notes is None else notes,
        )  # fmt: skip
        self._settled.set()
        self._changed()


def _by_signing_in(spec: Platform, order: ConnectRequest) -> bool:
    """True where an account is mended and no keys have to be fetched for it."""
    way = spec.route.get(order.route)
    return bool(order.again) and (way is None or way.kind == "via" or way.traits.signs_in)
