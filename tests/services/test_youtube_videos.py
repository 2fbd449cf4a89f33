"""Test videos on YouTube: private, left for three clicks, or deleted where the larger permission was given."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.google import HANDLE, connect, connected
from tests.services.rig import story

from stagedoor.domain.entities import MeterRow
from stagedoor.domain.errors import BadInput, PlatformRefused
from stagedoor.practice import Visitor


@story
async def test_a_private_test_video_is_left_for_three_clicks(home: Home, visitor: Visitor):
    connection = await connected(home, visitor)
    async with home.jobs() as jobs:
        offer = await jobs.posting.offer(connection)
        assert {rung.id: bool(rung.why_not) for rung in offer.rungs} == {"dry": False, "private": False, "public": True}
        assert not offer.rung("private").can_delete
        assert "goes away" not in offer.measured.text
        post = await jobs.posting.publish(
            jobs.posting.plan(connection, "private", offer.measured.text), delete_after=None
        )
    (video,) = home.world.youtube.live_videos()
    assert (video.title, video.privacy, video.notified) == (offer.measured.text, "private", False)
    assert video.channel == home.world.youtube.channel("crumbkitchen").id
    assert (post.status, post.delete_at) == ("live", None)
    async with home.jobs() as jobs:
        page = jobs.posting.by_hand(connection, post)
    assert page == f"{home.world.hosts('youtube')['studio']}/video/{video.id}/edit"
    assert (await asyncio.to_thread(visitor.open, page)).status == 200
    await asyncio.to_thread(visitor.youtube_delete_by_hand, post.post_ref or "")
    assert home.world.youtube.live_videos() == []


@story
async def test_with_the_larger_permission_stagedoor_deletes_it_itself(home: Home, visitor: Visitor):
    connection = await connected(home, visitor, remove="yes")
    async with home.jobs() as jobs:
        plan = jobs.posting.plan(connection, "private", jobs.posting.unique_text(connection))
        assert plan.can_delete
        sent = await jobs.posting.publish(plan, delete_after=0)
        assert jobs.posting.by_hand(connection, sent) == ""
        ((post, error),) = await jobs.posting.delete_overdue()
    assert (post.status, error) == ("deleted", None)
    assert home.world.youtube.live_videos() == []


@story
async def test_the_larger_permission_can_be_added_and_taken_away_with_the_next_sign_in(home: Home, visitor: Visitor):
    connection = await connected(home, visitor)
    for remove, can_delete in (("yes", True), ("no", False)):
        ask = Scripted(choices={"status": "production", "remove": remove})
        (connection,) = await connect(home, PersonsBrowser(visitor), {}, ask, again=HANDLE)
        async with home.jobs() as jobs:
            assert jobs.posting.plan(connection, "private", "Rye").can_delete is can_delete
    asked = [url.count("force-ssl") for url in ask.authorized]
    assert asked == [0]


@story
async def test_what_youtube_does_not_take_is_said_before(home: Home, visitor: Visitor):
    connection = await connected(home, visitor)
    async with home.jobs() as jobs:
        with pytest.raises(BadInput, match="no <"):
            jobs.posting.plan(connection, "private", "Rye <3")
        with pytest.raises(BadInput, match="--private"):
            jobs.posting.plan(connection, "public", "Rye")
    assert home.world.youtube.videos == {}


@story
async def test_the_uploads_of_the_day_are_counted_and_begin_anew_at_midnight_in_california(
    home: Home, visitor: Visitor
):
    connection = await connected(home, visitor)

    async def sent() -> MeterRow:
        async with home.jobs() as jobs:
            plan = jobs.posting.plan(connection, "private", jobs.posting.unique_text(connection))
            await jobs.posting.publish(plan, delete_after=None)
            (meter,) = (await jobs.cards.card(connection)).meters
        return meter

    first, second = await sent(), await sent()
    assert [(m.name, m.used, m.left, m.limit) for m in (first, second)] == [
        ("uploads", 1, 99, 100), ("uploads", 2, 98, 100),
    ]  # fmt: skip
    assert first.resets_at is not None
    midnight = datetime.fromtimestamp(first.resets_at, ZoneInfo("America/Los_Angeles"))
    assert (midnight.hour, midnight.minute) == (0, 0)
    home.world.clock.advance(first.resets_at - home.world.clock.now() + 60)
    assert (await sent()).used == 1


@story
async def test_what_was_not_sent_does_not_count(home: Home, visitor: Visitor):
    connection = await connected(home, visitor)
    home.world.youtube.ends_as = ("failed", "codec")
    async with home.jobs() as jobs:
        with pytest.raises(PlatformRefused, match="could not work on it"):
            await jobs.posting.publish(jobs.posting.plan(connection, "private", "Rye"), delete_after=None)
        assert (await jobs.cards.card(connection)).meters == []
