"""Proof 1: from nothing to a post on X and away again, by every way to connect, as a person would do it."""

import hashlib
import json

import pytest
from tests.journeys.portal import XConsole
from tests.journeys.program import BrowserButton, Home

pytestmark = pytest.mark.browser

HANDLE = "x/crumbkitchen"


def sign_in(home: Home, button: BrowserButton, console: XConsole, keys: dict[str, str]) -> str:
    """Connects with the browser; gives what stands on stdout at the end."""
    connect = home.start("connect", "x", "--keys", "-", "--yes", BROWSER=button.variable)
    connect.say(json.dumps(keys))
    console.consent(button.address(connect))
    result = home.finish(connect)
    assert result.code == 0, result.err
    assert "Go back to Stagedoor" in console.page.inner_text("h1")
    return result.out


def post_and_delete(home: Home) -> None:
    """The platform is asked whether the post was there and is gone, not our database."""
    out = home.ok("post", HANDLE, "--text", "Rye, still warm.", "--delete-after", "0", "--yes")
    (post,) = home.world.x.posts.values()
    assert (post.text, post.author, post.deleted) == ("Rye, still warm.", "crumbkitchen", True)
    assert out.strip().endswith(f"/crumbkitchen/status/{post.id}")


@pytest.mark.keychain
def test_public_client_from_portal_to_deleted_post(keychain_home, console, button):
    home = keychain_home
    keys = console.whole_app(home.callbacks)
    out = sign_in(home, button, console, {"client_id": keys["client_id"]})
    assert HANDLE in out

    (card,) = json.loads(home.ok("list", "--json"))["connections"]
    assert (card["handle"], card["route"], card["state"]) == (HANDLE, "browser", "healthy")
    assert "post" in card["abilities"]
    home.ok("check", HANDLE)
    assert home.ok("token", HANDLE).splitlines() == home.world.x.valid_access_tokens()
    post_and_delete(home)
    assert home.world.refused == []


def test_confidential_client(home, console, button):
    keys = console.whole_app(home.callbacks, "Web App, Automated App or Bot")
    sign_in(home, button, console, {name: keys[name] for name in ("client_id", "client_secret")})

    assert home.ok("token", HANDLE).splitlines() == home.world.x.valid_access_tokens()
    before = home.world.x.valid_refresh_tokens()
    home.ok("refresh", HANDLE)
    assert home.world.x.refresh_count == 1
    assert home.ok("token", HANDLE).splitlines() == home.world.x.valid_access_tokens()[1:]  # the older one runs out
    assert home.world.x.valid_refresh_tokens() != before
    post_and_delete(home)
    assert home.world.refused == []


@pytest.mark.keychain
def test_four_keys_generated_in_the_console(keychain_home, console):
    home = keychain_home
    keys = console.whole_app(home.callbacks) | console.make_access_token()
    wanted = ("api_key", "api_secret", "access_token", "access_token_secret")
    given = json.dumps({name: keys[name] for name in wanted})
    home.ok("connect", "x", "--route", "keys", "--keys", "-", "--yes", line=given)

    (card,) = json.loads(home.ok("list", "--json"))["connections"]
    assert (card["handle"], card["route"], card["ends"]) == (HANDLE, "keys", {"kind": "never", "at": None})
    home.ok("check", HANDLE)
    post_and_delete(home)

    refused = home.run("token", HANDLE)
    assert (refused.code, refused.out) == (2, "")
    assert "exec" in refused.err
    script = 'printf %s "$X_OAUTH1_ACCESS_TOKEN" | sha256sum'
    digest = hashlib.sha256(keys["access_token"].encode()).hexdigest()
    assert home.ok("exec", HANDLE, "--", "sh", "-c", script).split()[0] == digest
    assert home.world.refused == []


def test_the_same_account_again_is_the_same_account(home, console, button):
    """The other way to connect takes the account over; nothing is there twice, and the older sign-in is gone."""
    keys = console.whole_app(home.callbacks) | console.make_access_token()
    sign_in(home, button, console, {"client_id": keys["client_id"]})
    (first,) = home.world.x.valid_access_tokens()
    sign_in(home, button, console, {"client_id": keys["client_id"]})
    (second,) = home.world.x.valid_access_tokens()
    assert home.ok("token", HANDLE) == second + "\n"
    assert first != second

    wanted = ("api_key", "api_secret", "access_token", "access_token_secret")
    given = json.dumps({name: keys[name] for name in wanted})
    home.ok("connect", "x", "--route", "keys", "--keys", "-", "--yes", line=given)
    (card,) = json.loads(home.ok("list", "--json"))["connections"]
    assert (card["handle"], card["route"]) == (HANDLE, "keys")
    assert home.rows("SELECT status, route FROM grants") == [("live", "keys")]

    sign_in(home, button, console, {"client_id": keys["client_id"]})
    (card,) = json.loads(home.ok("list", "--json"))["connections"]
    assert (card["handle"], card["route"]) == (HANDLE, "browser")
    assert home.rows("SELECT status, route FROM grants") == [("live", "browser")]
    assert [home.ok("token", HANDLE)] == [f"{token}\n" for token in home.world.x.valid_access_tokens()]
