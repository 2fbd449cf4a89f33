"""TikTok's data and posting calls: good answers, every refusal in its envelope, and a video on its way to the phone."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.practice.client import Reply, call
from tests.practice.tiktok_client import CREATOR, DIRECT, INBOX, STATUS, VIDEO, TikTokClient, source

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import words

MB = 1_000_000


@pytest.fixture
def client(world: World, visitor: Visitor) -> TikTokClient:
    return TikTokClient(world, visitor, targets=["crumbkitchen", "ana_private"])


def code_of(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.json["error"]["code"]


def test_who_it_is_and_only_what_was_asked_for(client: TikTokClient) -> None:
    body = client.me("open_id,display_name,avatar_url").json
    assert body["error"]["code"] == "ok"
    assert body["data"]["user"].keys() == {"open_id", "display_name", "avatar_url"}
    assert body["data"]["user"]["open_id"] == client.tokens["open_id"]
    assert client.visitor.open(body["data"]["user"]["avatar_url"]).status == 200


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ("open_id,follower_count", 401, "scope_not_authorized"),
        ("username", 401, "scope_not_authorized"),
        ("open_id,email", 400, "invalid_params"),
        ("", 400, "invalid_params"),
    ],
)
def test_one_field_too_many_refuses_the_whole_call(client: TikTokClient, fields: str, status: int, code: str) -> None:
    assert code_of(client.me(fields)) == (status, code)


def test_a_sandbox_may_refuse_to_say_who_it_is(client: TikTokClient) -> None:
    client.world.tiktok.refuses_user_info = True
    assert code_of(client.me()) == (401, "scope_not_authorized")
    assert code_of(client.api("POST", CREATOR)) == (200, "ok")


def test_what_the_account_may_post(client: TikTokClient) -> None:
    data = client.api("POST", CREATOR, send={}).json["data"]
    assert (data["creator_username"], data["creator_nickname"]) == ("crumbkitchen", "Crumb Kitchen")
    assert data["privacy_level_options"] == ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
    assert data["max_video_post_duration_sec"] == 180
    client.world.tiktok.accounts["crumbkitchen"].private = True
    private = client.api("POST", CREATOR).json["data"]["privacy_level_options"]
    assert private == ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]


def test_three_refusals_come_with_200(client: TikTokClient) -> None:
    tiktok = client.world.tiktok
    tiktok.users_left = 0
    assert code_of(client.api("POST", CREATOR)) == (200, "reached_active_user_cap")
    tiktok.accounts["crumbkitchen"].posts_left = 0
    assert code_of(client.api("POST", CREATOR)) == (200, "spam_risk_too_many_posts")
    tiktok.accounts["crumbkitchen"].banned = True
    assert code_of(client.api("POST", CREATOR)) == (200, "spam_risk_user_banned_from_posting")
    assert code_of(client.api("POST", INBOX, send={"source_info": source()}))[0] == 403


def test_a_draft_comes_to_the_phone_and_goes_away(client: TikTokClient, visitor: Visitor) -> None:
    begun = client.begin("Rye at eight")
    assert begun["publish_id"].startswith("v_inbox_file~")
    assert len(begun["publish_id"]) <= 64
    assert client.status(begun["publish_id"]).json["data"] == {"status": "PROCESSING_UPLOAD", "uploaded_bytes": 0}
    reply = client.put(begun["upload_url"])
    assert (reply.status, reply.headers["content-range"]) == (201, f"bytes 0-{len(VIDEO) - 1}/{len(VIDEO)}")
    seen = [client.status(begun["publish_id"]).json["data"]["status"] for _ in range(2)]
    assert seen == ["PROCESSING_UPLOAD", "SEND_TO_USER_INBOX"]
    inbox = client.hosts["web"] + "/phone/inbox"
    assert "Rye at eight" in words(visitor.open(inbox).text)
    assert "Rye at eight" not in visitor.open(client.hosts["web"] + "/@crumbkitchen").text
    visitor.tiktok_discard_drafts()
    assert client.world.tiktok.live_drafts() == []


def test_five_unfinished_drafts_are_enough_for_a_day(client: TikTokClient, visitor: Visitor) -> None:
    for number in range(5):
        client.draft(f"Rye {number}")
        client.world.clock.advance(61)
    assert code_of(client.api("POST", INBOX, send={"source_info": source()})) == (
        403, "spam_risk_too_many_pending_share",
    )  # fmt: skip
    visitor.tiktok_discard_drafts()
    assert client.begin()


def test_a_file_that_is_no_video_fails_afterwards(client: TikTokClient) -> None:
    begun = client.begin()
    assert client.put(begun["upload_url"], b"x" * len(VIDEO)).status == 201
    client.status(begun["publish_id"])
    data = client.status(begun["publish_id"]).json["data"]
    assert (data["status"], data["fail_reason"]) == ("FAILED", "file_format_check_failed")


def test_parts_follow_one_another(client: TikTokClient) -> None:
    """The documentation's rule: rounded down, and the last part takes the remainder."""
    size = 12 * MB + 345
    begun = client.begin(size=size, chunk=5 * MB, count=2)
    url, video = begun["upload_url"], VIDEO + bytes(size - len(VIDEO))
    assert client.put(url, video[5 * MB :], 5 * MB, size).status == 416
    first = client.put(url, video[: 5 * MB], 0, size)
    assert (first.status, first.headers["content-range"]) == (206, f"bytes 0-{5 * MB - 1}/{size}")
    assert client.put(url, video[: 5 * MB], 0, size).status == 416
    assert client.put(url, video[5 * MB : 6 * MB], 5 * MB, size).status == 416
    assert client.put(url, video[5 * MB :], 5 * MB, size).status == 201


ANNOUNCED: dict[str, tuple[dict[str, Any], tuple[int, str]]] = {
    "rounded up": ({"size": 12 * MB, "chunk": 5 * MB, "count": 3}, (400, "invalid_param")),
    "parts too small": ({"size": 12 * MB, "chunk": 4 * MB, "count": 3}, (400, "invalid_param")),
    "parts too large": ({"size": 200 * MB, "chunk": 65 * MB, "count": 3}, (400, "invalid_param")),
    "one part of a large file": ({"size": 70 * MB, "chunk": 70 * MB, "count": 1}, (400, "invalid_param")),
    "small file in a larger part": ({"size": MB, "chunk": 5 * MB, "count": 1}, (400, "invalid_param")),
    "size as text": ({"size": "100"}, (400, "invalid_param")),
    "nothing": ({"size": 0, "chunk": 0, "count": 0}, (400, "invalid_param")),
    "larger than 4 GB": ({"size": 5000 * MB, "chunk": 10 * MB, "count": 500}, (400, "invalid_param")),
    "from an address": ({"kind": "PULL_FROM_URL"}, (403, "url_ownership_unverified")),
    "from nowhere": ({"kind": "FILE"}, (400, "invalid_param")),
}


@pytest.mark.parametrize("mistake", ANNOUNCED)
def test_a_video_must_be_announced_right(client: TikTokClient, mistake: str) -> None:
    announced, refused = ANNOUNCED[mistake]
    assert code_of(client.api("POST", INBOX, send={"source_info": source(**announced)})) == refused
    assert client.world.tiktok.uploads == {}


Put = Callable[[TikTokClient, str], Reply]
PUTS: dict[str, tuple[Put, int]] = {
    "with the token": (lambda c, url: c.put(url, Authorization=f"Bearer {c.tokens['access_token']}"), 400),
    "without a range": (lambda c, url: call("PUT", url, headers={"Content-Type": "video/mp4"}, body=VIDEO), 400),
    "as a form": (lambda c, url: c.put(url, Content_Type="multipart/form-data"), 400),
    "another size": (lambda c, url: c.put(url, VIDEO + b"x"), 400),
    "not from the beginning": (lambda c, url: c.put(url, VIDEO[5:], 5, len(VIDEO)), 416),
    "unknown address": (lambda c, url: c.put(url + "x"), 404),
    "POST for PUT": (lambda c, url: call("POST", url, body=VIDEO), 405),
}


@pytest.mark.parametrize("mistake", PUTS)
def test_wrong_uploads(client: TikTokClient, mistake: str) -> None:
    put, status = PUTS[mistake]
    assert put(client, client.begin()["upload_url"]).status == status


def test_an_address_for_an_upload_is_good_for_an_hour(client: TikTokClient) -> None:
    url = client.begin()["upload_url"]
    client.world.clock.advance(3601)
    assert client.put(url).status == 403


def other_person(c: TikTokClient) -> Reply:
    mine = c.begin()["publish_id"]
    other = c.exchange(c.code("ana_private", disable_auto_auth="1")).json["access_token"]
    return c.status(mine, token=other)


def less(c: TikTokClient, *off: str) -> str:
    """A token without these permissions."""
    return str(c.exchange(c.code(off=off)).json["access_token"])


CALLS: dict[str, tuple[Callable[[TikTokClient], Reply], tuple[int, str]]] = {
    "no token": (
        lambda c: call("GET", c.hosts["api"] + "/v2/user/info/?fields=open_id"), (401, "access_token_invalid")),
    "refresh token for access token": (
        lambda c: c.me(token=c.tokens["refresh_token"]), (401, "access_token_invalid")),
    "token in the query": (
        lambda c: call("GET", f"{c.hosts['api']}/v2/user/info/?fields=open_id&access_token={c.tokens['access_token']}"),
        (401, "access_token_invalid")),
    "last slash missing": (lambda c: c.api("GET", "/v2/user/info?fields=open_id"), (404, "invalid_params")),
    "GET for POST": (lambda c: c.api("GET", CREATOR), (405, "invalid_params")),
    "form for JSON": (
        lambda c: call("POST", c.hosts["api"] + INBOX, form={"source": "FILE_UPLOAD"},
                       headers={"Authorization": f"Bearer {c.tokens['access_token']}"}), (400, "invalid_params")),
    "inbox without the permission": (
        lambda c: c.api("POST", INBOX, send={}, token=less(c, "video.upload")), (401, "scope_not_authorized")),
    "creator without the permission": (
        lambda c: c.api("POST", CREATOR, token=less(c, "video.publish")), (401, "scope_not_authorized")),
    "caption too long": (
        lambda c: c.api("POST", INBOX, send={"source_info": source(), "post_info": {"title": "🥐" * 1101}}),
        (400, "invalid_param")),
    "unknown video": (lambda c: c.status("v_inbox_file~v2.1"), (400, "invalid_publish_id")),
    "video as a number": (lambda c: c.api("POST", STATUS, send={"publish_id": 5}), (400, "invalid_publish_id")),
    "video of somebody else": (other_person, (400, "token_not_authorized_for_specified_publish_id")),
    "cancelling an upload": (
        lambda c: c.api("POST", "/v2/post/publish/cancel/", send={}), (400, "publish_not_cancellable")),
}  # fmt: skip


@pytest.mark.parametrize("mistake", CALLS)
def test_wrong_calls_are_refused_in_the_envelope(client: TikTokClient, mistake: str) -> None:
    make, refused = CALLS[mistake]
    reply = make(client)
    assert code_of(reply) == refused
    assert reply.json.keys() == {"data", "error"}
    assert reply.json["error"].keys() == {"code", "message", "log_id"}


def test_direct_posts_are_for_private_accounts_and_their_owners(client: TikTokClient) -> None:
    def direct(level: str | None) -> tuple[int, str]:
        return code_of(
            client.api("POST", DIRECT, send={"source_info": source(), "post_info": {"privacy_level": level}})
        )

    assert direct("SELF_ONLY") == (403, "unaudited_client_can_only_post_to_private_accounts")
    client.world.tiktok.accounts["crumbkitchen"].private = True
    assert direct("MUTUAL_FOLLOW_FRIENDS") == (403, "privacy_level_option_mismatch")
    assert direct(None) == (400, "invalid_param")
    assert direct("SELF_ONLY") == (200, "ok")


@pytest.mark.parametrize(("path", "most"), [(INBOX, 6), (CREATOR, 20), (STATUS, 30)])
def test_minutes_are_counted_and_no_time_is_promised(client: TikTokClient, path: str, most: int) -> None:
    for _ in range(most):
        client.api("POST", path, send={})
    reply = client.api("POST", path, send={})
    assert code_of(reply) == (429, "rate_limit_exceeded")
    assert "retry-after" not in reply.headers
    client.world.clock.advance(61)
    assert client.api("POST", path, send={}).status != 429
