"""The console: order, traps and validation of its forms."""

from typing import Any

import pytest
from tests.practice.x_client import REDIRECT, XClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError, words


def portal(world: World, path: str) -> str:
    return world.hosts("x")["portal"] + path


def test_the_whole_way_gives_keys_of_the_true_shape(world: World, visitor: Visitor) -> None:
    keys = visitor.x_make_app(REDIRECT, "web")
    assert (len(keys["api_key"]), len(keys["api_secret"])) == (25, 50)
    assert keys["api_key"].startswith("PRACTICE")
    assert keys["api_key"].isalnum()
    assert keys["bearer"].startswith("AAAA")
    assert len(keys["bearer"]) >= 110
    assert len(keys["client_id"]) == 34
    assert keys["client_id"].endswith("MTpjaQ")
    assert len(keys["client_secret"]) == 50
    app = world.x.apps[keys["app_id"]]
    assert (app.enrolled, app.permissions, app.kind, app.callbacks) == (True, "read-write", "web", [REDIRECT])
    assert world.x.accounts["crumbkitchen"].credits == 5.0


def test_a_native_app_gets_no_client_secret(visitor: Visitor) -> None:
    assert "client_secret" not in visitor.x_make_app(REDIRECT)


def test_sign_in_and_agreement_come_first(world: World, visitor: Visitor) -> None:
    assert visitor.open(portal(world, "/apps")).url.endswith("/login")
    visitor.press("Sign in", account="ana_private")
    assert visitor.page.url.endswith("/agreement")
    assert visitor.press("Submit", use_case="Posts of my own").status == 400
    assert "You must accept the Developer Agreement." in visitor.page.text
    assert visitor.press("Submit", terms=["accepted"]).status == 200
    assert world.x.accounts["ana_private"].use_case == "Posts of my own"
    assert "Ana (@ana_private)" in words(visitor.page.text)


def test_an_account_must_be_chosen(world: World, visitor: Visitor) -> None:
    visitor.open(portal(world, "/login"))
    assert visitor.press("Sign in").status == 400
    assert "Choose an account." in visitor.page.text


def test_secrets_show_once(visitor: Visitor, world: World) -> None:
    keys = visitor.x_make_app(REDIRECT)
    for path in (
        "/apps",
        f"/apps/{keys['app_id']}",
        f"/apps/{keys['app_id']}/keys",
        f"/apps/{keys['app_id']}/settings",
    ):
        shown = visitor.open(portal(world, path)).text
        assert not [secret for secret in world.secrets() if secret in shown]


def test_a_new_app_is_in_no_package(visitor: Visitor, world: World) -> None:
    keys = visitor.x_make_app(REDIRECT, enrolled=False)
    assert "Project Access: none" in visitor.open(portal(world, f"/apps/{keys['app_id']}")).text
    visitor.press("Move to package", package="pay-per-use", environment="production")
    assert "Project Access: Pay Per Use (production)" in visitor.page.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"website": "https://localhost"}, "localhost is not accepted"),
        ({"website": "http://crumbkitchen.example"}, "enter a valid https URL"),
        ({"website": ""}, "Enter a Website URL."),
        ({"callbacks": ""}, "Enter a Callback URI."),
        ({"callbacks": "http://example.org/cb"}, "Use https, or http for a loopback address."),
        ({"callbacks": "javascript:alert(1)"}, "Not a valid URL"),
        ({"callbacks": "callback"}, "Not a valid URL"),
        ({"callbacks": "\n".join(f"http://127.0.0.1:{8400 + n}/cb" for n in range(11))}, "at most 10"),
        ({"kind": []}, "Choose a Type of App."),
        ({"kind": "robot"}, "choose one of the options"),
        ({"permissions": []}, "Choose App permissions."),
    ],
)
def test_what_the_settings_refuse(visitor: Visitor, world: World, fields: dict[str, Any], said: str) -> None:
    keys = visitor.x_make_app(REDIRECT)
    visitor.open(portal(world, f"/apps/{keys['app_id']}/settings"))
    page = visitor.press("Save Changes", **fields)
    assert page.status == 400
    assert said in page.text
    assert world.x.apps[keys["app_id"]].callbacks == [REDIRECT]


@pytest.mark.parametrize("amount", ["", "ten", "0", "-5"])
def test_credits_want_an_amount(visitor: Visitor, world: World, amount: str) -> None:
    visitor.x_sign_in()
    visitor.open(portal(world, "/credits"))
    assert visitor.press("Purchase credits", amount=amount).status == 400
    assert world.x.accounts["crumbkitchen"].credits == 0


def test_a_spend_cap_can_be_set_and_taken_away(visitor: Visitor, world: World) -> None:
    visitor.x_sign_in()
    visitor.open(portal(world, "/credits"))
    visitor.press("Save spend cap", cap="2.50")
    assert "Spend cap: $2.50" in visitor.page.text
    visitor.press("Save spend cap", cap="")
    assert world.x.accounts["crumbkitchen"].spend_cap is None


def test_another_persons_app_does_not_exist(visitor: Visitor, world: World) -> None:
    keys = visitor.x_make_app(REDIRECT)
    visitor.x_sign_in("ana_private")
    assert visitor.open(portal(world, f"/apps/{keys['app_id']}")).status == 404


def test_an_access_token_keeps_the_permission_of_its_moment(visitor: Visitor, world: World) -> None:
    keys = visitor.x_make_app(REDIRECT, permissions="r")
    visitor.x_generate_access_token(keys["app_id"])
    assert "For @crumbkitchen · Read<" in visitor.page.text
    visitor.x_set_permissions(keys["app_id"], "rw")
    assert "For @crumbkitchen · Read<" in visitor.open(portal(world, f"/apps/{keys['app_id']}/keys")).text
    pair = visitor.x_generate_access_token(keys["app_id"])
    assert "For @crumbkitchen · Read and Write<" in visitor.page.text
    assert (len(pair["access_token"].partition("-")[2]), len(pair["access_token_secret"])) == (40, 45)


@pytest.mark.parametrize(
    ("button", "label"),
    [
        ("Regenerate Bearer Token", "Bearer Token"),
        ("Regenerate Consumer Key", "Consumer Secret"),
        ("Regenerate Client Secret", "Client Secret"),
    ],
)
def test_regenerating_ends_the_old_value(visitor: Visitor, world: World, button: str, label: str) -> None:
    client = XClient(world, visitor, "web")
    pair = visitor.x_generate_access_token(client.keys["app_id"])["access_token"]
    visitor.open(portal(world, f"/apps/{client.keys['app_id']}/keys"))
    visitor.press(button)
    assert visitor.value(label) not in client.keys.values()
    app = world.x.apps[client.keys["app_id"]]
    old = {"Bearer Token": "bearer", "Consumer Secret": "api_secret", "Client Secret": "client_secret"}[label]
    assert getattr(app, old) == visitor.value(label)
    assert world.x.key_pairs[pair].alive is (button != "Regenerate Consumer Key")


def test_a_visitor_says_where_it_got_stuck(visitor: Visitor, world: World) -> None:
    visitor.open(portal(world, "/login"))
    for errand in (lambda: visitor.press("Nothing"), lambda: visitor.press("Sign in", colour="red"),
                   lambda: visitor.click("Nowhere"), lambda: visitor.value("Secret")):  # fmt: skip
        with pytest.raises(StuckError, match="Sign in to X"):
            errand()
