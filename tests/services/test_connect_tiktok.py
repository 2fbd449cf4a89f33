"""TikTok, from the fork at its beginning to its end: by hand, and drafts through a sandbox."""

import asyncio
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.leftovers import assert_tidy, holds
from tests.services.rig import browsing, story
from tests.services.tiktok import BOTH, HANDLE, PAIR, GivingLess, connect, draft, going_on, state

from stagedoor.domain.asking import Guide, Look, Turn
from stagedoor.domain.errors import Cancelled, PlatformRefused
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest


@story
async def test_by_hand_is_what_tiktok_begins_with(home: Home, visitor: Visitor):
    ask = Scripted(choices={"goal": "hand"}, fills={"username": "@crumbkitchen"})
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="tiktok"), ask)
        card = await jobs.cards.card(connection)
    assert [q.id for q in ask.questions] == ["goal"]
    assert (connection.handle, connection.grant_id, card.state.slug) == (HANDLE, None, "manual")
    assert home.world.requests == []
    await assert_tidy(home, items={})


@story
async def test_a_name_alone_is_enough_for_the_way_by_hand(home: Home, visitor: Visitor):
    ask = Scripted()
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(
            ConnectRequest(platform="tiktok", given={"username": "crumbkitchen"}), ask
        )
    assert (connection.route, ask.questions) == ("manual", [])


@story
async def test_the_guide_walks_trap_by_trap_and_asks_each_key_once(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(visitor.tiktok_make_sandbox)
    ask = Scripted(choices={"goal": "drafts"}, fills={name: keys[name] for name in PAIR})
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="tiktok"), ask)
        spec = jobs.ports.platforms.spec("tiktok")
    assert (connection.handle, connection.route) == (HANDLE, "sandbox")
    assert [g.title for g in ask.guides] == [step.title for step in spec.route["sandbox"].step.values()]
    assert ask.asked == list(PAIR)
    redirect = next(g for g in ask.guides if g.id == "redirect").copy
    assert redirect[0].value == "http://127.0.0.1:*/callback/"
    assert redirect[1].value == f"http://127.0.0.1:{home.ports[0]}/callback/"
    waits = {g.id: g.longest for g in ask.guides if g.wait}
    assert waits == {"target": "1 hour"}
    assert "Drafts will go to the phone on which crumbkitchen is signed in to TikTok." in ask.identity.lines[0]
    assert ask.heard("TikTok knows this pair")
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_an_approved_app_needs_neither_a_sandbox_nor_target_users(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(visitor.tiktok_make_approved)
    ask = Scripted(choices={"goal": "approved"}, fills={name: keys[name] for name in PAIR})
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="tiktok"), ask)
    assert (connection.handle, connection.route) == (HANDLE, "production")
    assert [g.id for g in ask.guides] == ["scopes", "redirect", "keys", "sign_in"]
    assert await draft(home) == "live"
    assert await state(home) == ("healthy", "")


class Leaving(Scripted):
    """Goes home at one step."""

    at = ""

    async def step(self, guide: Guide, look: Look) -> Turn:
        if guide.id == self.at:
            raise Cancelled("Later.")
        return await super().step(guide, look)


@story
async def test_who_waits_for_tiktok_goes_on_there_and_is_not_sent_back_later(home: Home, visitor: Visitor):
    """What may take an hour is shown again while it is not done, and never once it is."""
    keys = await asyncio.to_thread(visitor.tiktok_make_sandbox)
    seen = []
    for at in ("target", "keys", ""):
        ask = Leaving(choices={"goal": "drafts"}, fills={name: keys[name] for name in PAIR})
        ask.at = at
        async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
            with suppress(Cancelled):
                await jobs.connect.run(ConnectRequest(platform="tiktok"), ask)
        seen.append([g.id for g in ask.guides])
    assert (seen[0][-1], seen[1], seen[2]) == ("scopes", ["target", "apply"], ["keys", "sign_in"])


@story
async def test_keys_from_a_file_skip_the_guide(home: Home, visitor: Visitor):
    ask = Scripted()
    await connect(home, visitor, ask)
    assert (ask.guides, ask.questions) == ([], [])


@story
async def test_drafts_work_from_the_keys_to_the_end(home: Home, visitor: Visitor):
    connection = await connect(home, visitor)
    assert (connection.handle, connection.route, connection.username) == (HANDLE, "sandbox", "crumbkitchen")
    assert await state(home) == ("healthy", "")
    assert await draft(home) == "live"
    assert [d.text for d in home.world.tiktok.live_drafts()] == ["Rye at eight"]
    async with home.jobs() as jobs:
        handed = await jobs.scripts.token(connection, force=True)
        assert handed.value.reveal() in home.world.tiktok.valid_access_tokens()
        values = await jobs.scripts.variables([connection], {}, {})
        assert set(values) == {"TIKTOK_ACCESS_TOKEN", "TIKTOK_OPEN_ID"}
        assert values["TIKTOK_OPEN_ID"].reveal() == connection.external_id
        plan = await jobs.disconnect.plan(connection, keep_at_platform=False)
        assert "Manage app permissions" in plan.by_hand
        assert await jobs.disconnect.run(plan)
    assert home.world.tiktok.valid_refresh_tokens() == []
    await assert_tidy(home, items={"app": 1})


@story
async def test_the_sign_in_page_is_asked_for_as_tiktok_wants_it(home: Home, visitor: Visitor):
    browser = PersonsBrowser(visitor)
    await connect(home, visitor, browser=browser)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(browser.opened[0]).query).items()}
    assert asked["client_key"].startswith("sbPRACTICE")
    assert len(asked["code_challenge"]) == 64
    assert asked["scope"] == "user.info.basic,video.upload,video.publish"
    assert asked["disable_auto_auth"] == "1"
    assert asked["redirect_uri"].endswith("/callback/")


@story
async def test_no_secret_lies_outside_the_vault(home: Home, visitor: Visitor):
    await connect(home, visitor)
    await draft(home)
    everything = [path.read_bytes() for path in home.paths.home.rglob("*") if path.is_file()]
    secrets = home.world.secrets()
    assert [value for value in secrets for content in everything if value.encode() in content] == []
    assert holds(home, *home.world.tiktok.valid_refresh_tokens())


@story
async def test_a_pair_of_two_positions_is_named_before_the_browser_opens(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(visitor.tiktok_make_sandbox)
    browser = PersonsBrowser(visitor)
    given = {"client_id": keys["client_id"], "client_secret": keys["production_secret"]}
    async with home.jobs(browsing(browser)) as jobs:
        with pytest.raises(PlatformRefused) as refused:
            await jobs.connect.run(ConnectRequest(platform="tiktok", route="sandbox", given=given), Scripted())
    assert (refused.value.error_id, refused.value.step) == ("client_wrong", "sandbox.keys")
    assert browser.opened == []


@story
async def test_whoever_is_no_target_user_hears_why(home: Home, visitor: Visitor):
    with pytest.raises(PlatformRefused, match="Target users") as refused:
        await connect(home, visitor, browser=PersonsBrowser(visitor, account="ana_private"))
    assert refused.value.error_id == "not_target"
    async with home.jobs() as jobs:
        (attempt,) = await jobs.ports.records.attempts(status="denied")
    assert attempt.error == "not_target"
    assert (await connect(home, visitor)).handle == HANDLE


@story
async def test_a_permission_that_was_switched_off_is_asked_for_once_more(home: Home, visitor: Visitor):
    browser, ask = GivingLess(visitor), Scripted()
    browser.off, browser.times = ("video.upload",), 1
    await connect(home, visitor, ask, browser)
    (again,) = [c for c in ask.confirmations if "Sign in again" in c.question]
    assert again.lines == ["Stagedoor cannot lay drafts into the Inbox of your phone."]
    assert await state(home) == ("healthy", "")
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_without_a_permission_the_account_says_what_it_cannot_do(home: Home, visitor: Visitor):
    browser = GivingLess(visitor)
    browser.off = ("video.upload",)
    await connect(home, visitor, going_on(), browser)
    assert await state(home) == ("partial", "scope:video.upload")
    with pytest.raises(PlatformRefused, match="permission was switched off"):
        await draft(home)
    await connect(home, visitor)
    assert await state(home) == ("healthy", "")


@story
async def test_without_video_publish_the_name_is_less_but_drafts_go(home: Home, visitor: Visitor):
    browser = GivingLess(visitor)
    browser.off = ("video.publish",)
    connection = await connect(home, visitor, browser=browser)
    assert (connection.name, connection.username, connection.handle) == (
        "Crumb Kitchen", None, "tiktok/crumb-kitchen",
    )  # fmt: skip
    assert await state(home, connection.handle) == ("healthy", "")


@story
async def test_a_sandbox_that_does_not_say_who_it_is_works_all_the_same(home: Home, visitor: Visitor):
    home.world.tiktok.refuses_user_info = True
    connection = await connect(home, visitor)
    assert (connection.handle, connection.name) == (HANDLE, "Crumb Kitchen")
    assert await state(home) == ("healthy", "")
    home.world.tiktok.refuses_user_info = False
    again = await connect(home, visitor)
    assert (again.id, again.external_id) == (connection.id, connection.external_id)


@story
async def test_a_second_account_starts_at_the_sign_in(home: Home, visitor: Visitor):
    first = await connect(home, visitor, targets=BOTH)
    ask = Scripted()
    second = await connect(home, visitor, ask, PersonsBrowser(visitor, account="ana_private"))
    assert (second.handle, ask.asked, ask.guides) == ("tiktok/ana_private", [], [])
    assert any("Target users" in line for question in ask.confirmations for line in question.lines)
    async with home.jobs() as jobs:
        for connection in (first, second):
            assert (await jobs.scripts.token(connection)).value.reveal() in home.world.tiktok.valid_access_tokens()


@story
async def test_no_leaves_nothing_behind(home: Home, visitor: Visitor):
    with pytest.raises(Cancelled):
        await connect(home, visitor, Scripted(yes=False))
    assert home.world.tiktok.valid_refresh_tokens() == []
    async with home.jobs() as jobs:
        assert await jobs.ports.records.connections() == []


@story
async def test_a_sandbox_that_renews_nothing_asks_to_sign_in_again(home: Home, visitor: Visitor):
    await connect(home, visitor)
    home.world.tiktok.refuses_renewal = True
    home.world.clock.advance(2 * 3600)
    assert await state(home) == ("reconnect", "ended")
    home.world.tiktok.refuses_renewal = False
    await connect(home, visitor)
    assert await state(home) == ("healthy", "")


@story
async def test_access_that_was_taken_back_on_the_phone_is_seen(home: Home, visitor: Visitor):
    await connect(home, visitor)

    def take_back() -> None:
        visitor.open(home.world.hosts("tiktok")["web"] + "/phone/permissions")
        visitor.press("Remove access of Crumb Kitchen Drafts")

    await asyncio.to_thread(take_back)
    assert await state(home) == ("reconnect", "ended")


@story
async def test_a_full_day_is_a_limit_and_no_fault(home: Home, visitor: Visitor):
    await connect(home, visitor)
    home.world.tiktok.accounts["crumbkitchen"].posts_left = 0
    assert await state(home) == ("limited", "too_many_posts")


@story
async def test_who_began_by_hand_keeps_the_account_when_drafts_come(home: Home, visitor: Visitor):
    async with home.jobs() as jobs:
        (first,) = await jobs.connect.run(
            ConnectRequest(platform="tiktok", given={"username": "@crumbkitchen"}), Scripted()
        )
    again = await connect(home, visitor)
    assert (again.id, again.handle, again.route) == (first.id, HANDLE, "sandbox")
    assert await state(home) == ("healthy", "")
