"""What goes out when somebody signs in, beside what independent client libraries send to the same platform."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace
from tests.platforms.arrange import WAYS
from tests.platforms.bench import CATALOGUE, Bench, OpenBench
from tests.platforms.shapes import address, asked, captured, sent, shapes

from stagedoor.domain.exchange import Keys
from stagedoor.domain.secret import Secret
from stagedoor.oauth import attempt as attempts

__all__ = ["shapes"]  # a fixture is used by name
pytestmark = pytest.mark.contracts
NATIVE, WEB = (way for way in WAYS if way.platform == "x" and way.kind)
SECRET = "SEC-RET_1"
# Client: where its captures lie for a public and for a confidential app.
CLIENTS = {"arctic": ("x", "x_confidential"), "xdk": ("x_public", "x_confidential")}


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    """X under its real addresses: what is compared here is never sent."""
    bench = open_bench(NATIVE)
    bench.spec = CATALOGUE.spec("x")
    bench.adapter = bench.adapter_over(bench.http)
    return bench


def keys(kind: str, **secrets: str) -> Keys:
    held = {"refresh": "RT", "access": "AT", **secrets, **({"client_secret": SECRET} if kind == "web" else {})}
    known = {name: Secret(value) for name, value in held.items()}
    return Keys(route="browser", app={"client_id": "CID"}, answers={"type": kind}, secrets=known)


def test_the_sign_in_page_is_asked_as_others_ask_it(bench: Bench, shapes: dict[str, Any]) -> None:
    attempt = bench.attempt()
    authorize = bench.spec.oauth["user"].authorize
    url = attempts.authorize_url(authorize, bench.spec.fill(authorize.url), attempt, "CID")
    ours = parse_qs(urlsplit(url).query)
    for client, name in (("arctic", "x"), ("twitter-api-v2", "x"), ("xdk", "x_public")):
        where, theirs = asked(shapes[client][name]["authorize"])
        assert where == address(url), client
        assert set(ours) == set(theirs), client
        assert ours["response_type"] == theirs["response_type"]
        assert ours["code_challenge_method"][0].lower() == theirs["code_challenge_method"][0].lower()
        assert set(theirs["scope"][0].split()) <= set(ours["scope"][0].split()), client
    assert "scope=tweet.read%20tweet.write" in url


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("kind", ["native", "web"])
def test_code_renewal_and_end_are_sent_as_others_send_them(
    bench: Bench, shapes: dict[str, Any], client: str, kind: str
) -> None:
    theirs = shapes[client][CLIENTS[client][kind == "web"]]
    oauth = bench.spec.oauth["user"]
    form = {"grant_type": "authorization_code", "code": "C", "redirect_uri": "R", "code_verifier": "V"}
    base: Any = bench.adapter
    ours = {
        "code": base.token_request(oauth, keys(kind), form, oauth.token.url, "exchange"),
        "refresh": bench.adapter.renewal(keys(kind)),
        "revoke": base.token_request(oauth, keys(kind), {"token": "RT"}, oauth.revoke.url, "revoke"),
    }
    compared = 0
    for call, request in ours.items():
        for capture in theirs.get(call, []):
            if "error" not in capture:  # what a client refuses to do is no shape
                assert sent(request) == captured(capture), (client, call)
                compared += 1
    assert compared > 0


def test_what_really_goes_out_has_that_shape_too(open_bench: OpenBench, shapes: dict[str, Any]) -> None:
    for way, name in ((NATIVE, "x"), (WEB, "x_confidential")):
        bench = open_bench(way)
        bench.renewed()
        bench.run(bench.adapter.revoke(replace(bench.keys)))
        went = {request.name: sent(request) for request, _ in bench.http.sent}
        for call, wire in (("code", "x.exchange"), ("refresh", "x.renew"), ("revoke", "x.revoke")):
            (capture,) = shapes["arctic"][name][call]
            wanted = captured(capture)
            path = wanted["address"][2]
            assert went[wire].pop("address")[2].endswith(path)
            assert went[wire] == {key: value for key, value in wanted.items() if key != "address"}


def test_other_libraries_name_the_same_addresses(shapes: dict[str, Any]) -> None:
    x = CATALOGUE.spec("x")
    ours = {name: address(x.fill(url)) for name, url in (
        ("authorize", x.oauth["user"].authorize.url), ("token", x.oauth["user"].token.url),
        ("me", "{api}/2/users/me"),
    )}  # fmt: skip
    theirs = {
        "authcore": (shapes["authcore"]["twitter"], {"authorize": "authorization", "token": "token", "me": "userinfo"}),
        "allauth": (
            shapes["allauth"]["twitter_oauth2"],
            {"authorize": "authorize_url", "token": "access_token_url", "me": "profile_url"},
        ),
        "social": (
            shapes["social-auth-core"]["TwitterOAuth2"],
            {"authorize": "AUTHORIZATION_URL", "token": "ACCESS_TOKEN_URL"},
        ),
    }
    for client, (named, keys_of) in theirs.items():
        for name, key in keys_of.items():
            assert address(named[key]) == ours[name], client
    separators = {shapes["allauth"]["twitter_oauth2"]["scope_delimiter"]}
    separators.add(shapes["social-auth-core"]["TwitterOAuth2"]["SCOPE_SEPARATOR"])
    assert separators == {x.oauth["user"].authorize.scope_sep}
