"""Facebook: several Pages and Instagram in one sign-in, one more later; only what was chosen, nothing after a No."""

import asyncio

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.facebook import ALL, by_name, connect, person
from tests.services.meta import BAKERY, INSTAGRAM, KITCHEN, MARKET, Dialog, over
from tests.services.rig import bundle, story

from stagedoor.cli.terminal import describe
from stagedoor.domain.errors import Cancelled, StoreError
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest


@pytest.fixture
def dialog(visitor: Visitor) -> Dialog:
    return Dialog(visitor)


@story
async def test_three_pages_and_instagram_in_one_sign_in(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        found = by_name(await connect(jobs, dialog))
        assert set(found) == set(ALL)
        assert len({c.grant_id for c in found.values()}) == 1
        assert len(dialog.opened) == 1
        instagram = found["Crumb on Instagram"]
        assert (instagram.platform, instagram.route, instagram.external_id) == ("instagram", "page", INSTAGRAM)
        assert instagram.token_name == found["Crumb Kitchen"].token_name == f"page:{KITCHEN}"
        item, values = await bundle(jobs, instagram)
        assert {f"page:{id}" for id in (KITCHEN, BAKERY, MARKET)} | {"access"} == set(values)
        assert item.generation == 2
        tokens = {t.name: t for t in await jobs.ports.records.tokens(instagram.grant_id or "")}
        assert {t.ends for name, t in tokens.items() if name != "access"} == {"never"}
        assert tokens["access"].ends == "at"
        assert tokens[f"page:{KITCHEN}"].data_access_ends_at


@story
async def test_each_account_says_what_it_can_do_and_until_when(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        await connect(jobs, dialog)
        cards = {card.connection.name: card for card in await jobs.cards.all()}
        kitchen, instagram = cards["Crumb Kitchen"], cards["Crumb on Instagram"]
        assert set(kitchen.abilities) == {"identify", "read", "post"}
        assert set(instagram.abilities) == {"read", "post", "delete"}
        assert instagram.via
        assert not kitchen.via
        assert kitchen.state.slug == "test_only"  # the Meta app is not published
        assert kitchen.ends_kind == "at"  # no end of its own; sign in once before the data access ends
        assert (await jobs.scripts.token(kitchen.connection)).ends == "never"


@story
async def test_accounts_are_told_with_their_followers(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog)
        await jobs.connect.run(ConnectRequest(platform="facebook"), ask)
    said = {candidate.name: describe(candidate) for candidate in ask.found}
    assert "1,250 followers" in said["Crumb Kitchen"]
    assert "Instagram" in said["Crumb on Instagram"]
    assert all("subscribers" not in line for line in said.values())


@story
async def test_a_script_gets_the_token_of_the_page_and_never_the_persons(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        found = by_name(await connect(jobs, dialog))
        _, values = await bundle(jobs, found["Crumb Bakery"])
        handed = await jobs.scripts.variables([found["Crumb Bakery"], found["Crumb on Instagram"]], {}, {})
        assert {name: value.reveal() for name, value in handed.items()} == {
            "FACEBOOK_ACCESS_TOKEN": values[f"page:{BAKERY}"], "FACEBOOK_PAGE_ID": BAKERY,
            "INSTAGRAM_ACCESS_TOKEN": values[f"page:{KITCHEN}"], "INSTAGRAM_USER_ID": INSTAGRAM,
        }  # fmt: skip


@story
async def test_only_what_was_chosen_is_kept(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        (page,) = await connect(jobs, dialog, ["Crumb Bakery"])
        _, values = await bundle(jobs, page)
        assert set(values) == {"access", f"page:{BAKERY}"}


@story
async def test_one_page_alone_is_not_asked_about(home: Home, dialog: Dialog) -> None:
    dialog.ticked = [BAKERY]
    async with home.jobs(over(dialog)) as jobs:
        (page,) = await connect(jobs, dialog, [])
        assert page.name == "Crumb Bakery"


@story
async def test_a_page_that_a_business_owns_is_found_although_the_list_leaves_it_out(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        market = by_name(await connect(jobs, dialog))["Crumb Market"]
        assert market.external_id == MARKET


@story
async def test_without_the_business_it_is_found_by_its_address(home: Home, dialog: Dialog) -> None:
    """What was ticked one by one is asked for by its number; the address is the last way."""
    dialog.ticked, dialog.businesses = [KITCHEN, MARKET], False
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog, ["Crumb Market"])
        (market,) = await jobs.connect.run(ConnectRequest(platform="facebook"), ask)
        assert market.external_id == MARKET


@story
async def test_a_page_without_the_right_to_make_content_says_so(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog, ["Crumb on Instagram"])
        await jobs.connect.run(ConnectRequest(platform="facebook"), ask)
    (club,) = [c for c in ask.found if c.name == "Rye Club"]
    assert "making content" in club.problem


@story
async def test_one_page_more_and_the_others_stay(home: Home, dialog: Dialog) -> None:
    dialog.ticked = [KITCHEN, BAKERY]
    async with home.jobs(over(dialog)) as jobs:
        before = by_name(await connect(jobs, dialog, ["Crumb Kitchen", "Crumb Bakery", "Crumb on Instagram"]))
        dialog.ticked = [KITCHEN, BAKERY, MARKET]
        ask = await person(dialog, ["Crumb Market"])
        (market,) = await jobs.connect.run(ConnectRequest(platform="facebook"), ask)
        (leaving,) = ask.leavings
        assert any("Keep these ticked" in said and "Crumb Bakery" in said for said in leaving.warnings)
        now = by_name(await jobs.ports.records.connections())
        assert set(now) == {*before, "Crumb Market"}
        assert {c.grant_id for c in now.values()} == {market.grant_id}
        assert {name: c.handle for name, c in now.items() if name in before} == {n: c.handle for n, c in before.items()}
        assert len(await jobs.ports.records.grants()) == 1
        assert {c.state.slug for c in await jobs.cards.all()} == {"test_only", "healthy"}


@story
async def test_a_page_that_was_not_ticked_again_keeps_its_own_sign_in(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        before = by_name(await connect(jobs, dialog, ["Crumb Kitchen", "Crumb Bakery"]))
        dialog.ticked = [KITCHEN]
        await connect(jobs, dialog, ["Crumb Kitchen"])
        now = by_name(await jobs.ports.records.connections())
        assert now["Crumb Bakery"].grant_id == before["Crumb Bakery"].grant_id
        assert now["Crumb Kitchen"].grant_id != before["Crumb Kitchen"].grant_id


@story
async def test_a_token_of_the_explorer_becomes_a_lasting_sign_in(home: Home, dialog: Dialog) -> None:
    pair = await asyncio.to_thread(dialog.pair)
    short = await asyncio.to_thread(dialog.visitor.meta_explorer_token, dialog.made["app_id"])
    async with home.jobs(over(dialog)) as jobs:
        order = ConnectRequest(platform="facebook", route="explorer", given={**pair, "access": short})
        (page,) = await jobs.connect.run(order, Scripted(picks=["Crumb Kitchen"]))
        _, values = await bundle(jobs, page)
        assert values["access"] != short
        assert dialog.meta.tokens[values["access"]].long
        assert short not in values.values()
        assert page.token_name == f"page:{KITCHEN}"
        assert dialog.opened == []


@story
async def test_posts_visible_and_unseen_go_out_with_the_pages_token(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        page = by_name(await connect(jobs, dialog))["Crumb Kitchen"]
        for rung in ("private", "public"):
            plan = jobs.posting.plan(page, rung, "Rye bread at eight")
            post = await jobs.posting.publish(plan, delete_after=None)
            assert post.post_ref in {**dialog.meta.posts, **dialog.meta.photos}
            assert (await jobs.posting.delete(post)).status == "deleted"
        assert (dialog.meta.posts, dialog.meta.photos) == ({}, {})


@story
async def test_no_to_the_accounts_leaves_nothing(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog, yes=lambda q: q.kind != "identity")
        with pytest.raises(Cancelled):
            await jobs.connect.run(ConnectRequest(platform="facebook"), ask)
        assert await jobs.ports.records.grants() == []
        assert dialog.made["client_secret"] in home.secret_values()  # the Meta app stays; the sign-in does not


@story
async def test_a_full_disk_at_the_last_step_loses_nothing(home: Home, dialog: Dialog) -> None:
    """The Page tokens lie in the keychain, the pointer has not moved: the sign-in waits for its "is this you?"."""

    async def full(*_args: object, **_kwargs: object) -> None:
        raise StoreError("The disk is full.", "Make room.")

    async with home.jobs(over(dialog)) as jobs:
        records = jobs.ports.records
        whole = records.promote_grant
        records.promote_grant = full  # type: ignore[method-assign,assignment]
        with pytest.raises(StoreError):
            await connect(jobs, dialog)
        records.promote_grant = whole  # type: ignore[method-assign]
        (grant,) = await records.grants(status="pending")
        assert (await records.item(grant.item_id)).generation == 1  # type: ignore[union-attr]
        found = await connect(jobs, dialog)
        assert len(found) == len(ALL)
        assert len(dialog.opened) == 1


@story
async def test_instagram_asked_for_by_itself_begins_at_facebook(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog, ALL, page="yes")
        found = await jobs.connect.run(ConnectRequest(platform="instagram"), ask)
        assert {c.platform for c in found} == {"facebook", "instagram"}
        assert await jobs.ports.records.setups() == []
