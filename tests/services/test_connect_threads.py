"""Threads from its two ways in to a post that is deleted again."""

import asyncio
from collections.abc import Mapping

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.errors import Cancelled, PlatformRefused
from stagedoor.domain.exchange import Proof
from stagedoor.practice import Visitor
from stagedoor.practice.threads.state import DELETE, LIFE, PUBLISH
from stagedoor.services.apps import Apps
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs

TEXT = "Rye bread on the table at eight"
REDIRECT = "https://localhost:8431/cb/threads"
ALL = {"threads_basic", PUBLISH, DELETE}
HANDLE = "threads/crumbkitchen"
DAY = 86_400


def made(visitor: Visitor, *permissions: str, redirect: str = "") -> dict[str, str]:
    """Everything that the portal gives: the pair, and a token of the generator."""
    keys = visitor.threads_make_app(redirect, permissions=permissions or (PUBLISH, DELETE))
    return keys | {"access": visitor.threads_generate(keys["meta_id"])}


async def connect(
    home: Home, keys: Mapping[str, str], ask: Scripted | None = None, *, route: str = "generator"
) -> list[Connection]:
    async with home.jobs() as jobs:
        order = ConnectRequest(platform="threads", route=route, given=keys, open_browser=False)
        return await jobs.connect.run(order, ask or Scripted())


async def published(jobs: Jobs, connection: Connection) -> Post:
    return await jobs.posting.publish(jobs.posting.plan(connection, "public", TEXT), delete_after=None)


@story
async def test_a_token_from_the_portal_is_proved_and_its_end_is_the_one_that_threads_names(
    home: Home, visitor: Visitor
):
    ask = Scripted()
    (connection,) = await connect(home, await asyncio.to_thread(made, visitor), ask)
    async with home.jobs() as jobs:
        grant = await jobs.ports.records.grant(connection.grant_id or "")
        (token,) = await jobs.ports.records.tokens(connection.grant_id or "")
        (card,) = await jobs.cards.all()
    assert (connection.handle, connection.external_id) == (HANDLE, "9007199254740993")
    assert ask.identity.lines == ["Posts will go to the Threads profile @crumbkitchen."]
    assert grant is not None
    assert set(grant.scopes or ()) == ALL
    assert (token.ends, token.ends_from) == ("at", "asked")
    assert token.ends_at == pytest.approx(home.clock.now() + LIFE, abs=60)
    assert (card.state.slug, card.renews, set(card.abilities)) == ("healthy", True, {"identify", "post", "delete"})
    assert {(m.name, m.left, m.limit) for m in card.meters} >= {("posts", 250, 250), ("deletes", 100, 100)}


@story
async def test_a_post_is_published_in_one_call_and_deleted(home: Home, visitor: Visitor):
    (connection,) = await connect(home, await asyncio.to_thread(made, visitor))
    async with home.jobs() as jobs:
        post = await published(jobs, connection)
        (shown,) = home.world.threads.live_posts()
        assert (shown.text, shown.id) == (TEXT, post.post_ref)
        assert (post.link or "").endswith(f"/@crumbkitchen/post/{shown.code}")
        await jobs.posting.delete(post)
    assert home.world.threads.live_posts() == []
    assert home.world.refused == []


@story
async def test_an_address_that_is_not_told_hides_no_post(home: Home, visitor: Visitor):
    (connection,) = await connect(home, await asyncio.to_thread(made, visitor))
    home.world.faults.add("GET /threads/api/v1.0/1", "status", times=1, status=500)
    async with home.jobs() as jobs:
        post = await published(jobs, connection)
    assert (post.status, post.link) == ("live", None)
    assert [shown.text for shown in home.world.threads.live_posts()] == [TEXT]


@story
async def test_the_number_of_the_meta_app_is_told_from_the_one_of_threads_before_anything_is_sent(
    home: Home, visitor: Visitor
):
    keys = await asyncio.to_thread(made, visitor)
    meta_id = keys.pop("meta_id")
    ask = Scripted(fills={**keys, "client_id": [meta_id, keys["client_id"]]})
    async with home.jobs() as jobs:
        spec = jobs.ports.platforms.spec("facebook")
        await Apps(jobs.ports, jobs.keeper).keep(
            spec, "main", fields={"client_id": meta_id}, secrets={}, answers={}, proof=Proof(by="form")
        )
        await jobs.connect.run(ConnectRequest(platform="threads", route="generator"), ask)
    said = next(prompt.problem for prompt in ask.prompts if prompt.problem)
    assert "It is the same number that you entered for Facebook" in said
    assert "Nothing was sent" in said
    assert all(request.form.get("client_id") != meta_id for request in home.world.requests)
    create, permissions = ask.guides[0], ask.guides[1]
    assert [(prompt.id, prompt.value) for prompt in create.fields] == [("meta_id", meta_id)]
    assert f"/apps/{meta_id}/use_cases/" in permissions.link


@story
async def test_links_lead_to_the_list_of_apps_while_no_number_is_known(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(made, visitor)
    ask = Scripted(fills={name: value for name, value in keys.items() if name != "meta_id"})
    async with home.jobs() as jobs:
        await jobs.connect.run(ConnectRequest(platform="threads", route="generator"), ask)
    assert [guide.link for guide in ask.guides if "{" in guide.link] == []
    assert ask.guides[1].link.endswith("/apps/")
    assert visitor.open(ask.guides[1].link).status == 200


@pytest.mark.parametrize(("wrong", "says"), [("client_id", "does not know this Threads app ID"),
                                             ("client_secret", "do not belong")])  # fmt: skip
@story
async def test_a_pair_that_threads_does_not_know_is_asked_for_again(
    home: Home, visitor: Visitor, wrong: str, says: str
):
    keys = await asyncio.to_thread(made, visitor)
    bad = {"client_id": keys.pop("meta_id"), "client_secret": "PRACTICE" + "0" * 24}[wrong]
    ask = Scripted(fills={**keys, wrong: [bad, keys[wrong]]})
    (connection,) = await connect(home, {}, ask)
    assert connection.handle == HANDLE
    assert any(says in guide.problem for guide in ask.guides)


@story
async def test_a_token_that_is_over_is_refused_before_it_is_kept(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(made, visitor)
    await asyncio.to_thread(visitor.threads_take_back)
    with pytest.raises(PlatformRefused, match="Website permissions"):
        await connect(home, keys)
    async with home.jobs() as jobs:
        assert await jobs.ports.records.grants() == []


@story
async def test_without_the_permission_to_delete_it_works_and_says_so(home: Home, visitor: Visitor):
    ask = Scripted()
    (connection,) = await connect(home, await asyncio.to_thread(made, visitor, PUBLISH), ask)
    async with home.jobs() as jobs:
        (card,) = await jobs.cards.all()
        offer = await jobs.posting.offer(connection)
    assert ask.heard("stays until you delete it by hand")
    assert (card.state.slug, "delete" in card.abilities) == ("healthy", False)
    assert not next(rung for rung in offer.rungs if rung.id == "public").can_delete


@story
async def test_a_sign_in_ends_on_a_page_that_does_not_load_and_its_address_is_pasted(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(visitor.threads_make_app, REDIRECT)
    ask = Scripted(pastes=visitor.consent)
    (connection,) = await connect(home, keys, ask, route="paste")
    async with home.jobs() as jobs:
        grant = await jobs.ports.records.grant(connection.grant_id or "")
        (token,) = await jobs.ports.records.tokens(connection.grant_id or "")
    assert connection.route == "paste"
    assert ask.leavings[0].paste
    assert grant is not None
    assert set(grant.scopes or ()) == ALL
    assert token.ends_at == pytest.approx(home.clock.now() + LIFE, abs=60)
    assert [t.short for t in home.world.threads.tokens.values()] == [True, False]
    paths = [request.path for request in home.world.requests if request.path.endswith("/oauth/access_token")]
    assert paths
    assert all(keys["client_secret"] not in request.raw_query for request in home.world.requests
               if request.path.endswith("/oauth/access_token"))  # fmt: skip


@story
async def test_who_presses_cancel_has_changed_nothing(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(visitor.threads_make_app, REDIRECT)
    ask = Scripted(pastes=lambda url: visitor.consent(url, "deny"))
    with pytest.raises(PlatformRefused, match="Cancel was pressed"):
        await connect(home, keys, ask, route="paste")
    async with home.jobs() as jobs:
        assert await jobs.ports.records.grants() == []


@story
async def test_another_profile_is_not_kept(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(made, visitor)
    with pytest.raises(Cancelled):
        await connect(home, keys, Scripted(yes=lambda question: question.kind != "identity"))
    async with home.jobs() as jobs:
        assert await jobs.ports.records.connections() == []


@story
async def test_a_check_renews_a_token_that_is_a_week_old_and_a_password_change_ends_it(home: Home, visitor: Visitor):
    (connection,) = await connect(home, await asyncio.to_thread(made, visitor))
    home.world.clock.advance(7 * DAY)
    async with home.jobs() as jobs:
        checked = await jobs.health.check(connection, by="person", paid=False)
        (token,) = await jobs.ports.records.tokens(connection.grant_id or "")
        assert checked.state.slug == "healthy"
        assert token.ends_at == pytest.approx(home.clock.now() + LIFE, abs=60)
        home.world.threads.change_password("crumbkitchen")
        home.world.clock.advance(2 * DAY)
        checked = await jobs.health.check(connection, by="person", paid=False)
    assert checked.state.slug == "reconnect"
    assert "password was changed" in checked.state.cause


@story
async def test_disconnecting_keeps_nothing_and_says_what_only_the_person_can_end(home: Home, visitor: Visitor):
    (connection,) = await connect(home, await asyncio.to_thread(made, visitor))
    async with home.jobs() as jobs:
        plan = await jobs.disconnect.plan(connection, keep_at_platform=False)
        assert not await jobs.disconnect.run(plan)
        assert await jobs.ports.records.connections() == []
    assert plan.by_hand.endswith("/settings/website_permissions")
