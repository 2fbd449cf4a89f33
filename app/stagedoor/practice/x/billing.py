"""What a call costs (docs.x.com/x-api/getting-started/pricing, self-serve since 2026-04-20), in US dollars."""

from datetime import UTC, datetime

from stagedoor.practice.x import errors, text
from stagedoor.practice.x.caller import Caller
from stagedoor.practice.x.state import X

POST, POST_WITH_LINK, DELETE = 0.015, 0.200, 0.010
USER_READ, READ, OWNED = 0.010, 0.005, 0.001


def of_post(words: str) -> tuple[str, float]:
    return ("post with link", POST_WITH_LINK) if text.has_link(words) else ("post", POST)


def check(x: X, caller: Caller) -> None:
    """Blocks when nothing is left, or when the cap that the developer set is reached."""
    payer = x.accounts[caller.app.owner]
    if payer.credits <= 0:
        raise errors.no_credits(x.place)
    if payer.spend_cap is not None and payer.spent >= payer.spend_cap:
        today = datetime.fromtimestamp(x.place.now(), UTC)
        month = today.year * 12 + today.month
        raise errors.spend_cap(x.place, f"{month // 12}-{month % 12 + 1:02}-01")


def take(x: X, caller: Caller, what: str, price: float, resource: str = "") -> None:
    """Checks and bills; failed requests are not billed, so this stands where nothing can fail any more."""
    check(x, caller)
    x.charge(caller.app.owner, what, price, resource)
