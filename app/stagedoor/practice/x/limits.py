"""Rate limits per caller and endpoint (docs.x.com/x-api/fundamentals/rate-limits): 15-minute windows."""

import re

from stagedoor.practice.messages import Ask
from stagedoor.practice.x import errors
from stagedoor.practice.x.state import Window, X

SECONDS = 900
LIMITS = {
    "POST /2/tweets": 100,
    "DELETE /2/tweets/:id": 50,
    "GET /2/tweets/:id": 900,
    "GET /2/users/me": 75,
    "GET /2/users/:id/tweets": 900,
    "GET /2/usage/tweets": 50,
}


def endpoint(ask: Ask) -> str:
    """Such as "DELETE /2/tweets/:id"."""
    return f"{ask.method} {re.sub(r'/[0-9]{4,}', '/:id', ask.path.removeprefix('/x/api'))}"


def count(x: X, ask: Ask, who: str) -> None:
    """Counts one call, failed ones too; raises 429 when the window is full."""
    window = _window(x, who, endpoint(ask))
    if window.used >= window.limit:
        raise errors.too_many(x.place)
    window.used += 1


def headers(x: X, ask: Ask) -> tuple[tuple[str, str], ...]:
    """The three headers that stand on every answer of the v2 API."""
    name = endpoint(ask)
    mine = [w for (_, key), w in x.windows.items() if key == name]
    window = mine[-1] if mine else _new(x, name)
    left = max(0, window.limit - window.used)
    values = (window.limit, left, int(window.ends))
    return tuple(
        zip(("x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset"), map(str, values), strict=True)
    )


def _window(x: X, who: str, name: str) -> Window:
    window = x.windows.pop((who, name), None)
    if window is None or x.place.now() >= window.ends:
        window = _new(x, name)
    window.limit = x.limits.get(name, window.limit)
    x.windows[who, name] = window  # the newest stands last
    return window


def _new(x: X, name: str) -> Window:
    return Window(x.limits.get(name, LIMITS.get(name, 900)), x.place.now() + SECONDS)
