"""What one must have before a guide: ticked once, kept for every later guide."""

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.domain.errors import Cancelled
from stagedoor.services.connect import ConnectRequest


@story
async def test_a_tick_is_kept_and_shown_at_the_gate(home: Home):
    async with home.jobs() as jobs:
        await jobs.needs.tick("telegram", "admin", on=True)
    ask = Scripted(yes=False)
    async with home.jobs() as jobs:
        with pytest.raises(Cancelled):
            await jobs.connect.run(ConnectRequest(platform="telegram", route="bot"), ask)
    (gate,) = ask.confirmations
    assert {need.id: need.ticked for need in gate.needs} == {"telegram": False, "admin": True}


@story
async def test_a_tick_can_be_taken_back(home: Home):
    async with home.jobs() as jobs:
        await jobs.needs.tick("telegram", "admin", on=True)
        await jobs.needs.tick("telegram", "admin", on=False)
        listed = await jobs.needs.by_platform(["telegram"])
    assert not any(need.ticked for need in listed["telegram"])


@story
async def test_the_list_over_platforms_has_every_need_once_and_only_those_of_a_known_way(home: Home):
    async with home.jobs() as jobs:
        listed = await jobs.needs.by_platform(["x", "telegram"], {"telegram": "manual"})
        ways = jobs.ports.platforms.spec("x").route.values()
    assert [need.id for need in listed["x"]] == list(dict.fromkeys(id for way in ways for id in way.needs))
    assert "admin" not in {need.id for need in listed["telegram"]}
