"""What people paste into LinkedIn's key fields: the right one is taken, its sisters are called by name."""

import pytest

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.fields import Picked, pick
from stagedoor.domain.guidance import Field
from stagedoor.domain.recognising import recognise

CATALOGUE = load(resource_path())
SPEC = CATALOGUE.spec("linkedin")
KEYS = SPEC.app["member"].field
SAMPLES = {
    "client_id": "86vhj2q9xk4m7t",
    "client_secret": "WPL_AP1.q8Zr3VbN1mKx7TyW.c5HsJd==",
    "access": "AQX" + "q8Zr3VbN1mKx7TyWc5Hs-_" * 16,
}
OLDER_SECRET = "GKCUsY4o71dYd0iJ"


def taken(field: Field, pasted: str, others: dict[str, str] | None = None) -> Picked:
    return pick(field, pasted, simulated=False, others=others or {}, siblings={})


@pytest.mark.parametrize("field", SAMPLES)
def test_the_right_key_is_taken_without_doubt(field):
    picked = taken(KEYS[field], SAMPLES[field])
    assert (picked.value, picked.doubt) == (SAMPLES[field], "")


def test_a_secret_of_the_older_form_is_one():
    picked = taken(KEYS["client_secret"], OLDER_SECRET)
    assert (picked.value, picked.doubt) == (OLDER_SECRET, "")


@pytest.mark.parametrize(
    ("field", "pasted", "word"),
    [
        ("client_id", SAMPLES["client_secret"], "Primary Client Secret"),
        ("client_id", SAMPLES["access"], "access token"),
        ("client_id", "218340911", "number of your LinkedIn app"),
        ("client_id", "urn:li:organization:10203040", "URN"),
        ("client_id", "https://www.linkedin.com/developers/apps/218340911/auth", "address"),
        ("client_secret", SAMPLES["client_id"], "Client ID"),
        ("client_secret", SAMPLES["access"], "access token"),
        ("client_secret", "••••••••••••", "hidden"),
        ("access", SAMPLES["client_secret"], "Primary Client Secret"),
        ("access", "eyJ" + "a" * 60, "ID token"),
        ("access", "https://www.linkedin.com/developers/tools/oauth/token-generator", "address"),
        ("access", SAMPLES["access"][:40] + "...", "cut form"),
    ],
)
def test_what_is_another_thing_is_named(field, pasted, word):
    with pytest.raises(BadInput, match=word):
        taken(KEYS[field], pasted)


@pytest.mark.parametrize(("field", "other"), [("client_id", "client_secret"), ("access", "client_id")])
def test_equal_values_are_told_apart_by_what_is_stored(field, other):
    value = KEYS[field].example
    with pytest.raises(BadInput):
        taken(KEYS[field], value, others={f"linkedin.{other}": value})


def test_the_token_is_picked_out_of_a_copied_page():
    page = f"OAuth 2.0 token\nAccess token\n{SAMPLES['access']}\nThis token expires in 2 months."
    assert taken(KEYS["access"], page).value == SAMPLES["access"]


@pytest.mark.parametrize("prefix", ["LINKEDIN_", "linkedin."])
def test_a_file_of_another_program_is_recognised(prefix):
    text = "\n".join(
        f"{prefix}{name}={SAMPLES[field]}"
        for name, field in (("CLIENT_ID", "client_id"), ("CLIENT_SECRET", "client_secret"), ("ACCESS_TOKEN", "access"))
    )
    found = {f.platform: f for f in recognise([CATALOGUE.spec(id) for id in CATALOGUE.ids()], text).found}
    assert set(found) == {"linkedin"}
    assert found["linkedin"].route == "generator"
    assert {name: value.reveal() for name, value in found["linkedin"].values.items()} == SAMPLES


def test_two_keys_alone_lead_to_the_browser():
    text = f'{{"linkedin": {{"client_id": "{SAMPLES["client_id"]}", "client_secret": "{SAMPLES["client_secret"]}"}}}}'
    (found,) = recognise([SPEC], text).found
    assert (found.route, found.missing) == ("browser", [])


def test_two_addresses_are_pasted_at_once_and_are_of_this_computer():
    redirect = SPEC.oauth["member"].redirect
    assert len(redirect.ports) == 2
    assert redirect.url.startswith("http://localhost:")


def test_both_ways_ask_for_the_same_and_for_no_more():
    assert SPEC.route["browser"].scopes == SPEC.route["generator"].scopes == ["openid", "profile", "w_member_social"]
    assert "email" not in SPEC.scope


def test_the_company_is_stopped_before_it_starts():
    for route in ("browser", "generator"):
        assert any("registered companies" in gate and "by hand" in gate for gate in SPEC.route[route].gates)
