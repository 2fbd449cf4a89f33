"""Proof 1 for TikTok: by hand without any key, and from the developer page to a draft on the phone."""

import json

import pytest
from playwright.sync_api import Page
from tests.journeys.tiktok import TikTokPortal

from stagedoor.practice import World

pytestmark = pytest.mark.browser

HANDLE = "tiktok/crumbkitchen"


@pytest.fixture
def tiktok(page: Page, world: World) -> TikTokPortal:
    return TikTokPortal(page, world)


@pytest.mark.keychain
def test_from_the_developer_page_to_a_draft_on_the_phone(keychain_home, tiktok, button):
    home = keychain_home
    keys = tiktok.whole_sandbox()
    connect = home.start("connect", "tiktok", "--keys", "-", "--yes", BROWSER=button.variable)
    connect.say(json.dumps(keys))
    tiktok.consent(button.address(connect))
    result = home.finish(connect)
    assert result.code == 0, result.err
    assert "Go back to Stagedoor" in tiktok.page.inner_text("h1")

    (card,) = json.loads(home.ok("list", "--json"))["connections"]
    assert (card["handle"], card["route"], card["state"]) == (HANDLE, "sandbox", "healthy")
    assert card["abilities"] == ["identify", "draft", "read"]
    home.ok("check", HANDLE)
    before = home.world.tiktok.valid_refresh_tokens()
    home.ok("refresh", HANDLE)
    assert home.world.tiktok.valid_refresh_tokens() != before
    assert home.ok("token", HANDLE).strip() in home.world.tiktok.valid_access_tokens()

    home.ok("post", HANDLE, "--draft", "--text", "Rye, still warm.", "--yes")
    (draft,) = home.world.tiktok.live_drafts()
    assert (draft.person, draft.text) == ("crumbkitchen", "Rye, still warm.")
    tiktok.discard_draft("Rye, still warm.")
    assert home.world.tiktok.live_drafts() == []

    home.ok("disconnect", HANDLE, "--yes")
    assert home.world.tiktok.valid_access_tokens() == []
    assert home.world.refused == []


def test_what_tiktok_cannot_do_is_said_and_not_tried(home, tiktok, button):
    keys = tiktok.whole_sandbox()
    connect = home.start("connect", "tiktok", "--keys", "-", "--yes", BROWSER=button.variable)
    connect.say(json.dumps(keys))
    tiktok.consent(button.address(connect))
    assert home.finish(connect).code == 0

    public = home.run("post", HANDLE, "--text", "Rye", "--yes")
    assert public.code == 2
    assert "cannot post publicly" in public.err
    deleted = home.run("post", HANDLE, "--draft", "--delete-after", "5", "--text", "Rye", "--yes")
    assert deleted.code == 2
    assert "discard the draft" in deleted.err
    assert home.world.tiktok.uploads == {}


def test_cancel_on_the_consent_page_keeps_the_keys_for_the_next_time(home, tiktok, button):
    keys = tiktok.whole_sandbox()
    connect = home.start("connect", "tiktok", "--keys", "-", "--yes", BROWSER=button.variable)
    connect.say(json.dumps(keys))
    tiktok.consent(button.address(connect), allow=False)
    refused = home.finish(connect)
    assert refused.code == 1
    assert "Cancel was pressed on TikTok's page" in refused.err
    again = home.start("connect", "tiktok", "--route", "sandbox", "--yes", BROWSER=button.variable)
    tiktok.consent(button.address(again))
    assert home.finish(again).code == 0


def test_by_hand_needs_a_name_and_nothing_else(home):
    there = home.sit_down("connect", "tiktok")
    there.answer("Number: ", "hand")
    there.answer(r"Go on\? .*\] ", "y")
    there.answer("Your @name on TikTok: ", "@crumbkitchen")
    there.answer(r"How it goes(?s:.)*Press Enter")
    assert there.finish() == 0, there.text
    (card,) = json.loads(home.ok("list", "--json"))["connections"]
    assert (card["handle"], card["route"], card["state"]) == (HANDLE, "manual", "manual")
    assert home.world.requests == []
