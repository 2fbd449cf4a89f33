"""Telegram"""

from tests.helpers.home import Home
from tests.services.rig import NEWS, TELEGRAM, TESTERS, connect_telegram, story

from stagedoor.practice import Visitor


@story
async def test_one(home: Home, visitor: Visitor):
    (connection,) = await connect_telegram(home, visitor)
    assert connection.handle == TELEGRAM


@story
async def test_two(home: Home, visitor: Visitor):
    cs = await connect_telegram(home, visitor, NEWS, TESTERS)
    assert len(cs) == 2
