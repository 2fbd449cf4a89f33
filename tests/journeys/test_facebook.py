"""Proof 1 for Facebook and Instagram: one sign-in for several Pages, posts, and a repair after publishing."""

import json
from pathlib import Path

import pytest
from tests.journeys.meta import MetaPortal
from tests.journeys.program import BrowserButton, Home

pytestmark = pytest.mark.browser

KITCHEN, INSTAGRAM = "facebook/crumbkitchen", "instagram/crumbkitchen"


def states(home: Home) -> dict[str, str]:
    return {card["handle"]: card["state"] for card in json.loads(home.ok("list", "--json"))["connections"]}


def test_pages_and_instagram_in_one_sign_in_and_a_repair_after_publishing(
    home: Home, meta: MetaPortal, button: BrowserButton, tmp_path: Path
) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({**meta.create_app(), "instagram": "yes"}))
    there = home.sit_down("connect", "facebook", "--keys", str(keys), BROWSER=button.variable)
    meta.allow(button.next_address())
    assert "Go back to Stagedoor" in meta.page.inner_text("h1")
    there.expect(r"1 +Crumb Kitchen")
    there.expect(r"4 +Crumb on Instagram")
    there.type("1,2,3,4")
    there.answer(r"Is this you\? .*\] ", "y")
    assert there.finish() == 0, there.text
    before = states(home)
    assert before == {
        KITCHEN: "test_only", "facebook/crumbbakery": "test_only", "facebook/crumbmarket": "test_only",
        INSTAGRAM: "healthy",
    }  # fmt: skip

    home.ok("post", KITCHEN, "--private", "--delete-after", "0", "--yes")
    home.ok("post", INSTAGRAM, "--text", "Rye, still warm.", "--delete-after", "0", "--yes")
    assert (home.world.meta.posts, home.world.meta.photos) == ({}, {})

    meta.publish()
    home.world.meta.kill(460)  # the password was changed
    home.run("check")
    assert set(states(home).values()) == {"reconnect"}
    again = home.sit_down("connect", "facebook", BROWSER=button.variable)
    again.answer(r"Is your Meta app published\?(?s:.)*Number: ", "published")
    again.answer(r"Use your Meta app that is already here\?(?s:.)*\] ", "y")
    again.type(meta.allow_and_copy(button.next_address()))
    again.expect(r"4 +Crumb on Instagram")
    again.type("1")
    again.answer(r"Is this you\? .*\] ", "y")
    assert again.finish() == 0, again.text
    assert states(home) == dict.fromkeys(before, "healthy")


def test_cancel_keeps_the_meta_app_for_the_next_time(home: Home, meta: MetaPortal, button: BrowserButton) -> None:
    pair = meta.create_app()
    connect = home.start("connect", "facebook", "--keys", "-", "--yes", BROWSER=button.variable)
    connect.say(json.dumps({**pair, "instagram": "yes"}))
    meta.page.goto(button.address(connect))
    meta.page.get_by_role("button", name="Cancel").click()
    refused = home.finish(connect)
    assert refused.code == 1
    assert "Cancel was pressed on Facebook's page" in refused.err
    again = home.start("connect", "facebook", "--route", "browser", "--yes", BROWSER=button.variable)
    meta.allow(button.address(again))
    assert home.finish(again).code == 0
    assert states(home) == {KITCHEN: "test_only"}
