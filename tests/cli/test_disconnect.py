"""`stagedoor disconnect`: what stays is said before it, and one that a crash cut off is finished later."""

import asyncio
import json

from tests.journeys.program import Home
from tests.journeys.steps import TELEGRAM

from stagedoor import bootstrap
from stagedoor.practice import Visitor


def test_keys_of_the_app_and_posts_that_stay_are_said_before_a_disconnect(home: Home) -> None:
    visitor = Visitor(home.world)
    made = visitor.x_make_app("\n".join(home.callbacks))
    made |= visitor.x_generate_access_token(made["app_id"])
    four = {k: made[k] for k in ("api_key", "api_secret", "access_token", "access_token_secret")}
    running = home.start("connect", "x", "--route", "keys", "--keys", "-", "--yes")
    running.say(json.dumps(four))
    assert home.finish(running).code == 0
    result = home.run("disconnect", "x/crumbkitchen", "--yes")
    assert "The keys of your X app stay on this computer" in result.err


def test_check_finishes_what_a_crash_left(connected: Home) -> None:
    async def begin() -> None:
        async with bootstrap.build(dict(connected.environ)) as jobs:
            found = await jobs.ports.records.connection(TELEGRAM)
            assert found is not None
            await jobs.ports.records.begin_disconnect(found.id)

    asyncio.run(begin())
    assert connected.run("token", TELEGRAM).code == 2
    assert connected.run("check").code == 0
    assert json.loads(connected.run("list", "--json").out)["connections"] == []
