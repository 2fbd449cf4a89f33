"""How each error of YouTube's catalogue comes about: done in practice, or in the documented words."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace
from tests.platforms.bench import Bench, without
from tests.platforms.broken import plan
from tests.platforms.scripted import Made, Said, answer

from stagedoor.domain.exchange import Response
from stagedoor.platforms.errors import refusal
from stagedoor.practice.youtube.state import Channel, Client, Project, Video

WAY = "youtube-browser"


def client(b: Bench) -> Client:
    return next(iter(b.world.youtube.clients.values()))


def project(b: Bench) -> Project:
    return client(b).project


def channel(b: Bench) -> Channel:
    return b.world.youtube.channel("crumbkitchen")


def denied(b: Bench) -> None:
    back = b.visitor.consent(b.authorize_url(b.attempt()), "deny")
    said = dict(parse_qsl(urlsplit(back).query))
    raise refusal(b.adapter.explain(Response(status=400, headers={}, body=json.dumps(said).encode())))


def code_used_twice(b: Bench) -> object:
    attempt = b.attempt()
    code = b.code(attempt)
    b.run(b.adapter.exchange(attempt, code, b.brought))
    return b.run(b.adapter.exchange(attempt, code, b.brought))


def taken_back(b: Bench) -> object:
    b.ready()
    b.visitor.youtube_take_back()
    return b.renewed()


def deleted_client(b: Bench) -> object:
    b.ready()
    client(b).deleted = True
    return b.renewed()


def other_client(b: Bench) -> object:
    """The keys of a second client beside the sign-in of the first."""
    b.ready()
    made = b.visitor.youtube_make_client(project(b).id)
    keys = replace(without(b.keys, client_secret=made["client_secret"]), app={"client_id": made["client_id"]})
    return b.adapter.read_tokens(b.run(b.http.send(b.adapter.renewal(keys))))


def no_secret(b: Bench) -> object:
    request = b.adapter.renewal(b.keys)
    form = {name: value for name, value in (request.form or {}).items() if name != "client_secret"}
    return b.adapter.read_tokens(b.run(b.http.send(replace(request, form=form))))


def odd_grant(b: Bench) -> object:
    request = b.adapter.renewal(b.keys)
    return b.adapter.read_tokens(
        b.run(b.http.send(replace(request, form={**(request.form or {}), "grant_type": "odd"})))
    )


def no_channel(b: Bench) -> object:
    b.ready()
    for grant in b.world.youtube.engine.grants:
        grant.person = "ben@crumbkitchen.example"
    return b.who()


def unticked(b: Bench) -> object:
    b.ready()
    for grant in b.world.youtube.engine.grants:
        grant.scopes = tuple(s for s in grant.scopes if s.endswith("upload"))
    return b.who()


def changed(owner: Any, **changes: Any) -> Any:
    """The same call after the world has changed."""

    def act(b: Bench) -> object:
        b.ready()
        for name, value in changes.items():
            setattr(owner(b), name, value)
        return b.who()

    return act


def ended_token(b: Bench) -> object:
    b.ready()
    b.world.youtube.expire_access_tokens()
    return b.who()


def used_up(b: Bench) -> object:
    b.ready()
    project(b).units.append((b.clock.now(), 10_000))
    return b.who()


def many(b: Bench) -> object:
    b.ready()
    channel(b).upload_limit = 0
    return post(b, "Rye")


def post(b: Bench, title: str) -> object:
    return b.run(b.adapter.publish(b.made_up(), b.keys, title))


def delete(b: Bench, video: str = "PRACTICE000") -> object:
    return b.run(b.adapter.delete(b.made_up(), b.keys, video))


def delete_of_another_channel(b: Bench) -> object:
    b.ready()
    other = b.world.youtube.channel("ana_bakes").id
    b.world.youtube.videos["v"] = Video("v", other, "Rye", "", "public", "22", b.clock.now(), 1)
    return delete(b, "v")


def session_gone(b: Bench) -> object:
    b.ready()
    plan(b.world, "PUT /youtube/api/upload", ("status", {"status": 410, "text": ""}))
    b.http.planned = True
    try:
        return post(b, "Rye")
    finally:
        b.world.faults.clear()


def fault(status: int, **options: Any) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        b.http.planned = True
        plan(b.world, "* /youtube/api", ("status", {"status": status, **options}))
        return b.who()

    return act


def worked_on(status: str, reason: str) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        b.world.youtube.ends_as = (status, reason)
        return b.run(b.adapter.publish(b.made_up(), b.keys, "Rye"))

    return act


MADE: Made = {
    "processing": (WAY, worked_on("failed", "codec")),
    "rejected": (WAY, worked_on("rejected", "copyright")),
    "denied": (WAY, denied),
    "code_refused": (WAY, code_used_twice),
    "grant_ended": (WAY, taken_back),
    "client_deleted": (WAY, deleted_client),
    "client_wrong": (
        WAY,
        lambda b: b.run(b.adapter.prove("browser", without(b.brought, client_secret="GOCSPX-other"))),
    ),
    "client_type": (WAY, other_client),
    "secret_missing": (WAY, no_secret),
    "request": (WAY, odd_grant),
    "no_channel": (WAY, no_channel),
    "scope_missing": (WAY, unticked),
    "api_off": (WAY, changed(project, api_enabled=False)),
    "unauthorized": (WAY, ended_token),
    "quota": (WAY, used_up),
    "upload_limit": (WAY, many),
    "rate": (WAY, changed(project, rate_limited=True)),
    "rate_status": (WAY, fault(429, text="")),
    "channel_closed": (WAY, changed(channel, closed=True)),
    "forbidden": (WAY, delete_of_another_channel),
    "title": (WAY, lambda b: post(b, "Rye <3")),
    "not_found": (WAY, delete),
    "session_over": (WAY, session_gone),
    "trouble": (WAY, fault(503, text="Service Unavailable")),
}


def api(code: int, reason: str, domain: str = "global", message: str = "No.", **more: Any) -> Response:
    part = {"message": message, "domain": domain, "reason": reason}
    return answer(code, {"error": {"code": code, "message": message, "errors": [part], **more}})


def info(status: int, reason: str, name: str) -> Response:
    """As newer front ends answer: an ErrorInfo, and no list of errors."""
    detail = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}
    return answer(status, {"error": {"code": status, "message": "No.", "status": name, "details": [detail]}})


def oauth(status: int, error: str, **more: str) -> Response:
    return answer(status, {"error": error, **more})


SAID: Said = {
    "denied": [oauth(400, "access_denied")],
    "grant_ended": [
        oauth(400, "invalid_grant", error_description="Token has been expired or revoked."),
        oauth(400, "invalid_grant", error_description="Bad Request"),
    ],
    "reauthenticate": [
        oauth(400, "invalid_grant", error_description="reauth related error", error_subtype="invalid_rapt")
    ],
    "client_wrong": [oauth(401, "invalid_client", error_description="Unauthorized")],
    "client_deleted": [oauth(401, "deleted_client", error_description="The OAuth client was deleted.")],
    "client_type": [oauth(401, "unauthorized_client", error_description="Unauthorized")],
    "secret_missing": [oauth(400, "invalid_request", error_description="client_secret is missing.")],
    "request": [oauth(400, "invalid_request", error_description="Missing required parameter: code")],
    "token_gone": [oauth(400, "invalid_token", error_description="Invalid Value"), oauth(400, "invalid_token")],
    "no_channel": [api(401, "youtubeSignupRequired", "youtube.header", status="UNAUTHENTICATED")],
    "unauthorized": [
        api(401, "authError", status="UNAUTHENTICATED"),
        api(401, "authorizationRequired", "youtube.common"),
        answer(401, {"error": {"code": 401, "message": "Invalid", "status": "UNAUTHENTICATED"}}),
    ],
    "scope_missing": [
        api(403, "insufficientPermissions", status="PERMISSION_DENIED"),
        info(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "PERMISSION_DENIED"),
    ],
    "api_off": [api(403, "accessNotConfigured", "usageLimits"), info(403, "SERVICE_DISABLED", "PERMISSION_DENIED")],
    "quota": [
        api(403, "quotaExceeded", "youtube.quota", 'You have exceeded your <a href="/x">quota</a>.'),
        api(403, "dailyLimitExceeded", "usageLimits"),
    ],
    "upload_limit": [api(400, "uploadLimitExceeded", "youtube.video")],
    "rate": [
        api(403, "rateLimitExceeded", "usageLimits"), api(403, "userRateLimitExceeded", "usageLimits"),
        info(429, "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED"), api(429, "uploadRateLimitExceeded", "youtube.video"),
    ],
    "rate_status": [answer(429, "")],
    "thumbnail": [api(403, "forbidden", "youtube.thumbnail")],
    "channel_closed": [
        api(403, reason, "youtube.common")
        for reason in (
            "authenticatedUserAccountClosed", "authenticatedUserAccountSuspended", "channelClosed",
            "channelSuspended", "channelForbidden",
        )
    ],
    "setting": [
        api(403, "forbiddenPrivacySetting", "youtube.video"), api(403, "forbiddenLicenseSetting", "youtube.video")
    ],
    "forbidden": [api(403, "forbidden", "youtube.common")],
    "title": [api(400, "invalidTitle", "youtube.video")],
    "metadata": [
        api(400, reason, "youtube.video")
        for reason in (
            "invalidDescription", "invalidTags", "invalidCategoryId", "invalidVideoMetadata", "invalidPublishAt",
            "defaultLanguageNotSet", "invalidVideoGameRating", "invalidRecordingDetails", "invalidFilename",
        )
    ],
    "no_media": [api(400, "mediaBodyRequired", "youtube.video")],
    "not_found": [api(404, "videoNotFound", "youtube.video"), api(404, "channelNotFound", "youtube.channel")],
    "session_over": [answer(404, {"error": {"code": 404, "message": "No."}}), answer(410, {})],
    "trouble": [answer(503, "<html>Over capacity</html>"), api(500, "backendError"), answer(502, "")],
}  # fmt: skip
