"""The end of an account, cut off or crossed by something else, never takes another account with it."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home, account
from tests.services.crashing import Killed, crashing
from tests.services.leftovers import assert_tidy
from tests.services.rig import (
    CIRCLE,
    TELEGRAM,
    X,
    add_bot,
    connect_keys,
    connect_telegram,
    connect_x,
    renewals,
    story,
    x_four_keys,
)

from stagedoor.domain.errors import StagedoorError
from stagedoor.practice import Visitor
from stagedoor.services.ports import Ports


async def cut_off(home: Home, name: str) -> None:
    """A disconnect whose process is killed before that step."""
    async with home.jobs(crashing(name)) as jobs:
        plan = await jobs.disconnect.plan(await account(jobs, X), keep_at_platform=False)
        with pytest.raises(Killed):
            await jobs.disconnect.run(plan)


@story
@pytest.mark.parametrize("name", ["keep_item", "finish_disconnect"])
async def test_one_that_was_cut_off_is_finished_by_the_next_job(home: Home, visitor: Visitor, name):
    await connect_x(home, visitor)
    await cut_off(home, name)
    async with home.jobs() as jobs:
        diagnosis = await jobs.doctor.computer()
        assert await jobs.ports.records.connections() == []
    assert diagnosis.sound
    await assert_tidy(home, items={})


@story
async def test_an_account_that_is_being_removed_hands_out_nothing(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await cut_off(home, "keep_item")
    async with home.jobs() as jobs:
        connection = await account(jobs, X)
        with pytest.raises(StagedoorError, match="being removed"):
            await jobs.scripts.token(connection)
        with pytest.raises(StagedoorError, match="being removed"):
            await jobs.scripts.variables([connection], {}, {})


@story
async def test_an_account_that_came_to_the_same_sign_in_meanwhile_keeps_its_keys(home: Home, visitor: Visitor):
    (first,) = await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        plan = await jobs.disconnect.plan(first, keep_at_platform=False)
        (item,) = await jobs.ports.records.items(kind="grant")
        token = (await jobs.ports.secrets.get(item)).values["token"].reveal()
    ask = Scripted(picks=[CIRCLE], waiting=lambda: _add(visitor))
    await connect_telegram(home, visitor, CIRCLE, token=token, ask=ask)
    async with home.jobs() as jobs:
        with pytest.raises(StagedoorError, match="changed meanwhile"):
            await jobs.disconnect.run(plan)
        for connection in await jobs.ports.records.connections():
            assert (await jobs.scripts.token(connection)).value.reveal() == token
    assert first.handle == TELEGRAM


def _add(visitor: Visitor) -> None:
    add_bot(visitor, CIRCLE)


@story
async def test_a_renewal_under_way_leaves_no_secret_behind_a_disconnect(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    home.world.clock.advance(3 * 3600)
    begun, goes_on = asyncio.Event(), asyncio.Event()

    class Waiting:
        """A vault that is slow when the renewed keys are written."""

        def __init__(self, secrets: Any) -> None:
            self._secrets = secrets

        def __getattr__(self, name: str) -> Any:
            return getattr(self._secrets, name)

        async def seal(self, *args: Any) -> bytes:
            begun.set()
            await goes_on.wait()
            found: bytes = await self._secrets.seal(*args)
            return found

    def slow(ports: Ports) -> Ports:
        return replace(ports, secrets=Waiting(ports.secrets))

    async def renew() -> None:
        async with home.jobs(slow) as jobs:
            await jobs.scripts.token(await account(jobs, X))

    async def disconnect() -> None:
        async with home.jobs() as jobs:
            plan = await jobs.disconnect.plan(await account(jobs, X), keep_at_platform=False)
            goes_on.set()
            await jobs.disconnect.run(plan)

    async with asyncio.TaskGroup() as group:
        group.create_task(renew(), name="renew")
        await begun.wait()
        group.create_task(disconnect(), name="disconnect")
    assert renewals(home) == 1
    assert home.world.x.valid_refresh_tokens() == []
    await assert_tidy(home, items={})


@story
async def test_keys_of_the_app_that_stay_are_named(home: Home, visitor: Visitor):
    await connect_keys(home, await asyncio.to_thread(x_four_keys, home, visitor))
    async with home.jobs() as jobs:
        plan = await jobs.disconnect.plan(await account(jobs, X), keep_at_platform=False)
    assert plan.app == "your X app"
