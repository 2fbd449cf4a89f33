"""Meta's portal for Threads, Threads' own pages and the sign-in, in Chromium: by roles, labels and names only."""

from playwright.sync_api import Page
from tests.journeys.meta import FOR_THREADS
from tests.journeys.portal import shown

from stagedoor.practice import World

NAME = "Crumb Kitchen Publisher"
REDIRECT = "https://localhost:8431/cb/threads"


class ThreadsPortal:
    def __init__(self, page: Page, world: World) -> None:
        self.page, self._hosts = page, world.hosts("threads")

    def create_app(self, name: str = NAME) -> str:
        """The App ID; the browser then stands on the dashboard."""
        page = self.page
        page.goto(self._hosts["portal"] + "/apps/creation/")
        page.get_by_label("App name").fill(name)
        page.get_by_label("App contact email").fill("ana@crumbkitchen.example")
        page.get_by_role("checkbox", name="Access the Threads API").check()
        page.get_by_role("radio", name="I don't want to connect a business portfolio yet").check()
        page.get_by_role("button", name="Go to dashboard").click()
        return shown(page, "App ID")

    def add_permissions(self) -> None:
        page = self.page
        page.get_by_role("link", name="Use cases").click()
        for permission in FOR_THREADS:
            page.get_by_role("button", name=f"+ Add {permission}").click()
            page.get_by_text(f"{permission}: Ready for testing").wait_for()

    def add_tester(self, username: str = "crumbkitchen") -> None:
        page = self.page
        page.get_by_role("link", name="App roles").click()
        page.get_by_role("radio", name="Threads Tester").check()
        page.get_by_label("Username").fill(username)
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_text(f"threads tester {username}: Pending").wait_for()

    def accept(self) -> None:
        """Threads asks twice; then the browser is back where it was."""
        back = self.page.url
        self.page.goto(self._hosts["web"] + "/settings/website_permissions")
        self.accept_here()
        self.page.goto(back)

    def accept_here(self, name: str = NAME) -> None:
        self.page.get_by_role("button", name=f"Accept {name}", exact=True).click()
        self.page.get_by_role("button", name=f"Accept {name} again").click()

    def customize(self) -> None:
        self.page.get_by_role("link", name="Use cases").click()
        self.page.get_by_role("link", name="Customize the Access the Threads API use case").click()

    def register(self) -> None:
        page = self.page
        self.customize()
        page.get_by_label("Redirect Callback URLs").fill(REDIRECT)
        page.get_by_role("button", name="Use this address").click()
        page.get_by_label("Uninstall Callback URL").fill(REDIRECT)
        page.get_by_label("Delete Callback URL").fill(REDIRECT)
        page.get_by_role("button", name="Save").click()

    def pair(self) -> dict[str, str]:
        self.customize()
        return self.pair_here()

    def pair_here(self) -> dict[str, str]:
        page = self.page
        page.get_by_role("link", name="Show").click()
        return {"client_id": shown(page, "Threads app ID"), "client_secret": shown(page, "Threads app secret")}

    def make_token(self) -> str:
        self.customize()
        return self.make_token_here()

    def make_token_here(self) -> str:
        page = self.page
        page.get_by_role("checkbox", name="I understand").check()
        page.get_by_role("button", name="Generate Access Token for crumbkitchen").click()
        return shown(page, "Access token")

    def consent(self, address: str) -> str:
        """Presses Continue; the address of the page that does not load."""
        page = self.page
        page.goto(address)
        with page.expect_event("requestfailed") as failed:
            page.get_by_role("button", name="Continue").click()
        return str(failed.value.url)
