"""TikTok's token endpoints: what a right client gets, and every wrong client's refusal in the true shape."""

from collections.abc import Callable

import pytest
from tests.practice.client import VERIFIER, Reply, basic, call
from tests.practice.tiktok_client import HEX, REDIRECT, SCOPES, TOKEN, TikTokClient

from stagedoor.practice import Visitor, World

Mistake = Callable[[TikTokClient], Reply]


@pytest.fixture
def client(world: World, visitor: Visitor) -> TikTokClient:
    return TikTokClient(world, visitor)


def test_a_sign_in_gives_a_pair(client: TikTokClient) -> None:
    tokens = client.tokens
    assert tokens.keys() == {
        "open_id", "scope", "access_token", "expires_in", "refresh_token", "refresh_expires_in", "token_type",
    }  # fmt: skip
    assert (tokens["expires_in"], tokens["refresh_expires_in"]) == (7200, 180 * 86_400)
    assert (tokens["scope"], tokens["token_type"]) == (SCOPES, "Bearer")
    assert tokens["access_token"].startswith("act.")
    assert tokens["refresh_token"].startswith("rft.")


def test_another_client_sees_another_id(world: World, visitor: Visitor, client: TikTokClient) -> None:
    assert TikTokClient(world, visitor).tokens["open_id"] != client.tokens["open_id"]


def test_renewal_rotates_and_the_old_token_dies(client: TikTokClient) -> None:
    fresh = client.refresh(client.tokens["refresh_token"]).json
    assert fresh["refresh_token"] != client.tokens["refresh_token"]
    assert fresh["open_id"] == client.tokens["open_id"]
    assert client.refresh(client.tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert client.refresh(fresh["refresh_token"]).json["access_token"]


def test_a_second_sign_in_leaves_the_first_alone(client: TikTokClient) -> None:
    assert client.exchange(client.code()).json["access_token"]
    assert client.me().status == 200


def test_revoking_ends_it_with_an_empty_answer(client: TikTokClient) -> None:
    form = client.pair() | {"token": client.tokens["access_token"]}
    reply = call("POST", client.hosts["api"] + "/v2/oauth/revoke/", form=form)
    assert (reply.status, reply.body) == (200, b"")
    assert client.me().json["error"]["code"] == "access_token_invalid"
    assert client.refresh(client.tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_the_pair_alone_gets_a_token_that_is_nobodys(client: TikTokClient) -> None:
    reply = client.token({"grant_type": "client_credentials"}).json
    assert reply.keys() == {"access_token", "expires_in", "token_type"}
    assert reply["access_token"].startswith("clt.")
    assert client.me(token=reply["access_token"]).status == 401


def test_a_sandbox_may_refuse_every_renewal(client: TikTokClient) -> None:
    client.world.tiktok.refuses_renewal = True
    assert client.refresh(client.tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_an_access_token_lives_two_hours(client: TikTokClient) -> None:
    assert client.me().status == 200
    client.world.clock.advance(7201)
    assert client.me().status == 401
    client.world.clock.advance(181 * 86_400)
    assert client.refresh(client.tokens["refresh_token"]).json["error"] == "invalid_grant"


def trade(**other: str | None) -> Mistake:
    """Exchanges a good code with something replaced or left out."""
    return lambda client: client.exchange(client.code(), **other)


def twice(client: TikTokClient) -> Reply:
    code = client.code()
    assert client.exchange(code).status == 200
    return client.exchange(code)


def late(client: TikTokClient) -> Reply:
    code = client.code()
    client.world.clock.advance(301)
    return client.exchange(code)


def as_json(client: TikTokClient) -> Reply:
    form = {**client.pair(), "grant_type": "authorization_code", "code": client.code(), "redirect_uri": REDIRECT,
            "code_verifier": VERIFIER}  # fmt: skip
    return call("POST", client.hosts["api"] + TOKEN, send=form)


def with_basic(client: TikTokClient) -> Reply:
    headers = basic(client.keys["client_id"], client.keys["client_secret"])
    form = {"grant_type": "authorization_code", "code": client.code(), "redirect_uri": REDIRECT,
            "code_verifier": VERIFIER}  # fmt: skip
    return call("POST", client.hosts["api"] + TOKEN, headers=headers, form=form)


def in_query(client: TikTokClient) -> Reply:
    key, secret = client.keys["client_id"], client.keys["client_secret"]
    query = f"client_key={key}&client_secret={secret}&grant_type=client_credentials"
    return call("POST", f"{client.hosts['api']}{TOKEN}?{query}")


def production_secret(client: TikTokClient) -> Reply:
    return client.exchange(client.code(), client_secret=client.keys["production_secret"])


def production_pair(client: TikTokClient) -> Reply:
    keys = client.keys
    return client.exchange(client.code(), client_key=keys["production_id"], client_secret=keys["production_secret"])


def other_sandbox(client: TikTokClient) -> Reply:
    return TikTokClient(client.world, client.visitor).exchange(client.code())


def revoke_without_secret(client: TikTokClient) -> Reply:
    form = {"client_key": client.keys["client_id"], "token": client.tokens["access_token"]}
    return call("POST", client.hosts["api"] + "/v2/oauth/revoke/", form=form)


WRONG: dict[str, tuple[Mistake, str]] = {
    "code used twice": (twice, "invalid_grant"),
    "code after its time": (late, "invalid_grant"),
    "made-up code": (lambda c: c.exchange("PRACTICE-none"), "invalid_grant"),
    "code left out": (lambda c: c.exchange(""), "invalid_request"),
    "code of another sandbox": (other_sandbox, "invalid_grant"),
    "redirect without the last slash": (trade(redirect_uri=REDIRECT.rstrip("/")), "invalid_grant"),
    "redirect with another port": (trade(redirect_uri=REDIRECT.replace("8461", "8462")), "invalid_grant"),
    "redirect with the star": (trade(redirect_uri="http://127.0.0.1:*/callback/"), "invalid_grant"),
    "redirect left out": (trade(redirect_uri=None), "invalid_request"),
    "verifier left out": (trade(code_verifier=None), "invalid_grant"),
    "wrong verifier": (trade(code_verifier=VERIFIER + "x"), "invalid_grant"),
    "challenge sent as verifier": (trade(code_verifier=HEX), "invalid_grant"),
    "client_id for client_key": (
        lambda c: c.exchange(c.code(), client_key=None, client_id=c.keys["client_id"]), "invalid_request"),
    "secret left out": (trade(client_secret=None), "invalid_request"),
    "wrong secret": (trade(client_secret="PRACTICEwrong"), "invalid_client"),
    "secret of Production": (production_secret, "invalid_client"),
    "pair of Production": (production_pair, "invalid_grant"),
    "unknown client_key": (trade(client_key="sbPRACTICE00000000"), "invalid_client"),
    "Basic for the body": (with_basic, "invalid_request"),
    "JSON for a form": (as_json, "invalid_request"),
    "parameters in the query": (in_query, "invalid_request"),
    "grant type unknown": (trade(grant_type="password"), "unsupported_grant_type"),
    "grant type left out": (trade(grant_type=None), "invalid_request"),
    "made-up refresh token": (lambda c: c.refresh("rft.PRACTICEnone"), "invalid_grant"),
    "access token as refresh token": (lambda c: c.refresh(c.tokens["access_token"]), "invalid_grant"),
    "refresh token with a line break": (lambda c: c.refresh(c.tokens["refresh_token"] + "\n"), "invalid_grant"),
    "revocation without the secret": (revoke_without_secret, "invalid_request"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_clients_hear_it_flat_and_with_200(client: TikTokClient, mistake: str) -> None:
    make, error = WRONG[mistake]
    reply = make(client)
    assert (reply.status, reply.json["error"]) == (200, error)
    assert reply.json.keys() == {"error", "error_description", "log_id"}


def test_the_other_status_can_be_had(client: TikTokClient) -> None:
    client.world.tiktok.oauth_error_status = 400
    reply = client.refresh("rft.PRACTICEnone")
    assert (reply.status, reply.json["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize("path", ["/v2/oauth/token", "/v2/oauth/revoke", "/oauth/access_token/"])
def test_without_the_slash_there_is_nothing(client: TikTokClient, path: str) -> None:
    reply = call("POST", client.hosts["api"] + path, form=client.pair() | {"grant_type": "client_credentials"})
    assert reply.status == 404
    assert call("GET", client.hosts["api"] + TOKEN).status == 405
