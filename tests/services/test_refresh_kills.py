"""A renewal that is killed at any step loses nothing, where the platform lets it be saved at all (R01, R04).

28 kills with every commit, 140 in a soak; the same again against a platform without any grace.
"""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home, account
from tests.services.counts import KILL_ROUNDS
from tests.services.killing import STEPS, WINDOW, Driver
from tests.services.places import deleting_first
from tests.services.rig import X, browsing, connect_x, story, x_app

from stagedoor.domain.errors import SignInNeeded
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

HOURS = 3 * 3600
POINTS = [(number, when) for number in range(1, len(STEPS) + 1) for when in ("before", "after")] * KILL_ROUNDS
WRITES = STEPS.count("put")


def name(point: object) -> str:
    return f"{point}-{STEPS[point - 1]}" if isinstance(point, int) else str(point)


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


async def assert_works(home: Home, *changes) -> None:
    """The token handed out now works, and the kept refresh token is the one that the platform takes next."""
    async with home.jobs(*changes) as jobs:
        connection = await account(jobs, X)
        handed = await jobs.scripts.token(connection)
        grant = await jobs.ports.records.grant(connection.grant_id or "")
        assert grant is not None
        item = await jobs.ports.records.item(grant.item_id)
        assert item is not None
        kept = (await jobs.ports.secrets.get(item)).values
        assert await jobs.ports.records.renewal(grant.id) is None
    assert handed.value.reveal() in home.world.x.valid_access_tokens()
    assert kept["access"] == handed.value
    assert kept["refresh"].reveal() in home.world.x.valid_refresh_tokens()


@story
async def test_a_renewal_takes_exactly_these_steps(home: Home, visitor: Visitor, driver: Driver):
    """The list of steps to kill at is whole."""
    await connect_x(home, visitor)
    home.world.clock.advance(HOURS)
    done = driver.renew(home, X)
    assert (done.exit, tuple(done.steps)) == (0, STEPS)


@story
@pytest.mark.parametrize(("number", "when"), POINTS, ids=name)
async def test_a_kill_loses_nothing_with_grace(home: Home, visitor: Visitor, driver: Driver, number, when):
    home.world.x.grace_seconds = 60
    await connect_x(home, visitor)
    home.world.clock.advance(HOURS)
    assert driver.renew(home, X, step=number, when=when).exit == -signal.SIGKILL
    await assert_works(home)


@story
@pytest.mark.parametrize(("number", "when"), POINTS, ids=name)
async def test_a_kill_loses_only_what_no_client_can_save(home: Home, visitor: Visitor, driver: Driver, number, when):
    await connect_x(home, visitor)
    home.world.clock.advance(HOURS)
    assert driver.renew(home, X, step=number, when=when).exit == -signal.SIGKILL
    if (STEPS[number - 1], when) not in WINDOW:
        await assert_works(home)
        return
    async with home.jobs() as jobs:
        connection = await account(jobs, X)
        with pytest.raises(SignInNeeded) as lost:
            await jobs.scripts.token(connection)
        state = await jobs.health.state(connection)
    assert lost.value.code == "interrupted"
    assert "lost while it was being renewed" in lost.value.cause
    assert (state.slug, state.cause_id) == ("reconnect", "interrupted")


@story
@pytest.mark.parametrize("write", range(1, WRITES + 1))
@pytest.mark.parametrize("grace", [0, 60])
async def test_a_kill_between_delete_and_add_loses_nothing(
    home: Home, visitor: Visitor, driver: Driver, tmp_path: Path, write, grace
):
    """The other slot serves, or the journal (K08)."""
    home.world.x.grace_seconds = grace
    folder = tmp_path / "keychain"
    async with home.jobs(browsing(PersonsBrowser(visitor)), deleting_first(folder)) as jobs:
        await jobs.connect.run(ConnectRequest(platform="x", given=x_app(home, visitor)), Scripted())
    home.world.clock.advance(HOURS)
    assert driver.renew(home, X, step=write, when="between", folder=folder).exit == -signal.SIGKILL
    await assert_works(home, deleting_first(folder))
