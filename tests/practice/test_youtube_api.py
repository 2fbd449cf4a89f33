"""Practice YouTube's tokens and API by their own rules, with tables of wrong requests."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.helpers.contracts import request_problems
from tests.practice.client import Reply, basic, call
from tests.practice.contract_answers import answers
from tests.practice.google_client import BODY, PREFIX, QUERY, REDIRECT, SCOPES, VIDEO, GoogleClient, changed, project

from stagedoor.practice import Visitor, World

DAY = 86_400


@pytest.fixture
def client(world: World, visitor: Visitor) -> GoogleClient:
    return GoogleClient(world, visitor)


# ---------------------------------------------------------------- tokens


def test_a_renewal_brings_no_refresh_token_and_the_old_one_stays(client: GoogleClient) -> None:
    first = client.refresh(client.tokens["refresh_token"])
    assert first.status == 200
    assert "refresh_token" not in first.json
    assert client.refresh(client.tokens["refresh_token"]).status == 200


def test_the_pair_may_stand_in_a_header(client: GoogleClient) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": client.tokens["refresh_token"]}
    headers = basic(client.keys["client_id"], client.keys["client_secret"])
    assert call("POST", client.hosts["oauth"] + "/token", form=form, headers=headers).status == 200


def test_two_sign_ins_live_side_by_side(client: GoogleClient) -> None:
    older = client.tokens
    client.exchange(client.code())
    assert client.refresh(older["refresh_token"]).status == 200


def test_a_revocation_ends_every_sign_in_of_the_account_in_the_project(client: GoogleClient) -> None:
    other = client.exchange(client.code("ana_bakes")).json
    assert call("POST", client.hosts["oauth"] + "/revoke", form={"token": client.tokens["access_token"]}).status == 200
    assert client.refresh(other["refresh_token"]).json["error"] == "invalid_grant"


def test_tokeninfo_says_what_a_token_may(client: GoogleClient) -> None:
    url = f"{client.hosts['oauth']}/tokeninfo?access_token="
    assert set(call("GET", url + client.tokens["access_token"]).json["scope"].split()) == set(SCOPES.split())
    assert call("GET", url + "ya29.no").json == {"error": "invalid_token", "error_description": "Invalid Value"}


def _form(client: GoogleClient, **other: str | None) -> Reply:
    return client.exchange(client.code(), **other)


def _as_json(client: GoogleClient) -> Reply:
    form = {"grant_type": "refresh_token", "refresh_token": client.tokens["refresh_token"], **client.keys}
    return call("POST", client.hosts["oauth"] + "/token", send=form)


def _twice(client: GoogleClient) -> Reply:
    code = client.code()
    client.exchange(code)
    return client.exchange(code)


def _late(client: GoogleClient) -> Reply:
    code = client.code()
    client.world.clock.advance(601)
    return client.exchange(code)


def _of_another_client(client: GoogleClient) -> Reply:
    refresh = client.tokens["refresh_token"]
    made = client.visitor.youtube_make_client(client.keys["project_id"])
    return client.refresh(refresh, client_id=made["client_id"], client_secret=made["client_secret"])


def _idle(client: GoogleClient) -> Reply:
    refresh = client.tokens["refresh_token"]
    client.world.clock.advance(181 * DAY)
    return client.refresh(refresh)


def _hundred_more(client: GoogleClient) -> Reply:
    oldest = client.tokens["refresh_token"]
    engine, person = client.world.youtube.engine, client.world.youtube.channel("crumbkitchen").id
    for _ in range(99):
        made = engine.authorize(client=client.keys["client_id"], person=person, scopes=(SCOPES,), redirect=REDIRECT)
        engine.exchange(made.value, client=client.keys["client_id"], redirect=REDIRECT)
    client.exchange(client.code())
    return client.refresh(oldest)


WRONG_TOKENS: dict[str, tuple[Callable[[GoogleClient], Reply], int, str]] = {
    "no secret": (lambda c: _form(c, client_secret=None), 400, "invalid_request"),
    "another secret": (lambda c: _form(c, client_secret="GOCSPX-PRACTICEother"), 401, "invalid_client"),
    "an unknown client": (lambda c: _form(c, client_id="1-x.apps.googleusercontent.com"), 401, "invalid_client"),
    "no client": (lambda c: _form(c, client_id=None), 400, "invalid_request"),
    "JSON for a form": (_as_json, 400, "invalid_request"),
    "another verifier": (lambda c: _form(c, code_verifier="v" * 50), 400, "invalid_grant"),
    "no verifier": (lambda c: _form(c, code_verifier=None), 400, "invalid_grant"),
    "another return address": (lambda c: _form(c, redirect_uri=REDIRECT + "/"), 400, "invalid_grant"),
    "a code used twice": (_twice, 400, "invalid_grant"),
    "a code too late": (_late, 400, "invalid_grant"),
    "an invented code": (lambda c: c.exchange("4/0PRACTICE"), 400, "invalid_grant"),
    "an odd grant type": (lambda c: _form(c, grant_type="code"), 400, "unsupported_grant_type"),
    "a refresh token of another client": (_of_another_client, 401, "unauthorized_client"),
    "six months of silence": (_idle, 400, "invalid_grant"),
    "the oldest of 101 sign-ins": (_hundred_more, 400, "invalid_grant"),
}


@pytest.mark.parametrize("case", WRONG_TOKENS)
def test_a_wrong_token_request_is_refused_in_oauths_words(client: GoogleClient, case: str) -> None:
    act, status, error = WRONG_TOKENS[case]
    reply = act(client)
    assert (reply.status, reply.json["error"]) == (status, error)
    assert "access_token" not in reply.json


# ---------------------------------------------------------------- the API


def test_numbers_are_texts_and_a_hidden_count_is_left_out(client: GoogleClient) -> None:
    assert client.channel().json["items"][0]["statistics"]["subscriberCount"] == "12400"
    client.world.youtube.channel("crumbkitchen").hidden = True
    assert "subscriberCount" not in client.channel().json["items"][0]["statistics"]


def test_an_upload_in_one_go_and_its_end(client: GoogleClient, visitor: Visitor) -> None:
    made = client.upload().json
    assert made["status"]["privacyStatus"] == "private"
    page = f"{client.hosts['web']}/watch?v={made['id']}"
    assert "Rye" in visitor.open(page).text
    assert "Rye" not in Visitor(client.world).open(page).text  # nobody else
    assert client.api("DELETE", f"/youtube/v3/videos?id={made['id']}").status == 204
    assert "Rye" not in visitor.open(page).text


def test_without_a_word_about_privacy_everybody_sees_it(client: GoogleClient) -> None:
    assert client.upload({"snippet": {"title": "Rye"}}).json["status"]["privacyStatus"] == "public"


def test_an_upload_goes_on_where_it_was_cut(client: GoogleClient) -> None:
    whole = bytes(600_000)
    session = client.begin(size=len(whole)).headers["location"]
    assert client.send(session, b"", f"bytes */{len(whole)}").status == 308
    first = client.send(session, whole[:262_144], f"bytes 0-262143/{len(whole)}")
    assert (first.status, first.headers["range"]) == (308, "bytes=0-262143")
    assert client.world.youtube.videos == {}
    rest = client.send(session, whole[262_144:], f"bytes 262144-{len(whole) - 1}/{len(whole)}")
    assert rest.status == 200
    again = client.send(session, b"", f"bytes */{len(whole)}")
    assert again.json["id"] == rest.json["id"]
    assert len(client.world.youtube.videos) == 1


def _put(client: GoogleClient, body: bytes, span: str) -> Reply:
    return client.send(client.begin(size=600_000).headers["location"], body, span)


def _with(scope: str, act: Callable[[GoogleClient], Reply]) -> Callable[[GoogleClient], Reply]:
    def acting(client: GoogleClient) -> Reply:
        client.tokens = client.exchange(client.code(scope=scope)).json
        return act(client)

    return acting


def _after(before: Callable[[GoogleClient], None], act: Callable[[GoogleClient], Reply]) -> Any:
    def acting(client: GoogleClient) -> Reply:
        _ = client.tokens
        before(client)
        return act(client)

    return acting


def _used_up(client: GoogleClient) -> None:
    project(client).units.append((client.world.clock.now(), 9_999))


def _uploads_used(client: GoogleClient) -> None:
    project(client).uploads += [client.world.clock.now()] * 100


def _upload_title(title: str) -> Callable[[GoogleClient], Reply]:
    return lambda c: c.begin({"snippet": {"title": title}, "status": {"privacyStatus": "private"}})


CHANNEL = GoogleClient.channel
WRONG_CALLS: dict[str, tuple[Callable[[GoogleClient], Reply], int, str]] = {
    "no token": (lambda c: call("GET", c.hosts["api"] + "/youtube/v3/channels?part=id&mine=true"), 401, "authError"),
    "an invented token": (lambda c: c.api("GET", "/youtube/v3/videos?part=id&id=x", token="x"), 401, "authError"),
    "a token too late": (_after(lambda c: c.world.clock.advance(3600), CHANNEL), 401, "authError"),
    "reading without the permission": (_with(PREFIX + "upload", CHANNEL), 403, "insufficientPermissions"),
    "uploading without it": (_with(PREFIX + "readonly", GoogleClient.begin), 403, "insufficientPermissions"),
    "deleting without it": (
        _with(f"{PREFIX}upload {PREFIX}readonly", lambda c: c.api("DELETE", "/youtube/v3/videos?id=x")), 403,
        "insufficientPermissions",
    ),
    "the API not switched on": (_after(changed(project, api_enabled=False), CHANNEL), 403, "accessNotConfigured"),
    "units used up": (_after(_used_up, lambda c: c.api("DELETE", "/youtube/v3/videos?id=x")), 403, "quotaExceeded"),
    "uploads used up": (_after(_uploads_used, GoogleClient.begin), 403, "quotaExceeded"),
    "no part": (lambda c: c.api("GET", "/youtube/v3/channels?mine=true"), 400, "missingRequiredParameter"),
    "an unknown part": (lambda c: c.api("GET", "/youtube/v3/channels?part=x&mine=true"), 400, "unknownPart"),
    "no filter": (lambda c: c.api("GET", "/youtube/v3/channels?part=id"), 400, "missingRequiredParameter"),
    "an upload without its type": (lambda c: c.begin(query="part=snippet,status"), 400, "mediaBodyRequired"),
    "a body beyond its parts": (lambda c: c.begin(query=QUERY.replace(",status", "")), 400, "unexpectedPart"),
    "no title": (lambda c: c.begin({"snippet": {}, "status": BODY["status"]}), 400, "invalidTitle"),
    "a title too long": (_upload_title("x" * 101), 400, "invalidTitle"),
    "a sign that titles may not hold": (_upload_title("Rye <3"), 400, "invalidTitle"),
    "a description too long": (
        lambda c: c.begin({"snippet": {"title": "Rye", "description": "é" * 2501}}), 400, "invalidDescription",
    ),
    "a picture for a video": (lambda c: c.begin(kind="image/png"), 400, "badContent"),
    "a part of an odd length": (lambda c: _put(c, bytes(100), "bytes 0-99/600000"), 400, "badRequest"),
    "a part behind a gap": (lambda c: _put(c, bytes(262_144), "bytes 262144-524287/600000"), 400, "badRequest"),
    "a part that is not as long as it says": (lambda c: _put(c, bytes(10), "bytes 0-262143/600000"), 400, "badRequest"),
    "an invented session": (
        lambda c: c.send(c.hosts["api"] + "/upload/youtube/v3/videos?upload_id=x", VIDEO), 404, "notFound",
    ),
    "a video that is gone": (lambda c: c.api("DELETE", "/youtube/v3/videos?id=x"), 404, "videoNotFound"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_CALLS)
def test_a_wrong_call_is_refused_in_the_apis_envelope(client: GoogleClient, case: str) -> None:
    act, status, reason = WRONG_CALLS[case]
    reply = act(client)
    error = reply.json["error"]
    assert (reply.status, error["code"], error["errors"][0]["reason"]) == (status, status, reason)
    assert client.world.youtube.videos == {}


@pytest.mark.contracts
def test_good_answers_are_as_google_describes_them(client: GoogleClient) -> None:
    client.channel()
    made = client.upload().json
    client.api("GET", f"/youtube/v3/videos?part=status,processingDetails,snippet,statistics&id={made['id']}")
    client.api("DELETE", f"/youtube/v3/videos?id={made['id']}")
    requests = client.world.requests
    count, problems = answers("youtube", requests, "/youtube/api")
    assert (count, problems) == (5, [])
    assert request_problems("youtube", requests, "/youtube/api") == []
