"""Accounts by one sign-in at Facebook, and the person who gives it."""

import asyncio
from collections.abc import Iterable

from tests.helpers.ask import Say, Scripted
from tests.services.meta import Dialog

from stagedoor.domain.entities import Connection
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs

ALL = ("Crumb Kitchen", "Crumb Bakery", "Crumb Market", "Crumb on Instagram")
ANSWERS = {"mode": "development", "instagram": "yes"}


async def connect(jobs: Jobs, dialog: Dialog, picks: Iterable[str] = ALL) -> list[Connection]:
    return await jobs.connect.run(ConnectRequest(platform="facebook"), await person(dialog, picks))


async def person(
    dialog: Dialog, picks: Iterable[str] = ALL, *, pastes: bool = False, yes: Say = True, **answers: str
) -> Scripted:
    fills = await asyncio.to_thread(dialog.pair)
    return Scripted(
        fills=fills, choices={**ANSWERS, **answers}, picks=picks, yes=yes,
        pastes=(lambda _: dialog.back) if pastes else None,
    )  # fmt: skip


def by_name(connections: Iterable[Connection]) -> dict[str, Connection]:
    return {c.name: c for c in connections}
