"""X's consent page: who is asked, what is refused, and where the browser goes then."""

import pytest
from tests.helpers.website import Answer, Asked, website
from tests.practice.client import VERIFIER, answer_of, call
from tests.practice.x_client import REDIRECT, XClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import Page, StuckError, words


@pytest.fixture
def client(world: World, visitor: Visitor) -> XClient:
    return XClient(world, visitor)


def returned(address: str) -> dict[str, str]:
    assert address.startswith(REDIRECT + "?")
    return answer_of(address)


def test_yes_brings_a_code_and_the_state(client: XClient, visitor: Visitor) -> None:
    back = returned(visitor.consent(client.authorize_url()))
    assert back.keys() == {"code", "state"}
    assert back["state"] == "st-1"


def test_no_brings_access_denied(client: XClient, visitor: Visitor) -> None:
    back = returned(visitor.consent(client.authorize_url(), "deny"))
    assert back == {"error": "access_denied", "state": "st-1"}


def test_the_page_names_app_account_and_permissions(client: XClient, visitor: Visitor) -> None:
    page = words(visitor.open(client.authorize_url()).text)
    assert "Crumb Kitchen Poster wants to access your X account." in page
    assert "Signed in as Crumb Kitchen (@crumbkitchen)." in page
    assert "Stay connected to your account until you revoke access." in page


def test_the_browser_may_be_somebody_else(client: XClient, visitor: Visitor) -> None:
    client.exchange(client.code("ana_private"))
    assert [grant.person for grant in client.world.x.engine.grants] == ["ana_private"]


def test_without_the_tick_nothing_is_given(client: XClient, visitor: Visitor) -> None:
    with pytest.raises(StuckError, match="Tick the box"):
        visitor.consent(client.authorize_url(), "ignore_tick")
    assert client.world.x.engine.codes == {}


def test_authorize_is_disabled_until_the_tick(client: XClient, visitor: Visitor, world: World) -> None:
    assert 'value="allow" disabled>' in visitor.open(client.authorize_url()).text
    world.x.sensitive = False
    assert "disabled" not in visitor.open(client.authorize_url()).text.partition("<form")[2]
    assert "code" in returned(visitor.consent(client.authorize_url()))


def test_a_page_works_once(client: XClient, visitor: Visitor) -> None:
    page = visitor.open(client.authorize_url())
    visitor.press("Cancel", follow=False)
    visitor.page = page
    assert visitor.press("Authorize app", trust="yes").status == 400


def test_plain_pkce_and_an_old_spelling_are_taken(client: XClient) -> None:
    plain = client.code(code_challenge=VERIFIER, code_challenge_method="plain")
    assert client.exchange(plain).status == 200
    assert client.exchange(client.code(code_challenge_method="s256")).status == 200


def test_a_query_in_the_redirect_is_kept(visitor: Visitor, world: World) -> None:
    client = XClient(world, visitor, redirect="http://127.0.0.1:8421/cb?from=x")
    back = visitor.consent(client.authorize_url())
    assert back.startswith("http://127.0.0.1:8421/cb?from=x&state=st-1&code=")


@pytest.mark.parametrize(
    "other",
    [
        {"redirect_uri": REDIRECT + "/"}, {"redirect_uri": "http://localhost:8421/cb/x"},
        {"redirect_uri": "http://127.0.0.1:8422/cb/x"}, {"redirect_uri": "https://127.0.0.1:8421/cb/x"},
        {"redirect_uri": REDIRECT + "?a=1"}, {"redirect_uri": None}, {"client_id": "nobody"}, {"client_id": None},
        {"response_type": "token"}, {"response_type": None}, {"code_challenge": None},
        {"code_challenge_method": "S512"},
        {"scope": "tweet.read publish"}, {"scope": None}, {"scope": "tweet.read,tweet.write"}, {"state": None},
        {"state": "s" * 501},
    ],
)  # fmt: skip
def test_a_wrong_request_ends_on_a_page_that_never_comes_back(
    client: XClient, visitor: Visitor, other: dict[str, str | None]
) -> None:
    page = visitor.open(client.authorize_url(**other))
    assert page.status == 400
    assert "Something went wrong" in page.text
    assert "You weren&#x27;t able to give access to the App." in page.text
    assert client.world.refused[-1].reason


def test_an_app_without_user_authentication_cannot_ask(world: World, visitor: Visitor) -> None:
    client = XClient(world, visitor)
    world.x.apps[client.keys["app_id"]].kind = ""
    assert visitor.open(client.authorize_url()).status == 400


def test_a_suspended_app_cannot_ask(client: XClient, visitor: Visitor, world: World) -> None:
    world.x.apps[client.keys["app_id"]].suspended = True
    assert "Something went wrong" in visitor.open(client.authorize_url()).text


def called_back(asked: Asked) -> Answer:
    """Stands in for an app's listener."""
    if asked.path == "/done":
        return Answer(body=b"You can close this window.")
    return Answer(303, {"Location": "/done"})


def test_the_visitor_arrives_at_the_callback_as_a_browser_does(world: World, visitor: Visitor) -> None:
    with website(called_back) as listener:
        redirect = f"{listener.address}/cb/x"
        client = XClient(world, visitor, redirect=redirect)
        page = visitor.consent(client.authorize_url(), follow=True)
    assert page == Page("You can close this window.", redirect.replace("/cb/x", "/done"), 200)
    path, headers, _ = listener.asked[0]
    assert path.startswith("/cb/x?state=st-1&code=")
    assert headers["sec-fetch-mode"] == "navigate"
    assert headers["sec-fetch-dest"] == "document"
    assert "cookie" not in headers


def test_the_person_can_take_access_away(client: XClient, visitor: Visitor) -> None:
    assert client.api("GET", "/2/users/me").status == 200
    visitor.open(client.hosts["web"] + "/settings/connected_apps")
    visitor.press("Revoke permissions of Crumb Kitchen Poster")
    assert client.api("GET", "/2/users/me").status == 401
    assert client.refresh(client.tokens["refresh_token"]).status == 400


def test_profile_and_picture_are_public(world: World) -> None:
    web = world.hosts("x")["web"]
    assert "1,284 followers" in call("GET", f"{web}/crumbkitchen").text
    assert call("GET", f"{web}/nobody").status == 404
    person = world.x.accounts["crumbkitchen"].id
    for size in ("normal", "400x400"):
        picture = call("GET", f"{web}/profile_images/{person}/face_{size}.png")
        assert (picture.headers["content-type"], picture.body[:4]) == ("image/png", b"\x89PNG")
    assert call("GET", f"{web}/profile_images/1/face.png").status == 404
