"""LinkedIn as a person would do it: portal, sign-in, post, and away again; and with a token of the portal."""

import json

import pytest
from tests.journeys.portal import LinkedInPortal
from tests.journeys.program import BrowserButton, Home

pytestmark = pytest.mark.browser

HANDLE = "linkedin/ana-crumb"


def post_and_delete(home: Home) -> None:
    """The platform is asked whether the post was there and is gone, not our database."""
    text = "Rye (still warm) for #breakfast @ 8"
    home.ok("post", HANDLE, "--text", text, "--delete-after", "0", "--yes")
    (post,) = home.world.linkedin.posts.values()
    assert (post.text, post.visibility, post.deleted) == (text, "CONNECTIONS", True)


def card(home: Home) -> dict[str, object]:
    (found,) = json.loads(home.ok("list", "--json"))["connections"]
    assert isinstance(found, dict)
    return found


def test_from_the_portal_to_a_deleted_post_and_out_again(
    home: Home, linkedin: LinkedInPortal, button: BrowserButton
) -> None:
    keys = linkedin.whole_app(home.linkedin_callbacks)
    connect = home.start("connect", "linkedin", "--keys", "-", "--yes", BROWSER=button.variable)
    connect.say(json.dumps(keys))
    linkedin.consent(button.address(connect))
    result = home.finish(connect)
    assert result.code == 0, result.err
    assert "Go back to Stagedoor" in linkedin.page.inner_text("h1")

    shown = card(home)
    assert (shown["handle"], shown["route"], shown["state"]) == (HANDLE, "browser", "healthy")
    assert shown["abilities"] == ["identify", "read", "post"]
    home.ok("check", HANDLE)
    assert home.ok("token", HANDLE).splitlines() == home.world.linkedin.valid_access_tokens()
    post_and_delete(home)
    home.ok("disconnect", HANDLE, "--yes")
    assert home.world.linkedin.valid_access_tokens() == []
    assert home.world.refused == []


def test_a_token_made_in_the_portal(home: Home, linkedin: LinkedInPortal) -> None:
    """No address has to be entered there, and no browser opens."""
    linkedin.sign_in()
    linkedin.create_app()
    linkedin.verify()
    for product in ("Share on LinkedIn", "Sign In with LinkedIn using OpenID Connect"):
        linkedin.add_product(product)
    keys = linkedin.keys()
    keys["access"] = linkedin.make_token()
    home.ok("connect", "linkedin", "--keys", "-", "--yes", line=json.dumps(keys))

    shown = card(home)
    assert (shown["handle"], shown["route"], shown["state"]) == (HANDLE, "generator", "healthy")
    assert isinstance(shown["ends"], dict)
    assert shown["ends"]["kind"] == "at"
    assert home.ok("token", HANDLE).splitlines() == [keys["access"]]
    said = home.ok("exec", HANDLE, "--", "sh", "-c", 'echo "$LINKEDIN_AUTHOR $LINKEDIN_ACCESS_TOKEN"')
    assert said.startswith("urn:li:person:"), "a name that posts carry is no key"
    assert not any(token in said for token in home.world.linkedin.valid_access_tokens())
    home.ok("exec", HANDLE, "--", "sh", "-c", 'case "$LINKEDIN_AUTHOR" in urn:li:person:*) ;; *) exit 9 ;; esac')
    post_and_delete(home)
    assert home.world.refused == []


def test_cancel_in_the_browser_leaves_nothing(home: Home, linkedin: LinkedInPortal, button: BrowserButton) -> None:
    keys = linkedin.whole_app(home.linkedin_callbacks)
    connect = home.start("connect", "linkedin", "--keys", "-", "--yes", BROWSER=button.variable)
    connect.say(json.dumps(keys))
    linkedin.consent(button.address(connect), allow=False)
    result = home.finish(connect)
    assert result.code != 0
    assert "Cancel was pressed" in result.err
    assert json.loads(home.ok("list", "--json"))["connections"] == []
