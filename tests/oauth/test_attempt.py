"""Begins attempts and writes addresses that a sign-in page takes and a bystander learns nothing from (L29, L30)."""

import hashlib
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from tests.oauth.samples import NOW, STATE, attempt_at, oauth_with

from stagedoor.domain.attempt import Attempt
from stagedoor.domain.errors import BadInput
from stagedoor.domain.secret import Secret
from stagedoor.oauth import attempt as attempts
from stagedoor.oauth import pkce

PAGE = "https://x.example/authorize"


def begin(pkce_style: str = "S256") -> Attempt:
    return attempts.new(
        "x",
        "browser",
        oauth_with(pkce=pkce_style),
        redirect_uri="http://127.0.0.1:8421/cb/x",
        scopes=["tweet.read", "tweet.write"],
        now=NOW,
        attempt_id="a1",
    )


def test_new_attempt_lives_ten_minutes_and_keeps_what_it_was_given():
    attempt = begin()
    assert attempt.expires_at - attempt.created_at == 600
    assert (attempt.id, attempt.platform, attempt.route) == ("a1", "x", "browser")
    assert attempt.redirect_uri == "http://127.0.0.1:8421/cb/x"
    assert attempt.scopes == ["tweet.read", "tweet.write"]


@pytest.mark.parametrize("style", ["S256", "S256-hex"])
def test_challenge_belongs_to_the_verifier(style):
    attempt = begin(style)
    assert attempt.verifier is not None
    assert attempt.challenge == pkce.challenge(attempt.verifier, style)


def test_without_pkce_there_is_neither_verifier_nor_challenge():
    attempt = begin("none")
    assert (attempt.verifier, attempt.challenge) == (None, None)


def test_l29_states_have_256_bits_and_never_repeat():
    states = {begin().state.reveal() for _ in range(2000)}
    assert len(states) == 2000
    assert {len(state) for state in states} == {43}  # 32 bytes as base64url


def test_state_hash_is_the_same_for_the_secret_and_for_its_text():
    assert attempts.state_hash(Secret(STATE)) == attempts.state_hash(STATE)
    assert attempts.state_hash(STATE) == hashlib.sha256(STATE.encode()).hexdigest()


def test_what_a_platform_does_not_know_is_left_out():
    authorize = oauth_with(response_type="", scope_sep="").authorize
    asked = parse_qs(urlsplit(attempts.authorize_url(authorize, PAGE, attempt_at(), "k")).query)
    assert {"response_type", "scope"}.isdisjoint(asked)
    assert asked["state"] == [STATE]


def test_authorize_url_carries_every_part():
    url = attempts.authorize_url(oauth_with().authorize, PAGE, attempt_at(), "the client")
    assert url.startswith(f"{PAGE}?")
    assert parse_qs(urlsplit(url).query) == {
        "response_type": ["code"],
        "client_id": ["the client"],
        "redirect_uri": ["http://127.0.0.1:8421/cb/x"],
        "scope": ["tweet.read tweet.write"],
        "state": [STATE],
        "code_challenge": ["the-challenge"],
        "code_challenge_method": ["S256"],
    }


def test_spaces_are_percent_20_and_the_platforms_words_are_used():
    authorize = oauth_with(client_id_param="client_key", scope_sep=",", params={"prompt": "select account"}).authorize
    url = attempts.authorize_url(authorize, f"{PAGE}?hl=en", attempt_at(), "k")
    assert url.startswith(f"{PAGE}?hl=en&prompt=select%20account&")
    assert "+" not in url
    assert "client_key=k" in url
    assert "client_id=" not in url
    assert "scope=tweet.read%2Ctweet.write" in url


def test_without_pkce_the_address_says_nothing_of_it():
    url = attempts.authorize_url(oauth_with(pkce="none").authorize, PAGE, attempt_at(), "k")
    assert "code_challenge" not in url


def test_file_parameters_cannot_replace_ours():
    authorize = oauth_with(params={"state": "fixed", "redirect_uri": "https://evil.example/"}).authorize
    query = parse_qs(urlsplit(attempts.authorize_url(authorize, PAGE, attempt_at(), "k")).query)
    assert query["state"] == [STATE]
    assert query["redirect_uri"] == ["http://127.0.0.1:8421/cb/x"]


@pytest.mark.parametrize("style", ["none", "S256", "S256-hex"])
def test_l30_no_secret_in_the_address(style):
    attempt = begin(style)
    url = attempts.authorize_url(oauth_with(pkce=style).authorize, PAGE, attempt, "client-id")
    assert attempt.verifier is None or attempt.verifier.reveal() not in url
    assert "secret" not in url.lower()


@pytest.mark.parametrize(
    ("change", "client_id", "url"),
    [
        ({}, "", PAGE),
        ({}, "  ", PAGE),
        ({"redirect_uri": ""}, "k", PAGE),
        ({"redirect_uri": "http://127.0.0.1:{port}/cb/x"}, "k", PAGE),
        ({"scopes": []}, "k", PAGE),
        ({"state": Secret("")}, "k", PAGE),
        ({"challenge": None}, "k", PAGE),
        ({}, "k", ""),
        ({}, "k", "{web}/authorize"),
        ({}, "k", "https://{web}/authorize"),
        ({}, "k", "x.example/authorize"),
        ({}, "k", "https:///authorize"),
        ({}, "k", f"{PAGE}#top"),
    ],
)
def test_a_gap_is_refused_before_any_browser_opens(change, client_id, url):
    with pytest.raises(BadInput) as refused:
        attempts.authorize_url(oauth_with().authorize, url, msgspec.structs.replace(attempt_at(), **change), client_id)
    assert refused.value.cause
    assert refused.value.fix
