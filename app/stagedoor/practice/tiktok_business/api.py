"""The token address and the list of ad accounts: status 200 always, and a number that says whether it went well.

Source: tiktok/tiktok-business-api-sdk: python_sdk/docs/AuthenticationApi.md; numbers: api-evangelist/tiktok-ads.
"""

from typing import Any

from stagedoor.practice.messages import Answer, Ask, RefusedError, json_answer
from stagedoor.practice.oauth import Grant, GrantProblem
from stagedoor.practice.paths import Paths
from stagedoor.practice.tiktok_business.state import App, TikTokBusiness

PATHS = Paths()
V = "/open_api/v1.3/oauth2"
PARAMS, TOO_FAST, NO_TOKEN, BAD_TOKEN = 40002, 40100, 40104, 40105


@PATHS.on("POST", f"{V}/access_token/")
def token(business: TikTokBusiness, ask: Ask) -> Answer:
    """JSON alone."""
    given = _body(business, ask)
    app = _client(business, given)
    try:
        pair = business.engine.exchange(_text(business, given, "auth_code"), client=app.id, redirect="")
    except GrantProblem as problem:
        raise refused(business, PARAMS, f"Invalid auth_code: {problem.why}") from None
    reached = list(pair.access.grant.scopes)
    return answer(business, {"access_token": pair.access.value, "advertiser_ids": reached, "scope": [4, 14010000]})


@PATHS.on("POST", f"{V}/revoke_token/")
def revoke(business: TikTokBusiness, ask: Ask) -> Answer:
    given = _body(business, ask)
    business.engine.revoke(_text(business, given, "access_token"), client=_client(business, given).id)
    return answer(business, {})


@PATHS.on("GET", f"{V}/advertiser/get/")
def advertisers(business: TikTokBusiness, ask: Ask) -> Answer:
    grant = _caller(business, ask)
    app = _client(business, ask.query)
    if grant.client != app.id:
        raise refused(business, BAD_TOKEN, "Access token is incorrect or has been revoked.")
    found = [
        {"advertiser_id": id, "advertiser_name": name}
        for id, name in business.advertisers.items()
        if id in grant.scopes
    ]
    return answer(business, {"list": found})


def answer(business: TikTokBusiness, data: dict[str, Any]) -> Answer:
    return json_answer({"code": 0, "message": "OK", "request_id": business.place.mint.number(20), "data": data})


def refused(business: TikTokBusiness, code: int, message: str, *, status: int = 200) -> RefusedError:
    body = {"code": code, "message": message, "request_id": business.place.mint.number(20), "data": {}}
    return RefusedError(json_answer(body, status, reason=f"{code}: {message}"))


def _caller(business: TikTokBusiness, ask: Ask) -> Grant:
    """By a header of its own; a Bearer token is none."""
    value = ask.headers.get("access-token", "")
    if not value:
        raise refused(business, NO_TOKEN, "Access token is missing.")
    if business.too_fast:
        raise refused(business, TOO_FAST, "Request too frequent.")
    found = business.engine.find(value)
    if found is None:
        raise refused(business, BAD_TOKEN, "Access token is incorrect or has been revoked.")
    return found.grant


def _body(business: TikTokBusiness, ask: Ask) -> dict[str, Any]:
    try:
        found = ask.json() if ask.media_type == "application/json" else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise refused(business, PARAMS, "The body must be JSON.")
    return found


def _client(business: TikTokBusiness, given: Any) -> App:
    app = business.apps.get(_text(business, given, "app_id"))
    if app is None or _text(business, given, "secret") != app.secret:
        raise refused(business, PARAMS, "app_id or secret is incorrect.")
    return app


def _text(business: TikTokBusiness, given: Any, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value:
        raise refused(business, PARAMS, f"{name}: Missing data for required field.")
    return value
