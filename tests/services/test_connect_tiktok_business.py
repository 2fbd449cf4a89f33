"""TikTok API for Business: connected for scripts, asked, ended; nothing to post with."""

import asyncio

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home, account
from tests.services.leftovers import assert_tidy
from tests.services.rig import browsing, story

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadInput, PlatformRefused
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

ADS = "tiktok_business/crumb-kitchen-ads"


async def connected(home: Home, visitor: Visitor, ask: Scripted | None = None) -> list[Connection]:
    callbacks = "\n".join(f"http://127.0.0.1:{port}/cb/tiktok-business" for port in home.ports)
    given = await asyncio.to_thread(visitor.tiktok_business_make_app, callbacks)
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        return await jobs.connect.run(ConnectRequest(platform="tiktok_business", given=given), ask or Scripted())


@story
async def test_every_ad_account_that_was_ticked_is_there_for_scripts(home: Home, visitor: Visitor):
    found = await connected(home, visitor)
    assert [c.handle for c in found] == [ADS, "tiktok_business/bread-club-ads"]
    async with home.jobs() as jobs:
        card = await jobs.cards.card(found[0])
        values = await jobs.scripts.variables([found[0]], {}, {})
    assert (card.state.slug, card.ends_kind, card.test_price) == ("healthy", "never", None)
    assert card.another == ""  # the window connects none of them
    assert values["TIKTOK_BUSINESS_ACCESS_TOKEN"].reveal() in home.world.tiktok_business.valid_access_tokens()
    assert values["TIKTOK_ADVERTISER_ID"].reveal() == "7000000000000000001"
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_it_has_no_test_post(home: Home, visitor: Visitor):
    await connected(home, visitor)
    async with home.jobs() as jobs:
        connection = await account(jobs, ADS)
        assert all(rung.why_not for rung in jobs.posting.rungs(connection))
        with pytest.raises(BadInput, match="no such test post"):
            jobs.posting.plan(connection, "public", "Rye")


@story
async def test_a_sign_in_that_reaches_nothing_is_not_kept(home: Home, visitor: Visitor):
    home.world.tiktok_business.advertisers.clear()
    with pytest.raises(PlatformRefused, match="no ad account"):
        await connected(home, visitor)
    await assert_tidy(home, items={"app": 1, "setup": 1})


@story
async def test_its_end_is_seen_and_it_can_be_ended(home: Home, visitor: Visitor):
    await connected(home, visitor)
    async with home.jobs() as jobs:
        plan = await jobs.disconnect.plan(await account(jobs, "tiktok_business/bread-club-ads"), keep_at_platform=False)
        await jobs.disconnect.run(plan)
        assert home.world.tiktok_business.valid_access_tokens()
        plan = await jobs.disconnect.plan(await account(jobs, ADS), keep_at_platform=False)
        await jobs.disconnect.run(plan)
    assert home.world.tiktok_business.valid_access_tokens() == []
