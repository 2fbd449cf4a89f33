"""How each error of LinkedIn's catalogue comes about: done in practice, or in the documented words."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace
from tests.platforms.bench import Bench, without
from tests.platforms.broken import plan
from tests.platforms.scripted import Made, Said, answer

from stagedoor.domain.exchange import Request, Response
from stagedoor.domain.secret import Secret
from stagedoor.platforms.base import BaseAdapter
from stagedoor.platforms.errors import refusal
from stagedoor.practice.linkedin.state import App

BROWSER, GENERATOR, COMPANY = "linkedin-browser", "linkedin-generator", "linkedin-company"


def app(b: Bench) -> App:
    (found,) = b.world.linkedin.apps.values()
    return found


def came_back(b: Bench, address: str) -> None:
    said = dict(parse_qsl(urlsplit(address).query))
    raise refusal(b.adapter.explain(Response(status=400, headers={}, body=json.dumps(said).encode())))


def denied(b: Bench) -> None:
    came_back(b, b.visitor.consent(b.authorize_url(b.attempt()), "deny"))


def product_missing(b: Bench) -> None:
    address = b.authorize_url(b.attempt())
    app(b).products = {"oidc"}
    came_back(b, b.visitor.consent(address))


def code_late(b: Bench) -> object:
    attempt = b.attempt()
    code = b.code(attempt)
    b.world.clock.advance(1801)
    return b.run(b.adapter.exchange(attempt, code, b.brought))


def other_secret(b: Bench) -> object:
    return b.run(b.adapter.prove("browser", without(b.brought, client_secret="PRACTICEunknown1")))


def expired(b: Bench) -> object:
    b.ready()
    b.world.clock.advance(60 * 86_400)
    return b.who()


def taken_back(b: Bench) -> object:
    b.ready()
    b.visitor.linkedin_take_back()
    return b.who()


def with_token(b: Bench, token: str) -> object:
    return b.run(b.adapter.identify(without(b.keys, access=token)))


def of_another_app(b: Bench) -> object:
    b.ready()
    other = b.visitor.linkedin_make_app()
    token = b.visitor.linkedin_make_token(other["app_id"])
    return b.run(b.adapter.prove("generator", without(b.keys, access=token)))


def restricted(b: Bench) -> object:
    b.ready()
    b.world.linkedin.members["crumbkitchen"].restricted = True
    return b.who()


def sent(b: Bench, request: Request) -> object:
    """What no adapter would send."""
    assert isinstance(b.adapter, BaseAdapter)
    return b.run(b.adapter.send(request))


def without_token(b: Bench) -> object:
    return sent(b, Request(method="GET", url=b.spec.hosts["api"] + "/v2/userinfo", name="linkedin.me"))


def rest(b: Bench, method: str, path: str, body: Any = None, **headers: str) -> object:
    head = {
        "authorization": f"Bearer {b.keys.secrets['access'].reveal()}", "linkedin-version": "202607",
        "x-restli-protocol-version": "2.0.0", **headers,
    }  # fmt: skip
    url = f"{b.spec.hosts['api']}/rest/{path}"
    given = {k: v for k, v in head.items() if v}
    return sent(b, Request(method=method, url=url, name="linkedin.any", headers=given, json=body))


def body(author: str, **other: Any) -> dict[str, Any]:
    feed = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}
    return {
        "author": author, "commentary": "Rye", "visibility": "CONNECTIONS", "distribution": feed,
        "lifecycleState": "PUBLISHED", **other,
    }  # fmt: skip


def page_author(b: Bench) -> object:
    return rest(b, "POST", "posts", body("urn:li:organization:10203040"))


def without_a_role(b: Bench) -> object:
    b.ready()
    b.world.linkedin.pages.clear()
    return b.found()


def not_approved(b: Bench) -> None:
    address = b.authorize_url(b.attempt())
    app(b).products, app(b).review_ends = set(), b.clock.now() + 7 * 86_400
    came_back(b, b.visitor.consent(address))


def read_only(b: Bench) -> None:
    b.ready()
    for grant in b.world.linkedin.engine.grants:
        grant.scopes = ("openid", "profile")
    post(b, "Rye")


def post(b: Bench, *texts: str) -> None:
    for text in texts:
        b.run(b.adapter.publish(b.connection(), b.keys, text))


def old_duplicate(b: Bench) -> None:
    """Deleted, and still counted."""
    connection = b.connection()
    published = b.run(b.adapter.publish(connection, b.keys, "Rye"))
    b.run(b.adapter.delete(connection, b.keys, published.ref))
    b.run(b.adapter.publish(connection, b.keys, "Rye"))


def delete(b: Bench, urn: str) -> object:
    return b.run(b.adapter.delete(b.made_up(), b.keys, urn))


def no_version(b: Bench) -> None:
    b.ready()
    b.world.linkedin.versions.clear()
    post(b, "Rye")


def used_up(whose: str) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        b.world.linkedin.limits[whose] = 0
        return b.who()

    return act


def trouble(b: Bench) -> object:
    b.ready()
    plan(b.world, "* /linkedin", ("status", {"status": 503, "text": "Service Unavailable"}))
    return b.who()


MADE: Made = {
    "denied": (BROWSER, denied),
    "scope_refused": (BROWSER, product_missing),
    "code_refused": (BROWSER, code_late),
    "client_wrong": (BROWSER, other_secret),
    "token_expired": (BROWSER, expired),
    "token_revoked": (BROWSER, taken_back),
    "token_invalid": (GENERATOR, lambda b: with_token(b, "AQPRACTICEcut")),
    "token_elsewhere": (GENERATOR, of_another_app),
    "restricted": (BROWSER, restricted),
    "token_missing": (BROWSER, without_token),
    "page_author": (BROWSER, page_author),
    "scope_refused_pages": (COMPANY, not_approved),
    "no_page": (COMPANY, without_a_role),
    "access_denied": (BROWSER, read_only),
    "duplicate": (BROWSER, old_duplicate),
    "too_long": (BROWSER, lambda b: post(b, "(" * 1501)),
    "urn_path": (BROWSER, lambda b: rest(b, "DELETE", "posts/urn:li:share:17")),
    "not_found": (BROWSER, lambda b: delete(b, "urn:li:share:17")),
    "version": (BROWSER, no_version),
    "version_code": (BROWSER, lambda b: rest(b, "POST", "posts", body("a"), **{"linkedin-version": ""})),
    "app_day": (BROWSER, used_up("APPLICATION")),
    "member_day": (BROWSER, used_up("MEMBER")),
    "invalid_request": (BROWSER, lambda b: b.run(b.adapter.revoke(without_value(b)))),
    "bad_request": (BROWSER, lambda b: rest(b, "POST", "posts", body("a", visibility="FRIENDS"))),
    "trouble": (BROWSER, trouble),
}


def without_value(b: Bench) -> Any:
    return replace(b.keys, secrets={**b.keys.secrets, "access": Secret("")})


def said(status: int, message: str = "", **more: Any) -> Response:
    return answer(status, {"status": status, "message": message, **more})


SAID: Said = {
    "denied": [answer(400, {"error": "user_cancelled_login", "error_description": "The user cancelled"})],
    "scope_refused_pages": [
        answer(400, {
            "error": "unauthorized_scope_error",
            "error_description": "Scope &quot;w_organization_social&quot; is not authorized for your application",
        }),
    ],
    "scope_refused": [
        answer(400, {
            "error": "unauthorized_scope_error",
            "error_description": "Scope &quot;openid&quot; is not authorized for your application",
        }),
    ],
    "code_refused": [
        answer(400, {
            "error": "invalid_redirect_uri",
            "error_description": "Unable to retrieve access token: appid/redirect uri/code verifier does not match "
            "authorization code. Or authorization code expired. Or external member binding exists",
        }),
    ],
    "client_wrong": [answer(401, {"error": "invalid_client", "error_description": "Client authentication failed"})],
    "token_expired": [said(401, "Expired access token", serviceErrorCode=65602)],
    "token_revoked": [said(401, "", serviceErrorCode=65601, code="REVOKED_ACCESS_TOKEN")],
    "token_invalid": [said(401, "Invalid access token", serviceErrorCode=65600, code="INVALID_ACCESS_TOKEN")],
    "restricted": [said(401, "", serviceErrorCode=65608)],
    "comment": [
        said(403, "Not enough permissions to access: partnerApiSocialActions.CREATE.20260701", serviceErrorCode=100),
    ],
    "no_posting_page": [said(403, "", code="w_organization_social")],
    "no_posting": [said(403, "", code="w_member_social")],
    "access_denied": [said(403, "Not enough permissions to access: posts", serviceErrorCode=100, code="ACCESS_DENIED")],
    "duplicate": [said(422, "Content is a duplicate of urn:li:share:7431329065766260736", code="DUPLICATE_POST")],
    "duplicate_text": [said(422, "Content is a duplicate of urn:li:share:7431329065766260736")],
    "too_long": [
        said(400, "ShareCommentary text length (8694 characters) exceeded the maximum allowed (3000 characters)"),
    ],
    "media_waits": [said(400, "", code="MEDIA_ASSET_WAITING_UPLOAD")],
    "media_failed": [said(400, "", code="MEDIA_ASSET_PROCESSING_FAILED")],
    "urn_type": [said(400, "", code="INVALID_URN_TYPE")],
    "media_missing": [said(400, "ShareMedia.media (URN) is missing")],
    "version": [said(426, "Requested version 20250401 is not active", code="NONEXISTENT_VERSION")],
    "rate": [said(429, "Too many requests", code="TOO_MANY_REQUESTS"), answer(429, "Too Many Requests")],
    "unauthorized": [said(401, "Unauthorized")],
    "forbidden": [said(403, "Forbidden")],
    "trouble": [said(500, "Internal Server Error"), answer(502, "<html>Bad gateway</html>")],
}  # fmt: skip
