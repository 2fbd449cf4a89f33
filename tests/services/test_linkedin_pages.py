"""LinkedIn for Pages: the kind question, the stop where there is no company, several Pages of one sign-in, its end."""

import asyncio

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home, account
from tests.services.leftovers import assert_tidy
from tests.services.rig import browsing, story

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadInput
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

RYE = "linkedin/rye-and-sons"
PAIR = ("client_id", "client_secret")


async def connected(home: Home, visitor: Visitor) -> tuple[list[Connection], Scripted]:
    keys = await asyncio.to_thread(visitor.linkedin_make_company_app, home.linkedin_callbacks)
    ask = Scripted(choices={"target": "company"}, fills={name: keys[name] for name in PAIR})
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        return await jobs.connect.run(ConnectRequest(platform="linkedin"), ask), ask


@story
async def test_without_a_company_the_answer_is_by_hand_and_no_form(home: Home, visitor: Visitor):
    ask = Scripted(choices={"target": "page"}, fills={"username": "crumb-kitchen"})
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="linkedin"), ask)
    assert connection.route == "manual"
    assert "do not start" in ask.questions[0].why
    assert not any("Community Management" in guide.do for guide in ask.guides)
    assert home.world.requests == []


@story
async def test_one_sign_in_brings_every_page(home: Home, visitor: Visitor):
    found, ask = await connected(home, visitor)
    assert [c.handle for c in found] == ["linkedin/crumb-kitchen", RYE, "linkedin/flour-power"]
    assert {(c.kind, c.route) for c in found} == {("page", "company")}
    assert [g.id for g in ask.guides] == ["create", "verify", "request", "redirect", "keys", "sign_in"]
    assert {g.id: g.longest for g in ask.guides if g.wait} == {"request": "several weeks"}
    assert "Posts will go to Rye & Sons on LinkedIn." in ask.identity.lines
    async with home.jobs() as jobs:
        cards = {card.connection.handle: card for card in await jobs.cards.all()}
        values = await jobs.scripts.variables([await account(jobs, RYE)], {}, {})
    assert (cards[RYE].state.slug, cards[RYE].followers, cards[RYE].renews) == ("healthy", 1290, False)
    assert cards[RYE].ends_at == pytest.approx(home.clock.now() + 60 * 86_400, abs=3600)
    assert values["LINKEDIN_AUTHOR"].reveal() == "urn:li:organization:20304050"
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_a_test_post_of_a_page_says_that_everybody_sees_it_and_goes_away(home: Home, visitor: Visitor):
    await connected(home, visitor)
    async with home.jobs() as jobs:
        connection = await account(jobs, RYE)
        plan = jobs.posting.plan(connection, "public", jobs.posting.unique_text(connection))
        with pytest.raises(BadInput):
            jobs.posting.plan(connection, "private", "Rye")
        post = await jobs.posting.publish(plan, delete_after=0)
        ((gone, error),) = await jobs.posting.delete_overdue()
    assert plan.audience == "everyone on LinkedIn, as a post of Rye & Sons"
    assert (post.status, gone.status, error) == ("live", "deleted", None)
    (made,) = home.world.linkedin.posts.values()
    assert (made.author, made.visibility, made.deleted) == ("urn:li:organization:20304050", "PUBLIC", True)


@story
async def test_one_page_less_leaves_the_sign_in_to_the_others(home: Home, visitor: Visitor):
    await connected(home, visitor)
    async with home.jobs() as jobs:
        plan = await jobs.disconnect.plan(await account(jobs, RYE), keep_at_platform=False)
        await jobs.disconnect.run(plan)
    assert len(home.world.linkedin.valid_access_tokens()) == 1
