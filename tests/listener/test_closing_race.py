"""A connection that the system accepted in the very moment of closing is closed as well, not left hanging."""

import asyncio
import gc
import socket

import pytest

from stagedoor.listener.http_server import HttpServer, Limits
from stagedoor.listener.pages import Page
from stagedoor.listener.sockets import bind


async def connected_and_closed(turns: int) -> bytes:
    """A client connects; so many turns of the loop later the server closes. What the client then reads."""
    port, sockets = bind("127.0.0.1", [])
    server = HttpServer(lambda head: Page.NOT_FOUND, Limits())
    await server.start(sockets)
    client = socket.create_connection(("127.0.0.1", port))
    for _ in range(turns):
        await asyncio.sleep(0)
    server.close()
    await server.wait_closed()
    for each in sockets:
        each.close()
    client.settimeout(5)
    with client:
        try:
            return await asyncio.to_thread(client.recv, 1)
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize("turns", range(8))
def test_nobody_is_left_waiting(turns: int):
    assert asyncio.run(connected_and_closed(turns)) == b""
    gc.collect()  # a socket that nobody closed would warn here, and a warning is an error
