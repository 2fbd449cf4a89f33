"""The v2 API of practice X: answers, rules, bill and limits."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.practice.client import Reply, call
from tests.practice.x_client import XClient

from stagedoor.practice import Visitor, World

Mistake = Callable[[XClient], Reply]


@pytest.fixture
def client(world: World, visitor: Visitor) -> XClient:
    return XClient(world, visitor)


def test_who_am_i(client: XClient) -> None:
    assert client.api("GET", "/2/users/me").json == {
        "data": {"id": client.world.x.accounts["crumbkitchen"].id, "name": "Crumb Kitchen", "username": "crumbkitchen"}
    }
    more = client.api("GET", "/2/users/me?user.fields=profile_image_url,public_metrics,subscription_type").json["data"]
    assert more["public_metrics"]["followers_count"] == 1284
    assert more["subscription_type"] == "None"
    assert more["profile_image_url"].endswith("_normal.png")
    assert call("GET", more["profile_image_url"]).status == 200


@pytest.mark.parametrize("name", ["post", "tweet"])
def test_both_ways_of_naming_are_spoken(client: XClient, name: str) -> None:
    client.world.x.metric_names = name
    metrics = client.api("GET", "/2/users/me?user.fields=public_metrics").json["data"]["public_metrics"]
    assert f"{name}_count" in metrics
    post = client.post("Rye today").json["data"]
    assert post[f"edit_history_{name}_ids"] == [post["id"]]


def test_a_post_lives_and_dies(client: XClient) -> None:
    posted = client.post("Rye today")
    assert posted.status == 201
    number = posted.json["data"]["id"]
    page = f"{client.hosts['web']}/crumbkitchen/status/{number}"
    assert "Rye today" in call("GET", page).text
    assert (
        client.api("GET", f"/2/tweets/{number}?tweet.fields=public_metrics,author_id").json["data"]["text"]
        == "Rye today"
    )
    person = client.world.x.accounts["crumbkitchen"].id
    listed = client.api("GET", f"/2/users/{person}/tweets?max_results=5&tweet.fields=created_at").json
    assert [p["id"] for p in listed["data"]] == [number]
    assert listed["meta"] == {"result_count": 1, "newest_id": number, "oldest_id": number}
    gone = client.api("DELETE", f"/2/tweets/{number}")
    assert (gone.status, gone.json) == (200, {"data": {"deleted": True}})
    assert call("GET", page).status == 404
    assert client.api("GET", f"/2/tweets/{number}").status == 404
    assert client.api("GET", f"/2/users/{person}/tweets").json == {"meta": {"result_count": 0}}
    post = client.world.x.posts[number]
    assert (post.author, post.deleted) == ("crumbkitchen", True)


def test_posts_of_a_private_account_do_not_show(client: XClient) -> None:
    tokens = client.exchange(client.code("ana_private")).json
    number = client.api("POST", "/2/tweets", token=tokens["access_token"], send={"text": "Psst"}).json["data"]["id"]
    assert "Psst" not in call("GET", f"{client.hosts['web']}/ana_private/status/{number}").text


def test_only_the_author_deletes(client: XClient) -> None:
    number = client.post("Rye today").json["data"]["id"]
    other = client.exchange(client.code("ana_private")).json["access_token"]
    assert client.api("DELETE", f"/2/tweets/{number}", token=other).status == 403


def test_the_bill(client: XClient) -> None:
    first = client.post("Rye today").json["data"]["id"]
    client.post("Recipe: https://crumbkitchen.example.com/rye")
    client.api("GET", "/2/users/me")
    client.api("GET", "/2/users/me")
    client.api("DELETE", f"/2/tweets/{first}")
    assert client.post("").status == 400
    charged = [(charge.what, charge.price) for charge in client.world.x.ledger]
    assert charged == [("post", 0.015), ("post with link", 0.2), ("user read", 0.01), ("post delete", 0.01)]
    assert client.world.x.accounts["crumbkitchen"].credits == pytest.approx(5 - 0.235)
    client.world.clock.advance(86400)
    client.refresh(client.tokens["refresh_token"])
    token = client.world.x.valid_access_tokens()[-1]
    assert client.api("GET", "/2/users/me", token=token).status == 200
    assert len(client.world.x.ledger) == 5, "the same read is charged again on another day"


def test_reading_own_posts_is_cheap(client: XClient) -> None:
    number = client.post("Rye today").json["data"]["id"]
    client.api("GET", f"/2/tweets/{number}")
    assert client.world.x.ledger[-1].price == 0.001


def test_usage_counts_reads_and_wants_the_bearer(client: XClient) -> None:
    client.api("GET", "/2/users/me")
    reply = client.api(
        "GET", "/2/usage/tweets?days=7&usage.fields=project_usage,cap_reset_day", token=client.keys["bearer"]
    )
    assert reply.json["data"]["project_usage"] == "1"
    assert client.api("GET", "/2/usage/tweets").json["type"].endswith("/2/problems/unsupported-authentication")
    assert client.api("GET", "/2/usage/tweets?days=91", token=client.keys["bearer"]).status == 400


def test_every_answer_says_what_is_left(client: XClient) -> None:
    first = client.post("one").headers
    second = client.post("two").headers
    assert (first["x-rate-limit-limit"], first["x-rate-limit-remaining"]) == ("100", "99")
    assert second["x-rate-limit-remaining"] == "98"
    assert int(second["x-rate-limit-reset"]) - client.world.clock.now() == pytest.approx(900, abs=60)


def test_a_full_window_ends_by_itself(client: XClient) -> None:
    client.world.x.limits["POST /2/tweets"] = 2
    assert [client.post(f"loaf {n}").status for n in range(3)] == [201, 201, 429]
    refused = client.post("loaf 4")
    assert refused.json["title"] == "Too Many Requests"
    assert refused.headers["x-rate-limit-remaining"] == "0"
    client.world.clock.advance(901)
    assert client.post("loaf 5").status == 201


def reply_to(client: XClient) -> Reply:
    token = client.exchange(client.code("ana_private")).json["access_token"]
    parent = client.api("POST", "/2/tweets", token=token, send={"text": "Psst"}).json["data"]["id"]
    mine = client.exchange(client.code()).json["access_token"]
    send = {"text": "Well", "reply": {"in_reply_to_tweet_id": parent}}
    return client.api("POST", "/2/tweets", token=mine, send=send)


def duplicate(client: XClient) -> Reply:
    client.post("Rye today")
    return client.post("Rye today")


def raw(body: bytes, kind: str = "application/json") -> Mistake:
    def send(client: XClient) -> Reply:
        headers = {"Authorization": f"Bearer {client.tokens['access_token']}", "Content-Type": kind}
        return call("POST", client.url("/2/tweets"), headers=headers, body=body)

    return send


def posting(**body: Any) -> Mistake:
    return lambda client: client.api("POST", "/2/tweets", send=body)


def getting(path: str) -> Mistake:
    return lambda client: client.api("GET", path)


def scoped(scope: str, method: str, path: str) -> Mistake:
    def send(client: XClient) -> Reply:
        token = client.exchange(client.code(scope=scope)).json["access_token"]
        return client.api(method, path, token=token, send={"text": "hi"} if method == "POST" else None)

    return send


def state(change: Callable[[XClient], None], path: str = "/2/users/me") -> Mistake:
    def send(client: XClient) -> Reply:
        assert client.tokens
        change(client)
        return client.api("GET", path)

    return send


def no_header(client: XClient) -> Reply:
    return call("GET", client.url("/2/users/me"))


def expired(client: XClient) -> Reply:
    token = client.tokens["access_token"]
    client.world.clock.advance(7201)
    return client.api("GET", "/2/users/me", token=token)


def account(client: XClient, name: str, value: object) -> None:
    setattr(client.world.x.accounts["crumbkitchen"], name, value)


def app(client: XClient, name: str, value: object) -> None:
    setattr(client.world.x.apps[client.keys["app_id"]], name, value)


def bearer(method: str, path: str) -> Mistake:
    return lambda client: client.api(
        method, path, token=client.keys["bearer"], send={"text": "hi"} if method == "POST" else None
    )


PERMITTED = "You are not permitted to perform this action."
WRONG: dict[str, tuple[Mistake, int, str]] = {
    "no header": (no_header, 401, "about:blank"),
    "token cut short": (lambda c: c.api("GET", "/2/users/me", token=c.tokens["access_token"][:-1]), 401, "about:blank"),
    "expired token": (expired, 401, "about:blank"),
    "refresh token as bearer": (
        lambda c: c.api("GET", "/2/users/me", token=c.tokens["refresh_token"]),
        401,
        "about:blank",
    ),
    "client id as bearer": (lambda c: c.api("GET", "/2/users/me", token=c.keys["client_id"]), 401, "about:blank"),
    "bearer asks who it is": (bearer("GET", "/2/users/me"), 403, "unsupported-authentication"),
    "bearer posts": (bearer("POST", "/2/tweets"), 403, "unsupported-authentication"),
    "scope to write missing": (scoped("tweet.read users.read", "POST", "/2/tweets"), 403, PERMITTED),
    "scope to read people missing": (scoped("tweet.read tweet.write", "GET", "/2/users/me"), 403, PERMITTED),
    "app in no package": (state(lambda c: app(c, "enrolled", False)), 403, "client-not-enrolled"),
    "app suspended": (state(lambda c: app(c, "suspended", True)), 403, "416"),
    "person suspended": (state(lambda c: account(c, "suspended", True)), 403, "user-suspended"),
    "person locked": (state(lambda c: account(c, "locked", True)), 403, "326"),
    "no credits": (state(lambda c: account(c, "credits", 0.0)), 402, "credits-depleted"),
    "spend cap reached": (state(lambda c: account(c, "spend_cap", 0.0)), 403, "SpendCapReached"),
    "unknown field in the body": (posting(text="hi", txt="ho"), 400, "$.txt: is not defined in the schema"),
    "number for text": (posting(text=5), 400, "a string is expected"),
    "no text": (posting(text=" "), 400, "must not be empty"),
    "media that was never uploaded": (
        posting(text="hi", media={"media_ids": ["12"]}),
        400,
        "Your media IDs are invalid.",
    ),
    "number for a reply id": (posting(text="hi", reply={"in_reply_to_tweet_id": 12}), 400, "in_reply_to_tweet_id"),
    "reply to nothing": (posting(text="hi", reply={"in_reply_to_tweet_id": "12"}), 400, "invalid-request"),
    "reply to a stranger": (reply_to, 403, "You can only reply to or quote posts"),
    "a list for an object": (raw(b"[]"), 400, "an object is expected"),
    "broken JSON": (raw(b'{"text":'), 400, "not valid JSON"),
    "a form for JSON": (raw(b"text=hi", "application/x-www-form-urlencoded"), 415, "about:blank"),
    "too long": (posting(text="ж" * 280 + "!"), 403, PERMITTED),
    "too long in Japanese": (posting(text="パ" * 141), 403, PERMITTED),
    "same text again": (duplicate, 403, "duplicate content"),
    "two cashtags": (posting(text="$RYE and $OAT"), 403, "one cashtag"),
    "misspelt parameter": (
        getting("/2/users/me?userfields=name"),
        400,
        "The query parameter [userfields] is not one of",
    ),
    "unknown field asked for": (getting("/2/users/me?user.fields=shoe_size"), 400, "[shoe_size] is not one of"),
    "too few results": (getting("/2/users/1204817365/tweets?max_results=3"), 400, "not between 5 and 100"),
    "unknown person": (getting("/2/users/99999/tweets"), 404, "resource-not-found"),
    "unknown post": (getting("/2/tweets/99999"), 404, "resource-not-found"),
    "delete unknown post": (lambda c: c.api("DELETE", "/2/tweets/99999"), 404, "resource-not-found"),
    "v1.1 path": (getting("/1.1/statuses/update.json"), 404, "about:blank"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_calls(client: XClient, mistake: str) -> None:
    make, status, says = WRONG[mistake]
    reply = make(client)
    assert reply.status == status, reply.text
    assert says in reply.text
    assert reply.headers["content-type"].startswith("application/json")
    assert "x-rate-limit-limit" in reply.headers


def test_a_refused_call_costs_nothing_and_changes_nothing(client: XClient) -> None:
    for mistake in ("too long", "unknown field in the body", "two cashtags", "bearer posts"):
        WRONG[mistake][0](client)
    assert client.world.x.ledger == []
    assert client.world.x.posts == {}


def test_280_units_are_taken(client: XClient) -> None:
    assert client.post("ж" * 280).status == 201
    assert client.post("パ" * 140).status == 201


def test_premium_posts_may_be_long(client: XClient) -> None:
    account(client, "subscription", "Premium")
    assert client.post("r" * 2000).status == 201


def test_own_threads_may_be_continued(client: XClient) -> None:
    first = client.post("one").json["data"]["id"]
    send = {"text": "two", "reply": {"in_reply_to_tweet_id": first}}
    second = client.api("POST", "/2/tweets", send=send).json["data"]["id"]
    assert client.world.x.posts[second].reply_to == first


def test_problem_addresses_lie_in_the_world(client: XClient) -> None:
    kind = client.api("GET", "/2/tweets/99999").json["type"]
    assert kind == f"{client.hosts['api']}/2/problems/resource-not-found"


def test_a_deleted_text_may_be_posted_again(client: XClient) -> None:
    number = client.post("Rye today").json["data"]["id"]
    client.api("DELETE", f"/2/tweets/{number}")
    assert client.post("Rye today").status == 201
