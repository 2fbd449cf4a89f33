"""TikTok in the real window: the fork at the beginning, every trap of the sandbox, a draft on the phone, and the post
for one's own eyes that asks first.
"""

import re

import pytest
from playwright.sync_api import Page
from tests.journeys.tiktok import TikTokPortal
from tests.journeys.window.seat import Seat, Window

from stagedoor.catalogue import load_one, resource_path
from stagedoor.practice import World

pytestmark = [pytest.mark.browser, pytest.mark.keychain, pytest.mark.timeout(180)]

ANNOUNCED = "Your keys go into GNOME Keyring."
STEPS = load_one(resource_path(), None, "tiktok").route["sandbox"].step


@pytest.fixture
def tiktok(page: Page, world: World) -> TikTokPortal:
    return TikTokPortal(page, world)


def until_keys(window: Window) -> None:
    window.press(re.compile("^TikTok, "))
    window.press(re.compile("^Also send drafts to my phone"))
    window.press("Go on")
    for id, step in STEPS.items():
        window.see(step.title, "label")
        if id == "keys":
            break
        window.press("Continue")


def sign_in(window: Window, seat: Seat, tiktok: TikTokPortal) -> None:
    window.see("Sign in", "label")
    window.press("Continue")
    window.see("What you will see", "label")
    window.press("Open the browser")
    tiktok.consent(seat.button.next_address())
    window.see("Is this you?", "label")
    window.press(re.compile("^Yes"))
    window.see("TikTok works", "label")


def test_tiktok(seat: Seat, tiktok: TikTokPortal):
    keys = tiktok.whole_sandbox()
    window = seat.open()
    until_keys(window)
    window.fill("Client key", keys["client_id"])
    window.fill("Client secret", keys["client_secret"])
    window.press("Continue")
    window.answer(ANNOUNCED, "Continue")
    sign_in(window, seat, tiktok)
    window.press(re.compile("^Test post"))
    window.press(re.compile("^Send the draft"))
    window.see(re.compile("^Posting to TikTok works"))
    (draft,) = seat.home.world.tiktok.live_drafts()
    assert draft.person == "crumbkitchen"
    tiktok.discard_draft(draft.text)
    assert window.close() < 5
    assert seat.home.world.refused == []
