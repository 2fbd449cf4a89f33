"""LinkedIn without a developer app: for profiles whose owners want none, and for Pages."""

from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.services.connect import ConnectRequest


@story
async def test_by_hand(home: Home):
    ask = Scripted(fills={"username": "https://www.linkedin.com/in/ana-crumb/"})
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="linkedin", route="manual"), ask)
    assert (connection.handle, connection.grant_id) == ("linkedin/ana-crumb", None)


@story
async def test_for_a_page_it_stops_kindly_and_offers_by_hand(home: Home):
    """Nobody fills in LinkedIn's long form for companies in vain."""
    ask = Scripted(choices={"target": "page"}, fills={"username": "crumb-kitchen"})
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="linkedin"), ask)
        spec = jobs.ports.platforms.spec("linkedin")
    assert (connection.handle, connection.route, connection.grant_id) == ("linkedin/crumb-kitchen", "manual", None)
    (question,) = ask.questions
    assert "registered company with a website and a business e-mail" in question.why
    assert [g.title for g in ask.guides] == [step.title for step in spec.route["manual"].step.values()]
