"""Checks of many accounts, a few at a time, so that one after the other appears and the network is given up early."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from stagedoor.desktop.page import Desk
from stagedoor.domain.entities import CheckBy
from stagedoor.domain.errors import Offline, StagedoorError
from stagedoor.services.health import CLOCK, KEYS, Checked

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

TOGETHER = 4


async def check_round(
    desk: Desk, handles: Sequence[str], *, by: CheckBy, first: int = TOGETHER
) -> AsyncIterator[tuple[list[str], list[Checked]]]:
    """Yields each group when it was asked, with what came of it: free checks only. Ends where there is no network.

    `first`: how many are asked first; one, where it is likely that nothing answers.
    """
    left, size = list(handles), first
    while left:
        group, left = left[:size], left[size:]
        checked = await desk.do(_Group(group, by))
        yield group, checked
        if checked and all(_no_network(one) for one in checked):
            return
        size = TOGETHER


class _Group:
    """Accounts that are asked at the same time."""

    def __init__(self, handles: Sequence[str], by: CheckBy) -> None:
        self._handles, self._by = handles, by

    async def __call__(self, jobs: Jobs) -> list[Checked]:
        """What could be asked. Trouble of our own (a broken platform file) is said by the cards, not here."""
        found = [await jobs.ports.records.connection(handle) for handle in self._handles]
        connections = [connection for connection in found if connection is not None]
        try:
            return await jobs.health.check_all(connections, by=self._by, paid=False)
        except StagedoorError:
            return []


def _no_network(checked: Checked) -> bool:
    lost = [a for a in checked.answers if a.verdict == "unknown" and a.error_id == Offline.code]
    return bool(lost) and not any(a.verdict == "ok" and a.check_id not in (KEYS, CLOCK) for a in checked.answers)
