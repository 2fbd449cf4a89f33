"""Practice Meta: the portal's traps, Facebook's dialog and its dead ends, tokens and their ends, and wrong clients."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.practice.client import Reply, answer_of, call
from tests.practice.meta_client import LISTED, REDIRECT, SCOPES, MetaClient, error

from stagedoor.practice import Visitor, World
from stagedoor.practice.meta.state import BAKING, CLUB, KITCHEN, MARKET
from stagedoor.practice.person import StuckError, words

DAY = 86_400


@pytest.fixture
def meta(world: World, visitor: Visitor) -> MetaClient:
    return MetaClient(world, visitor)


def refused(visitor: Visitor, button: str, **values: Any) -> str:
    """What the page says when it does not take this."""
    page = visitor.press(button, **values)
    assert page.status == 400
    return words(page.text)


# the portal


@pytest.mark.parametrize("name", ["Insta Crumbs", "Crumb Facebook", "My Telegram", "Metadata", "FB Poster"])
def test_a_name_with_a_brand_in_it_is_refused(visitor: Visitor, world: World, name: str) -> None:
    visitor.open(world.hosts("facebook")["portal"] + "/apps/creation/")
    said = refused(
        visitor, "Go to dashboard", name=name, email="a@b.example", use_cases=["pages"], business="none"
    )  # fmt: skip
    assert "may not contain" in said
    assert world.meta.apps == {}


def test_three_pairs_lie_in_one_app_and_none_is_another(meta: MetaClient) -> None:
    ids = {meta.keys[name] for name in ("client_id", "instagram_id", "threads_id")}
    secrets = {meta.keys[name] for name in ("client_secret", "instagram_secret", "threads_secret")}
    assert (len(ids), len(secrets)) == (3, 3)
    assert all(secret.startswith("PRACTICE") for secret in secrets)


def test_a_plain_address_is_no_return_address(meta: MetaClient) -> None:
    with pytest.raises(StuckError, match="valid https URL"):
        meta.visitor.meta_redirects(meta.keys["app_id"], REDIRECT)


def test_without_a_privacy_page_nothing_is_published(meta: MetaClient) -> None:
    with pytest.raises(StuckError, match="name_placeholder"):
        meta.visitor.meta_publish(meta.keys["app_id"], "http://localhost/privacy")
    meta.visitor.open(meta.hosts["portal"] + f"/apps/{meta.keys['app_id']}/go_live/")
    assert "privacy policy URL is required" in refused(meta.visitor, "Publish")


def test_a_permission_of_a_use_case_that_is_not_added_is_not_offered(world: World, visitor: Visitor) -> None:
    made = visitor.meta_make_app(use_cases=["pages"])
    with pytest.raises(StuckError, match="no button"):
        visitor.meta_add_permission(made["app_id"], "instagram_basic")


def test_the_portal_belongs_to_who_made_the_app(meta: MetaClient) -> None:
    meta.meta.apps[meta.keys["app_id"]].owner = "ben"
    page = meta.visitor.open(meta.hosts["portal"] + f"/apps/{meta.keys['app_id']}/settings/basic/?shown=yes")
    assert page.status == 404


# the dialog

DEAD_ENDS: dict[str, tuple[Callable[[MetaClient], dict[str, str]], str]] = {
    "unknown app": (lambda m: {"client_id": "1"}, "Invalid App ID"),
    "a permission that was not added": (lambda m: {"scope": "pages_show_list,read_insights"}, "Invalid Scopes"),
    "Instagram's own permission": (lambda m: {"scope": "instagram_business_manage_messages"}, "Invalid Scopes"),
    "not localhost": (lambda m: {"redirect_uri": "http://127.0.0.1:8481/callback/"}, "URL blocked"),
    "https that is not listed": (lambda m: {"redirect_uri": LISTED + "x"}, "URL blocked"),
    "without the slash": (lambda m: {"redirect_uri": LISTED.rstrip("/")}, "URL blocked"),
    "no code asked for": (lambda m: {"response_type": "token"}, "something went wrong"),
}


@pytest.mark.parametrize("case", DEAD_ENDS)
def test_a_wrong_request_ends_on_a_page_of_facebook(meta: MetaClient, case: str) -> None:
    changes, says = DEAD_ENDS[case]
    with pytest.raises(StuckError, match=says):
        meta.visitor.facebook_dialog(meta.authorize_url(**changes(meta)))


def test_once_published_plain_http_is_blocked_and_the_listed_address_works(meta: MetaClient) -> None:
    meta.visitor.meta_publish(meta.keys["app_id"])
    with pytest.raises(StuckError, match="Insecure Login Blocked"):
        meta.code()
    assert meta.visitor.facebook_dialog(meta.authorize_url(redirect_uri=LISTED)).startswith(LISTED)


def test_who_has_no_role_cannot_sign_in_before_it_is_published(meta: MetaClient) -> None:
    meta.meta.signed_in = "ben"
    with pytest.raises(StuckError, match="App not active"):
        Visitor(meta.world).facebook_dialog(meta.authorize_url())


def test_a_new_consent_takes_the_place_of_the_one_before(meta: MetaClient) -> None:
    page = meta.page
    meta.visitor.facebook_dialog(meta.authorize_url(), ["Crumb Bakery"])
    assert error(meta.get("me", page)) == (190, 458)


def test_cancel_comes_back_with_metas_words(meta: MetaClient) -> None:
    back = answer_of(meta.visitor.facebook_dialog(meta.authorize_url(), deny=True))
    assert (back["error"], back["error_reason"], back["state"]) == ("access_denied", "user_denied", "s1")


# tokens and what they reach


def test_a_page_inherits_the_life_of_what_it_came_by(meta: MetaClient) -> None:
    assert meta.debug(meta.page)["expires_at"] == 0
    assert meta.debug(meta.page_of(meta.short))["expires_at"] > 0
    assert meta.debug(meta.long)["data_access_expires_at"] > meta.world.clock.now() + 89 * DAY


def test_a_page_of_a_portfolio_is_not_listed_and_found_through_its_business(meta: MetaClient) -> None:
    listed = [each["id"] for each in meta.get("me/accounts", meta.long).json["data"]]
    assert MARKET not in listed
    (business,) = meta.get("me/businesses", meta.long).json["data"]
    owned = meta.get(f"{business['id']}/owned_pages", meta.long, fields="id,access_token").json["data"]
    assert [each["id"] for each in owned] == [MARKET]
    assert owned[0]["access_token"]


def test_the_list_comes_in_parts(meta: MetaClient) -> None:
    first = meta.get("me/accounts", meta.long, limit="1").json
    assert "access_token=" in first["paging"]["next"]  # the trap: an address that holds a token
    rest = meta.get("me/accounts", meta.long, limit="9", after=first["paging"]["cursors"]["after"]).json
    assert first["data"][0]["id"] not in [each["id"] for each in rest["data"]]
    assert "next" not in rest["paging"]


def test_a_post_of_an_unpublished_app_is_seen_by_nobody_else(meta: MetaClient, world: World) -> None:
    post = meta.ask("POST", f"{KITCHEN}/feed", meta.page, form={"message": "Rye"}).json["id"]
    link = f"{meta.hosts['web']}/{KITCHEN}/posts/{post.rpartition('_')[2]}"
    assert Visitor(world).open(link).status == 404
    assert "Rye" in meta.visitor.open(link).text


def test_taking_the_app_out_ends_everything(meta: MetaClient) -> None:
    page, long = meta.page, meta.long
    assert meta.ask("DELETE", "me/permissions", long).json == {"success": True}
    assert [error(meta.get("me", token)) for token in (page, long)] == [(190, 458)] * 2
    assert meta.debug(page)["error"]["subcode"] == 458


def test_a_container_is_not_ready_at_once(meta: MetaClient) -> None:
    photo = "https://elsewhere.example/a.jpg"
    assert error(meta.ask("POST", f"{BAKING}/media", meta.page, form={"image_url": photo})) == (9004, 2207052)
    meta.meta.photos["7"] = KITCHEN
    own = f"{meta.hosts['web']}/photo/7"
    made = meta.ask("POST", f"{BAKING}/media", meta.page, form={"image_url": own, "caption": "Rye"}).json["id"]
    form = {"creation_id": made}
    assert error(meta.ask("POST", f"{BAKING}/media_publish", meta.page, form=form)) == (9007, 2207027)
    said = [meta.get(made, meta.page, fields="status_code").json["status_code"] for _ in range(2)]
    assert said == ["IN_PROGRESS", "FINISHED"]
    assert meta.ask("POST", f"{BAKING}/media_publish", meta.page, form=form).status == 200


# wrong clients: what each does, and code and subcode of the refusal

Act = Callable[[MetaClient], Reply]


def spent(m: MetaClient) -> Reply:
    code = m.code()
    m.exchange(code)
    return m.exchange(code)


def late(m: MetaClient) -> Reply:
    code = m.code()
    m.world.clock.advance(601)
    return m.exchange(code)


def as_json(m: MetaClient) -> Reply:
    headers = {"Authorization": f"Bearer {m.page}"}
    return call("POST", f"{m.hosts['api']}/v26.0/{KITCHEN}/feed", headers=headers, send={"message": "Rye"})


def ended(m: MetaClient) -> Reply:
    short = m.short
    m.world.clock.advance(3601)
    return m.get("me", short)


def exchanged_too_late(m: MetaClient) -> Reply:
    short = m.short
    m.world.clock.advance(3601)
    return m.token(grant_type="fb_exchange_token", fb_exchange_token=short)


def wants_proof(m: MetaClient) -> Reply:
    token = m.long
    m.meta.apps[m.keys["app_id"]].wants_proof = True
    return m.get("me", token)


def debug_by(m: MetaClient, own: str) -> Reply:
    return call("GET", f"{m.hosts['api']}/v26.0/debug_token?input_token={m.long}&access_token={own}")


def instagrams(m: MetaClient) -> Reply:
    token = m.meta.issue("INSTAGRAM", m.keys["app_id"], BAKING, (), 0)
    return m.get("me", token.value)


WRONG: dict[str, tuple[Act, tuple[int, int]]] = {
    "another app": (lambda m: m.exchange("AQ1", client_id="1"), (101, 0)),
    "the secret of Threads": (lambda m: m.exchange("AQ1", client_secret=m.keys["threads_secret"]), (1, 0)),
    "the pair of Instagram": (
        lambda m: m.exchange("AQ1", client_id=m.keys["instagram_id"], client_secret=m.keys["instagram_secret"]),
        (101, 0),
    ),
    "no code": (lambda m: m.exchange("AQ1"), (100, 0)),
    "a code twice": (spent, (100, 36009)),
    "a code too late": (late, (100, 36007)),
    "another return address": (lambda m: m.exchange(m.code(), redirect_uri=REDIRECT + "x"), (100, 36008)),
    "another kind of grant": (lambda m: m.token(grant_type="password"), (1, 0)),
    "a Page's token made longer": (
        lambda m: m.token(grant_type="fb_exchange_token", fb_exchange_token=m.page), (190, 0),
    ),
    "a short token made longer too late": (exchanged_too_late, (190, 463)),
    "no token": (lambda m: call("GET", m.hosts["api"] + "/v26.0/me"), (104, 0)),
    "a token that nobody has": (lambda m: m.get("me", "EAAPRACTICEnobodys"), (190, 0)),
    "a token of Instagram": (instagrams, (190, 0)),
    "a short token after its hour": (ended, (190, 463)),
    "no proof where it is wanted": (wants_proof, (100, 0)),
    "a wrong proof": (lambda m: m.get("me", m.long, appsecret_proof="0" * 64), (100, 0)),
    "the proof of another token": (lambda m: m.get("me", m.long, appsecret_proof=m.proof(m.page)), (100, 0)),
    "debug_token with a wrong secret": (lambda m: debug_by(m, f"{m.keys['client_id']}|x"), (190, 0)),
    "the list with a Page's token": (lambda m: m.get("me/accounts", m.page), (190, 0)),
    "permissions of a Page": (lambda m: m.get("me/permissions", m.page), (100, 0)),
    "a field that there is not": (lambda m: m.get("me", m.long, fields="id,shoe_size"), (100, 0)),
    "a post with the person's token": (
        lambda m: m.ask("POST", f"{KITCHEN}/feed", m.long, form={"message": "Rye"}), (200, 0),
    ),
    "a post to another Page": (lambda m: m.ask("POST", f"{CLUB}/feed", m.page, form={"message": "Rye"}), (100, 33)),
    "a post as JSON": (as_json, (100, 0)),
    "a post without words": (lambda m: m.ask("POST", f"{KITCHEN}/feed", m.page, form={}), (100, 0)),
    "a photo without a file": (lambda m: m.ask("POST", f"{KITCHEN}/photos", m.page, form={}), (324, 0)),
    "a Page that is none": (lambda m: m.get("100100", m.long), (100, 33)),
    "a business that was not ticked": (lambda m: m.get("77/owned_pages", m.long), (100, 33)),
    "the deletion of nothing": (lambda m: m.ask("DELETE", "1_2", m.page), (100, 33)),
    "a container of somebody else": (
        lambda m: m.ask("POST", f"{BAKING}/media_publish", m.page, form={"creation_id": "9"}), (24, 2207006),
    ),
    "another method": (lambda m: m.ask("POST", "me/accounts", m.long, form={}), (100, 33)),
    "a path that there is not": (lambda m: m.get("a/b/c/d", m.long), (2500, 0)),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_client_is_refused_with_the_true_error(meta: MetaClient, case: str) -> None:
    act, expected = WRONG[case]
    reply = act(meta)
    assert 400 <= reply.status < 500
    assert error(reply) == expected
    assert reply.json["error"]["fbtrace_id"]
    assert meta.world.crashes == []


@pytest.mark.parametrize("missing", SCOPES.split(","))
def test_each_permission_opens_what_its_name_says(meta: MetaClient, missing: str) -> None:
    back = meta.visitor.facebook_dialog(meta.authorize_url(), off=[missing])
    short = meta.exchange(answer_of(back)["code"]).json["access_token"]
    assert missing not in meta.debug(short)["scopes"]
    page = meta.meta.issue(
        "PAGE", meta.keys["app_id"], "ana", tuple(set(SCOPES.split(",")) - {missing}), 0, subject=KITCHEN
    )
    calls = {
        "pages_show_list": lambda: meta.get("me/accounts", short),
        "business_management": lambda: meta.get("me/businesses", short),
        "pages_manage_posts": lambda: meta.ask("POST", f"{KITCHEN}/feed", page.value, form={"message": "R"}),
        "pages_read_engagement": lambda: meta.ask("POST", f"{KITCHEN}/feed", page.value, form={"message": "R"}),
        "instagram_basic": lambda: meta.get(BAKING, page.value),
        "instagram_content_publish": lambda: meta.get(f"{BAKING}/content_publishing_limit", page.value),
        "instagram_manage_contents": lambda: _delete_media(meta, page.value),
    }  # fmt: skip
    assert calls[missing]().status == 403


def _delete_media(meta: MetaClient, token: str) -> Reply:
    meta.meta.photos["7"] = KITCHEN
    form = {"image_url": f"{meta.hosts['web']}/photo/7"}
    made = meta.ask("POST", f"{BAKING}/media", token, form=form).json["id"]
    for _ in range(2):
        meta.get(made, token, fields="status_code")
    media = meta.ask("POST", f"{BAKING}/media_publish", token, form={"creation_id": made}).json["id"]
    return meta.ask("DELETE", media, token)
