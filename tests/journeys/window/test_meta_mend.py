"""Meta afterwards, once the Meta app is published: a permission that was left out, and a password that was changed.

The browser then ends on a page that does not load, and its address is pasted.
"""

import json
import re
from pathlib import Path

import pytest
from tests.journeys.meta import MetaPortal
from tests.journeys.window.seat import Seat, Window

pytestmark = [pytest.mark.browser, pytest.mark.keychain, pytest.mark.timeout(180)]

READY = "Keys: GNOME Keyring, working"
ANNOUNCED = "Your keys go into GNOME Keyring."
KITCHEN, INSTAGRAM = "Facebook, @crumbkitchen", "Instagram, @crumbkitchen"
CARDS = (KITCHEN, "Facebook, @crumbbakery", "Facebook, @crumbmarket", INSTAGRAM)
NO_POSTING = "Reading works, posting does not"


def browse(seat: Seat, window: Window) -> str:
    window.see("What you will see", "label")
    window.see(re.compile("the last one does not load: you copy its address and paste it here"))
    window.press("Open the browser")
    return seat.button.next_address()


def paste(window: Window, address: str) -> None:
    window.fill("Address", address)
    window.press("Use this address")


def keep(window: Window) -> None:
    window.see("Is this you?", "label")
    window.press(re.compile("^Yes"))


def sign_in_without_posting(seat: Seat, window: Window, meta: MetaPortal, keys: dict[str, str]) -> str:
    """From the tile to an account that cannot post; gives the address that the browser ended on."""
    window.press(re.compile("^Meta: "))
    window.press("Begin, Facebook Page")
    window.press("Yes, its badge says Published")
    window.press("Go on")
    window.press("No, Facebook only")
    window.see("Look whether the return address is there", "label")
    window.press("Continue")
    window.see("Copy App ID and App secret", "label")
    window.fill("App ID", keys["client_id"])
    window.fill("App secret", keys["client_secret"])
    window.press("Continue")
    window.answer(ANNOUNCED, "Continue")
    window.see("Sign in, and paste the address", "label")
    window.press("Continue")
    ended = meta.allow_and_copy(browse(seat, window), ["Crumb Kitchen"], off=["pages_manage_posts"])
    paste(window, ended)
    window.see(re.compile("^A permission was not given"), "label")
    window.press("Go on without it")
    keep(window)
    window.see("Facebook is connected", "label")
    window.see(re.compile("^Something is still missing"))
    return ended


def connect_all(seat: Seat, meta: MetaPortal, folder: Path) -> None:
    """Three Pages and Instagram through one sign-in, made at the command line while nothing was published yet."""
    keys = folder / "keys.json"
    keys.write_text(json.dumps({**meta.create_app(), "instagram": "yes"}))
    there = seat.home.sit_down("connect", "facebook", "--keys", str(keys))
    meta.allow(seat.button.next_address())
    there.expect(r"4 +Crumb on Instagram")
    there.type("1,2,3,4")
    there.answer(r"Is this you\? .*\] ", "y")
    assert there.finish() == 0, there.text


def states(seat: Seat) -> dict[str, str]:
    return {card["handle"]: card["state"] for card in json.loads(seat.home.ok("list", "--json"))["connections"]}


def test_a_permission_that_was_left_out_is_given_after_publishing(seat: Seat, meta: MetaPortal) -> None:
    keys = meta.create_app()
    meta.publish()
    window = seat.open()
    window.see(READY)
    ended = sign_in_without_posting(seat, window, meta, keys)
    window.press("Done")
    window.press(re.compile("^Accounts"))
    window.see(f"{KITCHEN}, Cannot post", "push button")
    window.see(re.compile(r"The permission to post was not given \(pages_manage_posts\)"))

    window.press(f"Fix it, {KITCHEN}")
    window.press(f"Open the page, {NO_POSTING}")
    meta.page.goto(seat.button.next_address())
    meta.page.get_by_text("pages_manage_posts: Ready for testing").wait_for()
    window.see(re.compile("^Your Meta app is published, so this ends on a page that does not load"))
    window.press(f"Sign in again, {NO_POSTING}")
    window.press("Yes, its badge says Published")
    back = meta.allow_and_copy(browse(seat, window))
    paste(window, ended)
    window.see(re.compile("^This answer belongs to another sign-in"))
    paste(window, back)
    window.see("Crumb Market", "check box")  # the last one
    boxes = window.app.find("check box", re.compile("^Crumb"))
    assert [box.name for box in boxes if "checked" in box.states] == ["Crumb Kitchen"]  # what was there before
    window.press("Continue")
    keep(window)
    window.see("Facebook works", "label")
    window.press("Done")
    window.press(re.compile("^Accounts"))
    window.see(f"{KITCHEN}, Works", "push button")
    assert window.close() < 5
    assert states(seat) == {"facebook/crumbkitchen": "healthy"}
    assert seat.home.world.refused == []


def test_a_changed_password_ends_all_and_one_sign_in_mends_all(seat: Seat, meta: MetaPortal, tmp_path: Path) -> None:
    connect_all(seat, meta, tmp_path)
    meta.publish()
    window = seat.open()
    window.see(READY)
    seat.home.world.meta.kill(460)
    window.press(f"{KITCHEN}, Only you see posts")
    window.press("Check now (free)")
    window.see("Sign in again", "push button")
    window.press("Back")
    for card in CARDS:
        window.see(f"{card}, Sign in again", "push button")
    window.see("1 needs you", "check box")  # one cause is one notice
    causes = window.app.find("label", re.compile("^Your Facebook password was changed"))
    same = window.app.find("label", re.compile("^Same cause as .* One sign-in mends all of them."))
    assert len(same) == len(CARDS) - 1
    assert causes

    window.press(f"Sign in again, {INSTAGRAM}")
    window.press("Yes, its badge says Published")
    paste(window, meta.allow_and_copy(browse(seat, window)))
    window.see("Crumb on Instagram", "check box")
    window.press("Continue")
    keep(window)
    window.see("Instagram works", "label")
    window.press("Done")
    window.press(re.compile("^Accounts"))
    for card in CARDS:
        window.see(f"{card}, Works", "push button")
    assert window.close() < 5
    assert set(states(seat).values()) == {"healthy"}
