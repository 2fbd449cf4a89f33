"""LinkedIn's consent page, tokens, introspection: what they give, and how each wrong client is refused."""

from collections.abc import Callable

import pytest
from tests.practice.client import Reply, basic, call
from tests.practice.linkedin_client import REDIRECT, LinkedInClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.linkedin.token import NO_CODE
from stagedoor.practice.person import words

DAY = 86_400


@pytest.fixture
def client(world: World, visitor: Visitor) -> LinkedInClient:
    return LinkedInClient(world, visitor)


def test_yes_brings_a_code_and_the_state(client: LinkedInClient) -> None:
    back = client.back()
    assert back.keys() == {"code", "state"}
    assert back["state"] == "st-1"


def test_no_says_who_cancelled(client: LinkedInClient) -> None:
    assert client.back("deny")["error"] == "user_cancelled_authorize"


def test_the_page_names_the_app_and_what_it_may(client: LinkedInClient, visitor: Visitor) -> None:
    page = words(visitor.open(client.authorize_url()).text)
    assert "Crumb Publisher would like to:" in page
    assert "Create, modify, and delete posts" in page
    assert "Signed in as Ana Crumb." in page


def test_the_second_time_there_is_no_page(client: LinkedInClient, visitor: Visitor) -> None:
    client.exchange(client.code())
    page = visitor.open(client.authorize_url(), follow=False)
    assert page.status == 303
    assert page.url.startswith(REDIRECT)
    visitor.linkedin_take_back()
    assert "would like to" in visitor.open(client.authorize_url(), follow=False).text


def test_the_browser_may_be_somebody_else(client: LinkedInClient) -> None:
    client.exchange(client.code())
    client.exchange(client.code("ben_rye"))
    assert [grant.person for grant in client.world.linkedin.engine.grants] == ["crumbkitchen", "ben_rye"]


def test_a_scope_of_no_product_refuses_everything_and_is_escaped(world: World, visitor: Visitor) -> None:
    client = LinkedInClient(world, visitor, products=["oidc"])
    back = client.back()
    assert back["error"] == "unauthorized_scope_error"
    assert back["error_description"] == "Scope &quot;w_member_social&quot; is not authorized for your application"
    assert world.linkedin.engine.codes == {}


def test_a_query_behind_the_return_address_does_not_matter(client: LinkedInClient) -> None:
    assert "code" in client.back(redirect_uri=REDIRECT + "?a=1")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"redirect_uri": REDIRECT + "/"}, "does not match the registered value"),
        ({"redirect_uri": REDIRECT.replace("localhost", "127.0.0.1")}, "does not match the registered value"),
        ({"redirect_uri": REDIRECT.replace("8441", "8442")}, "does not match the registered value"),
        ({"redirect_uri": REDIRECT + "#a"}, "does not match the registered value"),
        ({"redirect_uri": None}, "does not match the registered value"),
        ({"client_id": "86nobody"}, "client_id is invalid"),
        ({"client_id": None}, "client_id is invalid"),
        ({"response_type": "token"}, "response_type"),
        ({"scope": None}, "scope is missing"),
        ({"code_challenge": "a", "code_challenge_method": "S256"}, "native PKCE protocol"),
    ],
)
def test_a_wrong_request_ends_on_a_page_that_never_comes_back(
    client: LinkedInClient, visitor: Visitor, other: dict[str, str | None], said: str
) -> None:
    page = visitor.open(client.authorize_url(**other), follow=False)
    assert page.status == 400
    assert "Bummer, something went wrong." in words(page.text)
    assert said in words(page.text)


def test_scopes_in_a_list_with_commas_are_one_unknown_scope(client: LinkedInClient) -> None:
    assert client.back(scope="openid,profile")["error"] == "unauthorized_scope_error"


def test_a_code_for_a_token_of_sixty_days(client: LinkedInClient) -> None:
    answer = client.exchange(client.code()).json
    assert (answer["expires_in"], answer["token_type"]) == (60 * DAY, "Bearer")
    assert answer["scope"] == "openid,profile,w_member_social"
    assert answer["id_token"]
    assert "refresh_token" not in answer
    assert len(answer["access_token"]) > 300


def test_without_openid_there_is_no_id_token(client: LinkedInClient) -> None:
    code = client.back(scope="w_member_social")["code"]
    assert "id_token" not in client.exchange(code).json


def test_introspection_tells_what_a_token_is_worth(client: LinkedInClient) -> None:
    worth = client.introspect(client.token).json
    assert (worth["active"], worth["status"], worth["client_id"]) == (True, "active", client.keys["client_id"])
    client.world.clock.advance(60 * DAY)
    assert client.introspect(client.token).json["status"] == "expired"


def test_a_token_of_another_app_is_only_said_to_be_none(world: World, visitor: Visitor, client: LinkedInClient) -> None:
    other = LinkedInClient(world, visitor)
    assert client.introspect(other.token).json == {"active": False}
    assert client.introspect("nobody's").json == {"active": False}


def test_revoking_ends_it(client: LinkedInClient) -> None:
    assert client.revoke(client.token).status == 200
    assert client.introspect(client.token).json["status"] == "revoked"
    assert client.userinfo().json["serviceErrorCode"] == 65601
    assert client.revoke(client.token).status == 200, "once more does no harm"


def test_the_person_can_take_access_away(client: LinkedInClient, visitor: Visitor) -> None:
    assert client.userinfo().status == 200
    visitor.linkedin_take_back()
    assert client.userinfo().json["code"] == "REVOKED_ACCESS_TOKEN"


def late(client: LinkedInClient) -> Reply:
    code = client.code()
    client.world.clock.advance(1801)
    return client.exchange(code)


def twice(client: LinkedInClient) -> Reply:
    code = client.code()
    client.exchange(code)
    return client.exchange(code)


def of_another_app(client: LinkedInClient) -> Reply:
    other = LinkedInClient(client.world, client.visitor)
    return client.exchange(other.code())


def as_basic(client: LinkedInClient) -> Reply:
    form = {"grant_type": "authorization_code", "code": client.code(), "redirect_uri": REDIRECT}
    header = basic(client.keys["client_id"], client.keys["client_secret"])
    return call("POST", client.hosts["web"] + "/oauth/v2/accessToken", headers=header, form=form)


def as_json(client: LinkedInClient) -> Reply:
    body = {
        "grant_type": "authorization_code", "code": client.code(), "redirect_uri": REDIRECT,
        "client_id": client.keys["client_id"], "client_secret": client.keys["client_secret"],
    }  # fmt: skip
    return call("POST", client.hosts["web"] + "/oauth/v2/accessToken", send=body)


WRONG: dict[str, tuple[Callable[[LinkedInClient], Reply], int, str, str]] = {
    "code too late": (late, 400, "invalid_request", NO_CODE),
    "code twice": (twice, 400, "invalid_request", NO_CODE),
    "code of another app": (of_another_app, 400, "invalid_request", NO_CODE),
    "code made up": (lambda c: c.exchange("AQmadeup"), 400, "invalid_request", NO_CODE),
    "other return address": (
        lambda c: c.exchange(c.code(), redirect_uri=REDIRECT + "/"), 400, "invalid_request", NO_CODE,
    ),
    "no return address": (lambda c: c.exchange(c.code(), redirect_uri=None), 400, "invalid_request", "redirect_uri"),
    "no code": (lambda c: c.exchange(""), 400, "invalid_request", '"code"'),
    "no kind": (lambda c: c.exchange(c.code(), grant_type=None), 400, "invalid_request", "grant_type"),
    "another kind": (
        lambda c: c.exchange(c.code(), grant_type="client_credentials"), 400, "unsupported_grant_type", "client_cred",
    ),
    "a renewal": (
        lambda c: c.oauth("accessToken", grant_type="refresh_token", refresh_token="AQ"), 400, "invalid_request", "",
    ),
    "no client": (lambda c: c.exchange(c.code(), client_id=None), 400, "invalid_request", "client_id"),
    "another client": (
        lambda c: c.exchange(c.code(), client_id="86nobody"), 401, "invalid_client_id", "Client authentication failed",
    ),
    "no secret": (lambda c: c.exchange(c.code(), client_secret=None), 400, "invalid_request", "client_secret"),
    "another secret": (
        lambda c: c.exchange(c.code(), client_secret="a"), 401, "invalid_client", "Client authentication failed",
    ),
    "TikTok's name of the client": (
        lambda c: c.exchange(c.code(), client_id=None, client_key=c.keys["client_id"]), 400, "invalid_request",
        "client_id",
    ),
    "the pair in a header": (as_basic, 400, "invalid_request", "client_id"),
    "JSON for a form": (as_json, 400, "invalid_request", "grant_type"),
    "introspection without a token": (lambda c: c.introspect(""), 400, "invalid_request", '"token"'),
    "introspection with another secret": (
        lambda c: c.introspect(c.token, client_secret="a"), 401, "invalid_client", "Client authentication failed",
    ),
    "revocation with another secret": (
        lambda c: c.revoke(c.token, client_secret="a"), 401, "invalid_client", "Client authentication failed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_client_is_refused(client: LinkedInClient, wrong: str) -> None:
    act, status, error, text = WRONG[wrong]
    reply = act(client)
    assert (reply.status, reply.json["error"]) == (status, error)
    assert text in reply.json["error_description"]
    assert client.world.refused[-1].reason


def test_a_get_is_no_exchange(client: LinkedInClient) -> None:
    assert call("GET", client.hosts["web"] + "/oauth/v2/accessToken?grant_type=authorization_code").status == 404
