"""Keys in what somebody has at hand: a .env file, a JSON document, a message; taken only where it is clear."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.load import load_one
from stagedoor.domain.recognising import Recognised, recognise

SPECS = [load_one(resource_path(), None, id) for id in ("x", "telegram")]
TOKEN = "1234567890:AAEexampleExampleExampleExample_abc"
FOUR = {
    "api_key": "aB3aB3aB3aB3aB3aB3aB3aB3a",
    "api_secret": "madeUpApiKeySecretmadeUpApiKeySecretmadeUpApiKey12",
    "access_token": "1234567890-madeUpAccessTokenmadeUpAccessTokenmade12",
    "access_token_secret": "madeUpAccessTokenSecretmadeUpAccessTokenSec12",
}
ENV = "\n".join(
    f'{name}="{value}"'
    for name, value in zip(
        ("X_API_KEY", "export X_API_SECRET", "X_OAUTH1_ACCESS_TOKEN", "X_OAUTH1_ACCESS_TOKEN_SECRET"),
        FOUR.values(), strict=True,
    )
)  # fmt: skip
TWITTER = "\n".join(
    f"{name}: {value}"
    for name, value in zip(
        ("Consumer Key", "Consumer Secret", "Access Token", "Access Token Secret"), FOUR.values(), strict=True
    )
)


def taken(found: Recognised) -> dict[tuple[str, str], dict[str, str]]:
    return {(f.platform, f.route): {id: value.reveal() for id, value in f.values.items()} for f in found.found}


@pytest.mark.parametrize("text", [ENV, TWITTER, json.dumps(FOUR), json.dumps({"twitter": {"keys": FOUR}})])
def test_four_keys_are_found_by_their_names(text: str) -> None:
    found = recognise(SPECS, text)
    assert taken(found) == {("x", "keys"): FOUR}
    assert found.doubts == []
    assert found.found[0].missing == []


@pytest.mark.parametrize(
    "text",
    [TOKEN, f"TELEGRAM_BOT_TOKEN={TOKEN}", json.dumps({"bot_token": TOKEN}),
     f"Done! Use this token to access the HTTP API:\n{TOKEN}\nKeep it safe."],
)  # fmt: skip
def test_a_bot_token_is_found_wherever_it_stands(text: str) -> None:
    assert taken(recognise(SPECS, text)) == {("telegram", "bot"): {"token": TOKEN}}


def test_two_platforms_in_one_file() -> None:
    found = taken(recognise(SPECS, f"{ENV}\nTELEGRAM_BOT_TOKEN={TOKEN}\nDEBUG=1\n# nothing else"))
    assert found == {("x", "keys"): FOUR, ("telegram", "bot"): {"token": TOKEN}}


def test_what_is_missing_is_said() -> None:
    (found,) = recognise(SPECS, f"X_API_KEY={FOUR['api_key']}").found
    assert found.route == "keys"
    assert "Access Token" in found.missing
    assert "Still missing: API Key Secret" in found.sentence


def test_a_client_id_is_for_the_browser() -> None:
    text = "CLIENT_ID=bWFkZVVwRXhhbXBsZUFwcE1haW46MTpjaQ"
    assert list(taken(recognise(SPECS, text))) == [("x", "browser")]


def test_a_value_that_could_be_two_things_is_not_taken() -> None:
    found = recognise(SPECS, f"here it is {FOUR['api_secret']}")
    assert found.found == []
    assert "API Key Secret" in found.doubts[0]
    assert "could be" in found.doubts[0]


def test_two_different_values_for_one_key_are_not_taken() -> None:
    other = TOKEN.replace("abc", "xyz")
    found = recognise(SPECS, f"{TOKEN}\n{other}")
    assert found.found == []
    assert found.doubts == ["There are 2 different values for Bot token. None was taken."]


def test_a_name_of_one_platform_is_not_a_key_of_another() -> None:
    assert recognise(SPECS, f"X_TOKEN={TOKEN}").found == []
    assert recognise(SPECS, "SHOP_PASSWORD=" + FOUR["api_key"]).found == []
    assert recognise(SPECS, "TELEGRAM_API_KEY=" + FOUR["api_key"]).found == []


def test_nothing_shows_a_secret() -> None:
    found = recognise(SPECS, f"{ENV}\n{TOKEN}\nX_BEARER_TOKEN=short\nfree {FOUR['api_secret']}x")
    for value in (*FOUR.values(), TOKEN):
        assert value not in repr(found)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    recognise(SPECS, text)


@given(st.text(alphabet=string.ascii_letters + string.digits + "_-", min_size=30, max_size=50))
def test_every_bot_token_is_found_in_a_message(tail: str) -> None:
    found = taken(recognise(SPECS, f"Your token:\n12345678:{tail}\n"))
    assert found[("telegram", "bot")] == {"token": f"12345678:{tail}"}
