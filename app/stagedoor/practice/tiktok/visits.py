"""What a person does at TikTok: makes a sandbox in the developer portal, consents or not, looks at the phone."""

from collections.abc import Collection
from typing import Any, Protocol

from stagedoor.practice.person import Page, Person, StuckError
from stagedoor.practice.tiktok.state import DESKTOP, LOGIN_KIT, POSTING, TikTok

EMAIL, PASSWORD = "ana@crumbkitchen.example", "proofing-basket"
REDIRECT = "http://127.0.0.1:*/callback/"
SCOPES = ("user.info.basic", "video.upload", "video.publish")
DETAILS: dict[str, Any] = {
    "icon": "uploaded", "name": "Crumb Kitchen Drafts", "category": "business",
    "description": "Lays videos of Crumb Kitchen into its own Inbox. One user: the creator.",
    "terms_url": "https://crumbkitchen.example/terms", "privacy_url": "https://crumbkitchen.example/privacy",
}  # fmt: skip


class Place(Protocol):
    """The part of a world that a visitor needs."""

    tiktok: TikTok

    def hosts(self, platform: str) -> dict[str, str]: ...


class TikTokVisits(Person):
    """The person's ways at TikTok."""

    world: Place

    def tiktok_make_sandbox(
        self, redirect: str = REDIRECT, *, scopes: Collection[str] = SCOPES,
        targets: Collection[str] = ("crumbkitchen",), products: Collection[str] = (LOGIN_KIT, POSTING),
        platform: str = DESKTOP, direct_post: bool = True, apply: bool = True,
    ) -> dict[str, str]:  # fmt: skip
        """Through the whole portal, trap by trap.

        Gives client_id and client_secret of the sandbox, and production_id and production_secret of the other pair.
        """
        self.tiktok_connect_app()
        keys = {"production_id": self.value("Client key"), "production_secret": self.value("Client secret")}
        self._ok(self.click("Sandbox"))
        self._ok(self.press("Create Sandbox", name="Drafts"))
        self._set_up(redirect, scopes, products, platform, direct_post=direct_post)
        for username in targets:
            self.tiktok_add_target(username)
        if apply:
            self._ok(self.press("Apply changes"))
        return keys | {"client_id": self.value("Client key"), "client_secret": self.value("Client secret")}

    def tiktok_make_approved(self, redirect: str = REDIRECT) -> dict[str, str]:
        """An app of somebody whose review went well, in Production: client_id and client_secret."""
        self.world.tiktok.approves = True
        self.tiktok_connect_app()
        self._set_up(redirect, SCOPES, (LOGIN_KIT, POSTING), DESKTOP)
        self._ok(self.press("Submit for review"))
        return {"client_id": self.value("Client key"), "client_secret": self.value("Client secret")}

    def _set_up(
        self, redirect: str, scopes: Collection[str], products: Collection[str], platform: str, *,
        direct_post: bool = True,
    ) -> None:  # fmt: skip
        """The sections of the position on whose page the browser stands."""
        self._ok(self.press("Save App details", **DETAILS))
        website = "https://crumbkitchen.example"
        self._ok(self.press("Save Platforms", platforms=[platform], website=website))
        self._ok(self.press("Save Products", products=list(products)))
        if POSTING in products and direct_post:
            self._ok(self.press("Save Direct Post", direct="on"))
        if LOGIN_KIT in products:
            addresses: dict[str, Any] = {f"redirect_{platform}": redirect}
            self._ok(self.press("Save Login Kit", **addresses))
        self._ok(self.press("Save Scopes", scopes=list(scopes)))

    def tiktok_connect_app(self) -> None:
        """Signs up or in, and makes an app; the browser stands on its page, the switch on Production."""
        known = EMAIL in self.world.tiktok.developers
        self.open(self._at("portal", "/login" if known else "/signup"))
        if known:
            self._ok(self.press("Log in", email=EMAIL, password=PASSWORD))
        else:
            self._ok(self.press("Sign up", email=EMAIL, password=PASSWORD, terms="accepted"))
        self.click("Connect an app")
        self._ok(self.press("Confirm", owner="me"))

    def tiktok_add_target(self, username: str) -> None:
        """From a sandbox's page to TikTok's own, and back to the sandbox."""
        self._ok(self.click("Add account"))
        if (other := f"Use @{username}") in self.page.text:
            self._ok(self.press(other))
        self._ok(self.press("Accept"))

    def tiktok_consent(
        self, authorize_url: str, decision: str = "allow", account: str = "crumbkitchen", *, off: Collection[str] = ()
    ) -> str:
        """Decides on the consent page with some permissions switched off; gives the callback address.

        Where TikTok asks nothing, because the same was allowed before, there is nothing to decide.
        """
        self._ok(self.open(authorize_url, follow=False))
        if self.page.status == 303:
            return self.page.url
        if (switch := f"Switch to @{account}") in self.page.text:
            self._ok(self.click(switch))
        scopes = {"scope": [s for s in SCOPES if f'value="{s}"' in self.page.text and s not in off]}
        back = self.press("Cancel" if decision == "deny" else "Continue", follow=False, **scopes)
        if back.status != 303:
            raise StuckError("the platform did not go on", back)
        return back.url

    def tiktok_discard_drafts(self) -> None:
        """On the phone: Inbox, System notifications, each draft."""
        self.open(self._at("web", "/phone/inbox"))
        while "Discard" in self.page.text:
            self._ok(self.press("Discard"))

    def _at(self, host: str, path: str) -> str:
        return self.world.hosts("tiktok")[host] + path

    def _ok(self, page: Page) -> None:
        if page.status >= 400:
            raise StuckError("the platform refused", page)
