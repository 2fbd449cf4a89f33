"""Test posts are deleted when their time comes, whatever happened before, and what is kept stays."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from tests.helpers.home import Home, account
from tests.services.rig import BOT, NEWS, TELEGRAM, X, connect_telegram, connect_x, story

from stagedoor.domain.entities import Post
from stagedoor.practice import Visitor
from stagedoor.services import deletions
from stagedoor.services.deletions import News
from stagedoor.services.jobs import Jobs

DELETE = "DELETE /x/api/2/tweets"


async def send(jobs: Jobs, handle: str = X, after: int | None = 60) -> Post:
    plan = jobs.posting.plan(await account(jobs, handle), "public", jobs.posting.unique_text())
    return await jobs.posting.publish(plan, delete_after=after)


@asynccontextmanager
async def deleting(jobs: Jobs) -> AsyncIterator[asyncio.Queue[News]]:
    """The deletions run in the background; what they tell comes out of the queue."""
    told: asyncio.Queue[News] = asyncio.Queue()
    task = asyncio.get_running_loop().create_task(jobs.deletions.run(told.put_nowait))
    try:
        yield told
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def soon(told: asyncio.Queue[News]) -> News:
    async with asyncio.timeout(5):
        return await told.get()


async def nothing(told: asyncio.Queue[News]) -> None:
    """Long enough for a round that should not happen."""
    await asyncio.sleep(0.15)
    assert told.empty()


@pytest.fixture(autouse=True)
def light_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deletions, "NAP", 0.05)


@story
async def test_a_post_is_deleted_when_its_time_comes_and_not_before(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs() as jobs, deleting(jobs) as told:
        post = await send(jobs)
        home.world.clock.advance(55)
        await nothing(told)
        assert len(home.world.x.live_posts()) == 1
        home.world.clock.advance(6)
        news = await soon(told)
    assert (news.post.id, news.post.status, news.error) == (post.id, "deleted", None)
    assert home.world.x.live_posts() == []


@story
async def test_a_post_without_a_time_stays(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs() as jobs, deleting(jobs) as told:
        await send(jobs, after=None)
        home.world.clock.advance(100_000)
        await nothing(told)
        assert await jobs.deletions.finish_now(within=2) == []
    assert len(home.world.x.live_posts()) == 1


@story
async def test_what_an_earlier_process_left_is_deleted_at_the_start(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs() as jobs:
        await send(jobs)
    home.world.clock.advance(3600)
    async with home.jobs() as jobs, deleting(jobs) as told:
        assert (await soon(told)).post.status == "deleted"
    assert home.world.x.live_posts() == []


@story
async def test_a_kept_post_stays_and_has_no_time_any_more(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs() as jobs, deleting(jobs) as told:
        kept = await jobs.posting.keep(await send(jobs))
        home.world.clock.advance(3600)
        await nothing(told)
    assert (kept.status, kept.delete_at) == ("live", None)
    assert len(home.world.x.live_posts()) == 1


@story
async def test_what_is_deleted_cannot_be_kept(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs() as jobs:
        post = await send(jobs)
        await jobs.posting.delete(post)
        assert (await jobs.posting.keep(post)).status == "deleted"


@story
async def test_two_deletions_at_once_ask_the_platform_once(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs() as jobs:
        post = await send(jobs)
        first, second = await asyncio.gather(jobs.posting.delete(post), jobs.posting.delete(post))
    assert (first.status, second.status) == ("deleted", "deleted")
    assert len([r for r in home.world.requests if r.method == "DELETE"]) == 1


@story
async def test_trouble_is_told_once_and_tried_again_later(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    home.world.faults.add(DELETE, "status", status=503, times=2)
    async with home.jobs() as jobs, deleting(jobs) as told:
        await send(jobs, after=0)
        first = await soon(told)
        assert first.error is not None
        assert first.post.status == "live"
        await nothing(told)
        home.world.clock.advance(31)
        await nothing(told)  # the same trouble again
        home.world.clock.advance(61)
        assert (await soon(told)).post.status == "deleted"
    assert home.world.x.live_posts() == []


@story
async def test_one_post_in_trouble_does_not_keep_the_others(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await connect_telegram(home, visitor)
    home.world.faults.add(DELETE, "status", status=503)
    async with home.jobs() as jobs, deleting(jobs) as told:
        await send(jobs, after=30)
        await send(jobs, TELEGRAM, after=31)
        home.world.clock.advance(40)
        news = [await soon(told), await soon(told)]
    assert [(n.error is None, n.post.status) for n in news] == [(False, "live"), (True, "deleted")]


@story
async def test_at_the_end_nothing_is_left_waiting(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs() as before:
        left = await send(before, after=600)
    async with home.jobs() as jobs:
        async with deleting(jobs):
            own = await send(jobs, after=600)
            await asyncio.sleep(0.05)
        done = await jobs.deletions.finish_now(within=4)
    assert {news.post.id for news in done} == {left.id, own.id}
    assert home.world.x.live_posts() == []


@story
async def test_what_another_process_sent_meanwhile_is_left_to_it(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs() as jobs, home.jobs() as script:
        async with deleting(jobs):
            await asyncio.sleep(0.1)
            await send(script, after=600)
        assert await jobs.deletions.finish_now(within=4) == []
    assert len(home.world.x.live_posts()) == 1


@story
async def test_the_end_does_not_wait_for_a_platform_that_hangs(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs() as jobs:
        await send(jobs)
        hanging = home.world.faults.add(DELETE, "slow", seconds=30)
        loop = asyncio.get_running_loop()
        started = loop.time()
        assert await jobs.deletions.finish_now(within=0.3) == []
        assert loop.time() - started < 2
        hanging.over = True
        hanging.bell.ring()
    home.world.clock.advance(61)
    async with home.jobs() as jobs, deleting(jobs) as told:
        assert (await soon(told)).post.status == "deleted"


@story
async def test_who_waits_for_a_post_hears_what_becomes_of_it(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    home.world.faults.add(DELETE, "status", status=503)
    async with home.jobs() as jobs, deleting(jobs):
        post = await send(jobs)
        waiting = asyncio.get_running_loop().create_task(jobs.deletions.next_news(post))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        home.world.clock.advance(61)
        async with asyncio.timeout(5):
            failed = await waiting
            assert failed.error is not None
            again = asyncio.get_running_loop().create_task(jobs.deletions.next_news(failed.post))
            await asyncio.sleep(0.05)
            home.world.clock.advance(61)
            assert (await again).post.status == "deleted"
            assert (await jobs.deletions.next_news(post)).post.status == "deleted"


@story
async def test_a_deletion_that_is_refused_for_good_says_why(home: Home, visitor: Visitor):
    await connect_telegram(home, visitor)
    async with home.jobs() as jobs, deleting(jobs) as told:
        post = await send(jobs, TELEGRAM)
        waiting = asyncio.get_running_loop().create_task(jobs.deletions.next_news(post))
        await asyncio.sleep(0.05)
        telegram = home.world.telegram
        telegram.remove(telegram.bot(BOT), telegram.chat(NEWS))
        home.world.clock.advance(61)
        news = await soon(told)
        heard = await waiting
    assert (news.post.status, heard.post.status) == ("left", "left")
    assert news.error is not None
    assert heard.error is not None
