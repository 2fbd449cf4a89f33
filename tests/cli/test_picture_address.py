"""A post with a picture of the person's own site, by command line."""

import json

import pytest
from tests.journeys.program import Home

from stagedoor.practice import Visitor
from stagedoor.practice.meta.site import address
from stagedoor.practice.picture import png

HANDLE = "instagram/crumbkitchen"


@pytest.fixture
def picture(home: Home) -> str:
    """Its address; the account is connected by a token of the portal."""
    visitor = Visitor(home.world)
    app_id = visitor.meta_make_app(platform="instagram")["app_id"]
    visitor.instagram_become_tester(app_id)
    running = home.start("connect", "instagram", "--route", "token", "--keys", "-", "--yes")
    running.say(json.dumps({"access": visitor.instagram_make_token(app_id)}))
    assert home.finish(running).code == 0
    return address(home.world.meta, "rye.jpg")


def test_it_is_posted_and_the_link_says_where_it_is_deleted(home: Home, picture: str) -> None:
    result = home.run("post", HANDLE, "--text", "Rye bread at eight", "--image-url", picture, "--yes")
    link = result.out.strip()
    assert (result.code, link.startswith(home.world.hosts("instagram")["web"])) == (0, True)
    assert f"With the picture at {picture}" in result.err
    assert "delete it yourself, in Instagram on your phone" in result.err
    assert f"Delete it yourself when you have seen it: {link}" in result.err
    assert "Rye bread at eight" in Visitor(home.world).open(link).text


def test_private_hands_it_over_and_deletion_is_not_promised(home: Home, picture: str) -> None:
    result = home.run("post", HANDLE, "--image-url", picture, "--private", "--yes", "--json")
    assert (result.code, json.loads(result.out)["link"]) == (0, None)
    assert [made.published for made in home.world.meta.media.values()] == [""]
    refused = home.run("post", HANDLE, "--image-url", picture, "--delete-after", "0", "--yes")
    assert refused.code == 2
    assert "cannot delete a post of this account" in refused.err


def test_what_is_wrong_with_it_is_said_before_anything_is_asked(home: Home, picture: str) -> None:
    home.world.meta.site["rye.png"] = png(8, 1, 2, 3)
    other = address(home.world.meta, "rye.png")
    for arguments, says in (
        ((), "Give the address of a picture that is on your site (--image-url)."),
        (("--image-url", other), "The picture is a PNG; Instagram takes only JPEG."),
        (("--image-url", other, "--dry-run"), "The picture is a PNG; Instagram takes only JPEG."),
        (("--image-url", "https://192.168.1.4/rye.jpg"), "must be public"),
    ):
        result = home.run("post", HANDLE, "--text", "Rye", *arguments)
        assert (result.code, says in result.err) == (2, True)
        assert "Post, free?" not in result.err
    home.world.meta.crawled[picture] = 403
    kept_out = home.run("post", HANDLE, "--image-url", picture, "--yes")
    assert "opens for people, but not for Meta's crawler" in kept_out.err
    assert home.world.meta.media == {}


def test_a_check_alone_needs_no_picture(home: Home, picture: str) -> None:
    assert picture
    assert "Nothing was sent" in home.ok("post", HANDLE, "--dry-run")
