"""Facebook afterwards: repairs, one cause for all that ended, who sees the posts, and the end of one of several."""

import asyncio

import pytest
from tests.helpers.home import Home
from tests.services.facebook import ALL, by_name, connect, person
from tests.services.meta import BAKERY, KITCHEN, Dialog, over
from tests.services.rig import story

from stagedoor.domain.errors import SignInNeeded
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest


@pytest.fixture
def dialog(visitor: Visitor) -> Dialog:
    return Dialog(visitor)


@story
async def test_a_changed_password_ends_all_and_one_sign_in_mends_all(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        found = by_name(await connect(jobs, dialog))
        dialog.meta.kill(460)
        for checked in await jobs.health.check_all(list(found.values()), by="person", paid=False):
            assert checked.state.slug == "reconnect"
        cards = await jobs.cards.all()
        assert {(card.abilities_known, *card.abilities) for card in cards} == {(False,)}
        telling = [card for card in cards if not card.same_as]
        assert len(telling) == 1
        assert "password" in telling[0].state.cause
        for card in cards:
            if card.same_as:
                assert card.same_as == telling[0].connection.handle
                assert f"Same cause as {telling[0].connection.name} (Facebook)" in card.state.cause
        mends = found["Crumb on Instagram"].handle
        await jobs.connect.run(
            ConnectRequest(platform="instagram", again=mends), await person(dialog, ["Crumb Kitchen"])
        )
        assert {card.state.slug for card in await jobs.cards.all()} == {"test_only", "healthy"}
        assert all(card.abilities_known and "post" in card.abilities for card in await jobs.cards.all())
        assert len({c.grant_id for c in await jobs.ports.records.connections()}) == 1


@story
async def test_an_unticked_permission_is_repaired_after_publishing_by_a_pasted_address(
    home: Home, dialog: Dialog
) -> None:
    dialog.ticked = [KITCHEN]
    dialog.declined = ["pages_manage_posts"]
    async with home.jobs(over(dialog)) as jobs:
        ask = await person(dialog, ["Crumb Kitchen"], yes=lambda q: q.yes != "Sign in again")
        (page,) = await jobs.connect.run(ConnectRequest(platform="facebook"), ask)
        (card,) = await jobs.cards.all()
        assert card.state.slug == "partial"
        assert "post" not in card.abilities
        dialog.declined = []
        await asyncio.to_thread(dialog.visitor.meta_publish, dialog.made["app_id"])
        again = await person(dialog, ["Crumb Kitchen"], pastes=True, mode="published")
        (mended,) = await jobs.connect.run(
            ConnectRequest(platform="facebook", route=page.route, again=page.handle), again
        )
        assert (mended.handle, mended.route) == (page.handle, "paste")
        assert "redirect_uri=https%3A%2F%2Flocalhost" in dialog.opened[-1]
        assert [q.id for q in again.questions] == ["mode"]
        assert again.guides == []  # the Meta app is here already: nothing has to be pasted again
        (card,) = await jobs.cards.all()
        assert card.state.slug == "healthy"


@story
async def test_a_mend_proposes_only_what_was_connected(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        (page,) = await connect(jobs, dialog, ["Crumb Bakery"])
        dialog.meta.kill(460)
        ask = await person(dialog, ["Crumb Bakery", "Crumb on Instagram"])
        await jobs.connect.run(ConnectRequest(platform="facebook", again=page.handle), ask)
        assert {c.name for c in ask.found} >= {"Crumb Kitchen", "Crumb on Instagram"}
        assert [c.name for c in ask.found if c.proposed] == ["Crumb Bakery"]


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
        assert card.publish == ("meta", "publish")
        await asyncio.to_thread(dialog.visitor.meta_publish, dialog.made["app_id"])
        post = await jobs.posting.publish(jobs.posting.plan(page, "public", "Rye bread"), delete_after=None)
        assert (await asyncio.to_thread(stranger.open, post.link or "")).status == 200
        await jobs.visible.seen(page)
        assert [(card.state.slug, card.publish) for card in await jobs.cards.all()] == [("healthy", None)]
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


@story
async def test_one_of_several_leaves_and_the_sign_in_stays_for_the_others(home: Home, dialog: Dialog) -> None:
    async with home.jobs(over(dialog)) as jobs:
        found = by_name(await connect(jobs, dialog))
        plan = await jobs.disconnect.plan(found["Crumb Bakery"], keep_at_platform=False)
        assert {c.name for c in plan.shares} == {*ALL} - {"Crumb Bakery"}
        assert not plan.revokes
        assert not await jobs.disconnect.run(plan)
        rest = await jobs.ports.records.connections()
        states = await jobs.health.check_all(rest, by="person", paid=False)
        assert {s.state.slug for s in states} == {"test_only", "healthy"}
        for connection in rest:
            plan = await jobs.disconnect.plan(connection, keep_at_platform=False)
            revoked = await jobs.disconnect.run(plan)
        assert revoked  # with the last one, everything of this person and Meta app
        assert await jobs.ports.records.grants() == []
