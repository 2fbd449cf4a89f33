"""LinkedIn's portal: the traps on the way to a developer app, and the token that it makes itself."""

from typing import Any

import pytest
from tests.practice.linkedin_client import REDIRECT, LinkedInClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError, words

GOOD: dict[str, Any] = {
    "name": "Crumb Publisher",
    "page": "Crumb Kitchen",
    "logo": ["square.png"],
    "terms": ["accepted"],
}


def portal(world: World, path: str) -> str:
    return world.hosts("linkedin")["portal"] + path


def test_from_nothing_to_two_keys(visitor: Visitor, world: World) -> None:
    keys = visitor.linkedin_make_app(REDIRECT)
    app = world.linkedin.apps[keys["app_id"]]
    assert (app.client_id, app.client_secret) == (keys["client_id"], keys["client_secret"])
    assert app.scopes == {"openid", "profile", "email", "w_member_social"}
    assert (app.verified, app.redirects) == (True, [REDIRECT])
    assert world.refused == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "App name is required."),
        ({"name": "Crumb for LinkedIn"}, "cannot contain LinkedIn"),
        ({"name": "Linked Crumb"}, "cannot contain LinkedIn"),
        ({"page": ""}, "A LinkedIn Page is required."),
        ({"page": "Bread Inc"}, "choose one of the options"),
        ({"logo": []}, "A logo is required."),
        ({"terms": []}, "You must agree"),
        ({"privacy": "localhost"}, "Enter a valid URL."),
    ],
)
def test_an_app_is_refused(visitor: Visitor, world: World, wrong: dict[str, Any], said: str) -> None:
    visitor.linkedin_sign_in()
    visitor.open(portal(world, "/apps/new"))
    page = visitor.press("Create app", **(GOOD | wrong))
    assert page.status == 400
    assert said in words(page.text)
    assert world.linkedin.apps == {}


def test_without_a_page_there_is_no_app_and_one_is_soon_made(visitor: Visitor, world: World) -> None:
    world.linkedin.pages.clear()
    with pytest.raises(StuckError, match="choose one of the options"):
        visitor.linkedin_make_app(REDIRECT)
    visitor.linkedin_make_page("Crumb Kitchen")
    assert visitor.linkedin_make_app(REDIRECT)["client_id"]


def test_products_wait_for_the_verified_page(visitor: Visitor, world: World) -> None:
    keys = visitor.linkedin_make_app(verify=False, products=[])
    visitor.open(portal(world, f"/apps/{keys['app_id']}/products"))
    assert "verify the Page of this app first" in words(visitor.page.text)
    visitor.open(portal(world, f"/apps/{keys['app_id']}/auth"))
    assert "No permissions" in words(visitor.page.text)


def test_an_address_that_was_made_and_never_opened_verifies_nothing(visitor: Visitor, world: World) -> None:
    keys = visitor.linkedin_make_app(verify=False, products=[])
    visitor.open(portal(world, f"/apps/{keys['app_id']}/settings"))
    visitor.press("Verify")
    visitor.press("Generate URL")
    assert not world.linkedin.apps[keys["app_id"]].verified


def test_only_a_super_admin_verifies(visitor: Visitor, world: World) -> None:
    keys = visitor.linkedin_make_app(verify=False, products=[], member="ben_rye")
    visitor.open(portal(world, f"/apps/{keys['app_id']}/settings"))
    with pytest.raises(StuckError, match="Only a super admin"):
        visitor.linkedin_verify()
    assert not world.linkedin.apps[keys["app_id"]].verified


def test_the_company_product_stays_alone(visitor: Visitor, world: World) -> None:
    keys = visitor.linkedin_make_app(products=["share"])
    visitor.open(portal(world, f"/apps/{keys['app_id']}/products"))
    assert "must be the only product on an app" in words(visitor.page.text)
    world.linkedin.apps[keys["app_id"]].products = {"community"}
    visitor.open(portal(world, f"/apps/{keys['app_id']}/products"))
    assert words(visitor.page.text).count("cannot stand beside") == 2


def at_products(visitor: Visitor, world: World, page: str) -> str:
    """The browser stands on the tab Products of a new app of that Page; the number of the app."""
    keys = visitor.linkedin_make_app(products=[], page=page)
    visitor.open(portal(world, f"/apps/{keys['app_id']}/products"))
    return keys["app_id"]


def test_without_a_company_the_way_to_pages_ends_at_the_email(visitor: Visitor, world: World) -> None:
    at_products(visitor, world, "Crumb Kitchen")
    refused = visitor.press("Verify email", email="ana@crumbkitchen.example")
    assert (refused.status, "on your organization's domain" in refused.text.replace("&#x27;", "'")) == (400, True)


@pytest.mark.parametrize(
    "wrong", [{"legal": "Rye & Sons"}, {"website": "ryeandsons.example"}, {"uses": []}, {"address": ""}]
)
def test_the_form_is_compared_with_the_registry(visitor: Visitor, world: World, wrong: dict[str, object]) -> None:
    number = at_products(visitor, world, "Rye & Sons")
    visitor.press("Verify email", email="ana@ryeandsons.example")
    right = {
        "legal": "Rye & Sons Bakery Ltd", "address": "1 Mill Lane", "website": "https://ryeandsons.example",
        "privacy": "https://ryeandsons.example/privacy", "uses": ["pages"],
    }  # fmt: skip
    assert visitor.press("Submit access request", **(right | wrong)).status == 400  # type: ignore[arg-type]  # all are texts
    assert world.linkedin.apps[number].review_ends is None


def test_a_review_takes_its_time_and_nothing_stands_beside_it(visitor: Visitor, world: World) -> None:
    world.linkedin.review_seconds = 7 * 86_400
    keys = visitor.linkedin_make_company_app()
    app = world.linkedin.apps[keys["app_id"]]
    there = portal(world, f"/apps/{keys['app_id']}/products")
    assert "Community Management API: in review" in words(visitor.open(there).text)
    assert words(visitor.page.text).count("cannot stand beside") == 2
    assert app.scopes == set()
    world.clock.advance(7 * 86_400)
    visitor.open(there)
    assert "w_organization_social" in app.scopes


@pytest.mark.parametrize("address", ["http://crumbkitchen.example/cb", "localhost:8441/cb", REDIRECT + "#a", "/cb"])
def test_a_return_address_is_refused(visitor: Visitor, world: World, address: str) -> None:
    keys = visitor.linkedin_make_app()
    visitor.open(portal(world, f"/apps/{keys['app_id']}/auth"))
    assert visitor.press("Update", redirects=f"{REDIRECT}\n{address}").status == 400
    assert world.linkedin.apps[keys["app_id"]].redirects == []


def test_the_secret_is_hidden_until_the_eye_is_pressed(visitor: Visitor, world: World) -> None:
    keys = visitor.linkedin_make_app()
    page = visitor.open(portal(world, f"/apps/{keys['app_id']}/auth"))
    assert keys["client_secret"] not in page.text
    visitor.click("Show")
    assert visitor.value("Primary Client Secret") == keys["client_secret"]


def test_the_portal_makes_a_token_of_sixty_days(visitor: Visitor, world: World) -> None:
    client = LinkedInClient(world, visitor)
    token = visitor.linkedin_make_token(client.keys["app_id"], ["openid", "w_member_social"])
    worth = client.introspect(token).json
    assert (worth["active"], worth["scope"], worth["auth_type"]) == (True, "openid,w_member_social", "3L")
    assert worth["expires_at"] - worth["created_at"] == 60 * 86_400
    assert token.startswith("AQPRACTICE")
    assert "name" not in client.userinfo(token).json, "no profile, no name"


def test_the_generator_knows_only_the_scopes_of_the_products(visitor: Visitor) -> None:
    keys = visitor.linkedin_make_app(products=["oidc"])
    with pytest.raises(StuckError, match="choose one of the options"):
        visitor.linkedin_make_token(keys["app_id"])


def test_an_app_is_its_owners(visitor: Visitor, world: World) -> None:
    keys = visitor.linkedin_make_app()
    visitor.linkedin_sign_in("ben_rye")
    assert visitor.open(portal(world, f"/apps/{keys['app_id']}/auth")).status == 404


def test_nobody_signed_in_is_sent_to_the_sign_in(visitor: Visitor, world: World) -> None:
    assert visitor.open(portal(world, "/apps")).url.endswith("/login")
