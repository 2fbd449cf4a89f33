"""What people paste into the key fields of Threads: the right one is taken, its sisters are called by name."""

import pytest

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.fields import Picked, pick
from stagedoor.domain.guidance import Field
from stagedoor.domain.recognising import recognise

CATALOGUE = load(resource_path())
SPEC = CATALOGUE.spec("threads")
KEYS = SPEC.app["threads"].field
META_ID = "1029384756102938"
SAMPLES = {
    "client_id": "2345678901234567",
    "client_secret": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "access": "THAAJk3Vb" + "q8Zr3VbN1mKx7TyWc5Hs" * 8 + "ZD",
}


def taken(field: Field, pasted: str, others: dict[str, str] | None = None) -> Picked:
    return pick(field, pasted, simulated=False, others=others or {}, siblings={})


@pytest.mark.parametrize("field", SAMPLES)
def test_the_right_key_is_taken_without_doubt(field: str):
    picked = taken(KEYS[field], SAMPLES[field])
    assert (picked.value, picked.doubt) == (SAMPLES[field], "")


@pytest.mark.parametrize(
    ("stored", "word"),
    [
        ("facebook.client_id", "same number that you entered for Facebook"),
        ("threads.meta_id", "App ID of your Meta app"),
        ("instagram.client_id", "Instagram app ID"),
    ],
)
def test_the_three_numbers_of_one_meta_app_are_told_apart(stored: str, word: str):
    with pytest.raises(BadInput, match=word) as caught:
        taken(KEYS["client_id"], META_ID, others={stored: META_ID})
    assert "Nothing was sent" in str(caught.value)
    assert taken(KEYS["meta_id"], META_ID, others={stored: META_ID}).value == META_ID


def test_the_number_in_the_address_of_the_dashboard_is_the_one_of_the_meta_app():
    address = f"https://developers.facebook.com/apps/{META_ID}/dashboard/"
    assert taken(KEYS["meta_id"], address).value == META_ID


@pytest.mark.parametrize("platform", ["facebook", "instagram"])
def test_the_secrets_of_one_meta_app_are_told_apart(platform: str):
    secret = SAMPLES["client_secret"]
    with pytest.raises(BadInput, match="called Threads app secret"):
        taken(KEYS["client_secret"], secret, others={f"{platform}.client_secret": secret})


@pytest.mark.parametrize(
    ("field", "pasted", "word"),
    [
        ("client_id", SAMPLES["client_secret"], "secret"),
        ("client_id", SAMPLES["access"], "access token"),
        ("client_id", "EAAB" + "a1" * 40, "token of Facebook"),
        ("client_id", "@crumbkitchen", "name of a profile"),
        ("client_id", "https://developers.facebook.com/apps/1029384756102938/", "address"),
        ("client_secret", SAMPLES["client_id"], "App ID"),
        ("client_secret", SAMPLES["access"], "access token"),
        ("client_secret", "EAAB" + "a1" * 40, "token of Facebook"),
        ("client_secret", "••••••••••••", "hidden"),
        ("access", SAMPLES["client_secret"], "secret"),
        ("access", SAMPLES["client_id"], "App ID"),
        ("access", "EAAB" + "a1" * 40, "token of Facebook"),
        ("access", "IGAA" + "a1" * 40, "token of Instagram"),
        ("access", f"TH|{SAMPLES['client_id']}|abc", "not of your profile"),
        ("access", SAMPLES["access"][:40] + "...", "cut form"),
        ("meta_id", SAMPLES["client_secret"], "secret"),
    ],
)
def test_what_is_another_thing_is_named(field: str, pasted: str, word: str):
    with pytest.raises(BadInput, match=word):
        taken(KEYS[field], pasted)


def test_the_token_is_picked_out_of_a_copied_page():
    page = f"User Token Generator\nAccess token\n{SAMPLES['access']}\nI understand"
    assert taken(KEYS["access"], page).value == SAMPLES["access"]


def test_a_file_of_another_program_is_recognised():
    text = "\n".join(
        f"THREADS_{name}={SAMPLES[field]}"
        for name, field in (("CLIENT_ID", "client_id"), ("CLIENT_SECRET", "client_secret"), ("ACCESS_TOKEN", "access"))
    )
    found = {f.platform: f for f in recognise([CATALOGUE.spec(id) for id in CATALOGUE.ids()], text).found}
    assert "threads" in found
    assert found["threads"].route == "generator"


def test_the_return_address_is_https_and_the_same_in_every_place():
    redirect = SPEC.oauth["user"].redirect
    assert redirect.url.startswith("https://localhost:")
    assert len(redirect.ports) == 1


def test_the_token_of_the_portal_is_recommended_and_both_ways_ask_for_the_same():
    assert SPEC.route["generator"].recommended
    assert SPEC.route["generator"].scopes == SPEC.route["paste"].scopes
    assert "pages_show_list" not in SPEC.scope
