"""An account that the platform moved to another id: a Telegram group that became a supergroup."""

from __future__ import annotations

from msgspec.structs import replace

from stagedoor.domain.entities import Connection
from stagedoor.services.ports import Ports


async def follow(ports: Ports, connection: Connection, moved_to: str) -> Connection:
    """The account under its new id, which is kept. Unchanged where an account with that id is here already."""
    known = {(c.platform, c.external_id) for c in await ports.records.connections()}
    if (connection.platform, moved_to) in known:
        return connection
    address = {k: moved_to if v == connection.external_id else v for k, v in connection.address.items()}
    await ports.records.rekey_connection(connection.id, external_id=moved_to, address=address)
    return replace(connection, external_id=moved_to, address=address)
