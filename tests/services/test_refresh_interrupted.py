"""Renewals that are finished late, on a full disk, or on a computer whose place for keys has changed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Change, Home, account
from tests.services.crashing import Killed, crashing
from tests.services.places import deleting_first
from tests.services.ports import LockedVault
from tests.services.rig import X, browsing, connect_x, sign_in, story, x_app

from stagedoor.domain.errors import SignInNeeded, StagedoorError, StoreFull
from stagedoor.domain.storage import Records
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.ports import Ports

HOUR = 3600
TOKEN = "POST /x/api/2/oauth2/token"


class FullDisk:
    """Records on a disk that becomes full before the named calls."""

    def __init__(self, records: Records, *names: str) -> None:
        self._records, self._names = records, names

    def __getattr__(self, name: str) -> Any:
        return self._fail if name in self._names else getattr(self._records, name)

    async def _fail(self, *_: object, **__: object) -> None:
        raise StoreFull("The disk is full.", "Make room, then try again.")


class WithoutOffline(PersonsBrowser):
    """The platform gives nothing to renew with."""

    def _visit(self, url: str) -> None:
        back = self.visitor.consent(url)
        code = next(reversed(self.visitor.world.x.engine.codes.values()))
        code.scopes = tuple(s for s in code.scopes if s != "offline.access")
        self.visitor.open(back)


def full_before(*names: str) -> Change:
    def change(ports: Ports) -> Ports:
        return replace(ports, records=cast("Records", FullDisk(ports.records, *names)))

    return change


async def token(home: Home, *changes: Change, force: bool = False) -> str:
    async with home.jobs(*changes) as jobs:
        return (await jobs.scripts.token(await account(jobs, X), force=force)).value.reveal()


@story
@pytest.mark.parametrize("hours", [0, 3, 200])
async def test_an_answer_that_is_taken_in_late_is_not_taken_for_fresh(home: Home, visitor: Visitor, hours):
    """Its tokens have aged since they were given, not since somebody looked."""
    await connect_x(home, visitor)
    with pytest.raises(Killed):
        await token(home, crashing("commit_renewal"), force=True)
    home.world.clock.advance(hours * HOUR)
    assert await token(home) in home.world.x.valid_access_tokens()


@story
@pytest.mark.parametrize("names", [("keep_journal",), ("keep_journal", "commit_renewal"), ("commit_renewal",)])
async def test_a_disk_that_is_full_when_the_answer_comes_loses_nothing(home: Home, visitor: Visitor, names):
    await connect_x(home, visitor)
    home.world.clock.advance(3 * HOUR)
    with suppress(StoreFull):
        await token(home, full_before(*names))
    assert await token(home) in home.world.x.valid_access_tokens()
    assert await token(home, force=True) in home.world.x.valid_access_tokens()


@story
async def test_a_new_sign_in_renews_where_the_older_place_for_keys_is_gone(
    home: Home, visitor: Visitor, tmp_path: Path
):
    """From a desktop to a computer that is reached over ssh: the key of the journal lies with the keys it serves."""
    keys = await asyncio.to_thread(x_app, home, visitor)
    desktop = deleting_first(tmp_path / "desktop")
    async with home.jobs(browsing(PersonsBrowser(visitor)), desktop) as jobs:
        await jobs.connect.run(ConnectRequest(platform="x", given=keys), Scripted())
    await token(home, desktop, force=True)
    await sign_in(home, PersonsBrowser(visitor), Scripted())
    home.world.clock.advance(3 * HOUR)
    assert await token(home) in home.world.x.valid_access_tokens()


def _locked(ports: Ports) -> Ports:
    return replace(ports, secrets=LockedVault(ports.secrets, reads=True))


@story
@pytest.mark.parametrize("trouble", [_locked, full_before("keep_intent")])
async def test_a_good_token_is_served_while_an_earlier_renewal_cannot_be_mended(
    home: Home, visitor: Visitor, trouble: Callable[[Ports], Ports]
):
    home.world.x.grace_seconds = 60
    await connect_x(home, visitor)
    good = await token(home)
    home.world.faults.add(TOKEN, "commit_then_cut")
    with pytest.raises(StagedoorError):
        await token(home, force=True)
    assert await token(home, trouble) == good
    assert await token(home) in home.world.x.valid_access_tokens()


@story
async def test_a_sign_in_with_nothing_to_renew_leaves_no_renewal_open(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    (connection,) = await sign_in(home, WithoutOffline(visitor), Scripted(), keys)
    home.world.clock.advance(3 * HOUR)
    with pytest.raises(SignInNeeded):
        await token(home)
    async with home.jobs() as jobs:
        assert await jobs.ports.records.renewal(connection.grant_id or "") is None


@story
async def test_cancelled_twice_a_renewal_is_still_ended(home: Home, visitor: Visitor):
    await connect_x(home, visitor)

    async def twice() -> None:
        for _ in range(3):
            running[0].cancel()
            await asyncio.sleep(0)

    running: list[asyncio.Task[str]] = []
    work = token(home, crashing("keep_journal", cast("Callable[[], Awaitable[object]]", twice)), force=True)
    running.append(asyncio.get_running_loop().create_task(work))
    with pytest.raises(asyncio.CancelledError):
        await running[0]
    async with home.jobs() as jobs:
        connection = await account(jobs, X)
        assert await jobs.ports.records.renewal(connection.grant_id or "") is None
    assert await token(home) in home.world.x.valid_access_tokens()
