"""Meta's developer portal and Facebook's dialog, in Chromium: by roles, labels and visible names only."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page
from tests.journeys.portal import shown

from stagedoor.practice import World

RETURN = "https://localhost:8484/callback/"
FOR_PAGES = ("pages_manage_posts", "pages_read_engagement")
FOR_INSTAGRAM = ("instagram_basic", "instagram_content_publish", "instagram_manage_contents")
FOR_THREADS = ("threads_content_publish", "threads_delete")
USE_CASES = ("Manage everything on your Page", "Manage messaging & content on Instagram", "Access the Threads API")
EVERYTHING = ("Crumb Kitchen", "Crumb Bakery", "Crumb Market", "Crumb Group", "@crumbkitchen")
"""Pages, a business and an Instagram account."""
NAME, EMAIL = "Crumb Publisher", "ana@crumbkitchen.example"


class MetaPortal:
    """`create_app`, `publish` and `allow` find their own way; the others stand on the page that they are about."""

    def __init__(self, page: Page, world: World) -> None:
        self.page, self._hosts = page, world.hosts("facebook")

    def create_app(self) -> dict[str, str]:
        """One Meta app with two use cases and their permissions, the return address, and the pair."""
        page = self.page
        page.goto(self._hosts["portal"] + "/apps/creation/")
        self.fill_in(USE_CASES[:2])
        page.get_by_role("link", name="Use cases").click()
        self.add((*FOR_PAGES, *FOR_INSTAGRAM))
        page.get_by_role("link", name="Facebook Login for Business").click()
        self.enter_return_address()
        page.get_by_role("link", name="App settings").click()
        keys = self.keys()
        return {"client_id": keys["App ID"], "client_secret": keys["App secret"]}

    def fill_in(self, use_cases: Sequence[str], name: str = NAME, email: str = EMAIL) -> str:
        """Gives the App ID."""
        page = self.page
        page.get_by_label("App name").fill(name)
        page.get_by_label("App contact email").fill(email)
        for use_case in use_cases:
            page.get_by_role("checkbox", name=use_case).check()
        page.get_by_role("radio", name="I don't want to connect a business portfolio yet.").check()
        page.get_by_role("button", name="Go to dashboard").click()
        return shown(page, "App ID")

    def add(self, permissions: Sequence[str]) -> None:
        for permission in permissions:
            self.page.get_by_role("button", name=f"+ Add {permission}", exact=True).click()
            self.page.get_by_text(f"{permission}: Ready for testing").wait_for()

    def enter_return_address(self, address: str = RETURN) -> None:
        self.page.get_by_label("Valid OAuth Redirect URIs").fill(address)
        self.page.get_by_role("button", name="Save changes").click()

    def keys(self) -> dict[str, str]:
        """All that stands there, by its label: the pair for Threads stands below the one of the Meta app itself."""
        self.page.get_by_role("link", name="Show").click()
        labels = self.page.get_by_text(re.compile(r"^(Threads )?App (ID|secret)$")).all_inner_texts()
        return {label: shown(self.page, label) for label in labels}

    def publish(self) -> None:
        page = self.page
        page.goto(self._hosts["portal"] + "/apps/")
        page.get_by_role("link", name=NAME).click()
        self.publish_with("https://crumbkitchen.example/privacy")

    def publish_with(self, privacy: str, deletion: str = "") -> None:
        """By way of App settings, where the addresses of the public pages go."""
        page = self.page
        page.get_by_role("link", name="App settings").click()
        page.get_by_label("Privacy policy URL").fill(privacy)
        page.get_by_label("User data deletion").fill(deletion)
        page.get_by_role("button", name="Save changes").click()
        page.get_by_role("link", name="Publish").click()
        page.get_by_role("button", name="Publish", exact=True).click()
        page.get_by_role("button", name="Unpublish").wait_for()

    def allow(self, address: str, ticked: Sequence[str] = EVERYTHING, *, off: Sequence[str] = ()) -> None:
        self.page.goto(address)
        self._decide(ticked, off)

    def allow_and_copy(self, address: str, ticked: Sequence[str] = EVERYTHING, *, off: Sequence[str] = ()) -> str:
        """Where the browser ends after publishing: on a page that does not load, whose address is copied."""
        self.page.goto(address)  # leaves the page of an earlier time, which the browser goes on trying to load
        with self.page.expect_request(lambda request: request.url.startswith(RETURN)) as ended:
            self._decide(ticked, off)
        return ended.value.url

    def _decide(self, ticked: Sequence[str], off: Sequence[str]) -> None:
        """Both pages of the dialog: what may be used, then the permissions without those that are taken out."""
        page = self.page
        for name in ticked:
            page.get_by_role("checkbox", name=name).check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("heading", name=f"Review what {NAME} will be able to do").wait_for()
        for permission in off:
            page.get_by_role("checkbox", name=permission, exact=True).uncheck()
        page.get_by_role("button", name="Save").click()
