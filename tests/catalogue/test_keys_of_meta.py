"""What people paste into the key fields of Facebook and Instagram: the right key in a message, the wrong by name."""

import pytest

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.fields import Picked, pick
from stagedoor.domain.flow import steps
from stagedoor.domain.guidance import Field

CATALOGUE = load(resource_path())
FACEBOOK, INSTAGRAM = CATALOGUE.spec("facebook"), CATALOGUE.spec("instagram")
FIELDS: dict[str, Field] = {
    **{f"facebook.{name}": field for name, field in FACEBOOK.app["main"].field.items()},
    **{f"instagram.{name}": field for name, field in INSTAGRAM.app["main"].field.items()},
    "facebook.access": FACEBOOK.route["explorer"].field["access"],
    "instagram.access": INSTAGRAM.route["token"].field["access"],
}
ID, SECRET = "3141592653589793", "8f14e45fceea167a5a36dedd4bea2543"
USER, OWN = "EAAq8Zr3VbN1mKx7TyWc5HsJd2LgFp9RaUeq8Zr3V", "IGAAq8Zr3VbN1mKx7TyWc5HsJd2LgFp9RaUeq8Zr3VbN1mKx7TyWc"


def taken(field: str, pasted: str, *, simulated: bool | None = False, others: dict[str, str] | None = None) -> Picked:
    return pick(FIELDS[field], pasted, simulated=simulated, others=others or {}, siblings={})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("facebook.client_id", ID), ("facebook.client_secret", SECRET), ("facebook.access", USER),
        ("instagram.client_id", ID), ("instagram.client_secret", SECRET), ("instagram.access", OWN),
    ],
)  # fmt: skip
def test_the_right_key_is_taken_without_doubt(field: str, value: str) -> None:
    assert taken(field, value) == Picked(value=value)
    assert taken(field, f"App ID / secret:\n{value}\n").value == value


def test_the_address_of_the_dashboard_holds_the_app_id() -> None:
    assert taken("facebook.client_id", f"https://developers.facebook.com/apps/{ID}/").value == ID


@pytest.mark.parametrize(
    ("field", "pasted", "word"),
    [
        ("facebook.client_id", SECRET, "App secret"),
        ("facebook.client_id", USER, "token"),
        ("facebook.client_id", OWN, "Instagram"),
        ("facebook.client_id", "https://developers.facebook.com/apps/", "address"),
        ("facebook.client_secret", ID, "App ID"),
        ("facebook.client_secret", f"{ID}|{SECRET}", "in one"),
        ("facebook.client_secret", "●●●●●●●●", "hidden"),
        ("facebook.client_secret", USER, "token"),
        ("facebook.access", OWN, "begins with EAA"),
        ("facebook.access", f"{ID}|{SECRET}", "Meta app itself"),
        ("facebook.access", SECRET, "App secret"),
        ("instagram.client_id", SECRET, "App secret"),
        ("instagram.client_id", "17841400000000001", "Instagram account"),
        ("instagram.client_id", "@crumbkitchen", "name of an account"),
        ("instagram.client_secret", ID, "App ID"),
        ("instagram.access", USER, "Facebook"),
        ("instagram.access", "THAAq8Zr3VbN1mKx7TyWc5HsJd2LgFp9RaUeq8Zr3VbN", "Threads"),
    ],
)
def test_what_is_none_is_named(field: str, pasted: str, word: str) -> None:
    with pytest.raises(BadInput, match=word):
        taken(field, pasted)


@pytest.mark.parametrize(
    ("field", "other", "word"),
    [
        ("facebook.client_id", "threads.client_id", "Threads app ID"),
        ("facebook.client_id", "instagram.client_id", "Instagram app ID"),
        ("instagram.client_id", "facebook.client_id", "Facebook app ID"),
        ("instagram.client_id", "threads.client_id", "Threads app ID"),
    ],
)
def test_three_numbers_that_look_alike_are_told_apart_by_what_is_here_already(
    field: str, other: str, word: str
) -> None:
    assert taken(field, ID).value == ID
    with pytest.raises(BadInput, match=word):
        taken(field, ID, others={other: ID})


def test_instagram_has_its_step_only_where_it_comes_along() -> None:
    with_it = [id for id, _ in steps(FACEBOOK.route["browser"], {"instagram": "yes"})]
    without = [id for id, _ in steps(FACEBOOK.route["browser"], {"instagram": "no"})]
    assert set(with_it) - set(without) == {"instagram"}
    assert without[-1] == "sign_in"


def test_the_address_for_later_is_registered_before_anything_is_published() -> None:
    later = FACEBOOK.oauth["published"].redirect.url
    assert later.startswith("https://localhost:")
    assert FACEBOOK.route["browser"].step["redirect"].copy == ["{redirect_published}"]
