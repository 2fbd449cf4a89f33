"""Signatures as published, and what must not be signed."""

import json
from pathlib import Path
from typing import Any

import pytest

from stagedoor.domain.secret import Secret
from stagedoor.oauth.oauth1 import Signer, authorization_header, new_nonce, sign

# RFC 5849 section 1.2
SIGNER = Signer(
    consumer_key="dpf43f3p2l4k3l03",
    consumer_secret=Secret("kd94hf93k423kf44"),
    token="nnch734d00sl2jdk",
    token_secret=Secret("pfkkdhi9sl3r4s00"),
)
PHOTO = "http://photos.example.net/photos"


@pytest.mark.contracts
def test_published_vectors(contracts: Path):
    vectors = json.loads((contracts / "oauth/oauth1_hmac_sha1_vectors.json").read_text())["vectors"]
    assert len(vectors) >= 6
    for vector in vectors:
        signature = sign(
            vector["method"],
            vector["url"],
            vector["form"] or {},  # an urlencoded body is signed as a query is
            vector["oauth"],
            Secret(vector["consumer_secret"]),
            Secret(vector["token_secret"]),
        )
        assert signature == vector["signature"], vector["name"]


def signed(**change: Any) -> str:
    parts: dict[str, Any] = {
        "method": "GET",
        "url": PHOTO,
        "query": {"file": "vacation.jpg", "size": "original"},
        "oauth_params": {
            "oauth_consumer_key": "dpf43f3p2l4k3l03",
            "oauth_token": "nnch734d00sl2jdk",
            "oauth_signature_method": "HMAC-SHA1",
            "oauth_timestamp": "137131202",
            "oauth_nonce": "chapoH",
        },
        "consumer_secret": SIGNER.consumer_secret,
        "token_secret": SIGNER.token_secret,
    }
    return sign(**{**parts, **change})


def test_query_apart_and_query_in_the_address_are_the_same():
    assert signed() == "MdpQcU8iPSUjWoN/UDMsK2sui9I="
    assert signed(url=f"{PHOTO}?file=vacation.jpg&size=original", query={}) == signed()


@pytest.mark.parametrize(
    "url",
    ["HTTP://Photos.Example.net:80/photos", "http://photos.example.net/photos#top", "http://PHOTOS.example.net/photos"],
)
def test_addresses_are_brought_into_one_form(url):
    assert signed(url=url) == signed()


@pytest.mark.parametrize("url", ["http://photos.example.net:8080/photos", "https://photos.example.net:80/photos"])
def test_a_port_that_is_not_the_default_counts(url):
    assert signed(url=url) != signed()


@pytest.mark.parametrize(
    "change",
    [
        {"method": "POST"},
        {"query": {"file": "vacation.jpg"}},
        {"consumer_secret": Secret("another")},
        {"token_secret": Secret("another")},
    ],
)
def test_everything_that_is_signed_changes_the_signature(change):
    assert signed(**change) != signed()


def test_realm_and_an_older_signature_are_not_signed():
    params = {
        "oauth_consumer_key": "dpf43f3p2l4k3l03",
        "oauth_token": "nnch734d00sl2jdk",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": "137131202",
        "oauth_nonce": "chapoH",
        "realm": "Photos",
        "oauth_signature": "old",
    }
    assert signed(oauth_params=params) == signed()


def test_the_header_names_all_parts_sorted_quoted_and_encoded():
    header = authorization_header(
        SIGNER, method="POST", url="https://api.example/2/tweets", nonce="n0nce", timestamp=1_800_000_000
    )
    assert header.startswith('OAuth oauth_consumer_key="dpf43f3p2l4k3l03", oauth_nonce="n0nce", oauth_signature="')
    assert header.endswith(
        '%3D", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1800000000", '
        'oauth_token="nnch734d00sl2jdk", oauth_version="1.0"'
    )
    assert "kd94hf93k423kf44" not in header
    assert "pfkkdhi9sl3r4s00" not in header


def test_a_signer_shows_no_secret():
    assert "kd94hf93k423kf44" not in repr(SIGNER)


def test_nonces_are_letters_and_digits_and_differ():
    nonces = {new_nonce() for _ in range(100)}
    assert len(nonces) == 100
    assert all(nonce.isalnum() for nonce in nonces)
