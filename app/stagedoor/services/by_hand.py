"""An account without any key: its posts are published by the person."""

from __future__ import annotations

from stagedoor.domain.entities import Connection, Setup, new_id
from stagedoor.domain.handles import propose
from stagedoor.services.ports import Ports


async def keep_by_hand(ports: Ports, setup: Setup, typed: str) -> Connection:
    """The account that is called as typed (an @name or a name). One that has a sign-in keeps it."""
    username = typed.lstrip("@")
    known = await ports.records.connections()
    connection = Connection(
        id=new_id(),
        handle=propose(
            setup.platform,
            username=username,
            name=username,
            external_id=username,
            taken=[c.handle for c in known],
        ),
        platform=setup.platform,
        route=setup.route or "manual",
        kind="account",
        grant_id=None,
        external_id=f"hand:{username.lower()}",
        name=username,
        username=username,
        position=len(known),
        confirmed_at=ports.now(),
    )
    activity = [ports.activity("connected", connection)]
    return await ports.records.keep_by_hand(connection, setup_id=setup.id, activity=activity)
