"""The app ends in the middle of connecting, at every step; the next start finishes it and leaves no half behind."""

import asyncio

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.leftovers import assert_tidy
from tests.services.rig import X, browsing, story, x_app
from tests.services.steps import Steps, When

from stagedoor.practice import Visitor
from stagedoor.services.connect import Order

CHOICES = {"accounts": "several", "type": "web"}
STEPS = 34
"""How many changes the whole story makes: set-up, app, attempt, sign-in, account, first check."""


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
        await jobs.connect.run(Order(platform="x"), ask)


@story
async def test_the_story_makes_as_many_changes_as_are_crashed_at(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor, "web")
    steps = Ending(1000)
    await connect(home, visitor, keys, steps)
    assert len(steps.names) == STEPS, steps.names


@story
@pytest.mark.parametrize("number", range(1, STEPS + 1))
async def test_a_crash_at_any_step_is_finished_later(home: Home, visitor: Visitor, number):
    keys = await asyncio.to_thread(x_app, home, visitor, "web")
    ending = Ending(number)
    with pytest.raises(AppEnded):
        await connect(home, visitor, keys, ending)
    done = ending.names[: number - 1]
    home.world.clock.advance(3600)
    await connect(home, visitor, keys, Ending(1000))
    async with home.jobs() as jobs:
        await jobs.doctor.computer()
        (connection,) = await jobs.world.records.connections()
        handed = await jobs.scripts.token(connection)
        assert await jobs.world.records.setups() == []
    assert (connection.handle, handed.value.reveal() in home.world.x.valid_access_tokens()) == (X, True)
    no_consent_yet = "keep_attempt" not in done
    waits_for_yes = "keep_pending_grant" in done and "promote_grant" not in done
    assert home.world.x.exchange_count == (1 if no_consent_yet or waits_for_yes else 2)
    await assert_tidy(home, items={"grant": 1, "app": 1})
