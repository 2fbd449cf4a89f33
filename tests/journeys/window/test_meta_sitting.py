"""Meta in one sitting: one Meta app, three pairs of keys, three platforms, a privacy page, Publish, and a look whether
strangers see the post. Everything is pressed in the real window and in the portal; killed twice on the way.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.journeys.meta import MetaPortal
from tests.journeys.public_site import PublicSite, public_site
from tests.journeys.threads import ThreadsPortal
from tests.journeys.window.meta_sitting import Sitter
from tests.journeys.window.seat import Seat, Window

pytestmark = [pytest.mark.browser, pytest.mark.keychain, pytest.mark.timeout(240)]

READY = "Keys: GNOME Keyring, working"
KITCHEN = "Facebook, @crumbkitchen"
HANDLES = {"facebook/crumbkitchen", "facebook/crumbbakery", "instagram/crumbkitchen", "threads/crumbkitchen"}


@pytest.fixture
def site(seat: Seat, tmp_path: Path) -> Iterator[PublicSite]:
    with public_site(tmp_path) as made:
        seat.home.environ |= made.environ
        yield made


def again(sitter: Sitter) -> Window:
    """The program dies at once, and is started once more."""
    sitter.window.kill()
    sitter.window = sitter.seat.open()
    sitter.window.see(READY)
    return sitter.window


def post_is_seen(sitter: Sitter, chrome: Browser) -> None:
    """A post for everybody, looked at by somebody who is not signed in; then it goes."""
    window = sitter.window
    window.press("Make a test post, Publish, and look")
    window.press(re.compile("^Public, then deleted"), "radio button")
    window.press(re.compile("^Post for 60 seconds"))
    address = sitter.opened("Open the post")
    private = chrome.new_context()
    (post,) = sitter.seat.home.world.meta.posts.values()
    private.new_page().goto(address)
    private.pages[0].get_by_text(post.text).wait_for()
    private.close()
    window.press("Yes, I see it")
    window.see("Others see what you post to Facebook.")
    window.press("Delete now")
    window.see("Deleted. Nothing is left.")


def test_the_whole_sitting(
    seat: Seat, meta: MetaPortal, threads: ThreadsPortal, site: PublicSite, chrome: Browser
) -> None:
    window = seat.open()
    window.see(READY)
    window.press(re.compile("^Meta: Facebook, Instagram, Threads"))
    sitter = Sitter(seat, window, meta, threads)
    sitter.tick_needs()
    sitter.begin_facebook()
    sitter.make_app()
    sitter.set_app_up()
    sitter.give_keys()

    window = again(sitter)
    window.press(re.compile("^Continue, Facebook"))
    window.see("Sign in", "label")  # nothing that was given is asked for again
    sitter.sign_in()
    window.press("Next: Threads")
    sitter.threads_until_keys()
    sitter.give_threads_keys()
    window.press("Next: A privacy page")
    sitter.write_pages()

    window = again(sitter)
    window.see(f"{KITCHEN}, Only you see posts", "push button")
    window.press(f"Make it public, {KITCHEN}")
    window.see(re.compile("^3 of 5 done"))
    window.see("You have all of it.")
    window.press("Write one for me, A privacy page")
    addresses = sitter.put_online(site)
    meta.page.goto(sitter.opened("Open this page, Publish, and look"))
    meta.publish_with(*addresses.values())
    post_is_seen(sitter, chrome)
    window.press("Back")
    window.see("5 of 5 done.")
    window.press(re.compile("^See your accounts"))
    for card in (KITCHEN, "Facebook, @crumbbakery", "Instagram, @crumbkitchen", "Threads, @crumbkitchen"):
        window.see(f"{card}, Works", "push button")
    assert window.close() < 5
    cards = json.loads(seat.home.ok("list", "--json"))["connections"]
    assert {card["handle"]: card["state"] for card in cards} == dict.fromkeys(HANDLES, "healthy")
    assert seat.home.world.meta.posts == {}
    (probed,) = seat.home.world.refused  # the secret of the other pair
    assert probed.path.endswith("/oauth/access_token")
