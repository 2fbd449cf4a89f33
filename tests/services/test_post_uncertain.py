"""A post is never told to have failed when it may be there, and its deletion is never forgotten."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import cast

import pytest
from tests.helpers.home import Change, Home, account
from tests.services.crashing import Crashing, Killed
from tests.services.rig import TELEGRAM, X, connect_keys, connect_telegram, connect_x, story, x_four_keys

from stagedoor.domain.entities import Post
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.storage import Records
from stagedoor.practice import Visitor
from stagedoor.services.ports import Ports

SEND, DELETE = "POST /x/api/2/tweets", "DELETE /x/api/2/tweets"


async def publish(home: Home, *changes: Change, delete_after: int | None = 0) -> Post:
    async with home.jobs(*changes) as jobs:
        connection = await account(jobs, X)
        plan = jobs.posting.plan(connection, "public", jobs.posting.unique_text())
        return await jobs.posting.publish(plan, delete_after=delete_after)


async def the_post(home: Home, handle: str = X) -> Post:
    async with home.jobs() as jobs:
        (post,) = await jobs.ports.records.posts((await account(jobs, handle)).id)
    return post


@story
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("html", {"status": 200}), ("huge", {"bytes": 4 * 2**20}), ("gzip_bomb", {"bytes": 8 * 2**20}),
        ("not_json", {}), ("truncated", {}), ("commit_then_cut", {}), ("half", {}), ("status", {"status": 502}),
        ("status", {"status": 504}),
    ],
)  # fmt: skip
async def test_a_post_whose_answer_cannot_be_read_may_be_there(home: Home, visitor: Visitor, kind, options):
    await connect_x(home, visitor)
    home.world.faults.add(SEND, kind, **options)
    with pytest.raises(StagedoorError, match="may have been published"):
        await publish(home)
    assert (await the_post(home)).status == "unknown"


@story
@pytest.mark.parametrize("status", [500, 503, 429])
async def test_a_platform_in_trouble_at_deletion_time_is_asked_again(home: Home, visitor: Visitor, status):
    await connect_x(home, visitor)
    await publish(home)
    home.world.faults.add(DELETE, "status", status=status)
    async with home.jobs() as jobs:
        ((_, error),) = await jobs.posting.delete_overdue()
        assert error is not None
        ((post, error),) = await jobs.posting.delete_overdue()
    assert (post.status, error) == ("deleted", None)


@story
async def test_keys_that_were_replaced_meanwhile_delete_it_after_the_next_sign_in(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    await connect_keys(home, keys)
    await publish(home)
    app_id = next(iter(home.world.x.apps))
    new = await asyncio.to_thread(visitor.x_generate_access_token, app_id)
    async with home.jobs() as jobs:
        ((_, error),) = await jobs.posting.delete_overdue()
    assert error is not None
    await connect_keys(home, {**keys, **new})
    async with home.jobs() as jobs:
        ((post, error),) = await jobs.posting.delete_overdue()
    assert (post.status, error) == ("deleted", None)


@story
async def test_ctrl_c_while_it_is_sent_does_not_forget_the_deletion(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    gate = home.world.faults.add(SEND, "slow", seconds=30)
    running = asyncio.get_running_loop().create_task(publish(home))
    await asyncio.to_thread(home.world.until, lambda: home.world.requests[-1].path.endswith("/2/tweets"))
    running.cancel()
    await asyncio.sleep(0)
    gate.over = True
    gate.bell.ring()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (await the_post(home)).status == "live"
    async with home.jobs() as jobs:
        ((post, _),) = await jobs.posting.delete_overdue()
    assert post.status == "deleted"


@story
async def test_a_post_that_was_cut_off_by_a_kill_is_told_as_unknown(home: Home, visitor: Visitor):
    await connect_x(home, visitor)

    class Killing(Crashing):
        def __init__(self, records: Records) -> None:
            super().__init__(records, "keep_post", self._count)
            self._calls = 0

        async def _count(self) -> None:
            self._calls += 1
            if self._calls > 2:
                raise Killed

    def change(ports: Ports) -> Ports:
        return replace(ports, records=cast("Records", Killing(ports.records)))

    with suppress(Killed):
        await publish(home, change, delete_after=60)
    assert (await the_post(home)).status == "sending"
    home.world.clock.advance(3600)
    async with home.jobs() as jobs:
        await jobs.tidy.run()
        history = await jobs.ports.records.history()
    assert (await the_post(home)).status == "unknown"
    assert history[0].event == "post_unknown"


@story
async def test_a_post_that_is_being_sent_is_left_alone(home: Home, visitor: Visitor):
    await connect_x(home, visitor)

    async def look() -> None:
        async with home.jobs() as jobs:
            await jobs.tidy.run()

    def change(ports: Ports) -> Ports:
        return replace(ports, records=cast("Records", Crashing(ports.records, "keep_post", look)))

    assert (await publish(home, change)).status == "live"
    async with home.jobs() as jobs:
        assert "post_unknown" not in {entry.event for entry in await jobs.ports.records.history()}


@story
async def test_a_test_post_that_waits_for_its_deletion_is_named_before_a_disconnect(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    post = await publish(home, delete_after=3600)
    async with home.jobs() as jobs:
        plan = await jobs.disconnect.plan(await account(jobs, X), keep_at_platform=False)
        assert [p.link for p in plan.posts] == [post.link]
        await jobs.disconnect.run(plan)
        kept = await jobs.ports.records.post(post.id)
    assert kept is not None
    assert (kept.status, kept.delete_at) == ("left", None)


@story
async def test_telegram_in_trouble_at_deletion_time_is_asked_again(home: Home, visitor: Visitor):
    await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        connection = await account(jobs, TELEGRAM)
        plan = jobs.posting.plan(connection, "public", "Hello")
        await jobs.posting.publish(plan, delete_after=0)
        home.world.faults.add("POST /telegram/api", "status", status=502, text="Bad Gateway")
        ((_, error),) = await jobs.posting.delete_overdue()
        assert error is not None
        ((post, error),) = await jobs.posting.delete_overdue()
    assert (post.status, error) == ("deleted", None)
