"""A person in Chromium: the simulated portals' real pages, by roles, labels and visible names only."""

from collections.abc import Sequence
from typing import Literal

from playwright.sync_api import Page

from stagedoor.practice import World

Kind = Literal["Native App", "Web App, Automated App or Bot"]


def shown(page: Page, label: str) -> str:
    """The value under a label, as the page shows it to be copied."""
    block = page.get_by_role("paragraph").filter(has=page.get_by_text(label, exact=True))
    return block.get_by_role("code").inner_text()


class XConsole:
    """X's developer console and consent page."""

    def __init__(self, page: Page, world: World) -> None:
        self.page, self._hosts = page, world.hosts("x")

    def sign_in(self, account: str = "Crumb Kitchen (@crumbkitchen)") -> None:
        """Signs in and, the first time, accepts the agreement."""
        page = self.page
        page.goto(self._hosts["portal"] + "/")
        page.get_by_role("radio", name=account).check()
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Describe all of your use cases").fill("I post about my own baking from my own account.")
        page.get_by_role("checkbox", name="You accept the Terms & Conditions").check()
        page.get_by_role("button", name="Submit").click()

    def buy_credits(self, dollars: str = "5") -> None:
        page = self.page
        page.get_by_role("link", name="Credits").click()
        page.get_by_label("Amount (USD)").fill(dollars)
        page.get_by_role("button", name="Purchase credits").click()
        page.get_by_text(f"Balance: ${float(dollars):.2f}").wait_for()

    def create_app(self, name: str = "Crumb Kitchen Poster") -> dict[str, str]:
        """The three keys that are shown once; the browser then stands on the app's page."""
        page = self.page
        page.get_by_role("link", name="Apps").click()
        page.get_by_role("link", name="Create App").click()
        page.get_by_label("Application Name").fill(name)
        page.get_by_label("Environment").select_option("Production")
        page.get_by_role("button", name="Create", exact=True).click()
        keys = {"api_key": shown(page, "Consumer Key"), "api_secret": shown(page, "Consumer Secret")}
        keys["bearer"] = shown(page, "Bearer Token")
        page.get_by_role("link", name="Yes, I saved them").click()
        return keys

    def choose_package(self) -> None:
        page = self.page
        page.get_by_label("Package").select_option("Pay-per-use")
        page.get_by_label("Environment").select_option("Production")
        page.get_by_role("button", name="Move to package").click()
        page.get_by_text("Project Access: Pay Per Use").wait_for()

    def allow_posting(self, callbacks: Sequence[str], kind: Kind = "Native App") -> dict[str, str]:
        """Fills the settings; gives the Client ID and, for a web app, its secret."""
        page = self.page
        page.get_by_role("link", name="Settings").click()
        page.get_by_role("radio", name="Read and write", exact=True).check()
        page.get_by_role("radio", name=kind).check()
        page.get_by_label("Callback URI / Redirect URL").fill("\n".join(callbacks))
        page.get_by_label("Website URL").fill("https://crumbkitchen.example")
        page.get_by_role("button", name="Save Changes").click()
        keys = {"client_id": shown(page, "Client ID")}
        if kind != "Native App":
            keys["client_secret"] = shown(page, "Client Secret")
        page.get_by_role("link", name="Done").click()
        return keys

    def make_access_token(self) -> dict[str, str]:
        page = self.page
        page.get_by_role("link", name="Keys & Tokens").click()
        page.get_by_role("button", name="Generate Access Token", exact=True).click()
        page.get_by_text("Read and Write").wait_for()
        return {
            "access_token": shown(page, "Access Token"),
            "access_token_secret": shown(page, "Access Token Secret"),
        }

    def whole_app(self, callbacks: Sequence[str], kind: Kind = "Native App") -> dict[str, str]:
        """From the sign-in to the Client ID; everything that was shown on the way."""
        self.sign_in()
        self.buy_credits()
        keys = self.create_app()
        self.choose_package()
        return keys | self.allow_posting(callbacks, kind)

    def consent(self, authorize_url: str, *, allow: bool = True, account: str = "crumbkitchen") -> None:
        """Decides on the consent page; the browser goes where the page sends it."""
        page = self.page
        page.goto(authorize_url)
        switch = page.get_by_role("link", name=f"Switch to @{account}")
        if switch.count():
            switch.click()
        if not allow:
            page.get_by_role("button", name="Cancel").click()
            return
        authorize = page.get_by_role("button", name="Authorize app")
        assert authorize.is_disabled()
        page.get_by_role("checkbox", name="I trust").check()
        authorize.click()


class TelegramClient:
    """Telegram's BotFather and the pages behind a bot's links."""

    def __init__(self, page: Page, world: World) -> None:
        self.page, self._hosts = page, world.hosts("telegram")

    def ask_botfather(self, text: str) -> str:
        """BotFather's whole answer."""
        page = self.page
        page.goto(f"{self._hosts['web']}/BotFather")
        said = page.get_by_text("BotFather:").count()
        page.get_by_label("Message").fill(text)
        page.get_by_role("button", name="Send").click()
        answer = page.get_by_text("BotFather:").nth(said)
        answer.wait_for()
        return answer.locator("xpath=..").inner_text().removeprefix("BotFather: ")

    def new_bot(self, name: str = "Crumb Bot", username: str = "crumb_news_bot") -> str:
        """The message with the token, as a person would copy it."""
        for text in ("/newbot", name):
            self.ask_botfather(text)
        return self.ask_botfather(username)

    def add_to_channel(self, link: str, channel: str, *, post: bool = True) -> None:
        page = self.page
        page.goto(link)
        page.get_by_role("radio", name=channel).check()
        page.get_by_role("checkbox", name="Post messages").set_checked(post)
        page.get_by_role("button", name="Add Bot as Admin").click()
        page.get_by_text(f"was added to {channel}").wait_for()


class LinkedInPortal:
    """LinkedIn's developer portal, token generator and consent page."""

    def __init__(self, page: Page, world: World) -> None:
        self.page, self._hosts = page, world.hosts("linkedin")

    def sign_in(self, member: str = "Ana Crumb") -> None:
        page = self.page
        page.goto(self._hosts["portal"] + "/login")
        page.get_by_role("radio", name=member).check()
        page.get_by_role("button", name="Sign in").click()

    def create_app(self, name: str = "Crumb Publisher", company_page: str = "Crumb Kitchen") -> None:
        page = self.page
        page.get_by_role("link", name="Create app").click()
        page.get_by_label("App name").fill(name)
        page.get_by_label("LinkedIn Page").select_option(company_page)
        page.get_by_role("checkbox", name="Upload a logo").check()
        page.get_by_role("checkbox", name="I have read and agree").check()
        page.get_by_role("button", name="Create app").click()
        page.get_by_text("(not verified)").wait_for()

    def verify(self) -> None:
        """Opens the address that was made for the super admin, who is the same person here."""
        page = self.page
        page.get_by_role("button", name="Verify").click()
        page.get_by_role("button", name="Generate URL").click()
        page.goto(shown(page, "Verification URL"))
        page.get_by_role("button", name="Verify").click()
        page.get_by_text("(verified)").wait_for()

    def add_product(self, name: str) -> None:
        page = self.page
        page.get_by_role("link", name="Products").click()
        form = page.locator("form").filter(has=page.get_by_role("heading", name=name))
        form.get_by_role("checkbox").check()
        form.get_by_role("button").click()
        page.get_by_text(f"{name}: added").wait_for()

    def enter_addresses(self, callbacks: Sequence[str]) -> None:
        page = self.page
        page.get_by_role("link", name="Auth", exact=True).click()
        page.get_by_label("Authorized redirect URLs for your app").fill("\n".join(callbacks))
        page.get_by_role("button", name="Update").click()

    def keys(self) -> dict[str, str]:
        page = self.page
        page.get_by_role("link", name="Auth", exact=True).click()
        page.get_by_role("link", name="Show").click()
        return {"client_id": shown(page, "Client ID"), "client_secret": shown(page, "Primary Client Secret")}

    def whole_app(self, callbacks: Sequence[str]) -> dict[str, str]:
        """From the sign-in to the two keys."""
        self.sign_in()
        self.create_app()
        self.verify()
        for product in ("Share on LinkedIn", "Sign In with LinkedIn using OpenID Connect"):
            self.add_product(product)
        self.enter_addresses(callbacks)
        return self.keys()

    def make_token(self, *scopes: str) -> str:
        page = self.page
        page.get_by_role("link", name="OAuth 2.0 tools").click()
        page.get_by_label("Select an app").select_option("Crumb Publisher")
        for scope in scopes or ("openid", "profile", "w_member_social"):
            page.get_by_role("checkbox", name=scope).check()
        page.get_by_role("button", name="Request access token").click()
        return shown(page, "Access token")

    def consent(self, authorize_url: str, *, allow: bool = True) -> None:
        """Decides on the consent page; the browser goes where the page sends it."""
        self.page.goto(authorize_url)
        self.page.get_by_role("button", name="Allow" if allow else "Cancel").click()
