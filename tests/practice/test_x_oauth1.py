"""OAuth 1.0a at practice X: the signature rule against published examples, and what a wrong signer gets."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from tests.practice.client import Reply, call
from tests.practice.x_client import Signer, XClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.x import oauth1


@pytest.fixture
def signer(world: World, visitor: Visitor) -> Signer:
    return Signer(XClient(world, visitor))


@pytest.mark.contracts
def test_published_signatures(contracts: Path) -> None:
    text = (contracts / "oauth" / "oauth1_hmac_sha1_vectors.json").read_text(encoding="utf-8")
    vectors = json.loads(text)["vectors"]
    assert len(vectors) >= 6
    for vector in vectors:
        url, _, query = vector["url"].partition("?")
        pairs = [
            *vector["oauth"].items(),
            *(vector["form"] or {}).items(),
            *parse_qsl(query, keep_blank_values=True),
        ]
        base = oauth1.base_string(vector["method"], url, pairs)
        assert base == vector["base_string"], vector["name"]
        found = oauth1.signature(base, vector["consumer_secret"], vector["token_secret"])
        assert found == vector["signature"], vector["name"]


def test_four_keys_post_and_say_what_they_may(signer: Signer) -> None:
    me = signer.api("GET", "/2/users/me?user.fields=public_metrics")
    assert (me.status, me.headers["x-access-level"]) == (200, "read-write")
    posted = signer.api("POST", "/2/tweets", send={"text": "Signed, and ü & more = fine"})
    assert posted.status == 201
    assert signer.api("DELETE", f"/2/tweets/{posted.json['data']['id']}").status == 200


def test_other_calls_carry_no_access_level(signer: Signer) -> None:
    assert "x-access-level" not in signer.client.api("GET", "/2/users/me").headers


def test_a_token_minted_read_only_stays_so(world: World, visitor: Visitor) -> None:
    client = XClient(world, visitor, permissions="r")
    signer = Signer(client)
    visitor.x_set_permissions(client.keys["app_id"], "rw")
    assert signer.api("GET", "/2/users/me").headers["x-access-level"] == "read"
    refused = signer.api("POST", "/2/tweets", send={"text": "hi"})
    assert (refused.status, refused.headers["x-access-level"]) == (403, "read")
    assert refused.json["type"].endswith("/2/problems/oauth1-permissions")
    assert Signer(client).api("POST", "/2/tweets", send={"text": "hi"}).status == 201


def test_signed_calls_need_credits_and_a_package_too(world: World, visitor: Visitor) -> None:
    signer = Signer(XClient(world, visitor, credits=0))
    assert signer.api("GET", "/2/users/me").status == 402
    world.x.apps[signer.client.keys["app_id"]].enrolled = False
    assert signer.api("GET", "/2/users/me").json["reason"] == "client-not-enrolled"


def unsigned(signer: Signer) -> Reply:
    return signer.api("GET", "/2/users/me", oauth_signature="")


def regenerated(signer: Signer) -> Reply:
    Signer(signer.client)
    return signer.api("GET", "/2/users/me")


def new_consumer_key(signer: Signer) -> Reply:
    world = signer.client.world
    world.x.new_consumer_keys(world.x.apps[signer.client.keys["app_id"]])
    return signer.api("GET", "/2/users/me")


def replay(signer: Signer) -> Reply:
    url = signer.client.url("/2/users/me")
    header = signer.header("GET", url)
    assert call("GET", url, headers=header).status == 200
    return call("GET", url, headers=header)


def other_url(signer: Signer) -> Reply:
    header = signer.header("GET", signer.client.url("/2/users/me"))
    return call("GET", signer.client.url("/2/users/me?user.fields=name"), headers=header)


def other_method(signer: Signer) -> Reply:
    url = signer.client.url("/2/tweets")
    return call("POST", url, headers=signer.header("GET", url), send={"text": "hi"})


def mixed_apps(signer: Signer) -> Reply:
    other = XClient(signer.client.world, signer.client.visitor)
    signer.client.keys |= {name: other.keys[name] for name in ("api_key", "api_secret")}
    return signer.api("GET", "/2/users/me")


def at(offset: int) -> Callable[[Signer], Reply]:
    return lambda s: s.api("GET", "/2/users/me", oauth_timestamp=str(int(s.client.world.clock.now()) + offset))


def with_field(**other: str | None) -> Callable[[Signer], Reply]:
    return lambda s: s.api("GET", "/2/users/me", **other)


def client_id_as_key(signer: Signer) -> Reply:
    return signer.api("GET", "/2/users/me", oauth_consumer_key=signer.client.keys["client_id"])


WRONG: dict[str, tuple[Callable[[Signer], Reply], int, int]] = {
    "no signature": (unsigned, 400, 215),
    "no nonce": (with_field(oauth_nonce=None), 400, 215),
    "no consumer key": (with_field(oauth_consumer_key=None), 400, 215),
    "made-up signature": (with_field(oauth_signature="AAAA"), 401, 32),
    "wrong token secret": (with_field(secret="PRACTICEwrong"), 401, 32),
    "client id as API key": (client_id_as_key, 401, 32),
    "PLAINTEXT": (with_field(oauth_signature_method="PLAINTEXT"), 401, 32),
    "query not signed": (other_url, 401, 32),
    "signed for another method": (other_method, 401, 32),
    "keys of two apps": (mixed_apps, 401, 32),
    "sent twice": (replay, 401, 32),
    "clock an hour slow": (at(-3600), 401, 135),
    "clock an hour fast": (at(3600), 401, 135),
    "timestamp in milliseconds": (with_field(oauth_timestamp="1795231512000"), 401, 135),
    "unknown token": (with_field(oauth_token="1204817365-PRACTICEnone"), 401, 89),
    "no token": (with_field(oauth_token=None), 401, 89),
    "regenerated token": (regenerated, 401, 89),
    "regenerated consumer key": (new_consumer_key, 401, 32),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_signers(signer: Signer, mistake: str) -> None:
    make, status, code = WRONG[mistake]
    reply = make(signer)
    assert (reply.status, reply.json["errors"][0]["code"]) == (status, code)
    assert "x-access-level" not in reply.headers


def test_the_clock_of_the_world_counts(signer: Signer) -> None:
    signer.client.world.clock.advance(-86400)
    assert signer.api("GET", "/2/users/me").status == 200


def test_a_default_port_and_capitals_do_not_matter() -> None:
    assert oauth1.base_string("get", "HTTP://EXAMPLE.invalid:80/a", []) == "GET&http%3A%2F%2Fexample.invalid%2Fa&"
