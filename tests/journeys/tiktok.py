"""TikTok's developer portal, consent page and the phone, in Chromium: by roles, labels and visible names only."""

from playwright.sync_api import Page
from tests.journeys.portal import shown

from stagedoor.practice import World

REDIRECT = "http://127.0.0.1:*/callback/"


class TikTokPortal:
    def __init__(self, page: Page, world: World) -> None:
        self.page, self._hosts = page, world.hosts("tiktok")

    def sign_up(self, email: str = "ana@crumbkitchen.example") -> None:
        page = self.page
        page.goto(self._hosts["portal"] + "/signup")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill("proofing-basket")
        page.get_by_role("checkbox", name="I agree").check()
        page.get_by_role("button", name="Sign up").click()

    def make_sandbox(self) -> None:
        page = self.page
        page.get_by_role("link", name="Connect an app").click()
        page.get_by_role("radio", name="You (individual)").check()
        page.get_by_role("button", name="Confirm").click()
        page.get_by_role("link", name="Sandbox").click()
        page.get_by_label("Sandbox name").fill("Drafts")
        page.get_by_role("button", name="Create Sandbox").click()

    def fill_in(self) -> None:
        page = self.page
        page.get_by_role("checkbox", name="icon.png").check()
        page.get_by_label("App name").fill("Crumb Kitchen Drafts")
        page.get_by_label("Category").select_option("Business")
        page.get_by_label("Description").fill("Lays videos of Crumb Kitchen into its own Inbox.")
        page.get_by_label("Terms of Service URL").fill("https://crumbkitchen.example/terms")
        page.get_by_label("Privacy Policy URL").fill("https://crumbkitchen.example/privacy")
        page.get_by_role("button", name="Save App details").click()
        page.get_by_role("checkbox", name="Desktop").check()
        page.get_by_label("Web/Desktop URL").fill("https://crumbkitchen.example")
        page.get_by_role("button", name="Save Platforms").click()

    def add_products(self, redirect: str = REDIRECT) -> None:
        page = self.page
        for product in ("Login Kit", "Content Posting API"):
            page.get_by_role("checkbox", name=product).check()
        page.get_by_role("button", name="Save Products").click()
        page.get_by_role("checkbox", name="Post content directly").check()
        page.get_by_role("button", name="Save Direct Post").click()
        page.get_by_label("Redirect URI (Desktop)").fill(redirect)
        page.get_by_role("button", name="Save Login Kit").click()
        for scope in ("user.info.basic", "video.upload", "video.publish"):
            page.get_by_role("checkbox", name=scope).check()
        page.get_by_role("button", name="Save Scopes").click()

    def add_target_user(self) -> None:
        page = self.page
        page.get_by_role("link", name="Add account").click()
        page.get_by_role("button", name="Accept").click()
        page.get_by_role("listitem").filter(has_text="@crumbkitchen").wait_for()

    def apply_changes(self) -> None:
        self.page.get_by_role("button", name="Apply changes").click()
        assert self.page.get_by_text("changes that were not applied").count() == 0

    def whole_sandbox(self) -> dict[str, str]:
        """From the sign-up to the pair."""
        self.sign_up()
        self.make_sandbox()
        self.fill_in()
        self.add_products()
        self.add_target_user()
        self.apply_changes()
        return {"client_id": shown(self.page, "Client key"), "client_secret": shown(self.page, "Client secret")}

    def consent(self, authorize_url: str, *, allow: bool = True) -> None:
        """Decides on the consent page; the browser goes where the page sends it."""
        self.page.goto(authorize_url)
        self.page.get_by_role("button", name="Continue" if allow else "Cancel").click()

    def discard_draft(self, text: str) -> None:
        """On the phone: Inbox, System notifications."""
        page = self.page
        page.goto(self._hosts["web"] + "/phone/inbox")
        page.get_by_text(text).wait_for()
        page.get_by_role("button", name="Discard").click()
        page.get_by_text("0 drafts").wait_for()
