import asyncio, pytest
from tests.services.sitting import connect
from stagedoor.desktop.pages.accounts import acts
from tests.services.rig import story
from tests.helpers.home import Home
@story
async def test_x(home: Home):
    async with home.jobs() as jobs:
        await jobs.setups.open("facebook")
        p = await acts.seen(jobs)
        print(p.sitting, p.cards)
        await connect(jobs, "threads", "generator")
        p = await acts.seen(jobs)
        print(p.sitting, p.cards)
