"""Many at once want one token: the platform is asked once, and all get the same."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.helpers.home import Home, account
from tests.services.counts import TASKS_AT_ONCE, TOKENS_AT_ONCE
from tests.services.killing import ROOT, Driver
from tests.services.rig import X, connect_x, many_x, renewals, story
from tests.services.steps import Steps, When

from stagedoor.cli.exits import code_for
from stagedoor.domain.errors import Busy
from stagedoor.practice import Visitor
from stagedoor.services.ports import Ports
from stagedoor.system.locks import FileLocks

HOUR = 3600
TOKEN = "POST /x/api/2/oauth2/token"


@pytest.mark.timeout(400)
@story
async def test_many_programs_ask_for_a_token_that_has_ended(home: Home, visitor: Visitor):
    """Real processes with the real clock; one renewal, and every one prints the same good token (R06)."""
    home.world.x.engine.rules.access_seconds = 30  # less than the minute that a script is promised: ended at once
    await connect_x(home, visitor)
    home.world.x.engine.rules.access_seconds = 7200
    home.world.x.expire_access_tokens()
    before = renewals(home)
    command = [sys.executable, "-m", "stagedoor", "token", X]
    environment = {**home.environ, "PYTHONPATH": str(ROOT / "app")}

    def ask_all() -> list[tuple[int, str, str]]:
        asking = [
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(TOKENS_AT_ONCE)
        ]
        return [(*each.communicate(), each.returncode)[::-1] for each in asking]

    answers = await asyncio.to_thread(ask_all)
    assert {code for code, _, _ in answers} == {0}, {said for _, said, _ in answers}
    assert {printed for _, _, printed in answers} == {f"{value}\n" for value in home.world.x.valid_access_tokens()}
    assert renewals(home) - before == 1
    assert len({printed for _, _, printed in answers}) == 1


@story
async def test_many_tasks_of_one_program_ask(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    home.world.clock.advance(3 * HOUR)
    async with home.jobs() as jobs:
        connection = await account(jobs, X)
        handed = await asyncio.gather(*(jobs.scripts.token(connection) for _ in range(TASKS_AT_ONCE)))
    assert [h.value.reveal() for h in handed] == home.world.x.valid_access_tokens() * TASKS_AT_ONCE
    assert home.world.x.refresh_count == 1


@story
async def test_fifty_accounts_that_end_together_are_renewed_once_each(home: Home, visitor: Visitor):
    """After a night asleep (R17)."""
    await connect_x(home, visitor)
    async with home.jobs() as jobs:
        connections = await many_x(jobs, home.world, 50)
        home.world.clock.advance(9 * HOUR)
        checked = await jobs.health.check_all(connections, by="round", paid=False)
    assert {c.state.slug for c in checked} == {"healthy"}
    assert (home.world.x.refresh_count, renewals(home)) == (50, 50)


@story
async def test_while_another_program_renews_one_waits_and_takes_its_result(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    home.world.clock.advance(3 * HOUR)
    home.world.faults.add(TOKEN, "slow")
    waiting = asyncio.Event()
    steps = Steps(waits_for_lock(waiting))
    with Driver() as driver:
        other = asyncio.get_running_loop().run_in_executor(None, driver.renew, home, X)
        await asyncio.to_thread(home.world.until, lambda: renewals(home) == 1)
        async with home.jobs(steps.over) as jobs, asyncio.TaskGroup() as tasks:
            mine = tasks.create_task(jobs.scripts.token(await account(jobs, X)))
            await waiting.wait()
            home.world.faults.clear()
        assert (await other).exit == 0
    assert [mine.result().value.reveal()] == home.world.x.valid_access_tokens()
    assert home.world.x.refresh_count == 1


@story
async def test_one_that_waited_long_enough_gives_up_and_says_so(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    home.world.clock.advance(3 * HOUR)

    def hurried(ports: Ports) -> Ports:
        return replace(ports, locks=FileLocks(home.paths.locks, home.clock))

    async with home.jobs(hurried) as jobs:
        connection = await account(jobs, X)
        async with jobs.ports.locks.hold(f"grant-{connection.grant_id}", wait=0):
            with pytest.raises(Busy) as busy:
                await jobs.scripts.token(connection)
    assert code_for(busy.value) == 7
    assert 40 < home.clock.slept < 60  # longer than a request may take
    assert renewals(home) == 0


def waits_for_lock(waiting: asyncio.Event) -> Callable[[int, When], Any]:
    """Tells when the first step, taking the lock, has begun."""

    def act(number: int, when: When) -> None:
        if (number, when) == (1, "before"):
            waiting.set()

    return act
