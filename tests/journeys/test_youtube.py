"""YouTube as a person would do it: console, Google's file, past the warning, a private video, and away again."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.journeys.google import GoogleConsole
from tests.journeys.program import BrowserButton, Home

from stagedoor.practice import World

pytestmark = pytest.mark.browser

HANDLE = "youtube/crumbkitchen"


@pytest.fixture
def google(page: Page, world: World) -> GoogleConsole:
    return GoogleConsole(page, world)


def sign_in(home: Home, button: BrowserButton, google: GoogleConsole, keys: str) -> None:
    connect = home.start("connect", "youtube", "--keys", keys, "--yes", BROWSER=button.variable)
    google.consent(button.address(connect))
    result = home.finish(connect)
    assert result.code == 0, result.err
    assert "Go back to Stagedoor" in google.page.inner_text("h1")
    assert HANDLE in result.out


def test_from_the_console_to_a_private_video_and_out_again(
    home: Home, google: GoogleConsole, button: BrowserButton, tmp_path: Path
) -> None:
    file = google.whole_app(tmp_path)
    sign_in(home, button, google, str(file))

    (card,) = json.loads(home.ok("list", "--json"))["connections"]
    assert (card["handle"], card["route"], card["state"]) == (HANDLE, "browser", "healthy")
    assert card["abilities"] == ["post", "identify"]
    home.ok("check", HANDLE)
    assert home.ok("token", HANDLE).splitlines() == home.world.youtube.valid_access_tokens()
    home.ok("refresh", HANDLE)
    assert home.ok("token", HANDLE).splitlines()[0] in home.world.youtube.valid_access_tokens()

    refused = home.run("post", HANDLE, "--text", "Rye", "--private", "--delete-after", "0", "--yes")
    assert refused.code == 2
    assert "cannot delete" in refused.err
    posted = home.run("post", HANDLE, "--text", "Rye, still warm", "--private", "--yes")
    link = posted.out.strip()
    (video,) = home.world.youtube.live_videos()
    assert (video.title, video.privacy, link.endswith(f"/watch?v={video.id}")) == ("Rye, still warm", "private", True)
    assert f"Delete it yourself when you have seen it: {home.world.hosts('youtube')['studio']}/video/" in posted.err
    google.delete_by_hand(video.id)
    assert home.world.youtube.live_videos() == []

    home.ok("disconnect", HANDLE, "--yes")
    assert home.world.youtube.valid_refresh_tokens() == []
    proof = [r for r in home.world.refused if r.form.get("code") != "none"]  # asked once with a code that nobody gave
    assert proof == []


def test_with_the_larger_permission_the_video_goes_by_itself(
    home: Home, google: GoogleConsole, button: BrowserButton, tmp_path: Path
) -> None:
    keys = json.loads(google.whole_app(tmp_path).read_text(encoding="utf-8"))["installed"]
    wanted = ("project_id", "client_id", "client_secret")
    brought = tmp_path / "keys.json"
    brought.touch(mode=0o600)
    brought.write_text(json.dumps({name: keys[name] for name in wanted} | {"remove": "yes"}), encoding="utf-8")
    sign_in(home, button, google, str(brought))
    home.ok("post", HANDLE, "--text", "Rye", "--private", "--delete-after", "0", "--yes")
    (video,) = home.world.youtube.videos.values()
    assert (video.privacy, video.deleted) == ("private", True)


def test_a_file_of_the_wrong_kind_is_named(home: Home, google: GoogleConsole, tmp_path: Path) -> None:
    file = google.whole_app(tmp_path, "Web application")
    refused = home.run("connect", "youtube", "--keys", str(file), "--yes")
    assert refused.code == 2
    assert "Web application" in refused.err
    assert json.loads(home.ok("list", "--json"))["connections"] == []


def test_cancel_in_the_browser_leaves_nothing(
    home: Home, google: GoogleConsole, button: BrowserButton, tmp_path: Path
) -> None:
    file = google.whole_app(tmp_path)
    connect = home.start("connect", "youtube", "--keys", str(file), "--yes", BROWSER=button.variable)
    google.consent(button.address(connect), allow=False)
    result = home.finish(connect)
    assert result.code != 0
    assert "Cancel was pressed" in result.err
    assert json.loads(home.ok("list", "--json"))["connections"] == []
