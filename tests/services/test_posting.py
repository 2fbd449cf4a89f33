"""Test posts: seen before they are sent, sent once, and taken away again whatever happens in between."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.helpers.home import Home, account
from tests.services.ports import Impatient
from tests.services.rig import BOT, NEWS, TELEGRAM, X, connect_telegram, connect_x, story
from tests.services.steps import Steps, When

from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.errors import BadInput, Limited, PlatformRefused, StagedoorError
from stagedoor.practice import Visitor
from stagedoor.services.jobs import Jobs
from stagedoor.services.ports import Ports

TWEETS = "POST /x/api/2/tweets"
LONG = "a" * 279 + "\N{CAT FACE}"  # 281 by X's count: the cat is two


class AppEnded(Exception):
    """Nothing more happens in this app."""


async def post(home: Home, *changes: Callable[[Ports], Ports], handle: str = X, text: str = "", after: int = 0) -> Post:
    async with home.jobs(*changes) as jobs:
        connection = await account(jobs, handle)
        plan = jobs.posting.plan(connection, "public", text or jobs.posting.unique_text())
        return await jobs.posting.publish(plan, delete_after=after)


async def kept(home: Home, connection: Connection) -> list[Post]:
    async with home.jobs() as jobs:
        return await jobs.ports.records.posts(connection.id)


async def delete_overdue(home: Home) -> list[str]:
    """A new app, as after a restart; the status of each post afterwards."""
    async with home.jobs() as jobs:
        return [post.status for post, _ in await jobs.posting.delete_overdue()]


async def one_x_post(jobs: Jobs) -> Post:
    (found,) = await jobs.ports.records.posts((await account(jobs, X)).id)
    return found


@story
@pytest.mark.parametrize("handle", [X, TELEGRAM])
async def test_public_and_then_deleted(home: Home, visitor: Visitor, handle):
    if handle == X:
        await connect_x(home, visitor)
    else:
        await connect_telegram(home, visitor)
    sent = await post(home, handle=handle)
    assert sent.status == "live"
    assert str(home.world.hosts(handle.split("/")[0])["web"]) in (sent.link or "")
    assert live_texts(home, handle) == [sent.text]
    assert await delete_overdue(home) == ["deleted"]
    assert live_texts(home, handle) == []
    async with home.jobs() as jobs:
        events = [a.event for a in await jobs.ports.records.history()]
    assert events[:2] == ["post_deleted", "posted"]


def live_texts(home: Home, handle: str) -> list[str]:
    if handle == X:
        return [p.text for p in home.world.x.live_posts()]
    return [m.text for m in home.world.telegram.messages if m.by_bot]


@story
async def test_each_text_is_new_and_holds_no_link(home: Home, visitor: Visitor):
    """No link: it would cost more at X, and ring bells elsewhere."""
    connection = await connect_x(home, visitor)
    async with home.jobs() as jobs:
        texts = [jobs.posting.unique_text() for _ in range(50)]
        prices = {jobs.posting.plan(connection, "public", text).price for text in texts}
    assert len(set(texts)) == 50
    assert not [text for text in texts if re.search(r"://|www\.|[@#]|\w\.\w", text)]
    assert prices == {0.015}


@story
async def test_the_plan_names_audience_and_price_and_sends_nothing(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    before = len(home.world.requests)
    async with home.jobs() as jobs:
        plan = jobs.posting.plan(connection, "public", "Fresh bread at crumbkitchen.example")
    assert (plan.audience, plan.price, plan.delete_price, plan.can_delete) == ("everyone on X", 0.2, 0.01, True)
    assert len(home.world.requests) == before


@story
async def test_a_text_that_is_too_long_is_refused_with_our_count(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    before = len(home.world.requests)
    async with home.jobs() as jobs:
        with pytest.raises(BadInput, match=r"281 long; X takes 280. Shorten it by 1\."):
            jobs.posting.plan(connection, "public", LONG)
        with pytest.raises(BadInput, match="no text"):
            jobs.posting.plan(connection, "public", "  \n ")
        with pytest.raises(BadInput, match="X has no private posts"):
            jobs.posting.plan(connection, "private", "hello")
    assert len(home.world.requests) == before


@story
@pytest.mark.parametrize("kind", ["commit_then_cut", "half", "truncated", "slow"])
async def test_an_answer_that_got_lost_is_never_sent_again(home: Home, visitor: Visitor, kind):
    """The post is there once, the person is told where to look, and nobody posts it a second time (N16)."""
    connection = await connect_x(home, visitor)
    home.world.faults.add(TWEETS, kind)
    with pytest.raises(StagedoorError, match=r"It may have been published. Look at .*/crumbkitchen before you post"):
        await post(home, lambda ports: replace(ports, http=Impatient(ports.http)))
    home.world.faults.clear()
    await delete_overdue(home)
    assert [p.status for p in await kept(home, connection)] == ["unknown"]
    assert len([r for r in home.world.requests if r.line == TWEETS]) == 1
    assert len(home.world.x.posts) == (0 if kind == "slow" else 1)


@story
@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_platform_in_trouble_may_have_posted(home: Home, visitor: Visitor, status):
    connection = await connect_x(home, visitor)
    home.world.faults.add(TWEETS, "status", status=status)
    with pytest.raises(StagedoorError, match="It may have been published"):
        await post(home)
    assert [p.status for p in await kept(home, connection)] == ["unknown"]


@story
async def test_offline_nothing_was_posted_and_that_is_known(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    with pytest.raises(StagedoorError) as failed:
        await post(home, lambda ports: replace(ports, http=Impatient(ports.http, offline=True)))
    assert failed.value.code == "offline"
    assert [p.status for p in await kept(home, connection)] == ["failed"]


@story
@pytest.mark.parametrize("step", ["after sending", "before deleting", "after deleting"])
async def test_a_deletion_is_not_forgotten_when_the_app_ends(home: Home, visitor: Visitor, step):
    connection = await connect_x(home, visitor)
    await post(home, after=60)
    assert await delete_overdue(home) == []
    home.world.clock.advance(61)
    if step != "after sending":

        def act(number: int, when: When) -> None:
            if when == "before" and number >= (2 if step == "before deleting" else 3):
                raise AppEnded

        async with home.jobs(Steps(act).over) as jobs:
            with pytest.raises(AppEnded):
                await jobs.posting.delete_overdue()
        assert [p.status for p in await kept(home, connection)] == ["deleting"]
    assert await delete_overdue(home) == ["deleted"]
    assert home.world.x.live_posts() == []
    assert await delete_overdue(home) == []


@story
async def test_a_post_cut_off_with_its_app_is_unknown_and_not_sent_again(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)

    def act(number: int, when: When) -> None:
        if when == "before" and number >= 4:  # two rows, the request, and then nothing more
            raise AppEnded

    with pytest.raises(AppEnded):
        await post(home, Steps(act).over)
    home.world.clock.advance(3600)
    async with home.jobs() as jobs:
        await jobs.tidy.run()
    await delete_overdue(home)
    assert [p.status for p in await kept(home, connection)] == ["unknown"]
    assert len(home.world.x.posts) == 1


@story
async def test_no_credit_is_a_limit_and_nothing_was_posted(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.x.accounts["crumbkitchen"].credits = 0.0
    with pytest.raises(Limited, match="credit is used up"):
        await post(home)
    assert [(p.status, p.error_id) for p in await kept(home, connection)] == [("failed", "credits")]
    assert home.world.x.posts == {}


@story
async def test_the_same_text_again_is_refused_by_name(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await post(home, text="Fresh bread at ten", after=3600)
    with pytest.raises(PlatformRefused, match="The same text was posted a short time ago") as refused:
        await post(home, text="Fresh bread at ten")
    assert refused.value.kind == "content"
    assert len(home.world.x.live_posts()) == 1


@story
@pytest.mark.parametrize("handle", [X, TELEGRAM])
async def test_what_is_gone_already_counts_as_deleted(home: Home, visitor: Visitor, handle):
    if handle == X:
        await connect_x(home, visitor)
    else:
        await connect_telegram(home, visitor)
    await post(home, handle=handle)
    for tweet in home.world.x.live_posts():
        tweet.deleted = True
    for message in home.world.telegram.messages:
        message.deleted = True
    assert await delete_overdue(home) == ["deleted"]


@story
async def test_a_deletion_that_fails_for_now_is_tried_again(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await post(home)
    home.world.faults.add("DELETE /x/api/2/tweets", "status", status=503)
    async with home.jobs() as jobs:
        ((_, error),) = await jobs.posting.delete_overdue()
        assert error is not None
        assert (await one_x_post(jobs)).status in {"live", "deleting"}
    assert await delete_overdue(home) == ["deleted"]
    assert home.world.x.live_posts() == []


@story
async def test_a_post_that_may_not_be_deleted_stays_and_says_so(home: Home, visitor: Visitor):
    (connection,) = await connect_telegram(home, visitor)
    sent = await post(home, handle=TELEGRAM)
    bot, chat = home.world.telegram.bot(BOT), home.world.telegram.chat(NEWS)
    home.world.telegram.remove(bot, chat)
    async with home.jobs() as jobs:
        ((_, error),) = await jobs.posting.delete_overdue()
    assert isinstance(error, PlatformRefused)
    assert [p.status for p in await kept(home, connection)] == ["left"]
    assert live_texts(home, TELEGRAM) == [sent.text]
    assert await delete_overdue(home) == []


@story
async def test_a_token_taken_back_early_is_renewed_and_the_post_sent_once(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    home.world.x.expire_access_tokens()
    assert (await post(home)).status == "live"
    assert (len(home.world.x.posts), home.world.x.refresh_count) == (1, 1)
