"""YouTube, from "I want it here" to a channel that works, and away again."""

import asyncio

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.google import DAY, FIELDS, HANDLE, READ, UPLOAD, Unticking, but_not, connect, connected, given
from tests.services.leftovers import assert_tidy
from tests.services.rig import story

from stagedoor.domain.errors import Cancelled, PlatformRefused, SignInNeeded
from stagedoor.practice import Visitor


@story
async def test_a_sign_in_ends_in_a_channel_that_works(home: Home, visitor: Visitor):
    ask = Scripted()
    (connection,) = await connect(home, PersonsBrowser(visitor), await given(visitor), ask)
    assert (connection.handle, connection.kind, connection.name) == (HANDLE, "channel", "Crumb Kitchen")
    assert ask.identity.lines == ["Posts will go to the channel Crumb Kitchen (12,400 subscribers)."]
    async with home.jobs() as jobs:
        handed = await jobs.scripts.token(connection)
        (card,) = await jobs.cards.all()
        grant = await jobs.ports.records.grant(connection.grant_id or "")
    assert [handed.value.reveal()] == home.world.youtube.valid_access_tokens()
    assert (card.state.slug, card.followers, card.abilities) == ("healthy", 12_400, ["post", "identify"])
    assert grant is not None
    assert (grant.cap_at, grant.scopes_asked) == (None, [UPLOAD, READ])
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_the_whole_guide_with_the_portals_file_in_one_field(home: Home, visitor: Visitor):
    made = await asyncio.to_thread(visitor.youtube_make_app)
    ask = Scripted(
        choices={"status": "production", "remove": "no"},
        fills={"project_id": made["project_id"], "client_id": made["file"]},
    )
    (connection,) = await connect(home, PersonsBrowser(visitor), {}, ask)
    assert connection.handle == HANDLE
    assert [guide.id for guide in ask.guides] == [
        "project", "enable", "branding", "publish", "client", "sign_in",
    ]  # fmt: skip
    later = [guide for guide in ask.guides[1:] if guide.link]
    assert all(guide.link.endswith(f"?project={made['project_id']}") for guide in later)
    assert ask.heard("Google knows this Client ID and its Client secret.")
    console = home.world.hosts("youtube")["console"]
    status = await asyncio.to_thread(lambda: [visitor.open(guide.link).status for guide in later])
    assert all(guide.link.startswith(console) for guide in later)
    assert status == [200] * len(later)


@story
async def test_a_wrong_file_is_named_before_anything_is_sent(home: Home, visitor: Visitor):
    web = await asyncio.to_thread(lambda: visitor.youtube_make_app("web", redirects="http://localhost:8451/"))
    ask = Scripted(
        choices={"status": "production", "remove": "no"},
        fills={"project_id": web["project_id"], "client_id": web["file"], "client_secret": web["file"]},
    )
    with pytest.raises(Cancelled):
        await connect(home, PersonsBrowser(visitor), {}, ask)
    problems = [prompt.problem for prompt in ask.prompts if prompt.problem]
    assert problems
    assert all("Web application" in problem and "Nothing was sent" in problem for problem in problems)
    assert [r for r in home.world.requests if r.path.startswith("/youtube/oauth")] == []


@story
async def test_a_secret_that_was_copied_in_part_is_found_out_before_the_browser_opens(home: Home, visitor: Visitor):
    keys, browser = await given(visitor), PersonsBrowser(visitor)
    keys["client_secret"] = keys["client_secret"][:-2]
    with pytest.raises(PlatformRefused, match="does not know this pair"):
        await connect(home, browser, keys)
    assert browser.opened == []


@story
async def test_no_means_that_nothing_stays(home: Home, visitor: Visitor):
    with pytest.raises(Cancelled):
        await connect(home, PersonsBrowser(visitor), await given(visitor), Scripted(yes=but_not("identity")))
    assert home.world.youtube.valid_refresh_tokens() == []
    await assert_tidy(home, items={"app": 1})


@story
async def test_the_channel_is_chosen_on_googles_page(home: Home, visitor: Visitor):
    (connection,) = await connect(home, PersonsBrowser(visitor, account="ana_bakes"), await given(visitor))
    assert (connection.handle, connection.name) == ("youtube/ana_bakes", "Ana Baker")


@story
async def test_a_box_without_a_tick_is_asked_for_again(home: Home, visitor: Visitor):
    ask = Scripted()
    (connection,) = await connect(home, Unticking(visitor, UPLOAD, "nothing"), await given(visitor), ask)
    (again,) = [c for c in ask.confirmations if "Sign in again" in c.question]
    assert again.lines == ["Stagedoor cannot upload videos to this channel."]
    async with home.jobs() as jobs:
        (card,) = await jobs.cards.all()
    assert card.state.slug == "healthy"
    assert len(home.world.youtube.valid_refresh_tokens()) == 1  # the first sign-in was ended at Google
    await assert_tidy(home, items={"grant": 1, "app": 1})
    assert connection.handle == HANDLE


@story
async def test_without_uploading_the_channel_may_still_be_kept(home: Home, visitor: Visitor):
    ask = Scripted(yes=lambda question: "Sign in again" not in question.question)
    await connect(home, Unticking(visitor, UPLOAD), await given(visitor), ask)
    async with home.jobs() as jobs:
        (card,) = await jobs.cards.all()
    assert (card.state.slug, card.state.pill) == ("partial", "Cannot post")


@story
async def test_a_sign_in_that_does_not_say_which_channel_it_is_cannot_be_kept(home: Home, visitor: Visitor):
    ask = Scripted(yes=lambda question: "Sign in again" not in question.question)
    with pytest.raises(Cancelled, match="Nothing was kept"):
        await connect(home, Unticking(visitor, READ), await given(visitor), ask)
    assert home.world.youtube.valid_refresh_tokens() == []
    await assert_tidy(home, items={"app": 1, "setup": 1})


@story
async def test_an_account_without_a_channel_is_explained_and_does_not_stand_in_the_way(home: Home, visitor: Visitor):
    keys = await given(visitor)
    with pytest.raises(PlatformRefused, match="has no YouTube channel"):
        await connect(home, PersonsBrowser(visitor, account="ben@crumbkitchen.example"), keys)
    await assert_tidy(home, items={"app": 1, "setup": 1})
    (connection,) = await connect(home, PersonsBrowser(visitor), keys)
    assert connection.handle == HANDLE


@story
async def test_in_testing_the_clock_runs_and_publishing_comes_first(home: Home, visitor: Visitor):
    keys = {**await given(visitor, publish=False, tester="ana@crumbkitchen.example"), "status": "testing"}
    (connection,) = await connect(home, PersonsBrowser(visitor), keys)
    async with home.jobs() as jobs:
        (card,) = await jobs.cards.all()
        assert card.state.slug == "ends_soon"
        assert card.state.pill in ("Ends in 7 days", "Ends in 6 days")  # a second may have passed
        assert "in Testing" in card.state.cause
        home.world.clock.advance(8 * DAY)
        checked = await jobs.health.check(connection, by="person", paid=False)
    assert (checked.state.slug, checked.state.cause_id) == ("reconnect", "capped")
    assert "Google ends those sign-ins after 7 days" in checked.state.cause
    assert checked.state.fix.index("publish") < checked.state.fix.index("sign in again")


@story
async def test_after_publishing_the_next_sign_in_has_no_clock(home: Home, visitor: Visitor):
    keys = {**await given(visitor, publish=False, tester="ana@crumbkitchen.example"), "status": "testing"}
    await connect(home, PersonsBrowser(visitor), keys)
    await asyncio.to_thread(visitor.youtube_publish, keys["project_id"])
    ask = Scripted(choices={"status": "production", "remove": "no"})
    (connection,) = await connect(home, PersonsBrowser(visitor), {}, ask, again=HANDLE)
    async with home.jobs() as jobs:
        (card,) = await jobs.cards.all()
        home.world.clock.advance(8 * DAY)
        token = await jobs.scripts.token(connection)
    assert card.state.slug == "healthy"
    assert ask.asked == []
    assert token.value.reveal() in home.world.youtube.valid_access_tokens()


@story
async def test_renewals_keep_the_refresh_token(home: Home, visitor: Visitor):
    connection = await connected(home, visitor)
    refresh = home.world.youtube.valid_refresh_tokens()
    home.world.clock.advance(3700)
    async with home.jobs() as jobs:
        token = await jobs.scripts.token(connection)
    assert [token.value.reveal()] == home.world.youtube.valid_access_tokens()
    assert home.world.youtube.valid_refresh_tokens() == refresh


@story
async def test_access_that_was_taken_back_at_google_is_seen(home: Home, visitor: Visitor):
    connection = await connected(home, visitor)
    await asyncio.to_thread(visitor.youtube_take_back)
    async with home.jobs() as jobs:
        checked = await jobs.health.check(connection, by="person", paid=False)
        assert checked.state.slug == "reconnect"
        with pytest.raises(SignInNeeded, match="Google ended this sign-in"):
            await jobs.scripts.token(connection, force=True)


@story
async def test_a_second_channel_keeps_both_alive_until_the_last_one_goes(home: Home, visitor: Visitor):
    """Google's revocation may take every channel of one account; nobody can tell which ones those are."""
    first = await connected(home, visitor)
    ask = Scripted(choices={"status": "production", "remove": "no"})
    (second,) = await connect(home, PersonsBrowser(visitor, account="ana_bakes"), {}, ask)
    async with home.jobs() as jobs:
        plan = await jobs.disconnect.plan(second, keep_at_platform=False)
        assert (plan.revokes, plan.by_hand.endswith("/connections")) == (False, True)
        assert not await jobs.disconnect.run(plan)
        assert (await jobs.health.check(first, by="person", paid=False)).state.slug == "healthy"
        plan = await jobs.disconnect.plan(first, keep_at_platform=False)
        assert await jobs.disconnect.run(plan)
    assert home.world.youtube.valid_refresh_tokens() == []


@story
async def test_the_file_is_recognised_whole(home: Home, visitor: Visitor):
    made = await asyncio.to_thread(visitor.youtube_make_app)
    web = await asyncio.to_thread(lambda: visitor.youtube_make_client(made["project_id"], "web"))
    async with home.jobs() as jobs:
        (found,) = jobs.recognise.run(made["file"]).found
        wrong = jobs.recognise.run(web["file"])
    assert (found.platform, found.route, found.missing) == ("youtube", "browser", [])
    assert {name: value.reveal() for name, value in found.values.items()} == {name: made[name] for name in FIELDS}
    assert "youtube" not in {each.platform for each in wrong.found}
    assert any("Web application" in doubt for doubt in wrong.doubts)
