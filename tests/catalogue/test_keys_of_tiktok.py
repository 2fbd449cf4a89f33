"""What people paste into TikTok's key fields: the right key out of a message, the wrong one by name."""

import pytest

from stagedoor.catalogue import load_one, resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.fields import Picked, pick
from stagedoor.domain.flow import steps
from stagedoor.domain.recognising import recognise
from stagedoor.practice import Server, Visitor

TIKTOK = load_one(resource_path(), None, "tiktok")
X = load_one(resource_path(), None, "x")
FIELDS = TIKTOK.app["sandbox"].field
KEY, SECRET = "sbawq7k2m9x4r8t1z6", "q8Zr3VbN1mKx7TyWc5HsJd2LgFp9RaUe"


def taken(field: str, pasted: str, *, simulated: bool = False, others: dict[str, str] | None = None) -> Picked:
    return pick(FIELDS[field], pasted, simulated=simulated, others=others or {}, siblings={})


@pytest.mark.parametrize(("field", "value"), [("client_id", KEY), ("client_secret", SECRET)])
def test_the_right_key_is_taken_without_doubt(field: str, value: str) -> None:
    assert taken(field, value) == Picked(value=value)


@pytest.mark.parametrize(
    ("field", "pasted", "word"),
    [
        ("client_id", SECRET, "Client secret"),
        ("client_id", "act.q8Zr3VbN1mKx7TyWc5Hs", "token"),
        ("client_id", "7412345678901234567", "number"),
        ("client_id", "ana@crumbkitchen.example", "e-mail"),
        ("client_id", "https://developers.tiktok.com/apps/", "address"),
        ("client_id", "sbaw************", "hidden"),
        ("client_secret", KEY, "Client key"),
        ("client_secret", "rft.q8Zr3VbN1mKx7TyWc5Hs", "token"),
        ("client_secret", "••••••••••••••••", "hidden"),
    ],
)
def test_what_is_none_is_named(field: str, pasted: str, word: str) -> None:
    with pytest.raises(BadInput, match=word):
        taken(field, pasted)


def test_a_key_of_production_is_doubted_and_the_platform_decides() -> None:
    """That keys of a sandbox begin with sb is not sure enough to block one that does not."""
    picked = taken("client_id", "awq7k2m9x4r8t1z6")
    assert "does not look like a Client key" in picked.doubt


def test_keys_of_practice_are_taken_there_and_only_there() -> None:
    server = Server.start()
    try:
        made = Visitor(server.new_world()).tiktok_make_sandbox()
    finally:
        server.stop()
    for field in FIELDS:
        assert taken(field, made[field], simulated=True).value == made[field]
        with pytest.raises(BadInput, match="practice"):
            taken(field, made[field])
    with pytest.raises(BadInput, match="real key"):
        taken("client_secret", SECRET, simulated=True)


def test_a_file_of_another_program_is_understood() -> None:
    text = f"TIKTOK_CLIENT_KEY={KEY}\nTIKTOK_CLIENT_SECRET={SECRET}\n"
    (found,) = recognise([X, TIKTOK], text).found
    assert (found.platform, found.route, found.missing) == ("tiktok", "sandbox", [])
    assert {name: value.reveal() for name, value in found.values.items()} == {
        "client_id": KEY, "client_secret": SECRET,
    }  # fmt: skip


@pytest.mark.parametrize(("key", "route"), [(KEY, "sandbox"), ("awq7k2m9x4r8t1z6", "production")])
@pytest.mark.parametrize("form", ["TIKTOK_CLIENT_KEY={}\nTIKTOK_CLIENT_SECRET={}\n", "here you are: {} {}"])
def test_a_pair_tells_of_which_position_of_the_switch_it_is(key: str, route: str, form: str) -> None:
    found = recognise([X, TIKTOK], form.format(key, SECRET)).found
    assert [(each.route, each.values["client_id"].reveal()) for each in found] == [(route, key)]


def test_every_trap_of_the_portal_is_a_step_of_its_own() -> None:
    shown = [id for id, _ in steps(TIKTOK.route["sandbox"], {})]
    assert shown == [
        "account", "connect", "sandbox", "details", "desktop", "products", "direct_post", "redirect", "scopes",
        "target", "apply", "keys", "sign_in",
    ]  # fmt: skip
    target = TIKTOK.route["sandbox"].step["target"]
    assert target.wait is not None
    assert (target.wait.longest, target.is_watched) == ("1 hour", False)


def test_by_hand_stands_first_and_wants_a_name_alone() -> None:
    assert next(iter(TIKTOK.route)) == "manual"
    assert TIKTOK.route["manual"].recommended
    field = TIKTOK.route["manual"].field["username"]
    address = "https://www.tiktok.com/@crumb.kitchen?lang=en"
    for pasted, name in (("@crumbkitchen", "@crumbkitchen"), (address, "crumb.kitchen")):
        assert pick(field, pasted, simulated=None, others={}, siblings={}).value == name
