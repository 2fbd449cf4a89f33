"""LinkedIn, from "I want LinkedIn here" to its end: by browser and by a token of the portal, for 60 days."""

import asyncio

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.clocks import WorldClock
from tests.helpers.home import Home, account
from tests.services.leftovers import assert_tidy, holds
from tests.services.rig import browsing, story

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadInput, Cancelled, PlatformRefused
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

ANA = "linkedin/ana-crumb"
PAIR = ("client_id", "client_secret")
DAY = 86_400
POSTS = "/linkedin/api/rest/posts"


def made_app(home: Home, visitor: Visitor) -> dict[str, str]:
    return visitor.linkedin_make_app(home.linkedin_callbacks)


async def by_browser(
    home: Home, visitor: Visitor, ask: Scripted | None = None, account: str = "crumbkitchen"
) -> Connection:
    """With the developer app that is here, or one that is made now."""
    apps = home.world.linkedin.apps
    keys = {} if apps else await asyncio.to_thread(made_app, home, visitor)
    given = {name: keys[name] for name in PAIR if keys}
    async with home.jobs(browsing(PersonsBrowser(visitor, account=account))) as jobs:
        order = ConnectRequest(platform="linkedin", route="browser", given=given)
        (connection,) = await jobs.connect.run(order, ask or Scripted())
    return connection


async def by_token(home: Home, visitor: Visitor, ask: Scripted | None = None, *scopes: str) -> Connection:
    def make() -> dict[str, str]:
        keys = visitor.linkedin_make_app()
        token = visitor.linkedin_make_token(keys["app_id"], *([scopes] if scopes else []))
        return {**{name: keys[name] for name in PAIR}, "access": token}

    given = await asyncio.to_thread(make)
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="linkedin", given=given), ask or Scripted())
    return connection


async def state(home: Home, handle: str = ANA) -> str:
    async with home.jobs() as jobs:
        checked = await jobs.health.check(await account(jobs, handle), by="person", paid=False)
    return checked.state.slug


async def posted(home: Home) -> None:
    async with home.jobs() as jobs:
        plan = jobs.posting.plan(await account(jobs, ANA), "public", jobs.posting.unique_text())
        await jobs.posting.publish(plan, delete_after=0)
        ((post, error),) = await jobs.posting.delete_overdue()
    assert (post.status, error) == ("deleted", None)


@story
@pytest.mark.parametrize("connect", [by_browser, by_token])
async def test_a_sign_in_ends_in_an_account_that_works(home: Home, visitor: Visitor, connect):
    connection = await connect(home, visitor)
    assert (connection.handle, connection.kind, connection.username) == (ANA, "profile", None)
    async with home.jobs() as jobs:
        handed = await jobs.scripts.token(connection)
        values = await jobs.scripts.variables([connection], {}, {})
        (card,) = await jobs.cards.all()
    assert [handed.value.reveal()] == home.world.linkedin.valid_access_tokens()
    assert {name: v.reveal() for name, v in values.items()} == {
        "LINKEDIN_ACCESS_TOKEN": handed.value.reveal(),
        "LINKEDIN_AUTHOR": f"urn:li:person:{connection.external_id}",
    }
    assert (card.state.slug, card.ends_kind, card.renews) == ("healthy", "at", False)
    assert card.ends_at == pytest.approx(home.clock.now() + 60 * DAY, abs=3600)
    assert "post" in card.abilities
    assert home.world.refused == []
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
@pytest.mark.parametrize("connect", [by_browser, by_token])
async def test_no_secret_lies_outside_the_vault(home: Home, visitor: Visitor, connect):
    await connect(home, visitor)
    await posted(home)
    everything = [path.read_bytes() for path in home.paths.home.rglob("*") if path.is_file()]
    secrets = home.world.secrets()
    assert [value for value in secrets for content in everything if value.encode() in content] == []
    assert holds(home, *home.world.linkedin.valid_access_tokens())


@story
async def test_a_portals_token_keeps_the_end_that_linkedin_names(home: Home, visitor: Visitor):
    """Pasted 20 days after it was made, it has 40 left."""

    def make() -> dict[str, str]:
        keys = visitor.linkedin_make_app()
        return {**{name: keys[name] for name in PAIR}, "access": visitor.linkedin_make_token(keys["app_id"])}

    given = await asyncio.to_thread(make)
    home.world.clock.advance(20 * DAY)
    async with home.jobs() as jobs:
        await jobs.connect.run(ConnectRequest(platform="linkedin", given=given), Scripted())
        (card,) = await jobs.cards.all()
    assert card.ends_at == pytest.approx(home.clock.now() + 40 * DAY, abs=3600)


@story
@pytest.mark.parametrize("connect", [by_browser, by_token])
async def test_the_whole_life_of_an_account(home: Home, visitor: Visitor, connect):
    connection = await connect(home, visitor)
    assert await state(home) == "healthy"
    await posted(home)
    (post,) = home.world.linkedin.posts.values()
    assert (post.visibility, post.deleted) == ("CONNECTIONS", True)
    async with home.jobs() as jobs:
        plan = await jobs.disconnect.plan(connection, keep_at_platform=False)
        assert (plan.revokes, await jobs.disconnect.run(plan)) == (True, True)
    assert home.world.linkedin.valid_access_tokens() == []
    assert home.world.refused == []


@story
async def test_after_sixty_days_one_sign_in_mends_it(home: Home, visitor: Visitor):
    first = await by_browser(home, visitor)
    home.world.clock.advance(50 * DAY)
    assert await state(home) == "ends_soon"
    home.world.clock.advance(11 * DAY)
    assert await state(home) == "reconnect"
    ask = Scripted()
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        (again,) = await jobs.connect.run(ConnectRequest(platform="linkedin", again=ANA), ask)
    assert (again.id, again.handle) == (first.id, ANA)
    assert (ask.asked, ask.guides) == ([], [])
    assert not [r for r in home.world.requests[-8:] if r.method == "POST" and "authorization" in r.path]  # no page
    assert await state(home) == "healthy"
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_after_sixty_days_only_the_token_is_pasted_again(home: Home, visitor: Visitor):
    first = await by_token(home, visitor)
    home.world.clock.advance(61 * DAY)
    assert await state(home) == "reconnect"
    (app,) = home.world.linkedin.apps
    token = await asyncio.to_thread(visitor.linkedin_make_token, app)
    ask = Scripted(fills={"access": token})
    async with home.jobs() as jobs:
        (again,) = await jobs.connect.run(ConnectRequest(platform="linkedin", again=ANA), ask)
        assert (await jobs.scripts.token(again)).value.reveal() == token
    assert (again.id, again.handle, ask.asked) == (first.id, ANA, ["access"])
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_the_check_asks_what_linkedin_does_not_count(home: Home, visitor: Visitor):
    await by_browser(home, visitor)
    before = dict(home.world.linkedin.calls)
    for _ in range(3):
        assert await state(home) == "healthy"
    assert home.world.linkedin.calls == before


@story
async def test_taken_back_at_linkedin(home: Home, visitor: Visitor):
    await by_browser(home, visitor)
    await asyncio.to_thread(visitor.linkedin_take_back)
    assert await state(home) == "reconnect"


@story
async def test_a_token_that_may_not_post_says_so_before_it_is_kept(home: Home, visitor: Visitor):
    ask = Scripted()
    await by_token(home, visitor, ask, "openid", "profile")
    assert ask.heard("Stagedoor cannot post to this profile")
    assert "w_member_social was not given" in " ".join(ask.identity.lines)
    async with home.jobs() as jobs:
        (card,) = await jobs.cards.all()
    assert (card.state.slug, card.state.pill) == ("partial", "Cannot post")
    assert "post" not in card.abilities


@story
async def test_a_missing_product_is_named_and_nothing_is_kept(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(visitor.linkedin_make_app, home.linkedin_callbacks, products=["oidc"])
    given = {name: keys[name] for name in PAIR}
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        with pytest.raises(PlatformRefused, match="Share on LinkedIn") as caught:
            await jobs.connect.run(ConnectRequest(platform="linkedin", route="browser", given=given), Scripted())
    assert caught.value.code == "scope_refused"
    await assert_tidy(home, items={"app": 1, "setup": 1})


@story
async def test_a_wrong_secret_shows_before_the_browser_opens(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(made_app, home, visitor)
    secrets = ["PRACTICEunknown1", keys["client_secret"]]
    ask = Scripted(
        fills={"client_id": keys["client_id"], "client_secret": secrets}, choices={"target": "profile"}
    )  # fmt: skip
    browser = PersonsBrowser(visitor)
    async with home.jobs(browsing(browser)) as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="linkedin"), ask)
    assert connection.handle == ANA
    assert ask.heard("do not belong together")
    assert ask.heard("LinkedIn knows this Client ID and its secret.")
    assert len(browser.opened) == 1
    assert ask.asked == ["client_id", "client_secret"] * 2


@story
async def test_the_guide_of_the_portals_token_asks_three_values_on_one_step(home: Home, visitor: Visitor):
    def make() -> dict[str, str]:
        other = visitor.linkedin_make_app()
        keys = visitor.linkedin_make_app()
        tokens = {name: visitor.linkedin_make_token(app["app_id"]) for name, app in (("wrong", other), ("right", keys))}
        return {**keys, **tokens}

    made = await asyncio.to_thread(make)
    fills = {"client_id": made["client_id"], "client_secret": made["client_secret"]}
    ask = Scripted(fills={**fills, "access": [made["wrong"], made["right"]]})
    async with home.jobs() as jobs:
        await jobs.connect.run(ConnectRequest(platform="linkedin", route="generator"), ask)
        spec = jobs.ports.platforms.spec("linkedin")
    assert ask.heard("made with another one")
    titles = [step.title for step in spec.route["generator"].step.values()]
    assert [g.title for g in ask.guides] == [*titles, titles[-1]]
    assert "Posts will go to Ana Crumb on LinkedIn" in ask.identity.lines[0]
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_a_token_that_was_just_made_gets_a_moment(home: Home, visitor: Visitor):
    home.world.linkedin.settling = 2.0
    home.clock = WorldClock(home.world)
    connection = await by_browser(home, visitor)
    assert (connection.handle, home.clock.slept) == (ANA, 3)


@story
async def test_a_token_that_never_settles_leaves_nothing(home: Home, visitor: Visitor):
    home.world.linkedin.settling = 60.0
    home.clock = WorldClock(home.world)
    with pytest.raises(PlatformRefused) as caught:
        await by_browser(home, visitor)
    assert caught.value.code == "token_revoked"
    assert not holds(home, *home.world.linkedin.issued)


@story
async def test_the_version_that_answered_is_remembered(home: Home, visitor: Visitor):
    await by_browser(home, visitor)
    home.world.linkedin.versions[:] = ["202605"]
    await posted(home)
    tried = [r.headers["linkedin-version"] for r in home.world.requests if r.path.startswith(POSTS)]
    assert tried[0] == "202607"
    assert tried[-2:] == ["202605", "202605"]
    assert len(tried) == len(set(tried)) + 1  # each once, the good one again for the deletion
    before = len(tried)
    await posted(home)  # a new app, as after a restart
    tried = [r.headers["linkedin-version"] for r in home.world.requests if r.path.startswith(POSTS)]
    assert tried[before:] == ["202605", "202605"]
    assert len(home.world.linkedin.posts) == 2


@story
async def test_a_second_profile_starts_at_the_sign_in(home: Home, visitor: Visitor):
    await by_browser(home, visitor)
    ask = Scripted()
    second = await by_browser(home, visitor, ask, "ben_rye")
    assert (second.handle, ask.asked, ask.guides) == ("linkedin/ben-rye", [], [])
    await assert_tidy(home, items={"grant": 2, "app": 1})


@story
async def test_no_leaves_nothing_behind(home: Home, visitor: Visitor):
    ask = Scripted(yes=lambda question: question.kind != "identity")
    with pytest.raises(Cancelled):
        await by_browser(home, visitor, ask)
    assert home.world.linkedin.valid_access_tokens() == []
    await assert_tidy(home, items={"app": 1})


@story
async def test_a_key_from_real_life_is_refused_in_practice(home: Home):
    given = {"client_id": "86abcdefghijkl", "client_secret": "WPL_AP1.abcdefghijklmnop.QUJDRA=="}
    async with home.jobs() as jobs:
        with pytest.raises(BadInput) as caught:
            await jobs.connect.run(ConnectRequest(platform="linkedin", route="browser", given=given), Scripted())
    assert caught.value.code == "real_key"
