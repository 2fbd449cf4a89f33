"""X's ways to say no, in their several shapes.

Sources: docs.x.com/x-api/fundamentals/response-codes-and-errors; the threads named beside each.
"""

from typing import Any

from stagedoor.practice.messages import Answer, RefusedError, json_answer
from stagedoor.practice.place import Place


def problem(place: Place, status: int, slug: str, title: str, detail: str, **more: Any) -> RefusedError:
    """A v2 problem; its type is an address below our own host, or about:blank."""
    kind = f"{place.host('api')}/2/problems/{slug}" if slug else "about:blank"
    body = {"title": title, "detail": detail, "type": kind, "status": status, **more}
    return RefusedError(json_answer(body, status, reason=f"{slug or title}: {detail}"))


def unauthorized(place: Place, reason: str) -> RefusedError:
    refused = problem(place, 401, "", "Unauthorized", "Unauthorized")
    return RefusedError(Answer(401, refused.answer.body, refused.answer.headers, reason))


def forbidden(place: Place, detail: str = "You are not permitted to perform this action.") -> RefusedError:
    return problem(place, 403, "", "Forbidden", detail)


def invalid(place: Place, message: str, parameters: dict[str, list[str]] | None = None) -> RefusedError:
    """A v2 validation error."""
    body = {
        "errors": [{"parameters": parameters or {}, "message": message}],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": f"{place.host('api')}/2/problems/invalid-request",
    }
    return RefusedError(json_answer(body, 400, reason=message))


def not_enrolled(place: Place, client: str) -> RefusedError:
    """The app is in no package (xdevplatform/samples#58, plhery/node-twitter-api-v2#487)."""
    return problem(
        place, 403, "client-forbidden", "Client Forbidden",
        "When authenticating requests to the Twitter API v2 endpoints, you must use keys and tokens from a "
        "Twitter developer App that is attached to a Project. You can create a project via the developer portal.",
        client_id=client, reason="client-not-enrolled", required_enrollment="Appropriate Level of API Access",
        registration_url=place.host("portal"),
    )  # fmt: skip


def bearer_not_for_this(place: Place) -> RefusedError:
    """App-only where a person is needed."""
    return problem(
        place, 403, "unsupported-authentication", "Unsupported Authentication",
        "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  Supported "
        "authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].",
    )  # fmt: skip


def only_bearer(place: Place) -> RefusedError:
    return problem(
        place, 403, "unsupported-authentication", "Unsupported Authentication",
        "Authenticating with this method is forbidden for this endpoint.  Supported authentication types "
        "are [OAuth 2.0 Application-Only].",
    )  # fmt: skip


def read_only_app(place: Place) -> RefusedError:
    """A token that was minted while the app could only read (docs.x.com/fundamentals/developer-apps)."""
    return problem(
        place, 403, "oauth1-permissions", "Forbidden",
        "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",
    )  # fmt: skip


def no_credits(place: Place) -> RefusedError:
    """The shape seen since about July 2026; before it was CreditsDepleted (tryethernal/ethernal#1324)."""
    return problem(place, 402, "credits-depleted", "Payment Required", "credits depleted")


def spend_cap(place: Place, reset_date: str) -> RefusedError:
    detail = "Your enrolled account has reached its billing cycle spend cap."
    return problem(place, 403, "credits", "SpendCapReached", detail, reset_date=reset_date)


def too_many(place: Place) -> RefusedError:
    return problem(place, 429, "", "Too Many Requests", "Too Many Requests")


def codes(status: int, code: int, message: str, **more: str) -> RefusedError:
    """The v1.1 shape, which OAuth 1.0a still speaks."""
    body = {"errors": [{"code": code, "message": message, **more}]}
    return RefusedError(json_answer(body, status, reason=f"{code} {message}"))


def oauth(status: int, error: str, description: str = "", *, reason: str = "") -> RefusedError:
    """The OAuth 2 shape (RFC 6749 section 5.2)."""
    body = {"error": error} | ({"error_description": description} if description else {})
    return RefusedError(json_answer(body, status, reason=reason or f"{error}: {description}"))
