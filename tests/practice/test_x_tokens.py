"""X's token endpoints: what a right client gets, and every wrong client's refusal in the true shape."""

import hashlib
from collections.abc import Callable

import pytest
from tests.practice.client import VERIFIER, Reply, basic, call, s256
from tests.practice.x_client import REDIRECT, XClient

from stagedoor.practice import Visitor, World

BAD_CODE = "Value passed for the authorization code was invalid."
BAD_TOKEN = "Value passed for the token was invalid."
BAD_REDIRECT = "Value passed for the redirect uri did not match the uri of the authorization code."
NO_HEADER = "Missing valid authorization header"
Mistake = Callable[[XClient], Reply]


@pytest.fixture
def public(world: World, visitor: Visitor) -> XClient:
    return XClient(world, visitor)


@pytest.fixture
def confidential(world: World, visitor: Visitor) -> XClient:
    return XClient(world, visitor, "web")


def test_a_sign_in_gives_a_pair(public: XClient) -> None:
    tokens = public.tokens
    assert tokens.keys() == {"token_type", "expires_in", "access_token", "scope", "refresh_token"}
    assert (tokens["token_type"], tokens["expires_in"]) == ("bearer", 7200)
    assert tokens["scope"] == "tweet.read tweet.write users.read offline.access"
    assert public.world.x.valid_access_tokens() == [tokens["access_token"]]
    assert public.world.x.exchange_count == 1


def test_a_confidential_client_may_name_itself_in_the_body_too(confidential: XClient) -> None:
    assert confidential.exchange(confidential.code(), client_id=confidential.keys["client_id"]).status == 200


def test_without_offline_access_there_is_no_refresh_token(public: XClient) -> None:
    reply = public.exchange(public.code(scope="tweet.read users.read"))
    assert "refresh_token" not in reply.json
    assert reply.json["scope"] == "tweet.read users.read"


def test_renewal_rotates(public: XClient) -> None:
    fresh = public.refresh(public.tokens["refresh_token"])
    assert fresh.status == 200
    assert fresh.json["refresh_token"] != public.tokens["refresh_token"]
    assert public.api("GET", "/2/users/me").status == 200, "the older access token lives on"
    assert public.refresh(public.tokens["refresh_token"]).status == 400
    assert public.api("GET", "/2/users/me").status == 401, "used twice: the whole family is dead"
    assert public.refresh(fresh.json["refresh_token"]).json["error_description"] == BAD_TOKEN
    assert public.world.x.refresh_count == 1


def test_a_lenient_server_can_be_had(public: XClient) -> None:
    public.world.x.strict_rotation = False
    fresh = public.refresh(public.tokens["refresh_token"]).json
    assert public.refresh(public.tokens["refresh_token"]).status == 400
    assert public.refresh(fresh["refresh_token"]).status == 200


def test_a_server_with_grace_answers_the_same_pair(public: XClient) -> None:
    public.world.x.grace_seconds = 60
    public.world.faults.add("POST /x/api/2/oauth2/token", "commit_then_cut")
    with pytest.raises(ConnectionError):
        public.refresh(public.tokens["refresh_token"])
    again = public.refresh(public.tokens["refresh_token"])
    assert public.world.x.valid_refresh_tokens() == [again.json["refresh_token"]]
    public.world.clock.advance(61)
    assert public.refresh(public.tokens["refresh_token"]).status == 400


def test_a_new_sign_in_kills_the_older_one(public: XClient) -> None:
    older = public.tokens
    newer = public.exchange(public.code()).json
    assert public.refresh(older["refresh_token"]).json["error_description"] == BAD_TOKEN
    assert public.api("GET", "/2/users/me", token=older["access_token"]).status == 401
    assert public.api("GET", "/2/users/me", token=newer["access_token"]).status == 200


def test_revoking_reaches_the_whole_grant(confidential: XClient) -> None:
    keys = confidential.keys
    header = basic(keys["client_id"], keys["client_secret"])
    form = {"token": confidential.tokens["access_token"]}
    reply = call("POST", confidential.url("/2/oauth2/revoke"), headers=header, form=form)
    assert (reply.status, reply.json) == (200, {"revoked": True})
    assert confidential.world.x.valid_access_tokens() == confidential.world.x.valid_refresh_tokens() == []
    assert confidential.refresh(confidential.tokens["refresh_token"]).status == 400


def test_access_tokens_can_be_ended_now(public: XClient) -> None:
    assert public.api("GET", "/2/users/me").status == 200
    public.world.x.expire_access_tokens()
    assert public.api("GET", "/2/users/me").status == 401
    assert public.refresh(public.tokens["refresh_token"]).status == 200


def test_the_bearer_comes_from_key_and_secret_and_is_the_same_each_time(public: XClient) -> None:
    header = basic(public.keys["api_key"], public.keys["api_secret"])
    url, form = public.url("/oauth2/token"), {"grant_type": "client_credentials"}
    reply = call("POST", url, headers=header, form=form)
    assert reply.json == {"token_type": "bearer", "access_token": public.keys["bearer"]}
    gone = call(
        "POST", public.url("/oauth2/invalidate_token"), headers=header, form={"access_token": public.keys["bearer"]}
    )
    assert gone.json == {"access_token": public.keys["bearer"]}
    assert call("POST", url, headers=header, form=form).json["access_token"] != public.keys["bearer"]


def late(client: XClient) -> Reply:
    code = client.code()
    client.world.clock.advance(31)
    return client.exchange(code)


def twice(client: XClient) -> Reply:
    code = client.code()
    assert client.exchange(code).status == 200
    return client.exchange(code)


def as_json(client: XClient) -> Reply:
    form = {"grant_type": "authorization_code", "code": client.code(), "redirect_uri": REDIRECT,
            "code_verifier": VERIFIER, "client_id": client.keys["client_id"]}  # fmt: skip
    return call("POST", client.url("/2/oauth2/token"), send=form)


def other_app(client: XClient) -> Reply:
    stranger = XClient(client.world, client.visitor)
    return stranger.exchange(client.code())


def with_basic(client: XClient) -> Reply:
    form = {"grant_type": "refresh_token", "refresh_token": client.tokens["refresh_token"]}
    return call("POST", client.url("/2/oauth2/token"), headers=basic(client.keys["client_id"], "x"), form=form)


def api_key(client: XClient) -> Reply:
    return client.exchange(client.code(), client_id=client.keys["api_key"])


def replaced(client: XClient) -> Reply:
    older = client.tokens["refresh_token"]
    assert client.exchange(client.code()).status == 200
    return client.refresh(older)


def in_query(client: XClient) -> Reply:
    url = client.url(f"/2/oauth2/token?grant_type=refresh_token&client_id={client.keys['client_id']}")
    return call("POST", f"{url}&refresh_token={client.tokens['refresh_token']}")


INVALID = "invalid_request"
LOCALHOST = REDIRECT.replace("127.0.0.1", "localhost")
HEX = hashlib.sha256(VERIFIER.encode()).hexdigest()
NO_TYPE = "Missing required parameter [grant_type]."


def missing(name: str) -> str:
    return f"Missing required parameter [{name}]."


def trade(**other: str | None) -> Mistake:
    """Exchanges a good code with something replaced or left out."""
    return lambda client: client.exchange(client.code(), **other)


def challenged(challenge: str) -> Mistake:
    """Exchanges a code that was asked for with this challenge."""
    return lambda client: client.exchange(client.code(code_challenge=challenge))


PUBLIC: dict[str, tuple[Mistake, int, str, str]] = {
    "code after its seconds": (late, 400, INVALID, BAD_CODE),
    "code used twice": (twice, 400, INVALID, BAD_CODE),
    "made-up code": (lambda c: c.exchange("PRACTICE-none"), 400, INVALID, BAD_CODE),
    "code left out": (lambda c: c.exchange(""), 400, INVALID, missing("code")),
    "code of another app": (other_app, 400, INVALID, BAD_CODE),
    "redirect with a slash more": (trade(redirect_uri=REDIRECT + "/"), 400, INVALID, BAD_REDIRECT),
    "redirect on localhost": (trade(redirect_uri=LOCALHOST), 400, INVALID, BAD_REDIRECT),
    "redirect left out": (trade(redirect_uri=None), 400, INVALID, missing("redirect_uri")),
    "verifier left out": (trade(code_verifier=None), 400, INVALID, missing("code_verifier")),
    "wrong verifier": (trade(code_verifier=VERIFIER + "x"), 400, INVALID, BAD_CODE),
    "challenge sent as verifier": (trade(code_verifier=s256(VERIFIER)), 400, INVALID, BAD_CODE),
    "challenge as hex": (challenged(HEX), 400, INVALID, BAD_CODE),
    "challenge with padding": (challenged(s256(VERIFIER) + "="), 400, INVALID, BAD_CODE),
    "plain challenge called S256": (challenged(VERIFIER), 400, INVALID, BAD_CODE),
    "JSON for a form": (as_json, 400, INVALID, NO_TYPE),
    "parameters in the query": (in_query, 400, INVALID, NO_TYPE),
    "client_id left out": (trade(client_id=None), 401, "unauthorized_client", NO_HEADER),
    "client_id unknown": (trade(client_id="PRACTICEnobody"), 401, "invalid_client", ""),
    "API key as client_id": (api_key, 401, "invalid_client", ""),
    "Basic for a public client": (with_basic, 401, "unauthorized_client", NO_HEADER),
    "grant type unknown": (trade(grant_type="password"), 400, "unsupported_grant_type", ""),
    "made-up refresh token": (lambda c: c.refresh("PRACTICE-none"), 400, INVALID, BAD_TOKEN),
    "access token as refresh token": (lambda c: c.refresh(c.tokens["access_token"]), 400, INVALID, BAD_TOKEN),
    "refresh token with a line break": (lambda c: c.refresh(c.tokens["refresh_token"] + "\n"), 400, INVALID, BAD_TOKEN),
    "refresh token of a replaced sign-in": (replaced, 400, INVALID, BAD_TOKEN),
}


@pytest.mark.parametrize("mistake", PUBLIC)
def test_wrong_public_clients(public: XClient, mistake: str) -> None:
    make, status, error, description = PUBLIC[mistake]
    reply = make(public)
    assert (reply.status, reply.json["error"]) == (status, error)
    assert reply.json.keys() <= {"error", "error_description"}
    assert description in reply.json["error_description"]


def bare(client: XClient, headers: dict[str, str] | None = None, **more: str) -> Reply:
    form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
    form |= {"code": client.code()} | more
    return call("POST", client.url("/2/oauth2/token"), headers=headers, form=form)


def with_pair(client: XClient, name: str, password: str, **more: str) -> Reply:
    return bare(client, basic(name, password), **more)


CONFIDENTIAL: dict[str, tuple[Mistake, str]] = {
    "no Basic": (bare, "unauthorized_client"),
    "client_id in the body only": (lambda c: bare(c, client_id=c.keys["client_id"]), "unauthorized_client"),
    "secret in the body": (
        lambda c: bare(c, client_id=c.keys["client_id"], client_secret=c.keys["client_secret"]), "unauthorized_client"),
    "wrong secret": (lambda c: with_pair(c, c.keys["client_id"], "PRACTICEwrong"), "unauthorized_client"),
    "API key pair as Basic": (lambda c: with_pair(c, c.keys["api_key"], c.keys["api_secret"]), "invalid_client"),
    "another client_id in the body": (
        lambda c: with_pair(c, c.keys["client_id"], c.keys["client_secret"], client_id="other"), "unauthorized_client"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", CONFIDENTIAL)
def test_wrong_confidential_clients(confidential: XClient, mistake: str) -> None:
    make, error = CONFIDENTIAL[mistake]
    reply = make(confidential)
    assert (reply.status, reply.json["error"]) == (401, error)
    assert confidential.world.x.exchange_count == 0


@pytest.mark.parametrize(
    ("header", "form", "status", "code"),
    [
        ({}, {"grant_type": "client_credentials"}, 403, 99),
        ("pair", {"grant_type": "authorization_code"}, 403, 170),
        ("wrong", {"grant_type": "client_credentials"}, 403, 99),
    ],
)
def test_wrong_app_only_clients(public: XClient, header: str, form: dict[str, str], status: int, code: int) -> None:
    secret = public.keys["api_secret"] if header == "pair" else "PRACTICEwrong"
    headers = basic(public.keys["api_key"], secret) if header else {}
    reply = call("POST", public.url("/oauth2/token"), headers=headers, form=form)
    assert (reply.status, reply.json["errors"][0]["code"]) == (status, code)


def test_a_dead_bearer_cannot_be_invalidated(public: XClient) -> None:
    headers = basic(public.keys["api_key"], public.keys["api_secret"])
    reply = call("POST", public.url("/oauth2/invalidate_token"), headers=headers, form={"access_token": "AAAAold"})
    assert (reply.status, reply.json["errors"][0]["code"]) == (401, 89)
