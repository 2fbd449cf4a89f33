"""Details that portals ask for: what is refused before any portal refuses it."""

import pytest

from stagedoor.domain.details import DEFAULTS, DETAILS, Known, look, propose

WORDS = {"Meta": ["Facebook", "FB", "Gram"]}


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("app_name", "My Facebook Publisher", 'Meta does not allow "Facebook"'),
        ("app_name", "MyFacebookPublisher", 'Meta does not allow "Facebook"'),
        ("app_name", "fb poster", 'Meta does not allow "FB"'),
        ("app_name", "ab", "too short"),
        ("app_name", "a" * 51, "51 characters"),
        ("email", "ana at example.org", "not an e-mail"),
        ("website", "http://crumb.org", "begins with http."),
        ("website", "crumb.org", "Write the whole address"),
        ("website", "https://", "Write the whole address"),
        ("website", "https://localhost/x", "only on this computer"),
        ("website", "https://printer.local", "only on this computer"),
        ("website", "https://intranet", "only on this computer"),
        ("website", "https://192.168.1.7/", "a number of this computer or network"),
        ("website", "https://[::1]/", "a number of this computer or network"),
        ("website", "https://ana:pw@crumb.org", "user name"),
        ("website", "https://[broken", "not an address"),
        ("deletion_url", "https://crumb.org/privacy/", "two different addresses"),
        ("description", "a" * 121, "121 characters"),
        ("use_case", "a" * 1001, "1,001 characters"),
    ],
)
def test_what_a_portal_would_refuse_is_said(key: str, text: str, says: str) -> None:
    known = Known(forbidden=WORDS, others={"privacy_url": "https://crumb.org/privacy"})
    assert says in look(key, text, known).problem


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("app_name", "Surfboard Program Publisher"), ("app_name", "Ångström 3"), ("email", "ana@crumb.org"),
        ("website", "https://crumb.org"), ("website", "https://crumb.example.org:8443/a?b=c"),
        ("website", "https://93.184.216.34/"), ("deletion_url", "https://crumb.org/delete"),
        ("description", "a" * 120), ("use_case", ""), ("website", " "),
    ],
)  # fmt: skip
def test_what_portals_take_is_taken(key: str, text: str) -> None:
    known = Known(forbidden=WORDS, others={"privacy_url": "https://crumb.org/privacy"})
    assert look(key, text, known).problem == ""


def test_a_made_up_website_counts_only_where_it_may() -> None:
    url = "http://127.0.0.1:8000/"
    assert look("website", url, Known()).problem
    assert not look("website", url, Known(loopback=True)).problem


@pytest.mark.parametrize("name", ["Crumb Kitchen", "A" * 300, "  Ana   B  "])
def test_what_is_proposed_would_be_taken(name: str) -> None:
    proposed = propose(name)
    assert proposed["app_name"].endswith(" Publisher")
    assert set(proposed) <= set(DETAILS)
    assert {key: said for key, text in proposed.items() if (said := look(key, text, Known()).problem)} == {}


def test_what_guides_put_in_meanwhile_would_be_taken_too() -> None:
    assert set(DETAILS) < set(DEFAULTS)
    assert not any(look(key, DEFAULTS[key], Known()).problem for key in DETAILS)
    assert DEFAULTS["use_case"] in propose("Crumb Kitchen")["use_case"]
