"""TikTok's consent page: who is asked, what is refused and named, and where the browser goes then."""

from typing import Any

import pytest
from tests.practice.client import VERIFIER, s256
from tests.practice.tiktok_client import HEX, SCOPES, TikTokClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError, words


@pytest.fixture
def client(world: World, visitor: Visitor) -> TikTokClient:
    return TikTokClient(world, visitor)


def test_yes_brings_a_code_the_permissions_and_the_state(client: TikTokClient) -> None:
    back = client.back()
    assert back.keys() == {"code", "scopes", "state"}
    assert (back["scopes"], back["state"]) == (SCOPES, "st-1")


def test_no_brings_access_denied(client: TikTokClient) -> None:
    back = client.back("deny")
    assert (back["error"], back["state"]) == ("access_denied", "st-1")
    assert "error_type" not in back


def test_who_is_no_target_user_is_turned_away(client: TikTokClient) -> None:
    back = client.back(account="ana_private")
    assert (back["error"], back["error_type"]) == ("access_denied", "non_sandbox_target")


def test_each_permission_but_the_first_can_be_switched_off(client: TikTokClient, visitor: Visitor) -> None:
    visitor.tiktok_consent(client.authorize_url(), off=["video.upload", "video.publish", "user.info.basic"])
    (code,) = client.world.tiktok.engine.codes.values()
    assert code.scopes == ("user.info.basic",)


def test_the_page_names_app_account_and_permissions(client: TikTokClient, visitor: Visitor) -> None:
    page = words(visitor.open(client.authorize_url()).text)
    assert "Crumb Kitchen Drafts would like to access your TikTok account" in page
    assert "Logged in as Crumb Kitchen (@crumbkitchen)." in page
    assert "Share your content to TikTok as a draft" in page


def test_a_page_works_once(client: TikTokClient, visitor: Visitor) -> None:
    page = visitor.open(client.authorize_url())
    visitor.press("Cancel", follow=False)
    visitor.page = page
    assert visitor.press("Continue").status == 400


def test_the_same_again_is_not_asked_unless_it_is_wanted(client: TikTokClient, visitor: Visitor) -> None:
    assert client.tokens
    back = visitor.open(client.authorize_url(), follow=False).url
    assert "code=" in back
    assert "would like to access" in visitor.open(client.authorize_url(disable_auto_auth="1")).text


NAMED: dict[str, tuple[dict[str, Any], str]] = {
    "client_id for client_key": ({"client_key": None, "client_id": "sbPRACTICE1"}, "client_key"),
    "unknown client_key": ({"client_key": "sbPRACTICE00000000"}, "client_key"),
    "last slash missing": ({"redirect_uri": "http://127.0.0.1:8461/callback"}, "redirect_uri"),
    "localhost for 127.0.0.1": ({"redirect_uri": "http://localhost:8461/callback/"}, "redirect_uri"),
    "no port": ({"redirect_uri": "http://127.0.0.1/callback/"}, "redirect_uri"),
    "another path": ({"redirect_uri": "http://127.0.0.1:8461/cb/tiktok/"}, "redirect_uri"),
    "the star itself": ({"redirect_uri": "http://127.0.0.1:*/callback/"}, "redirect_uri"),
    "base64url challenge": ({"code_challenge": s256(VERIFIER)}, "code_challenge"),
    "challenge in capitals": ({"code_challenge": HEX.upper()}, "code_challenge"),
    "plain challenge": ({"code_challenge": VERIFIER, "code_challenge_method": "plain"}, "code_challenge"),
    "no challenge": ({"code_challenge": None}, "code_challenge"),
    "blanks between permissions": ({"scope": SCOPES.replace(",", " ")}, "scope"),
    "permission that was not added": ({"scope": "user.info.basic,user.info.profile"}, "scope"),
    "permission that does not exist": ({"scope": "user.info.basic,video.create"}, "scope"),
    "permission that needs a review": ({"scope": "user.info.basic,user.info.stats"}, "scope"),
    "no permission": ({"scope": None}, "scope"),
    "token for code": ({"response_type": "token"}, "response_type"),
    "no state": ({"state": None}, "state"),
}


@pytest.mark.parametrize("mistake", NAMED)
def test_a_wrong_request_stays_on_a_page_that_names_the_parameter(client: TikTokClient, mistake: str) -> None:
    other, named = NAMED[mistake]
    with pytest.raises(StuckError, match=f"Correct the following and try again: {named}"):
        client.back(**other)
    assert client.world.tiktok.engine.codes == {}


def test_a_permission_that_was_ticked_before_its_review_is_refused_all_the_same(world: World, visitor: Visitor) -> None:
    client = TikTokClient(world, visitor, scopes=["user.info.basic", "user.info.stats"])
    with pytest.raises(StuckError, match="scope"):
        client.back(scope="user.info.basic,user.info.stats")


def test_without_the_slash_there_is_no_page(client: TikTokClient, visitor: Visitor) -> None:
    assert visitor.open(client.authorize_url().replace("/authorize/?", "/authorize?")).status == 404
    assert visitor.open(client.authorize_url().replace("/v2/auth/", "/auth/")).status == 404


def test_any_port_will_do(client: TikTokClient) -> None:
    for port in (1024, 8461, 65535):
        address = f"http://127.0.0.1:{port}/callback/"
        assert client.visitor.tiktok_consent(client.authorize_url(redirect_uri=address)).startswith(address + "?")


def test_the_person_takes_access_back_on_the_phone(client: TikTokClient, visitor: Visitor) -> None:
    assert client.me().status == 200
    visitor.open(client.hosts["web"] + "/phone/permissions")
    visitor.press("Remove access of Crumb Kitchen Drafts")
    assert client.me().json["error"]["code"] == "access_token_invalid"
    assert client.refresh(client.tokens["refresh_token"]).json["error"] == "invalid_grant"
