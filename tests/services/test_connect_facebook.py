"""Facebook: several Pages and Instagram in one sign-in, one more later, repairs, and one cause for all that ended."""

import asyncio
from collections.abc import Iterable

import pytest
from tests.helpers.ask import Say, Scripted
from tests.helpers.home import Home
from tests.services.meta import BAKERY, INSTAGRAM, KITCHEN, MARKET, Dialog, over
from tests.services.rig import bundle, story

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import Cancelled, SignInNeeded, StoreError
from stagedoor.practice import Visitor
from stagedoor.services.connect import Order
from stagedoor.services.jobs import Jobs

ALL = ("Crumb Kitchen", "Crumb Bakery", "Crumb Market", "Crumb on Instagram")
ANSWERS = {"mode": "development", "instagram": "yes"}


@pytest.fixture
def dialog(visitor: Visitor) -> Dialog:
    return Dialog(visitor)


async def connect(jobs: Jobs, dialog: Dialog, picks: Iterable[str] = ALL) -> list[Connection]:
    return await jobs.connect.run(Order(platform="facebook"), await person(dialog, picks))


async def person(
    dialog: Dialog, picks: Iterable[str] = ALL, *, pastes: bool = False, yes: Say = True, **answers: str
) -> Scripted:
    fills = await asyncio.to_thread(dialog.pair)
    return Scripted(
        fills=fills, choices={**ANSWERS, **answers}, picks=picks, yes=yes,
        pastes=(lambda _: dialog.back) if pastes else None,
    )  # fmt: skip


def by_name(connections: Iterable[Connection]) -> dict[str, Connection]:
    return {c.name: c for c in connections}


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
        tokens = {t.name: t for t in await jobs.world.records.tokens(instagram.grant_id or "")}
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
        (market,) = await jobs.connect.run(Order(platform="facebook"), ask)
        assert market.external_id == MARKET


@story
async def test_a_page_without_the_right_to_make_content_says_so(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog, ["Crumb on Instagram"])
        await jobs.connect.run(Order(platform="facebook"), ask)
    (club,) = [c for c in ask.found if c.name == "Rye Club"]
    assert "making content" in club.problem


@story
async def test_one_page_more_and_the_others_stay(home: Home, dialog: Dialog) -> None:
    dialog.ticked = [KITCHEN, BAKERY]
    async with home.jobs(over(dialog)) as jobs:
        before = by_name(await connect(jobs, dialog, ["Crumb Kitchen", "Crumb Bakery", "Crumb on Instagram"]))
        dialog.ticked = [KITCHEN, BAKERY, MARKET]
        ask = await person(dialog, ["Crumb Market"])
        (market,) = await jobs.connect.run(Order(platform="facebook"), ask)
        (leaving,) = ask.leavings
        assert any("Keep these ticked" in said and "Crumb Bakery" in said for said in leaving.warnings)
        now = by_name(await jobs.world.records.connections())
        assert set(now) == {*before, "Crumb Market"}
        assert {c.grant_id for c in now.values()} == {market.grant_id}
        assert {name: c.handle for name, c in now.items() if name in before} == {n: c.handle for n, c in before.items()}
        assert len(await jobs.world.records.grants()) == 1
        assert {c.state.slug for c in await jobs.cards.all()} == {"test_only", "healthy"}


@story
async def test_a_page_that_was_not_ticked_again_keeps_its_own_sign_in(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        before = by_name(await connect(jobs, dialog, ["Crumb Kitchen", "Crumb Bakery"]))
        dialog.ticked = [KITCHEN]
        await connect(jobs, dialog, ["Crumb Kitchen"])
        now = by_name(await jobs.world.records.connections())
        assert now["Crumb Bakery"].grant_id == before["Crumb Bakery"].grant_id
        assert now["Crumb Kitchen"].grant_id != before["Crumb Kitchen"].grant_id


@story
async def test_a_changed_password_ends_all_and_one_sign_in_mends_all(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        found = by_name(await connect(jobs, dialog))
        dialog.meta.kill(460)
        for checked in await jobs.health.check_all(list(found.values()), by="person", paid=False):
            assert checked.state.slug == "reconnect"
        cards = await jobs.cards.all()
        telling = [card for card in cards if not card.same_as]
        assert len(telling) == 1
        assert "password" in telling[0].state.cause
        for card in cards:
            if card.same_as:
                assert card.same_as == telling[0].connection.handle
                assert f"Same cause as {telling[0].connection.name} (Facebook)" in card.state.cause
        mends = found["Crumb on Instagram"].handle
        await jobs.connect.run(Order(platform="instagram", again=mends), await person(dialog, ["Crumb Kitchen"]))
        assert {card.state.slug for card in await jobs.cards.all()} == {"test_only", "healthy"}
        assert len({c.grant_id for c in await jobs.world.records.connections()}) == 1


@story
async def test_an_unticked_permission_is_repaired_after_publishing_by_a_pasted_address(
    home: Home, dialog: Dialog
) -> None:
    dialog.ticked = [KITCHEN]
    dialog.declined = ["pages_manage_posts"]
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog, ["Crumb Kitchen"], yes=lambda q: q.yes != "Sign in again")
        (page,) = await jobs.connect.run(Order(platform="facebook"), ask)
        (card,) = await jobs.cards.all()
        assert card.state.slug == "partial"
        assert "post" not in card.abilities
        dialog.declined = []
        await asyncio.to_thread(dialog.visitor.meta_publish, dialog.made["app_id"])
        again = await person(dialog, ["Crumb Kitchen"], pastes=True, mode="published")
        (mended,) = await jobs.connect.run(Order(platform="facebook", again=page.handle), again)
        assert (mended.handle, mended.route) == (page.handle, "paste")
        assert "redirect_uri=https%3A%2F%2Flocalhost" in dialog.opened[-1]
        assert [q.id for q in again.questions] == ["mode"]
        assert again.guides == []  # the Meta app is here already: nothing has to be pasted again
        (card,) = await jobs.cards.all()
        assert card.state.slug == "healthy"


@story
async def test_a_token_of_the_explorer_becomes_a_lasting_sign_in(home: Home, dialog: Dialog) -> None:
    pair = await asyncio.to_thread(dialog.pair)
    short = await asyncio.to_thread(dialog.visitor.meta_explorer_token, dialog.made["app_id"])
    async with home.jobs(over(dialog)) as jobs:
        order = Order(platform="facebook", route="explorer", given={**pair, "access": short})
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
async def test_one_of_several_leaves_and_the_sign_in_stays_for_the_others(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        found = by_name(await connect(jobs, dialog))
        plan = await jobs.disconnect.plan(found["Crumb Bakery"], keep_at_platform=False)
        assert {c.name for c in plan.shares} == {*ALL} - {"Crumb Bakery"}
        assert not plan.revokes
        assert not await jobs.disconnect.run(plan)
        rest = await jobs.world.records.connections()
        states = await jobs.health.check_all(rest, by="person", paid=False)
        assert {s.state.slug for s in states} == {"test_only", "healthy"}
        for connection in rest:
            plan = await jobs.disconnect.plan(connection, keep_at_platform=False)
            revoked = await jobs.disconnect.run(plan)
        assert revoked  # with the last one, everything of this person and Meta app
        assert await jobs.world.records.grants() == []


@story
async def test_no_to_the_accounts_leaves_nothing(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog, yes=lambda q: q.kind != "identity")
        with pytest.raises(Cancelled):
            await jobs.connect.run(Order(platform="facebook"), ask)
        assert await jobs.world.records.grants() == []
        assert dialog.made["client_secret"] in home.secret_values()  # the Meta app stays; the sign-in does not


@story
async def test_a_full_disk_at_the_last_step_loses_nothing(home: Home, dialog: Dialog) -> None:
    """The Page tokens lie in the keychain, the pointer has not moved: the sign-in waits for its "is this you?"."""

    async def full(*_args: object, **_kwargs: object) -> None:
        raise StoreError("The disk is full.", "Make room.")

    async with home.jobs(over(dialog)) as jobs:
        records = jobs.world.records
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
        found = await jobs.connect.run(Order(platform="instagram"), ask)
        assert {c.platform for c in found} == {"facebook", "instagram"}
        assert await jobs.world.records.setups() == []


@story
async def test_a_dead_sign_in_stands_in_no_scripts_way_without_a_reason(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        page = by_name(await connect(jobs, dialog))["Crumb Kitchen"]
        dialog.meta.kill(458)
        await jobs.health.check(page, by="person", paid=False)
        with pytest.raises(SignInNeeded, match="Business integrations"):
            await jobs.scripts.token(page)


@story
async def test_only_the_owner_sees_posts_until_somebody_looked_in_a_private_window(home: Home, dialog: Dialog) -> None:
    dialog.ticked = [BAKERY]
    stranger = Visitor(home.world)
    async with home.jobs(over(dialog)) as jobs:
        (page,) = await connect(jobs, dialog, [])
        private = await jobs.posting.publish(jobs.posting.plan(page, "private", "Rye"), delete_after=None)
        assert await jobs.visible.question(page, private) is None
        post = await jobs.posting.publish(jobs.posting.plan(page, "public", "Rye"), delete_after=None)
        question = await jobs.visible.question(page, post)
        assert question is not None
        assert post.link in question.lines
        assert (await asyncio.to_thread(dialog.visitor.open, post.link or "")).status == 200
        assert (await asyncio.to_thread(stranger.open, post.link or "")).status == 404
        (card,) = await jobs.cards.all()
        assert "your Meta app is published" in card.state.cause
        assert "privacy page" in card.state.fix
        await asyncio.to_thread(dialog.visitor.meta_publish, dialog.made["app_id"])
        post = await jobs.posting.publish(jobs.posting.plan(page, "public", "Rye bread"), delete_after=None)
        assert (await asyncio.to_thread(stranger.open, post.link or "")).status == 200
        await jobs.visible.seen(page)
        assert [card.state.slug for card in await jobs.cards.all()] == ["healthy"]
        assert await jobs.visible.question(page, post) is None


@story
async def test_data_access_has_an_end_before_which_one_signs_in_once(home: Home, dialog: Dialog) -> None:
    dialog.ticked = [BAKERY]
    async with home.jobs(over(dialog)) as jobs:
        await connect(jobs, dialog, [])
        (card,) = await jobs.cards.all()
        assert card.once
        assert card.ends_at == pytest.approx(home.clock.now() + 90 * 86_400, abs=60)
        home.clock.ahead = 80 * 86_400
        (card,) = await jobs.cards.all()
        assert card.state.slug == "ends_soon"
        assert "no end date" in card.state.cause
