"""Drafts for the phone: what is promised, what is followed up, and that nothing is announced twice."""

import asyncio

import pytest
from tests.helpers.home import Home, account
from tests.services.rig import story
from tests.services.tiktok import HANDLE, connect, cutting, draft, passing

from stagedoor.domain.errors import BadInput, Limited, PlatformRefused, TimedOut
from stagedoor.practice import Visitor


@story
async def test_nothing_public_and_no_deletion_is_promised(home: Home, visitor: Visitor):
    await connect(home, visitor)
    async with home.jobs() as jobs:
        connection = await account(jobs, HANDLE)
        rungs = {rung.id: rung for rung in jobs.posting.rungs(connection)}
        with pytest.raises(BadInput, match="cannot post publicly"):
            jobs.posting.plan(connection, "public", "Rye")
        plan = jobs.posting.plan(connection, "draft", "Rye")
    assert (rungs["draft"].can_delete, rungs["draft"].price) == (False, 0.0)
    assert "discard the draft" in plan.note
    assert "phone" in plan.audience


@story
@pytest.mark.parametrize("lost", ["tiktok.upload", "tiktok.status"])
async def test_a_lost_answer_is_followed_up_and_nothing_is_announced_twice(home: Home, visitor: Visitor, lost: str):
    """The bytes may have arrived: only the status tells, and a second announcement could be a second draft."""
    await connect(home, visitor)
    if lost == "tiktok.status":
        home.world.faults.add("POST /tiktok/api/v2/post/publish/status", "commit_then_cut", times=2)
        assert await draft(home) == "live"
    else:
        assert await draft(home, cutting(lost)) == "live"
    assert len(home.world.tiktok.uploads) == 1
    assert len(home.world.tiktok.live_drafts()) == 1


@story
async def test_a_video_of_which_nobody_hears_again_is_unknown_and_not_sent_again(home: Home, visitor: Visitor):
    await connect(home, visitor)
    home.world.faults.add("PUT /tiktok/api/video", "cut", times=9)
    with pytest.raises(TimedOut, match="may have been published"):
        await draft(home)
    assert len(home.world.tiktok.uploads) == 1
    async with home.jobs() as jobs:
        (post,) = await jobs.ports.records.posts((await account(jobs, HANDLE)).id)
    assert post.status == "unknown"


@story
async def test_a_part_that_tiktok_could_not_take_is_sent_again(home: Home, visitor: Visitor):
    await connect(home, visitor)
    home.world.faults.add("PUT /tiktok/api/video", "status", times=2, status=503, text="")
    assert await draft(home) == "live"
    assert len([r for r in home.world.requests if r.method == "PUT"]) == 3


@story
async def test_a_private_post_warns_first_and_is_taken_away_in_tiktok_studio(home: Home, visitor: Visitor):
    home.world.tiktok.accounts["crumbkitchen"].private = True
    await connect(home, visitor)
    async with home.jobs(passing(home)) as jobs:
        connection = await account(jobs, HANDLE)
        plan = jobs.posting.plan(connection, "private", "Rye")
        post = await jobs.posting.publish(plan, delete_after=None)
        page = jobs.posting.by_hand(connection, post)
    assert "With an audience: do not" in plan.warning
    assert (post.status, post.rung) == ("live", "private")
    await asyncio.to_thread(visitor.open, page)
    await asyncio.to_thread(visitor.press, "Delete")
    assert home.world.tiktok.live_drafts() == []


@story
async def test_with_an_audience_a_private_post_is_refused_with_a_way_out(home: Home, visitor: Visitor):
    await connect(home, visitor)
    with pytest.raises(PlatformRefused, match="send a draft to your phone"):
        await draft(home, rung="private")
    assert home.world.tiktok.uploads == {}


@story
async def test_the_sixth_draft_of_a_day_is_refused(home: Home, visitor: Visitor):
    await connect(home, visitor)
    for number in range(5):
        assert await draft(home, text=f"Rye {number}") == "live"
        home.world.clock.advance(60)
    with pytest.raises(Limited, match="Five drafts wait"):
        await draft(home)
    await asyncio.to_thread(visitor.tiktok_discard_drafts)
    assert await draft(home) == "live"
