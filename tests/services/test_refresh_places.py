"""Renewals where the trouble is on this computer: vault, database, journal key, the end of the program."""

import asyncio
import shutil
from collections.abc import Awaitable
from dataclasses import replace

import pytest
from tests.helpers.home import Home
from tests.services.ports import LockedVault
from tests.services.rig import bundle, connect_x, renewals, story, token

from stagedoor.domain.errors import SecretLocked
from stagedoor.practice import Visitor

HOUR = 3600
TOKEN = "POST /x/api/2/oauth2/token"


@story
async def test_a_vault_that_takes_no_write_stops_the_renewal_before_anything_is_spent(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await token(home, force=True)  # this computer's key is there from now on
    home.world.clock.advance(3 * HOUR)
    before = renewals(home)
    with pytest.raises(SecretLocked):
        await token(home, lambda ports: replace(ports, secrets=LockedVault(ports.secrets, reads=True)))
    assert renewals(home) == before
    assert await token(home) in home.world.x.valid_access_tokens()


@story
@pytest.mark.parametrize("behind", [1, 2, 3])
async def test_a_database_from_a_backup_does_not_bring_back_spent_tokens(home: Home, visitor: Visitor, behind):
    """The newest keys in the vault win; a spent refresh token would end the sign-in (R18)."""
    connection = await connect_x(home, visitor)
    kept = home.paths.home / "kept.db"
    shutil.copy(home.paths.database, kept)
    for _ in range(behind):
        await token(home, force=True)
    shutil.copy(kept, home.paths.database)
    home.world.clock.advance(3 * HOUR)
    for _ in range(3):
        assert await token(home, force=True) in home.world.x.valid_access_tokens()
    async with home.jobs() as jobs:
        _, values = await bundle(jobs, connection)
    assert [values["refresh"]] == home.world.x.valid_refresh_tokens()


@story
async def test_a_lost_key_of_the_journal_does_not_stop_renewals(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await token(home, force=True)
    async with home.jobs() as jobs:
        (machine,) = await jobs.ports.records.items(kind="machine")
        await jobs.ports.secrets.delete(machine)
    assert await token(home, force=True) in home.world.x.valid_access_tokens()
    assert await token(home, force=True) in home.world.x.valid_access_tokens()


@story
async def test_stopped_between_sending_and_keeping_loses_nothing(home: Home, visitor: Visitor):
    """Ctrl-C while the platform answers: the renewal is brought to its end first (C04)."""
    await connect_x(home, visitor)
    home.world.clock.advance(3 * HOUR)
    home.world.faults.add(TOKEN, "slow")
    before = renewals(home)

    async def stopped(work: Awaitable[str]) -> None:
        asking = asyncio.ensure_future(work)  # noqa: TID251  # a task to cancel, as the loop does on Ctrl-C
        await asyncio.to_thread(home.world.until, lambda: renewals(home) > before)
        asking.cancel()
        home.world.faults.clear()
        with pytest.raises(asyncio.CancelledError):
            await asking

    await stopped(token(home))
    assert home.world.x.refresh_count == 1
    assert await token(home) in home.world.x.valid_access_tokens()
    assert home.world.x.refresh_count == 1
