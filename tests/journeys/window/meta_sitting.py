"""Meta's sitting, part by part: what a person presses in the window, and does on the page that the window opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.meta import EMAIL, FOR_INSTAGRAM, FOR_PAGES, FOR_THREADS, NAME, RETURN, USE_CASES, MetaPortal
from tests.journeys.public_site import PublicSite
from tests.journeys.threads import ThreadsPortal
from tests.journeys.window.seat import Seat, Window

ANNOUNCED = "Your keys go into GNOME Keyring."
ALLOWED = ("Crumb Kitchen", "Crumb Bakery", "@crumbkitchen")
FOUND = ("Crumb Kitchen", "Crumb Bakery", "Crumb on Instagram")


class Sitter:
    """One person with a window in front of them, and Meta's pages in their browser."""

    def __init__(self, seat: Seat, window: Window, meta: MetaPortal, threads: ThreadsPortal) -> None:
        self.seat, self.window, self.meta, self.threads = seat, window, meta, threads
        self.keys: dict[str, str] = {}

    @contextmanager
    def step(self, title: str) -> Iterator[Window]:
        """On the page that the step opens; then it goes on."""
        self.window.see(title, "label")
        self.meta.page.goto(self.opened("Open this page"))
        yield self.window
        self.window.press("Continue")

    def opened(self, button: str) -> str:
        self.window.press(button)
        return self.seat.button.next_address()

    # ---------------------------------------------------------------- what one must have

    def tick_needs(self) -> None:
        """As a screen reader ticks."""
        window = self.window
        window.see("What you must have", "label")
        for box in window.app.find("check box", re.compile(", For ")):
            box.press()
        window.see("You have all of it.")

    # ---------------------------------------------------------------- Facebook, Instagram comes along

    def begin_facebook(self) -> None:
        window = self.window
        window.press("Begin, Facebook Page")
        window.press(re.compile("^No, or I have none yet"))
        window.press("Go on")
        window.press("Yes, it is linked to my Page")
        with self.step("Register as a developer"):
            self.meta.page.get_by_text("Ana Crumb").wait_for()

    def make_app(self) -> None:
        """What the portal asks for is missing in the details: there and back again."""
        window = self.window
        window.see("Make your Meta app, with its use cases", "label")
        window.press(re.compile("^Your details, Not in your details yet: Contact e-mail"))
        for label, value in (("Publishing name", "Crumb Kitchen"), ("App name", NAME), ("Contact e-mail", EMAIL)):
            window.fill(label, value)
        window.see(re.compile("^3 of 11 filled in"))
        window.press("Done")
        with self.step("Make your Meta app, with its use cases"):
            window.see(EMAIL, "label")
            window.fill("App ID", self.meta.fill_in(USE_CASES))

    def set_app_up(self) -> None:
        with self.step("Add the permissions for your Page"):
            self.meta.add(FOR_PAGES)
        with self.step("Add the permissions for Instagram"):
            self.meta.add(FOR_INSTAGRAM)
        with self.step("Enter the return address for later") as window:
            window.see(RETURN, "label")
            self.meta.enter_return_address()

    def give_keys(self) -> None:
        """Two pairs stand on one page: the secret of the other one is not taken, and said to be that."""
        with self.step("Copy App ID and App secret") as window:
            self.keys = self.meta.keys()
            window.fill("App secret", self.keys["Threads App secret"])
        window.answer(ANNOUNCED, "Continue")
        window.see(re.compile("^The App secret does not belong to the App ID. One of the two may be of the pair for T"))
        window.fill("App secret", self.keys["App secret"])
        window.press("Continue")
        window.see("Sign in", "label")

    def sign_in(self) -> None:
        window = self.window
        window.press("Continue")
        window.see("What you will see", "label")
        self.meta.allow(self.opened("Open the browser"), ALLOWED)
        for name in FOUND:
            box = window.see(name, "check box")
            assert box.wait_until(lambda box=box: "checked" in box.states)  # type: ignore[misc]
        window.press("Continue")
        window.see("Is this you?", "label")
        window.press(re.compile("^Yes"))
        window.see("Facebook works", "label")

    # ---------------------------------------------------------------- Threads: a tester, and a token of the portal

    def threads_until_keys(self) -> None:
        window, page = self.window, self.meta.page
        window.press("Begin, Threads")
        window.press("Go on")
        window.see("Make your Meta app", "label")
        window.see(re.compile("^Done for Facebook already"))
        window.press("Continue")
        with self.step("Add two permissions"):
            page.get_by_role("link", name="Use cases").click()
            self.meta.add(FOR_THREADS)
        with self.step("Add yourself as Threads tester"):
            self.threads.add_tester()
        with self.step("Accept the invitation in Threads"):
            self.threads.accept_here(NAME)

    def give_threads_keys(self) -> None:
        """The third of the numbers that look alike: that of Facebook is known, and not taken for it."""
        window = self.window
        with self.step("Copy the Threads pair and make the token"):
            pair = self.threads.pair_here()
            window.fill("Threads app ID", self.keys["App ID"])
            window.see(re.compile("^This is your Facebook app ID"))
            window.fill("Threads app ID", pair["client_id"])
            window.fill("Threads app secret", pair["client_secret"])
            window.fill("Access token", self.threads.make_token_here())
        window.see("Is this you?", "label")
        window.press(re.compile("^Yes"))
        window.see("Threads works", "label")

    # ---------------------------------------------------------------- pages for everybody, and Publish

    def write_pages(self) -> None:
        self.window.press("Write one for me, A privacy page")
        self.window.press("Write the three pages")
        self.window.see("Written. Three files are in your folder.")

    def put_online(self, site: PublicSite) -> dict[str, str]:
        """The person uploads the files, and enters where they are; gives the addresses by their labels."""
        window, files = self.window, Path(self.seat.home.environ["STAGEDOOR_HOME"], "files")
        window.press("Enter the addresses")
        addresses = {
            "Privacy page": site.upload(files / "privacy.html"),
            "Page about deleting data": site.upload(files / "delete-my-data.html"),
        }
        for label, address in addresses.items():
            window.fill(label, address)
            window.press(f"Look now, {label}")
            window.see(f"Look again, {label}", "push button")
        looks = window.app.find("label", "The page opens for everybody, also for Meta's crawler.")
        assert len(looks) == len(addresses)
        window.press("Done")
        window.see("Pages for portals", "label")
        window.press("Back")
        window.see(re.compile("^4 of 5 done"))
        return addresses
