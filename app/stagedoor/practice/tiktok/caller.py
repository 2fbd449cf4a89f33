"""Who calls: a person's token, what it may do, and how often it asked in this minute."""

from dataclasses import dataclass
from typing import Any

from stagedoor.practice.messages import Ask
from stagedoor.practice.tiktok import errors, limits
from stagedoor.practice.tiktok.state import Account, TikTok


@dataclass(frozen=True)
class Caller:
    client: str  # client key
    account: Account
    scopes: tuple[str, ...]


def user(tiktok: TikTok, ask: Ask, scope: str) -> Caller:
    """The person behind the Bearer token, who gave that permission. A client token is nobody's."""
    kind, _, value = ask.headers.get("authorization", "").partition(" ")
    token = tiktok.engine.find(value) if kind.lower() == "bearer" else None
    if token is None:
        text = "The access token is invalid or not found in the request."
        raise errors.refused(tiktok.place, "access_token_invalid", text)
    limits.count(tiktok, ask, value)
    grant = token.grant
    caller = Caller(grant.client, tiktok.accounts[grant.person], grant.scopes)
    if scope not in grant.scopes:
        raise scope_missing(tiktok, scope)
    return caller


def scope_missing(tiktok: TikTok, scope: str) -> Exception:
    text = f"The user did not authorize the scope required for completing this request: {scope}"
    return errors.refused(tiktok.place, "scope_not_authorized", text)


def body(tiktok: TikTok, ask: Ask) -> dict[str, Any]:
    """The JSON object of a posting call; an empty body counts as an empty object."""
    if not ask.body:
        return {}
    try:
        found = ask.json() if ask.media_type == "application/json" else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise errors.refused(tiktok.place, "invalid_params", "The body must be a JSON object in UTF-8.")
    return found
