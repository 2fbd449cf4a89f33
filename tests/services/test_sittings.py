"""Several platforms in one sitting: what is left is told by what is there, however it came about."""

import pytest
from tests.helpers.home import Home
from tests.services.rig import story
from tests.services.sitting import META_ID, connect

from stagedoor.domain.errors import BadInput, NotFound
from stagedoor.services.apps import Apps
from stagedoor.services.by_hand import keep_by_hand
from stagedoor.services.jobs import Jobs

SITE = "https://crumb.org/privacy"
LEGS = ["facebook", "instagram", "threads", "pages", "publish"]


async def account_of(jobs: Jobs, leg: str) -> str:
    return next(row.account for row in (await jobs.sittings.progress("meta")).legs if row.id == leg)


async def states(jobs: Jobs) -> dict[str, str]:
    return {row.id: row.state for row in (await jobs.sittings.progress("meta")).legs}


@story
async def test_nothing_is_done_at_first_and_the_first_leg_comes_next(home: Home):
    async with home.jobs() as jobs:
        (sitting,) = jobs.sittings.all()
        progress = await jobs.sittings.progress(sitting.id)
    assert [row.id for row in progress.legs] == LEGS
    assert {row.state for row in progress.legs} == {"open"}
    assert (progress.next, progress.done) == ("facebook", 0)
    assert progress.left == progress.minutes == 45


@story
async def test_what_is_connected_is_done_and_what_was_begun_goes_on(home: Home):
    async with home.jobs() as jobs:
        await connect(jobs, "facebook", "explorer")
        setup = await jobs.setups.open("threads")
        await jobs.setups.keep(setup, route="generator", step="permissions")
        progress = await jobs.sittings.progress("meta")
        after = await jobs.sittings.after("facebook")
    assert {row.id: row.state for row in progress.legs} == {
        "facebook": "done", "instagram": "open", "threads": "going", "pages": "open", "publish": "open",
    }  # fmt: skip
    assert progress.legs[2].where == "Step 3 of 5"
    assert progress.next == "instagram"
    assert after == progress


@story
async def test_an_account_by_hand_is_no_leg_done(home: Home):
    async with home.jobs() as jobs:
        setup = await jobs.setups.open("threads")
        await keep_by_hand(jobs.ports, await jobs.setups.keep(setup, route="manual"), "crumbkitchen")
        assert [c.platform for c in await jobs.ports.records.connections()] == ["threads"]
        assert (await states(jobs))["threads"] == "open"


@story
async def test_a_leg_is_passed_over_and_taken_up_again_elsewhere(home: Home):
    async with home.jobs() as jobs:
        await jobs.sittings.skip("meta", "facebook", on=True)
        assert (await jobs.sittings.progress("meta")).next == "instagram"
    async with home.jobs() as jobs:
        assert (await states(jobs))["facebook"] == "skipped"
        await connect(jobs, "facebook", "explorer")
        assert (await states(jobs))["facebook"] == "done"
        await jobs.sittings.skip("meta", "facebook", on=False)
        with pytest.raises(NotFound):
            await jobs.sittings.skip("meta", "myspace", on=True)
        with pytest.raises(NotFound):
            await jobs.sittings.progress("google")


@story
async def test_needs_of_all_platforms_are_one_list_and_shared_ones_are_ticked_for_each(home: Home):
    async with home.jobs() as jobs:
        needs = (await jobs.sittings.progress("meta")).needs
        developer = next(need for need in needs if "threads.developer" in need.keys)
        assert len(developer.platforms) == 3
        assert len({key for need in needs for key in need.keys}) == sum(len(need.keys) for need in needs)
        await jobs.sittings.tick(developer.keys, on=True)
        ticked = [need for need in (await jobs.sittings.progress("meta")).needs if need.row.ticked]
        assert [need.keys for need in ticked] == [developer.keys]
        await jobs.needs.tick("facebook", "profile", on=False)
        assert not any(need.row.ticked for need in (await jobs.sittings.progress("meta")).needs)


@story
async def test_the_privacy_page_counts_once_it_has_an_address_that_opens(home: Home):
    async with home.jobs() as jobs:
        await jobs.details.keep({"privacy_url": SITE})
        assert (await states(jobs))["pages"] == "done"
        seen = f'{{"url": "{SITE}", "at": 1, "problem": "There is no page at this address (404)."}}'
        await jobs.ports.records.set_setting("details.seen.privacy_url", seen)
        row = (await jobs.sittings.progress("meta")).legs[3]
        assert (row.state, row.where) == ("going", "There is no page at this address (404).")


@story
async def test_the_last_leg_leads_to_the_app_and_names_what_is_missing(home: Home):
    async with home.jobs() as jobs:
        row = (await jobs.sittings.progress("meta")).legs[-1]
        assert row.link.endswith("/apps/")
        assert row.lacks == ["Privacy page", "Page about deleting data"]
        await connect(jobs, "facebook", "explorer")
        await jobs.details.keep({"privacy_url": SITE})
        row = (await jobs.sittings.progress("meta")).legs[-1]
    assert row.link.endswith(f"/apps/{META_ID}/go_live/")
    assert [copy.value for copy in row.copy] == [SITE]
    assert row.lacks == ["Page about deleting data"]


@story
async def test_what_the_person_saw_is_kept_and_the_app_counts_as_published(home: Home):
    async with home.jobs() as jobs:
        await connect(jobs, "facebook", "explorer")
        await jobs.sittings.answer("meta", "publish", "no")
        row = (await jobs.sittings.progress("meta")).legs[-1]
        assert (row.state, row.answer) == ("going", "no")
        (app,) = await jobs.ports.records.apps("facebook")
        assert "mode" not in app.answers
        await Apps(jobs.ports, jobs.keeper).answered(app, {"mode": "published"})
        assert (await states(jobs))["publish"] == "done"
        await Apps(jobs.ports, jobs.keeper).answered(app, {"mode": "development"})
        await jobs.sittings.answer("meta", "publish", "yes")
        assert (await states(jobs))["publish"] == "done"
        (app,) = await jobs.ports.records.apps("facebook")
        assert app.answers["mode"] == "published"
        with pytest.raises(BadInput):
            await jobs.sittings.answer("meta", "facebook", "yes")


@story
async def test_when_all_is_done_nothing_comes_after(home: Home):
    async with home.jobs() as jobs:
        for leg in ("instagram", "threads", "pages", "publish"):
            await jobs.sittings.skip("meta", leg, on=True)
        await connect(jobs, "facebook", "explorer")
        assert await jobs.sittings.after("facebook") is None
        assert await jobs.sittings.after("telegram") is None


@story
async def test_the_last_part_names_the_account_for_its_test_post(home: Home):
    async with home.jobs() as jobs:
        assert await account_of(jobs, "publish") == ""
        await connect(jobs, "facebook", "browser")
        assert (await account_of(jobs, "publish")).startswith("facebook/")
        assert await account_of(jobs, "threads") == ""


@story
async def test_what_was_not_seen_is_known_where_it_is_mended(home: Home):
    async with home.jobs() as jobs:
        await connect(jobs, "facebook", "browser")
        (page,) = await jobs.ports.records.connections()
        await jobs.visible.not_seen(page)
        row = next(row for row in (await jobs.sittings.progress("meta")).legs if row.id == "publish")
        assert (row.state, row.answer) == ("going", "no")
        await jobs.visible.seen(page)
        assert (await states(jobs))["publish"] == "done"
