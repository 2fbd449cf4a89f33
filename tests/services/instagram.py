"""Instagram accounts: along with a Page, and by a token of the portal."""

import asyncio

from tests.helpers.ask import Scripted
from tests.services.facebook import person
from tests.services.meta import Dialog

from stagedoor.domain.entities import Connection
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs


async def along(jobs: Jobs, dialog: Dialog) -> Connection:
    """The account that comes along with a Page."""
    ask = await person(dialog, ["Crumb Kitchen", "Crumb on Instagram"])
    found = await jobs.connect.run(ConnectRequest(platform="facebook"), ask)
    return next(c for c in found if c.platform == "instagram")


def invited(visitor: Visitor) -> str:
    """Through the portal and Instagram, until the portal makes a token. Gives the number of the Meta app."""
    made = visitor.meta_make_app(platform="instagram")
    visitor.instagram_become_tester(made["app_id"])
    return made["app_id"]


async def by_token(jobs: Jobs, visitor: Visitor) -> tuple[Scripted, Connection]:
    app_id = await asyncio.to_thread(invited, visitor)
    token = await asyncio.to_thread(visitor.instagram_make_token, app_id)
    ask = Scripted(fills={"access": token}, choices={"page": "no"})
    (connection,) = await jobs.connect.run(ConnectRequest(platform="instagram"), ask)
    return ask, connection
