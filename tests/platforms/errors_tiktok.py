"""How each error of TikTok's catalogue comes about: done in practice, or in the documented words."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace
from tests.platforms.bench import Bench, without
from tests.platforms.broken import plan
from tests.platforms.scripted import Made, Said, answer

from stagedoor.domain.exchange import Response
from stagedoor.platforms.errors import refusal

WAY = "tiktok-sandbox"


def came_back(b: Bench, decision: str = "allow", account: str = "crumbkitchen") -> None:
    """What the browser brings to the return address, where it is an error."""
    said = dict(parse_qsl(urlsplit(b.visitor.consent(b.authorize_url(b.attempt()), decision, account)).query))  # type: ignore[call-overload]  # a plain string here
    raise refusal(b.adapter.explain(Response(status=400, headers={}, body=json.dumps(said).encode())))


def code_late(b: Bench) -> object:
    attempt = b.attempt()
    code = b.code(attempt)
    b.world.clock.advance(301)
    return b.run(b.adapter.exchange(attempt, code, b.brought))


def renewed_twice(b: Bench) -> object:
    b.renewed()
    return b.renewed()


def mixed_pair(b: Bench) -> object:
    """The secret of Production beside the key of the sandbox."""
    b.ready()
    (app,) = b.world.tiktok.apps.values()
    return b.run(b.adapter.prove("sandbox", without(b.brought, client_secret=app.production.client_secret)))


def other_grant_type(b: Bench) -> object:
    spec = replace(b.spec, oauth={"user": replace(b.spec.oauth["user"], renew=_renew(b))})
    return b.adapter.read_tokens(b.run(b.http.send(b.adapter_over(b.http, spec).renewal(b.keys))))


def _renew(b: Bench) -> Any:
    return replace(b.spec.oauth["user"].renew, grant_type="password")


def account(**changes: Any) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        for name, value in changes.items():
            setattr(b.world.tiktok.accounts["crumbkitchen"], name, value)
        return post(b)

    return act


def post(b: Bench, text: str = "Rye", times: int = 1) -> object:
    for _ in range(times):
        b.run(b.adapter.publish(b.made_up(), b.keys, text))
    return None


def less(b: Bench) -> object:
    """A permission was switched off on the consent page."""
    attempt = b.attempt()
    back = b.visitor.tiktok_consent(b.authorize_url(attempt), off=["video.upload"])
    code = dict(parse_qsl(urlsplit(back).query))["code"]
    answer_ = b.run(b.adapter.exchange(attempt, type(attempt.state)(code), b.brought))
    b.keep(answer_)
    return post(b)


def fails(reason: str) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        b.world.tiktok.fails_with = reason
        return post(b)

    return act


def expired_upload(b: Bench) -> object:
    b.ready()
    plan(b.world, "PUT /tiktok/api/video/", ("status", {"status": 403, "text": ""}))
    return post(b)


def refused_upload(b: Bench) -> object:
    b.ready()
    plan(b.world, "PUT /tiktok/api/video/", ("status", {"status": 416, "text": ""}))
    return post(b)


def ended_token(b: Bench) -> object:
    b.ready()
    b.world.tiktok.expire_access_tokens()
    return b.who()


def too_fast(b: Bench) -> None:
    """Seven new videos in a minute; the drafts are discarded at once, so that they are not what is refused."""
    for _ in range(7):
        post(b)
        b.visitor.tiktok_discard_drafts()


def trouble(b: Bench) -> object:
    b.ready()
    plan(b.world, "* /tiktok/api", ("status", {"status": 503, "text": "Service Unavailable"}))
    return b.who()


def slow_down(b: Bench) -> object:
    b.ready()
    plan(b.world, "* /tiktok/api", ("status", {"status": 429, "text": ""}))
    return b.who()


def seen_by_owner_alone(b: Bench) -> object:
    """With an account that is public, and a program without an audit."""
    b.ready()
    return b.run(b.adapter.publish(b.made_up(), b.keys, "Rye", "private"))


MADE: Made = {
    "not_target": (WAY, lambda b: came_back(b, account="ana_private")),
    "denied": (WAY, lambda b: came_back(b, "deny")),
    "client_wrong": (WAY, mixed_pair),
    "code_late": (WAY, code_late),
    "ended": (WAY, renewed_twice),
    "request_wrong": (WAY, other_grant_type),
    "upload_expired": (WAY, expired_upload),
    "upload_refused": (WAY, refused_upload),
    "token_invalid": (WAY, ended_token),
    "auth_removed": (WAY, fails("auth_removed")),
    "scope_missing": (WAY, less),
    "banned": (WAY, account(banned=True)),
    "account_public": (WAY, seen_by_owner_alone),
    "too_many_drafts": (WAY, lambda b: post(b, times=6)),
    "rate": (WAY, too_fast),
    "rate_page": (WAY, slow_down),
    "format": (WAY, fails("file_format_check_failed")),
    "duration": (WAY, fails("duration_check_failed")),
    "frame_rate": (WAY, fails("frame_rate_check_failed")),
    "sides": (WAY, fails("picture_size_check_failed")),
    "hiccup": (WAY, fails("internal")),
    "cancelled": (WAY, fails("publish_cancelled")),
    "pull": (WAY, fails("video_pull_failed")),
    "risky": (WAY, fails("spam_risk_text")),
    "params": (WAY, lambda b: post(b, "x" * 2201)),
    "trouble_page": (WAY, trouble),
}


def said(status: int, code: str) -> Response:
    """An envelope; the words are not documented and no matter."""
    return answer(
        status, {"data": {}, "error": {"code": code, "message": "", "log_id": "2026112100000000000000000000"}}
    )


def flat(status: int, error: str) -> Response:
    """OAuth's form, in either status that was seen."""
    return answer(status, {"error": error, "error_description": "", "log_id": "2026112100000000000000000000"})


SAID: Said = {
    "not_target": [answer(400, {"error": "access_denied", "error_type": "non_sandbox_target"})],
    "denied": [answer(400, {"error": "access_denied", "error_description": "User cancelled"})],
    "client_wrong": [flat(200, "invalid_client"), flat(401, "invalid_client")],
    "ended": [flat(200, "invalid_grant"), flat(400, "invalid_grant")],
    "scope_not_added": [flat(200, "invalid_scope"), flat(400, "unauthorized_client")],
    "request_wrong": [
        flat(200, "invalid_request"), flat(400, "unsupported_grant_type"), flat(400, "unsupported_response_type"),
    ],
    "sign_in_trouble": [flat(500, "server_error"), flat(200, "temporarily_unavailable")],
    "token_invalid": [said(401, "access_token_invalid")],
    "scope_missing": [said(401, "scope_not_authorized"), said(400, "scope_permission_missed")],
    "banned": [said(403, "spam_risk_user_banned_from_posting"), said(200, "spam_risk_user_banned_from_posting")],
    "account_public": [said(403, "unaudited_client_can_only_post_to_private_accounts")],
    "too_many_drafts": [said(403, "spam_risk_too_many_pending_share")],
    "too_many_posts": [said(403, "spam_risk_too_many_posts"), said(200, "spam_risk_too_many_posts")],
    "user_cap": [said(403, "reached_active_user_cap"), said(200, "reached_active_user_cap")],
    "rate": [said(429, "rate_limit_exceeded")],
    "rate_page": [answer(429, "")],
    "format": [said(400, "invalid_file_upload")],
    "pull": [said(403, "url_ownership_unverified"), said(200, "photo_pull_failed")],
    "risky": [said(200, "spam_risk")],
    "privacy_level": [said(403, "privacy_level_option_mismatch")],
    "phone_old": [said(400, "app_version_check_failed")],
    "publish_id": [said(400, "invalid_publish_id"), said(400, "token_not_authorized_for_specified_publish_id")],
    "params": [said(400, "invalid_params"), said(400, "invalid_param")],
    "trouble": [said(500, "internal_error"), said(504, "internal_error")],
    "trouble_page": [answer(503, "<html>Service Unavailable</html>"), answer(502, "")],
}  # fmt: skip
