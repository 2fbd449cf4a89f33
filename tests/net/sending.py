"""Sends one request as a service would, from a test that is not async itself."""

import asyncio
from typing import Any

from stagedoor.domain.errors import NetworkError
from stagedoor.domain.exchange import Request, Response
from stagedoor.net.client import HttpxHttp


def send(url: str, *, deadline: float = 10.0, limit: int = 1024 * 1024, **fields: Any) -> Response:
    async def once() -> Response:
        http = HttpxHttp()
        try:
            request = Request(**{"method": "GET", "url": url, "name": "platform.call", **fields})
            return await http.send(request, deadline=deadline, limit=limit)
        finally:
            await http.aclose()

    return asyncio.run(once())


def failure(url: str, **fields: Any) -> NetworkError:
    """The error that sending ends in."""
    try:
        response = send(url, **fields)
    except NetworkError as error:
        return error
    raise AssertionError(f"answered {response}")
