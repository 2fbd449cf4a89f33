"""What goes wrong alike at the platforms of Meta, and the envelope in which they say it."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace
from tests.platforms.bench import Bench
from tests.platforms.scripted import answer

from stagedoor.domain.exchange import Response
from stagedoor.platforms.errors import refusal


def denied(b: Bench) -> None:
    back = b.visitor.consent(b.authorize_url(b.attempt()), "deny")
    said = dict(parse_qsl(urlsplit(str(back)).query))
    raise refusal(b.adapter.explain(Response(status=400, headers={}, body=json.dumps(said).encode())))


def code_after(seconds: int) -> Callable[[Bench], object]:
    """The code is brought that long after it was given."""

    def act(b: Bench) -> object:
        attempt = b.attempt()
        code = b.code(attempt)
        b.world.clock.advance(seconds)
        return b.run(b.adapter.exchange(attempt, code, b.brought))

    return act


def other_redirect(b: Bench) -> object:
    attempt = b.attempt()
    code = b.code(attempt)
    return b.run(b.adapter.exchange(replace(attempt, redirect_uri=attempt.redirect_uri + "x"), code, b.brought))


def graph(code: int, message: str = "", subcode: int = 0, status: int = 400, **more: Any) -> Response:
    """An error in the envelope of the Graph API."""
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbCdEfGhIjK", **more}
    return answer(status, {"error": error | ({"error_subcode": subcode} if subcode else {})})
