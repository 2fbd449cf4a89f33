"""Answers in the words that a platform's documentation or its users report, where practice has no occasion for them."""

import json
from collections.abc import Callable
from typing import Any

from tests.platforms.bench import Bench

from stagedoor.domain.exchange import Response

Made = dict[str, tuple[str, Callable[[Bench], object]]]
"""Error id: the way to connect, and what to do on it so that practice refuses."""

Said = dict[str, list[Response]]
"""Error id: every documented answer that means it."""


def answer(status: int, body: Any, **headers: str) -> Response:
    """A JSON answer; a text is sent as it is, as a front server would."""
    if isinstance(body, str):
        return Response(status=status, headers={"content-type": "text/html", **headers}, body=body.encode())
    return Response(
        status=status, headers={"content-type": "application/json", **headers}, body=json.dumps(body).encode()
    )
