"""Meta's developer portal and Facebook's dialog, in Chromium: by roles, labels and visible names only."""

from collections.abc import Sequence

from playwright.sync_api import Page
from tests.journeys.portal import shown

from stagedoor.practice import World

RETURN = "https://localhost:8484/callback/"
FOR_PAGES = ("pages_manage_posts", "pages_read_engagement")
FOR_INSTAGRAM = ("instagram_basic", "instagram_content_publish", "instagram_manage_contents")
PAGES = ("Crumb Kitchen", "Crumb Bakery", "Crumb Market")


class MetaPortal:
    def __init__(self, page: Page, world: World) -> None:
        self.page, self._hosts = page, world.hosts("facebook")

    def create_app(self, name: str = "Crumb Publisher") -> dict[str, str]:
        """One Meta app with two use cases and their permissions, the return address, and the pair."""
        page = self.page
        page.goto(self._hosts["portal"] + "/apps/creation/")
        page.get_by_label("App name").fill(name)
        page.get_by_label("App contact email").fill("ana@crumbkitchen.example")
        page.get_by_role("checkbox", name="Manage everything on your Page").check()
        page.get_by_role("checkbox", name="Manage messaging & content on Instagram").check()
        page.get_by_role("radio", name="I don't want to connect a business portfolio yet.").check()
        page.get_by_role("button", name="Go to dashboard").click()
        page.get_by_role("link", name="Use cases").click()
        for permission in (*FOR_PAGES, *FOR_INSTAGRAM):
            page.get_by_role("button", name=f"+ Add {permission}", exact=True).click()
            page.get_by_text(f"{permission}: Ready for testing").wait_for()
        page.get_by_role("link", name="Facebook Login for Business").click()
        page.get_by_label("Valid OAuth Redirect URIs").fill(RETURN)
        page.get_by_role("button", name="Save changes").click()
        page.get_by_role("link", name="App settings").click()
        page.get_by_role("link", name="Show").click()
        return {"client_id": shown(page, "App ID"), "client_secret": shown(page, "App secret")}

    def publish(self) -> None:
        page = self.page
        page.goto(self._hosts["portal"] + "/apps/")
        page.get_by_role("link", name="Crumb Publisher").click()
        page.get_by_role("link", name="App settings").click()
        page.get_by_label("Privacy policy URL").fill("https://crumbkitchen.example/privacy")
        page.get_by_role("button", name="Save changes").click()
        page.get_by_role("link", name="Publish").click()
        page.get_by_role("button", name="Publish", exact=True).click()
        page.get_by_role("button", name="Unpublish").wait_for()

    def allow(self, address: str, pages: Sequence[str] = PAGES) -> None:
        """Both pages of the dialog: what may be used, then the permissions as they are."""
        page = self.page
        page.goto(address)
        for name in pages:
            page.get_by_role("checkbox", name=name).check()
        page.get_by_role("checkbox", name="Crumb Group").check()
        page.get_by_role("checkbox", name="@crumbkitchen").check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("heading", name="Review what Crumb Publisher will be able to do").wait_for()
        page.get_by_role("button", name="Save").click()

    def allow_and_copy(self, address: str) -> str:
        """Where the browser ends after publishing: on a page that does not load, whose address is copied."""
        with self.page.expect_request(lambda request: request.url.startswith(RETURN)) as ended:
            self.allow(address)
        return ended.value.url
