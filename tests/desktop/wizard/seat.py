"""Somebody in front of the wizard: waits for a page and answers it, on the engine's loop."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from tests.helpers.home import Home

from stagedoor.desktop.wizard.flow import Flow
from stagedoor.desktop.wizard.shown import Busy, Shown, SignIn
from stagedoor.domain.asking import Choice, Confirmation, Guide, Turn
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs

T = TypeVar("T")
PATIENCE = 20  # seconds


class Seat:
    """`seen`: every page that was shown, in order (a step once, however often it changed)."""

    def __init__(self, jobs: Jobs, order: ConnectRequest) -> None:
        self._news = asyncio.Event()
        self.seen: list[object] = []
        self.flow = Flow(jobs, order, self._changed)

    @property
    def shown(self) -> Shown:
        return self.flow.shown

    def _changed(self) -> None:
        self._news.set()
        page = self.flow.shown.page
        if not self.seen or self.seen[-1] is not page:
            self.seen.append(page)

    async def page(self, kind: type[T], /, when: Callable[[T], object] = lambda _: True, **has: object) -> T:
        """Waits until a page of this kind, with these attributes and for which `when` holds, wants an answer."""
        async with asyncio.timeout(PATIENCE):
            while True:
                self._news.clear()
                page = self.shown.page
                if isinstance(page, kind) and not self.shown.busy and when(page) and _has(page, has):
                    return page
                await self._news.wait()

    async def choose(self, question: str, option: str) -> None:
        await self.page(Choice, id=question)
        self.flow.answer(option)

    async def confirm(self, kind: str, *, yes: bool = True) -> Confirmation:
        question = await self.page(Confirmation, kind=kind)
        self.flow.answer(yes)
        return question

    async def through(self, *, values: dict[str, str], until: str = "") -> list[str]:
        """Goes on from step to step, giving each the values that it asks for, until the steps end or one is shown.

        Returns the ids of the steps.
        """
        ids: list[str] = []
        async with asyncio.timeout(PATIENCE):
            while True:
                self._news.clear()
                page = self.shown.page
                if isinstance(page, Guide) and not self.shown.busy:
                    ids.append(page.id)
                    if page.id == until:
                        return ids
                    self.flow.answer(Turn(values={p.id: values.get(p.id, "") for p in page.fields if not p.kept}))
                elif not self.shown.busy and not isinstance(page, Busy | Guide):
                    return ids
                await asyncio.sleep(0)
                if not self._news.is_set():
                    await self._news.wait()


def _has(page: object, attributes: dict[str, object]) -> bool:
    return all(getattr(page, name) == value for name, value in attributes.items())


def x_keys(home: Home, visitor: Visitor) -> dict[str, str]:
    made = visitor.x_make_app(home.callbacks)
    return made | visitor.x_generate_access_token(made["app_id"])


def states(seat: Seat) -> dict[str, str]:
    return {row.id: row.state for row in seat.shown.rows}


async def x_until_sign_in(seat: Seat, keys: dict[str, str]) -> SignIn:
    await seat.choose("accounts", "several")
    await seat.confirm("gate")
    await seat.choose("type", "native")
    await seat.through(values=keys)
    return await seat.page(SignIn)


async def telegram_until_steps(seat: Seat) -> None:
    await seat.confirm("gate")
    for question, answer in (("device", "computer"), ("target", "channel"), ("ready", "yes")):
        await seat.choose(question, answer)
