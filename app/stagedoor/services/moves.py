"""An account that the platform moved to another id: a Telegram group that became a supergroup."""

from __future__ import annotations

from msgspec.structs import replace

from stagedoor.domain.entities import Connection
from stagedoor.services.world import World


async def follow(world: World, connection: Connection, moved_to: str) -> Connection:
    """The account under its new id, which is kept. Unchanged where an account with that id is here already."""
    known = {(c.platform, c.external_id) for c in await world.records.connections()}
    if (connection.platform, moved_to) in known:
        return connection
    address = {k: moved_to if v == connection.external_id else v for k, v in connection.address.items()}
    await world.records.rekey_connection(connection.id, external_id=moved_to, address=address)
    return replace(connection, external_id=moved_to, address=address)
