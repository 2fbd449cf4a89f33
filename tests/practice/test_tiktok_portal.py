"""TikTok's developer portal: its fields, its rules, and every trap on the way to a sandbox that works."""

from typing import Any

import pytest
from tests.practice.tiktok_client import TikTokClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError, words
from stagedoor.practice.tiktok.state import LOGIN_KIT, POSTING, WEB
from stagedoor.practice.tiktok.visits import DETAILS, REDIRECT


@pytest.fixture
def sandbox(visitor: Visitor) -> Visitor:
    """The browser stands on the page of a sandbox with all that it needs, applied."""
    visitor.tiktok_make_sandbox()
    return visitor


def refused(visitor: Visitor, button: str, **values: Any) -> str:
    """What the page says when it does not take this."""
    page = visitor.press(button, **values)
    assert page.status == 400
    return words(page.text)


def test_a_sandbox_has_a_pair_of_its_own(visitor: Visitor) -> None:
    keys = visitor.tiktok_make_sandbox()
    assert keys["client_id"].startswith("sbPRACTICE")
    assert keys["production_id"].startswith("awPRACTICE")
    assert keys["client_secret"] != keys["production_secret"]


def test_a_review_turns_down_what_one_person_made_for_themselves(visitor: Visitor, world: World) -> None:
    visitor.tiktok_connect_app()
    there = visitor.page.url
    assert "Fill in first" in refused(visitor, "Submit for review")
    visitor.open(there)
    visitor.press("Save App details", **DETAILS)
    visitor.press("Save Platforms", platforms=["desktop"], website="https://crumbkitchen.example")
    assert "not be for private or personal use" in words(visitor.press("Submit for review").text)
    (app,) = world.tiktok.apps.values()
    assert not app.production.works


def test_what_is_changed_after_a_review_does_not_count(visitor: Visitor, world: World) -> None:
    visitor.tiktok_make_approved()
    assert "Live in production" in words(visitor.page.text)
    visitor.press("Save Scopes", scopes=["user.info.basic"])
    (app,) = world.tiktok.apps.values()
    assert "video.upload" in app.production.applied.scopes


def test_production_has_its_own_rules_for_addresses(visitor: Visitor) -> None:
    visitor.tiktok_make_approved()
    assert "a port is required" in refused(visitor, "Save Login Kit", redirect_desktop="http://127.0.0.1/callback/")


def test_the_tiktok_login_is_no_developer_account(visitor: Visitor, world: World) -> None:
    visitor.open(world.hosts("tiktok")["portal"] + "/login")
    assert "Your TikTok login does not work here" in refused(visitor, "Log in", email="crumbkitchen", password="x")


def test_without_a_developer_account_there_are_no_apps(visitor: Visitor, world: World) -> None:
    assert visitor.open(world.hosts("tiktok")["portal"] + "/apps/").url.endswith("/login")


def test_somebody_elses_sandbox_cannot_be_opened(sandbox: Visitor, world: World) -> None:
    there = sandbox.page.url
    stranger = Visitor(world)
    stranger.open(world.hosts("tiktok")["portal"] + "/signup")
    stranger.press("Sign up", email="ben@rye.example", password="x", terms="accepted")
    assert stranger.open(there).status == 404


def test_direct_post_brings_video_publish(sandbox: Visitor) -> None:
    assert "video.publish" in words(sandbox.page.text)
    sandbox.press("Save Direct Post", direct=[])
    assert "video.publish" not in words(sandbox.page.text)


def test_the_list_of_addresses_comes_with_login_kit_and_desktop(sandbox: Visitor) -> None:
    assert "Redirect URI (Desktop)" in sandbox.page.text
    sandbox.press("Save Platforms", platforms=["web"])
    assert "Redirect URI (Desktop)" not in sandbox.page.text
    sandbox.press("Save Products", products=[POSTING])
    assert "Save Login Kit" not in sandbox.page.text


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://127.0.0.1/callback/", "a port is required"),
        ("http://192.168.0.2:8461/callback/", "only localhost or 127.0.0.1"),
        ("http://127.0.0.1:8461/callback/?a=b", "No query"),
        ("http://127.0.0.1:8461/callback/#a", "no fragment"),
        ("127.0.0.1:8461/callback/", "absolute URL"),
        ("http://127.0.0.1:8461/" + "c" * 500, "less than 512"),
        ("\n".join(f"http://127.0.0.1:{port}/" for port in range(8000, 8011)), "at most 10"),
    ],
)
def test_addresses_for_desktop(sandbox: Visitor, address: str, says: str) -> None:
    assert says in refused(sandbox, "Save Login Kit", redirect_desktop=address)


@pytest.mark.parametrize("address", [REDIRECT, "http://localhost:8461/callback/", "https://127.0.0.1:*/callback/"])
def test_good_addresses_for_desktop(sandbox: Visitor, address: str) -> None:
    assert sandbox.press("Save Login Kit", redirect_desktop=address).status == 200


def test_web_takes_no_address_of_this_computer(visitor: Visitor) -> None:
    with pytest.raises(StuckError, match="must begin with https"):
        visitor.tiktok_make_sandbox("http://127.0.0.1:8461/callback/", platform=WEB)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "My TikTok Helper", "social network"),
        ("description", "x" * 121, "at most 120"),
        ("privacy_url", "http://crumbkitchen.example/privacy", "begins with https"),
        ("terms_url", "https://localhost/terms", "begins with https"),
        ("icon", "", "Upload an icon"),
    ],
)
def test_basics_have_rules(sandbox: Visitor, field: str, value: str, says: str) -> None:
    assert says in refused(sandbox, "Save App details", **(DETAILS | {field: value}))


def test_nothing_counts_before_apply_changes(world: World, visitor: Visitor) -> None:
    client = TikTokClient(world, visitor, apply=False)
    with pytest.raises(StuckError, match="client_key"):
        client.code()
    (app,) = world.tiktok.apps.values()
    visitor.open(f"{client.hosts['portal']}/app/{app.id}/sandbox/0")
    assert "changes that were not applied" in visitor.page.text
    visitor.press("Apply changes")
    assert "changes that were not applied" not in visitor.page.text
    assert client.code()


def test_a_target_user_may_take_an_hour_and_counts_when_applied(world: World, visitor: Visitor) -> None:
    world.tiktok.target_wait = 3600
    client = TikTokClient(world, visitor)
    assert "1 on the way" in words(visitor.page.text)
    assert client.back()["error_type"] == "non_sandbox_target"
    world.clock.advance(3601)
    assert "code" in client.back()


def test_there_are_at_most_ten_target_users_and_five_sandboxes(world: World, visitor: Visitor) -> None:
    visitor.tiktok_make_sandbox()
    (app,) = world.tiktok.apps.values()
    app.sandboxes[0].edited.targets = {f"user{number}": 0.0 for number in range(10)}
    with pytest.raises(StuckError, match="At most 10 target users"):
        visitor.tiktok_add_target("ana_private")
    for number in range(4):
        visitor.open(f"{world.hosts('tiktok')['portal']}/app/{app.id}/sandbox")
        assert visitor.press("Create Sandbox", name=f"Another {number}").status == 200
    visitor.open(f"{world.hosts('tiktok')['portal']}/app/{app.id}/sandbox")
    assert "At most 5 sandboxes" in refused(visitor, "Create Sandbox", name="One too many")


def test_apply_wants_the_basics_first(visitor: Visitor) -> None:
    visitor.tiktok_connect_app()
    visitor.click("Sandbox")
    visitor.press("Create Sandbox", name="Drafts")
    assert "Fill in first: details, platforms" in refused(visitor, "Apply changes")


def test_the_pair_of_production_stays_without_approval(world: World, visitor: Visitor) -> None:
    client = TikTokClient(world, visitor)
    with pytest.raises(StuckError, match="illegal or malformed"):
        client.code(client_key=client.keys["production_id"])


def test_products_that_are_missing_show_at_the_sign_in(world: World, visitor: Visitor) -> None:
    without_login = TikTokClient(world, visitor, products=[POSTING])
    with pytest.raises(StuckError, match="client_key"):
        without_login.code()
    without_posting = TikTokClient(world, visitor, products=[LOGIN_KIT], scopes=["user.info.basic"])
    with pytest.raises(StuckError, match="scope"):
        without_posting.code()
    assert without_posting.code(scope="user.info.basic")
