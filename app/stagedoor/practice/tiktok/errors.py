"""TikTok's two ways to say no.

OAuth answers flat, often with status 200 (developers.tiktok.com/doc/oauth-error-handling). Everything else answers in
an envelope whose `error.code` is "ok" on success (developers.tiktok.com/doc/tiktok-api-v2-error-handling).
"""

from typing import Any

from stagedoor.practice.messages import Answer, RefusedError, json_answer
from stagedoor.practice.place import Place

STATUS = {
    "access_token_invalid": 401, "scope_not_authorized": 401, "rate_limit_exceeded": 429, "internal_error": 500,
    "spam_risk_too_many_posts": 403, "spam_risk_user_banned_from_posting": 403, "reached_active_user_cap": 403,
    "spam_risk_too_many_pending_share": 403, "unaudited_client_can_only_post_to_private_accounts": 403,
    "url_ownership_unverified": 403, "privacy_level_option_mismatch": 403,
}  # fmt: skip


def log_id(place: Place) -> str:
    return f"20261121{place.mint.number(14)}"


def answer(place: Place, data: dict[str, Any]) -> Answer:
    """A good answer of the data and posting calls."""
    return json_answer({"data": data, "error": {"code": "ok", "message": "", "log_id": log_id(place)}})


def refused(place: Place, code: str, message: str, *, status: int = 0, reason: str = "") -> RefusedError:
    """An envelope that says no; 400 where the code has no status of its own."""
    body = {"data": {}, "error": {"code": code, "message": message, "log_id": log_id(place)}}
    return RefusedError(json_answer(body, status or STATUS.get(code, 400), reason=reason or f"{code}: {message}"))


def oauth(place: Place, status: int, error: str, description: str, *, reason: str = "") -> RefusedError:
    body = {"error": error, "error_description": description, "log_id": log_id(place)}
    return RefusedError(json_answer(body, status, reason=reason or f"{error}: {description}"))
