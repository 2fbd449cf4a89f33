"""Instagram: pictures by way of the Page, and its own sign-in by a pasted token or a pasted address."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home, account
from tests.services.facebook import person
from tests.services.instagram import along, by_token, invited
from tests.services.meta import INSTAGRAM, KITCHEN, Dialog, over
from tests.services.rig import bundle, story

from stagedoor.domain.errors import BadInput, PlatformRefused
from stagedoor.domain.exchange import Candidate
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

HANDLE = "instagram/crumbkitchen"
DAY = 86_400
RETURN = "https://localhost:8485/callback/"
SCOPES = ["instagram_business_basic", "instagram_business_content_publish"]


@pytest.fixture
def dialog(visitor: Visitor) -> Dialog:
    dialog = Dialog(visitor)
    dialog.ticked = [KITCHEN]
    return dialog


@story
async def test_a_picture_goes_by_way_of_the_page_and_nothing_stays_there(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        connection = await along(jobs, dialog)
        post = await jobs.posting.publish(jobs.posting.plan(connection, "public", "Rye bread"), delete_after=None)
        seen = await asyncio.to_thread(Visitor(home.world).open, post.link or "")
        assert "Rye bread" in seen.text
        assert dialog.meta.photos == {}
        asked = [r for r in home.world.requests if r.path.startswith("/instagram/graph/")]
        assert asked
        assert not any("access_token" in r.query for r in asked)
        assert (await jobs.posting.delete(post)).status == "deleted"
        assert (await asyncio.to_thread(Visitor(home.world).open, post.link or "")).status == 404


@story
async def test_the_private_height_hands_over_and_publishes_nothing(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        connection = await along(jobs, dialog)
        plan = jobs.posting.plan(connection, "private", "Rye bread")
        assert not plan.can_delete
        await jobs.posting.publish(plan, delete_after=None)
        assert [m.published for m in dialog.meta.media.values()] == [""]
        assert dialog.meta.photos == {}


@story
async def test_a_picture_that_instagram_cannot_take_says_why_and_the_photo_goes(home: Home, dialog: Dialog) -> None:
    dialog.meta.media_error = 2207009
    async with home.jobs(over(dialog)) as jobs:
        connection = await along(jobs, dialog)
        with pytest.raises(PlatformRefused, match="too wide or too tall"):
            await jobs.posting.publish(jobs.posting.plan(connection, "public", "Rye"), delete_after=None)
        assert dialog.meta.photos == {}


@story
async def test_posts_left_today_stand_on_the_card(home: Home, dialog: Dialog) -> None:
    dialog.meta.used = 3
    async with home.jobs(over(dialog)) as jobs:
        connection = await along(jobs, dialog)
        (meter,) = [m for m in (await jobs.cards.card(connection)).meters if m.name == "posts"]
        assert (meter.used, meter.left, meter.limit) == (3, 97, 100)


@story
async def test_without_the_permission_it_does_not_come_along(home: Home, dialog: Dialog) -> None:
    dialog.declined = ["instagram_basic"]
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog, [])
        (page,) = await jobs.connect.run(ConnectRequest(platform="facebook"), ask)
        assert page.platform == "facebook"
        assert ask.heard("Instagram does not come along")


@story
async def test_an_instagram_that_refuses_does_not_stop_the_page(home: Home, dialog: Dialog) -> None:
    async def refused(*_given: object, **_more: object) -> AsyncIterator[Candidate]:
        nobody: list[Candidate] = []
        for candidate in nobody:
            yield candidate
        raise PlatformRefused("Instagram is away.", "Later.", kind="platform")

    async with home.jobs(over(dialog)) as jobs:
        jobs.ports.platforms.adapter("instagram").discover = refused  # type: ignore[method-assign]
        ask = await person(dialog, [])
        (page,) = await jobs.connect.run(ConnectRequest(platform="facebook"), ask)
        assert page.platform == "facebook"
        assert ask.heard("Instagram is away")


@story
async def test_a_token_of_the_dashboard_is_enough(home: Home, visitor: Visitor) -> None:
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        assert (connection.handle, connection.external_id) == (HANDLE, INSTAGRAM)
        (grant,) = await jobs.ports.records.grants()
        assert (grant.route, grant.scopes) == ("token", SCOPES)
        card = await jobs.cards.card(connection)
        assert card.state.slug == "healthy"
        assert card.renews
        asked = [r for r in home.world.requests if r.path.startswith("/instagram/api/")]
        assert asked
        assert not any("appsecret_proof" in r.query for r in asked)


@story
async def test_it_is_said_before_that_this_way_sends_no_pictures_of_this_computer(home: Home, visitor: Visitor) -> None:
    async with home.jobs() as jobs:
        ask, connection = await by_token(jobs, visitor)
        gate = next(c for c in ask.confirmations if c.kind == "gate")
        assert any("no upload" in line and "delete" in line for line in gate.lines)
        with pytest.raises(BadInput, match="public address"):
            jobs.posting.plan(connection, "public", "Rye bread")
        assert (await jobs.cards.card(connection)).test_price == 0


@story
async def test_the_dashboards_token_renews_itself_after_a_day(home: Home, visitor: Visitor) -> None:
    async with home.jobs() as jobs:
        _, connection = await by_token(jobs, visitor)
        before = (await jobs.scripts.token(connection)).value
        home.world.clock.advance(10 * DAY)
        handed = await jobs.scripts.token(connection)
        assert handed.value != before
        assert home.world.meta.tokens[handed.value.reveal()].long
        assert handed.ends_at == pytest.approx(home.clock.now() + 60 * DAY, abs=60)


@story
async def test_instagrams_own_sign_in_by_a_pasted_address(home: Home, visitor: Visitor) -> None:
    app_id = await asyncio.to_thread(invited, visitor)
    await asyncio.to_thread(visitor.instagram_redirects, app_id, RETURN)
    pair = await asyncio.to_thread(visitor.instagram_keys, app_id)
    async with home.jobs() as jobs:
        ask = Scripted(fills=pair, pastes=lambda url: str(visitor.consent(url)))
        order = ConnectRequest(platform="instagram", route="paste", open_browser=False)
        (connection,) = await jobs.connect.run(order, ask)
        (grant,) = await jobs.ports.records.grants()
        assert grant.scopes == SCOPES
        _, values = await bundle(jobs, connection)
        assert home.world.meta.tokens[values["access"]].long


@story
async def test_the_same_account_by_the_page_takes_over(home: Home, dialog: Dialog, visitor: Visitor) -> None:
    async with home.jobs(over(dialog)) as jobs:
        _, before = await by_token(jobs, visitor)
        after = await along(jobs, dialog)
        assert (after.id, after.handle, after.route) == (before.id, before.handle, "page")
        assert len(await jobs.ports.records.grants()) == 1
        assert (await account(jobs, HANDLE)).token_name == f"page:{KITCHEN}"
