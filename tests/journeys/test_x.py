"""Proof 1: from nothing to a post on X and away again, by every way to connect, as a person would do it."""

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
    console.consent(button.address())
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
