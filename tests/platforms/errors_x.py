"""How each error of X's catalogue comes about: done in practice, or in the documented words."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace
from tests.platforms.bench import Bench, without
from tests.platforms.broken import plan
from tests.platforms.scripted import Made, Said, answer

from stagedoor.domain.exchange import Response
from stagedoor.domain.secret import Secret
from stagedoor.platforms.errors import refusal
from stagedoor.practice.x.state import App, Post

NATIVE, WEB, KEYS = "x-browser-native", "x-browser-web", "x-keys"
PROBLEMS = "https://api.x.com/2/problems"
OLD_PROBLEMS = "https://api.twitter.com/2/problems"


def app(b: Bench) -> App:
    (found,) = b.world.x.apps.values()
    return found


def denied(b: Bench) -> None:
    back = b.visitor.consent(b.authorize_url(b.attempt()), "deny")
    said = dict(parse_qsl(urlsplit(back).query))
    raise refusal(b.adapter.explain(Response(status=400, headers={}, body=json.dumps(said).encode())))


def code_late(b: Bench) -> object:
    attempt = b.attempt()
    code = b.code(attempt)
    b.world.clock.advance(31)
    return b.run(b.adapter.exchange(attempt, code, b.brought))


def redirect_differs(b: Bench) -> object:
    attempt = b.attempt()
    code = b.code(attempt)
    other = replace(attempt, redirect_uri=attempt.redirect_uri.replace("127.0.0.1", "localhost"))
    return b.run(b.adapter.exchange(other, code, b.brought))


def renewed_twice(b: Bench) -> object:
    b.renewed()
    return b.renewed()


def no_client_secret(b: Bench) -> object:
    """The app is of the other type than the person said."""
    attempt = b.attempt()
    return b.run(b.adapter.exchange(attempt, b.code(attempt), replace(b.brought, answers={"type": "native"})))


def unknown_client(b: Bench) -> object:
    attempt = b.attempt()
    return b.run(b.adapter.exchange(attempt, b.code(attempt), replace(b.brought, app={"client_id": "PRACTICEnobody"})))


def prove(b: Bench, **changes: str) -> object:
    return b.run(b.adapter.prove("keys", without(b.brought, **changes)))


def account(**changes: Any) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        for name, value in changes.items():
            setattr(b.world.x.accounts["crumbkitchen"], name, value)
        return b.who()

    return act


def changed_app(**changes: Any) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        for name, value in changes.items():
            setattr(app(b), name, value)
        return b.who()

    return act


def as_bearer(b: Bench) -> object:
    return b.run(b.adapter.identify(without(b.keys, access=app(b).bearer)))


def pair(**changes: Any) -> Any:
    def act(b: Bench) -> None:
        b.ready()
        for each in b.world.x.key_pairs.values():
            for name, value in changes.items():
                setattr(each, name, value)
        post(b, "Rye")

    return act


def post(b: Bench, *texts: str) -> None:
    for text in texts:
        b.run(b.adapter.publish(b.made_up(), b.keys, text))


def delete(b: Bench, number: str = "1700000000000000000") -> object:
    return b.run(b.adapter.delete(b.made_up(), b.keys, number))


def delete_of_somebody_else(b: Bench) -> object:
    b.ready()
    b.world.x.posts["17"] = Post("17", "Rye", "ana_private", b.clock.now())
    return delete(b, "17")


def no_calls_left(b: Bench) -> object:
    b.world.x.limits["GET /2/users/me"] = 0
    return b.who()


def late_clock(b: Bench) -> object:
    b.clock.ahead = -3600.0
    return b.who()


def ended_token(b: Bench) -> object:
    b.ready()
    b.world.x.expire_access_tokens()
    return b.who()


def no_key(b: Bench) -> object:
    return b.run(b.adapter.identify(replace(b.keys, secrets={**b.keys.secrets, "api_key": Secret("")})))


def trouble(b: Bench) -> object:
    b.ready()
    plan(b.world, "* /x/api", ("status", {"status": 503, "text": "Service Unavailable"}))
    return b.who()


MADE: Made = {
    "denied": (NATIVE, denied),
    "code_late": (NATIVE, code_late),
    "redirect_differs": (NATIVE, redirect_differs),
    "refresh_spent": (NATIVE, renewed_twice),
    "client_auth": (WEB, no_client_secret),
    "client_wrong": (NATIVE, unknown_client),
    "keys_pair": (KEYS, lambda b: prove(b, api_secret="PRACTICEother")),
    "credits": (NATIVE, account(credits=0.0)),
    "spend_cap": (NATIVE, account(spend_cap=0.0)),
    "not_enrolled": (NATIVE, changed_app(enrolled=False)),
    "app_suspended": (NATIVE, changed_app(suspended=True)),
    "account_locked": (NATIVE, account(locked=True)),
    "account_suspended": (NATIVE, account(suspended=True)),
    "bearer_used": (NATIVE, as_bearer),
    "read_only": (KEYS, pair(level="read")),
    "duplicate": (NATIVE, lambda b: post(b, "Rye", "Rye")),
    "content_rule": (NATIVE, lambda b: post(b, "$RYE and $OAT")),
    "not_permitted": (NATIVE, lambda b: post(b, "x" * 281)),
    "not_found": (NATIVE, delete),
    "rate": (NATIVE, no_calls_left),
    "clock": (KEYS, late_clock),
    "signature": (KEYS, lambda b: b.run(b.adapter.identify(without(b.keys, access_token_secret="PRACTICEother")))),
    "token_dead": (KEYS, pair(alive=False)),
    "bad_auth": (KEYS, no_key),
    "unauthorized": (NATIVE, ended_token),
    "invalid_request": (NATIVE, lambda b: post(b, " ")),
    "forbidden": (NATIVE, delete_of_somebody_else),
    "trouble": (NATIVE, trouble),
}


def problem(status: int, slug: str, title: str, detail: str, host: str = PROBLEMS, **more: Any) -> Response:
    kind = f"{host}/{slug}" if slug else "about:blank"
    return answer(status, {"type": kind, "title": title, "detail": detail, "status": status, **more})


def coded(status: int, code: int, message: str) -> Response:
    return answer(status, {"errors": [{"code": code, "message": message}]})


def oauth(status: int, error: str, description: str) -> Response:
    return answer(status, {"error": error, "error_description": description})


NO_HEADER = "Missing valid authorization header"
SAID: Said = {
    "client_auth": [oauth(401, "unauthorized_client", NO_HEADER)],
    "client_auth_header": [oauth(400, "unauthorized_client", NO_HEADER), oauth(401, "invalid_request", NO_HEADER)],
    "client_wrong": [
        oauth(401, "invalid_client", "Value passed for the client id was invalid."),
        oauth(400, "invalid_client", ""),
    ],
    "refresh_spent": [
        oauth(400, "invalid_request", "Value passed for the token was invalid."),
        oauth(400, "invalid_grant", "Value passed for the token was invalid."),
    ],
    "code_late": [oauth(400, "invalid_request", "Value passed for the authorization code was invalid.")],
    "credits": [
        problem(402, "credits", "CreditsDepleted", "Your enrolled account [1] does not have any credits."),
        problem(402, "credits-depleted", "Payment Required", "credits depleted"),
        problem(402, "credits", "CreditsDepleted", "Your enrolled account [1]", OLD_PROBLEMS),
    ],
    "spend_cap": [problem(403, "credits", "SpendCapReached", "The cap is reached.", reset_date="2026-12-01")],
    "not_enrolled": [
        problem(403, "client-forbidden", "Client Forbidden", "No.", OLD_PROBLEMS, reason="client-not-enrolled"),
        problem(403, "client-not-enrolled", "Client Forbidden", "When authenticating"),
        problem(403, "client-forbidden", "Forbidden", "No.", reason="user-not-enrolled"),
    ],
    "feature": [problem(403, "", "Forbidden", "Your account is not permitted to access this feature.")],
    "account_locked": [
        coded(403, 64, "Your account is suspended and is not permitted to access this feature"),
        coded(403, 326, "To protect our users from spam, this account is temporarily locked. Please log in to https://x.com."),
    ],
    "account_suspended": [problem(403, "user-suspended", "Forbidden", "User has been suspended.", OLD_PROBLEMS)],
    "app_suspended": [coded(403, 416, "Invalid / suspended application")],
    "bearer_used": [
        problem(
            403, "unsupported-authentication", "Unsupported Authentication",
            "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.",
        ),
    ],
    "read_only": [problem(403, "oauth1-permissions", "Forbidden", "Your client app is not configured.", OLD_PROBLEMS)],
    "read_only_text": [
        problem(
            403, "", "Forbidden",
            "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",
        ),
    ],
    "cannot_write": [coded(403, 261, "Application cannot perform write actions.")],
    "callback": [coded(403, 415, "Callback URL not approved for this client application.")],
    "callback_native": [coded(403, 417, "Desktop applications only support the oauth_callback value 'oob'")],
    "duplicate": [problem(403, "", "Forbidden", "You are not allowed to create a Tweet with duplicate content.")],
    "duplicate_code": [coded(403, 187, "Status is a duplicate.")],
    "reply_rule": [
        problem(
            403, "", "Forbidden",
            "You can only reply to or quote posts where you are mentioned or are the author.",
        ),
        problem(
            403, "not-authorized-for-resource", "Forbidden",
            "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged.",
        ),
    ],
    "video_long": [problem(403, "", "Forbidden", "This user is not allowed to post a video longer than 2 minutes.")],
    "content_rule": [
        problem(403, "", "Forbidden", "Posts are limited to a maximum of one cashtag."),
        problem(403, "", "Forbidden", "The Tweet contains an invalid URL."),
    ],
    "not_permitted": [problem(403, "", "Forbidden", "You are not permitted to perform this action.")],
    "media_ids": [
        answer(
            400,
            {
                "errors": [{"parameters": {"media.media_ids": ["1"]}, "message": "Your media IDs are invalid."}],
                "title": "Invalid Request", "detail": "One or more parameters to your request was invalid.",
                "type": f"{OLD_PROBLEMS}/invalid-request",
            },
        ),
    ],
    "chunk": [answer(413, "<html><head><title>413 Payload Too Large</title></head></html>"), answer(431, "")],
    "not_found": [problem(404, "resource-not-found", "Not Found Error", "Could not find tweet with id: [1].")],
    "read_cap": [
        problem(
            429, "usage-capped", "UsageCapExceeded", "Usage cap exceeded: Monthly product cap", OLD_PROBLEMS,
            period="Monthly", scope="Product",
        ),
    ],
    "rate": [
        problem(429, "", "Too Many Requests", "Too Many Requests"), coded(429, 88, "Rate limit exceeded"),
        answer(429, ""),
    ],
    "rate_code": [coded(403, 88, "Rate limit exceeded")],
    "clock": [coded(401, 135, "Timestamp out of bounds.")],
    "signature": [coded(401, 32, "Could not authenticate you.")],
    "token_dead": [coded(401, 89, "Invalid or expired token.")],
    "bad_auth": [coded(400, 215, "Bad Authentication data."), coded(401, 215, "Bad Authentication data.")],
    "unauthorized": [problem(401, "", "Unauthorized", "Unauthorized"), answer(401, {"title": "Unauthorized"})],
    "trouble": [
        answer(503, "<html>Over capacity</html>"), answer(502, ""), answer(500, {"title": "Internal Server Error"}),
    ],
}  # fmt: skip
