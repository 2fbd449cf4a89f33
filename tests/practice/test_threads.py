"""Practice Threads: what each part gives, and how every wrong client is refused."""

from collections.abc import Callable

import pytest
from tests.practice.client import Reply, call
from tests.practice.contract_answers import answers
from tests.practice.threads_client import REDIRECT, SCOPES, ThreadsClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError, words

DAY = 86_400
BASIC, PUBLISH, DELETE = SCOPES.split(",")


@pytest.fixture
def client(world: World, visitor: Visitor) -> ThreadsClient:
    return ThreadsClient(world, visitor)


# ---------------------------------------------------------------- the portal


def portal(world: World, path: str) -> str:
    return world.hosts("threads")["portal"] + path


def test_from_nothing_to_a_token(visitor: Visitor, world: World) -> None:
    keys = visitor.threads_make_app(REDIRECT)
    token = visitor.threads_generate(keys["meta_id"])
    app = world.threads.apps[keys["meta_id"]]
    assert (app.threads_id, app.threads_secret) == (keys["client_id"], keys["client_secret"])
    assert len({app.id, app.threads_id, app.instagram_id}) == 3
    assert world.threads.settings(app).redirects == [REDIRECT]
    assert world.threads.tokens[token].scopes == (BASIC, PUBLISH, DELETE)
    assert world.refused == []


def test_one_meta_app_serves_threads_too_once_it_has_the_use_case(visitor: Visitor, world: World) -> None:
    made = visitor.meta_make_app(use_cases=["pages"])
    assert world.threads.apps == {}
    with pytest.raises(StuckError, match="not part of your app"):
        visitor.threads_settings(made["app_id"])
    visitor.open(world.hosts("facebook")["portal"] + f"/apps/{made['app_id']}/use_cases/")
    visitor.press("Add use cases", use_cases=["threads"])
    for permission in (PUBLISH, DELETE):
        visitor.meta_add_permission(made["app_id"], permission)
    keys = visitor.threads_set_up(made["app_id"])
    assert keys == {"client_id": made["threads_id"], "client_secret": made["threads_secret"]}
    assert visitor.threads_generate(made["app_id"])


def test_a_secret_is_hidden_until_it_is_shown(visitor: Visitor, world: World, client: ThreadsClient) -> None:
    visitor.threads_settings(client.keys["meta_id"])
    assert "•" in visitor.value("Threads app secret")
    visitor.click("Show")
    assert visitor.value("Threads app secret") == client.keys["client_secret"]


def test_a_return_address_counts_only_as_a_saved_chip(visitor: Visitor, world: World) -> None:
    keys = visitor.threads_make_app()
    visitor.threads_settings(keys["meta_id"])
    app = world.threads.settings(world.threads.apps[keys["meta_id"]])
    assert "no chip" in words(visitor.press("Save", uninstall=REDIRECT, delete=REDIRECT).text)
    visitor.threads_settings(keys["meta_id"])
    assert "use https" in words(visitor.press("Use this address", typed=REDIRECT.replace("https", "http")).text)
    visitor.threads_settings(keys["meta_id"])
    visitor.press("Use this address", typed=REDIRECT)
    assert app.redirects == []
    assert "all three" in words(visitor.press("Save", uninstall="", delete=REDIRECT).text)
    assert app.redirects == []


def test_an_invitation_is_accepted_twice(visitor: Visitor, world: World) -> None:
    keys = visitor.threads_make_app(accept=False)
    app = world.threads.apps[keys["meta_id"]]
    with pytest.raises(StuckError, match="1349245"):
        visitor.threads_generate(keys["meta_id"])
    visitor.open(world.hosts("threads")["web"] + "/settings/website_permissions")
    visitor.press("Accept Crumb Publisher")
    assert not world.threads.knows(app, world.threads.profiles["crumbkitchen"])
    visitor.press("Accept Crumb Publisher again")
    assert visitor.threads_generate(keys["meta_id"])


def test_another_role_brings_no_invitation(visitor: Visitor, world: World) -> None:
    keys = visitor.threads_make_app(accept=False, username="ana.private")
    visitor.meta_tester(keys["meta_id"], "instagram", "crumbkitchen", "threads")
    visitor.open(world.hosts("threads")["web"] + "/settings/website_permissions")
    with pytest.raises(StuckError, match="no button"):
        visitor.press("Accept Crumb Publisher")


def test_a_private_profile_gets_no_token(visitor: Visitor, world: World) -> None:
    keys = visitor.threads_make_app(username="ana.private")
    with pytest.raises(StuckError, match="public Threads accounts only"):
        visitor.threads_generate(keys["meta_id"], "ana.private")
    visitor.open(world.hosts("threads")["web"] + "/settings/privacy")
    visitor.press("Private profile: on")
    assert visitor.threads_generate(keys["meta_id"], "ana.private")


# ---------------------------------------------------------------- the sign-in


def test_yes_brings_a_code_and_the_state_and_no_says_who_denied(client: ThreadsClient) -> None:
    assert client.back().keys() == {"code", "state"}
    denied = client.back("deny")
    assert (denied["error"], denied["error_reason"], denied["state"]) == ("access_denied", "user_denied", "st-1")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"redirect_uri": REDIRECT + "/"}, "1349168"), ({"redirect_uri": REDIRECT.replace("8431", "8432")}, "1349168"),
        ({"redirect_uri": REDIRECT.replace("https", "http")}, "1349187"), ({"redirect_uri": None}, "1349187"),
        ({"client_id": "1234567890123456"}, "4476002"), ({"client_id": None}, "4476002"),
        ({"response_type": "token"}, "response_type"), ({"scope": "threads_delete"}, "Invalid Scopes"),
        ({"scope": f"{SCOPES},pages_show_list"}, "Invalid Scopes"), ({"scope": None}, "Invalid Scopes"),
    ],
)  # fmt: skip
def test_a_wrong_request_ends_on_a_page_that_never_comes_back(
    client: ThreadsClient, visitor: Visitor, other: dict[str, str | None], said: str
) -> None:
    page = visitor.open(client.authorize_url(**other), follow=False)
    assert page.status == 400
    assert said in words(page.text)


def test_the_number_of_the_meta_app_is_none_of_threads(client: ThreadsClient, visitor: Visitor) -> None:
    page = visitor.open(client.authorize_url(client_id=client.keys["meta_id"]))
    assert "4476002" in words(page.text)


def test_another_profile_in_the_browser_is_no_tester(client: ThreadsClient) -> None:
    with pytest.raises(StuckError, match="1349245"):
        client.back(account="ana.private")


def test_a_code_is_an_hour_and_an_hour_is_sixty_days(client: ThreadsClient) -> None:
    short = client.exchange(client.code()).json
    assert short.keys() == {"access_token", "user_id"}
    assert short["user_id"] > 2**53
    long = client.long(short["access_token"]).json
    assert (long["expires_in"], long["token_type"]) == (60 * DAY, "bearer")
    client.world.clock.advance(3601)
    assert client.api("GET", "/me", token=short["access_token"]).json["error"]["error_subcode"] == 463
    assert client.api("GET", "/me", token=long["access_token"]).status == 200


def test_a_day_later_it_renews_and_the_older_one_lives_on(client: ThreadsClient) -> None:
    assert client.token
    client.world.clock.advance(DAY)
    fresh = client.renew(client.token).json
    assert fresh["access_token"] != client.token
    assert client.api("GET", "/me").status == client.api("GET", "/me", token=fresh["access_token"]).status == 200
    client.world.clock.advance(59 * DAY + 60)
    assert client.api("GET", "/me").json["error"]["error_subcode"] == 463
    assert client.api("GET", "/me", token=fresh["access_token"]).status == 200


def test_what_is_taken_back_is_over_at_once(client: ThreadsClient, visitor: Visitor) -> None:
    assert client.api("GET", "/me").status == 200
    visitor.threads_take_back()
    assert client.api("GET", "/me").json["error"]["error_subcode"] == 458


def late(c: ThreadsClient) -> Reply:
    code = c.code()
    c.world.clock.advance(3601)
    return c.exchange(code)


def twice(c: ThreadsClient) -> Reply:
    code = c.code()
    c.exchange(code)
    return c.exchange(code)


def of_another_app(c: ThreadsClient) -> Reply:
    other = ThreadsClient(c.world, c.visitor)
    return c.exchange(other.code())


def as_json(c: ThreadsClient) -> Reply:
    sent = {"media_type": "TEXT", "text": "Rye", "auto_publish_text": "true"}
    return call("POST", c.hosts["api"] + "/v1.0/me/threads", headers={"authorization": f"Bearer {c.token}"}, send=sent)


def dead(c: ThreadsClient) -> Reply:
    c.world.threads.change_password("crumbkitchen") if c.token else None
    return c.renew(c.token)


def expired(c: ThreadsClient) -> Reply:
    assert c.token
    c.world.clock.advance(60 * DAY)
    return c.renew(c.token)


def small(c: ThreadsClient) -> str:
    """A token that may only say who it is."""
    return str(c.exchange(c.code(scope=BASIC)).json["access_token"])


def of_others(c: ThreadsClient) -> Reply:
    token = c.world.threads.tokens[c.token]
    other = c.world.threads.published(c.world.threads.profiles["ana.private"], "Not yours")
    assert token.profile is not other.profile
    return c.api("DELETE", f"/{other.id}")


def too_many_posts(c: ThreadsClient) -> Reply:
    for _ in range(250):
        c.world.threads.published(c.world.threads.profiles["crumbkitchen"], "Rye")
    return c.post("One more")


WRONG: dict[str, tuple[Callable[[ThreadsClient], Reply], int, str]] = {
    "code too late": (late, 400, "expired"),
    "code twice": (twice, 400, "has been used"),
    "code of another app": (of_another_app, 400, "Invalid authorization code"),
    "code made up": (lambda c: c.exchange("AQmadeup"), 400, "Invalid authorization code"),
    "other return address": (lambda c: c.exchange(c.code(), redirect_uri=REDIRECT + "/"), 400, "redirect_uri"),
    "no return address": (lambda c: c.exchange(c.code(), redirect_uri=None), 400, "redirect_uri"),
    "another kind": (lambda c: c.exchange(c.code(), grant_type="refresh_token"), 400, "grant_type"),
    "the number of the Meta app": (lambda c: c.exchange("a", client_id=c.keys["meta_id"]), 400, "No app ID"),
    "no client": (lambda c: c.exchange("a", client_id=None), 400, "No app ID"),
    "another secret": (lambda c: c.exchange("a", client_secret="b"), 400, "client secret"),
    "no secret": (lambda c: c.exchange("a", client_secret=None), 400, "client secret"),
    "a long one made longer": (lambda c: c.long(c.token), 400, "short-lived"),
    "longer with another secret": (lambda c: c.long(small(c), client_secret="b"), 400, "client secret"),
    "longer of Facebook's kind": (lambda c: c.long(small(c), grant_type="fb_exchange_token"), 400, "grant_type"),
    "renewed too young": (lambda c: c.renew(c.token), 400, "24 hours"),
    "renewed too short": (lambda c: c.renew(small(c)), 400, "long-lived"),
    "renewed after its end": (expired, 401, "expired"),
    "renewed after a new password": (dead, 401, "password"),
    "no token": (lambda c: c.get("/v1.0/me"), 401, "OAuth access token"),
    "a token of Facebook": (lambda c: c.api("GET", "/me", token="EAAmadeup"), 401, "OAuth access token"),
    "a field of Instagram": (lambda c: c.api("GET", "/me", fields="account_type"), 400, "nonexisting field"),
    "a post without the permission": (
        lambda c: c.api("POST", "/me/threads", token=small(c), media_type="TEXT", text="Rye"), 403, PUBLISH,
    ),
    "a deletion without the permission": (lambda c: c.api("DELETE", "/1", token=small(c)), 403, DELETE),
    "a quota without the permission": (
        lambda c: c.api("GET", "/me/threads_publishing_limit", token=small(c)), 403, PUBLISH,
    ),
    "JSON for parameters": (as_json, 400, "media_type"),
    "no kind of post": (lambda c: c.post("Rye", media_type=""), 400, "media_type"),
    "no text": (lambda c: c.post(""), 400, "text is required"),
    "501 letters": (lambda c: c.post("x" * 501), 400, "at most 500 characters"),
    "126 emoji": (lambda c: c.post("🥐" * 126), 400, "at most 500 characters"),
    "six links": (lambda c: c.post(" ".join(f"https://a.example/{n}" for n in range(6))), 400, "LINK_LIMIT"),
    "an empty topic": (lambda c: c.post("Rye # today"), 400, "topic"),
    "a container of nobody": (lambda c: c.api("POST", "/me/threads_publish", creation_id="1"), 400, "Media Not Found"),
    "a post of others": (of_others, 400, "does not exist"),
    "a post that is gone": (lambda c: c.api("DELETE", "/17000000000000001"), 400, "does not exist"),
    "one post too many": (too_many_posts, 403, "request limit"),
    "another version": (lambda c: c.get("/v24.0/me", access_token=c.token), 400, "Unknown path"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_client_is_refused_in_its_own_words(client: ThreadsClient, name: str) -> None:
    act, status, says = WRONG[name]
    reply = act(client)
    assert (reply.status, says in reply.text) == (status, True), reply.text


# ---------------------------------------------------------------- the interface


def test_a_post_is_seen_until_it_is_deleted_and_the_day_is_counted(client: ThreadsClient, visitor: Visitor) -> None:
    ref = client.post("Rye & <b>bread</b>").json["id"]
    link = client.api("GET", f"/{ref}", fields="id,permalink").json["permalink"]
    assert "Rye & <b>bread</b>" in words(visitor.open(link).text)
    assert client.api("DELETE", f"/{ref}").json == {"success": True, "deleted_id": ref}
    assert visitor.open(link).status == 404
    (left,) = client.api(
        "GET", "/me/threads_publishing_limit", fields="quota_usage,config,delete_quota_usage,delete_config"
    ).json["data"]
    assert (left["quota_usage"], left["config"]["quota_total"]) == (1, 250)
    assert (left["delete_quota_usage"], left["delete_config"]["quota_total"]) == (1, 100)
    client.world.clock.advance(DAY + 1)
    assert client.api("GET", "/me/threads_publishing_limit", token=client.token).json["data"] == [{"quota_usage": 0}]


def test_two_steps_do_what_one_does(client: ThreadsClient) -> None:
    container = client.post("Rye", auto_publish_text="false").json["id"]
    assert client.world.threads.live_posts() == []
    ref = client.api("POST", "/me/threads_publish", creation_id=container).json["id"]
    assert [post.id for post in client.world.threads.live_posts()] == [ref]


def test_a_token_is_asked_about_with_itself(client: ThreadsClient) -> None:
    worth = client.api("GET", "/debug_token", input_token=client.token).json["data"]
    assert (worth["is_valid"], worth["type"], worth["scopes"]) == (True, "USER", [BASIC, PUBLISH, DELETE])
    assert worth["expires_at"] - worth["issued_at"] == 60 * DAY
    assert client.api("GET", "/debug_token", token="EAA", input_token=client.token).status == 401


@pytest.mark.contracts
def test_answers_are_held_against_the_published_collection(client: ThreadsClient) -> None:
    client.api("GET", "/me", fields="id,username,name,threads_profile_picture_url")
    client.api("GET", "/me/threads_publishing_limit", fields="quota_usage,config")
    ref = client.post("Rye").json["id"]
    client.api("GET", f"/{ref}", fields="id,permalink")
    client.api("DELETE", f"/{ref}")
    client.api("GET", "/debug_token", input_token=client.token)
    count, problems = answers("threads", client.world.requests, "/threads/api")
    assert count == 6
    assert problems == []
