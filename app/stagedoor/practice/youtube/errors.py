"""Google's ways to say no: the API's envelope and OAuth's words.

Sources: developers.google.com/youtube/data/docs/errors, developers.google.com/identity/protocols/oauth2; the threads
named beside each.
"""

from typing import Any

from stagedoor.practice.messages import RefusedError, json_answer

STATUS = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE",
}  # fmt: skip


def api(
    status: int, reason: str, message: str, domain: str = "global", *, detail: str = "", **more: Any
) -> RefusedError:
    """The envelope of the Data API; `detail` adds an ErrorInfo."""
    body: dict[str, Any] = {
        "code": status,
        "message": message,
        "errors": [{"message": message, "domain": domain, "reason": reason, **more}],
        "status": STATUS.get(status, "UNKNOWN"),
    }
    if detail:
        info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": detail, "domain": "googleapis.com"}
        body["details"] = [info]
    return RefusedError(json_answer({"error": body}, status, reason=f"{reason}: {message}"))


def unauthorized(reason: str) -> RefusedError:
    refused = api(401, "authError", "Invalid Credentials", location="Authorization", locationType="header")
    return RefusedError(type(refused.answer)(401, refused.answer.body, refused.answer.headers, reason))


def no_channel() -> RefusedError:
    """tokland/youtube-upload#288: not a dead token."""
    return api(401, "youtubeSignupRequired", "Unauthorized", "youtube.header")


def scope_missing() -> RefusedError:
    """youtube/api-samples#52."""
    text = "Request had insufficient authentication scopes."
    return api(403, "insufficientPermissions", text, detail="ACCESS_TOKEN_SCOPE_INSUFFICIENT")


def api_off(project: str) -> RefusedError:
    """youtube/api-samples#129."""
    text = f"YouTube Data API v3 has not been used in project {project} before or it is disabled."
    return api(403, "accessNotConfigured", text, "usageLimits", detail="SERVICE_DISABLED")


def quota() -> RefusedError:
    text = 'The request cannot be completed because you have exceeded your <a href="/quota">quota</a>.'
    return api(403, "quotaExceeded", text, "youtube.quota")


def too_fast() -> RefusedError:
    return api(403, "rateLimitExceeded", "Rate Limit Exceeded", "usageLimits", detail="RATE_LIMIT_EXCEEDED")


def too_many() -> RefusedError:
    return api(429, "rateLimitExceeded", "Too many requests", "usageLimits", detail="RATE_LIMIT_EXCEEDED")


def oauth(status: int, error: str, description: str = "", *, reason: str = "") -> RefusedError:
    """RFC 6749 section 5.2."""
    body = {"error": error} | ({"error_description": description} if description else {})
    return RefusedError(json_answer(body, status, reason=reason or f"{error}: {description}"))
