"""What a step says beside its instructions: that it was done for another platform, and which details are missing."""

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.domain.asking import Guide
from stagedoor.domain.errors import Cancelled
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs


async def walked(jobs: Jobs, platform: str, route: str) -> dict[str, Guide]:
    """The steps that a person saw who has no keys yet, by id."""
    ask = Scripted(fills={"meta_id": "1234567890123456"})
    with pytest.raises(Cancelled):
        await jobs.connect.run(ConnectRequest(platform=platform, route=route), ask)
    return {guide.id: guide for guide in ask.guides}


@story
async def test_a_meta_app_is_made_once_for_all_its_platforms(home: Home):
    async with home.jobs() as jobs:
        first = await walked(jobs, "threads", "generator")
        second = await walked(jobs, "instagram", "token")
        for setup in await jobs.ports.records.setups():
            if setup.platform == "threads":
                await jobs.setups.end(setup)
        again = await walked(jobs, "threads", "generator")
    assert first["create"].done_for == ""
    assert second["create"].done_for == "Threads"
    assert again["create"].done_for == ""
    assert all(guide.done_for == "" for id, guide in second.items() if id != "create")


@story
async def test_details_that_a_step_wants_and_nobody_filled_in_are_named(home: Home):
    async with home.jobs() as jobs:
        lacking = (await walked(jobs, "threads", "generator"))["create"]
    async with home.jobs() as jobs:
        await jobs.details.keep({"email": "ana@crumb.org"})
        for setup in await jobs.ports.records.setups():
            await jobs.setups.end(setup)
        filled = (await walked(jobs, "threads", "generator"))["create"]
    assert lacking.lacks == ["Contact e-mail"]
    assert filled.lacks == []
    assert "ana@crumb.org" in [row.value for row in filled.copy]
