"""The app ends in the middle of connecting, at every step; the next start finishes it and leaves no half behind."""

import asyncio
import sys
from pathlib import Path

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.leftovers import assert_tidy
from tests.services.rig import X, browsing, story, x_app
from tests.services.steps import Steps, When

from stagedoor.practice import Server, Visitor
from stagedoor.services.connect import ConnectRequest

CHOICES = {"accounts": "several", "type": "web"}
PARTS = 8
"""The steps are shared out among so many tests, however many there are."""


class AppEnded(Exception):
    """Nothing more happens in this app, not even cleaning up."""


class Ending(Steps):
    """Ends the app before its N-th change, and every later one."""

    def __init__(self, number: int) -> None:
        super().__init__(self._stop)
        self._number = number

    def _stop(self, number: int, when: When) -> None:
        if number >= self._number and when == "before":
            raise AppEnded(self.names[-1])


async def connect(home: Home, visitor: Visitor, keys: dict[str, str], steps: Steps) -> None:
    ask = Scripted(fills=keys, choices=CHOICES)
    async with home.jobs(browsing(PersonsBrowser(visitor)), steps.over) as jobs:
        await jobs.connect.run(ConnectRequest(platform="x"), ask)


async def ended_and_begun_again(home: Home, visitor: Visitor, number: int) -> list[str]:
    """The app ends before that step; the next one finishes. What had been done before the end."""
    keys = await asyncio.to_thread(x_app, home, visitor, "web")
    ending = Ending(number)
    with pytest.raises(AppEnded):
        await connect(home, visitor, keys, ending)
    home.world.clock.advance(3600)
    await connect(home, visitor, keys, Ending(sys.maxsize))
    return ending.names[: number - 1]


@story
@pytest.mark.parametrize("part", range(PARTS))
async def test_a_crash_at_any_step_is_finished_later(
    home: Home, visitor: Visitor, practice_server: Server, tmp_path: Path, part
):
    whole = Ending(sys.maxsize)
    await connect(home, visitor, await asyncio.to_thread(x_app, home, visitor, "web"), whole)
    assert whole.names.count("promote_grant") == 1
    for number in range(1 + part, len(whole.names) + 1, PARTS):
        fresh = Home(tmp_path / f"home-{number}", practice_server.new_world())
        done = await ended_and_begun_again(fresh, Visitor(fresh.world), number)
        await assert_finished(fresh, done)


async def assert_finished(home: Home, done: list[str]) -> None:
    async with home.jobs() as jobs:
        await jobs.doctor.computer()
        (connection,) = await jobs.ports.records.connections()
        handed = await jobs.scripts.token(connection)
        assert await jobs.ports.records.setups() == []
    where = f"ended after {done[-3:]}"
    assert (connection.handle, handed.value.reveal() in home.world.x.valid_access_tokens()) == (X, True), where
    if "keep_pending_grant" in done and "promote_grant" not in done:
        assert home.world.x.exchange_count == 1, where  # no new consent: it waited for "is this you?"
    assert home.world.crashes == []
    await assert_tidy(home, items={"grant": 1, "app": 1})
