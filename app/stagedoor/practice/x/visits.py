"""What a person does on X: makes a developer app in the console, gives or refuses consent."""

from typing import Literal, Protocol

from stagedoor.practice.person import Page, Person, StuckError
from stagedoor.practice.x.state import MESSAGES, READ, WRITE

USE_CASE = "I post about my own baking from my own account, with a program on my own computer."
PERMISSIONS = {"r": READ, "rw": WRITE, "rwdm": MESSAGES}
Decision = Literal["allow", "deny", "ignore_tick", "untick"]


class Place(Protocol):
    """The part of a world that a visitor needs."""

    def hosts(self, platform: str) -> dict[str, str]: ...


class XVisits(Person):
    """The person's ways on X."""

    world: Place

    def x_sign_in(self, account: str = "crumbkitchen") -> None:
        """Signs in to the console and, the first time, accepts the developer agreement."""
        self.open(self._portal("/login"))
        self._done(self.press("Sign in", account=account))
        if self.page.url.endswith("/agreement"):
            self._done(self.press("Submit", use_case=USE_CASE, terms=["accepted"]))

    def x_make_app(
        self, callback: str, kind: Literal["native", "web"] = "native", account: str = "crumbkitchen",
        credits: float = 5.0, permissions: Literal["r", "rw", "rwdm"] = "rw", *, enrolled: bool = True,
    ) -> dict[str, str]:  # fmt: skip
        """Through the whole console.

        Gives app_id, api_key, api_secret, bearer, client_id and, for a web app, client_secret.
        """
        self.x_sign_in(account)
        if credits:
            self.open(self._portal("/credits"))
            self._done(self.press("Purchase credits", amount=str(credits)))
        keys = self._create()
        if enrolled:
            self._done(self.press("Move to package", package="pay-per-use", environment="production"))
        self.click("Settings")
        shown = self.press(
            "Save Changes", permissions=PERMISSIONS[permissions], kind=kind,
            callbacks=callback, website="https://crumbkitchen.example",
        )  # fmt: skip
        self._done(shown)
        keys["client_id"] = self.value("Client ID")
        if kind == "web":
            keys["client_secret"] = self.value("Client Secret")
        return keys

    def x_generate_access_token(self, app_id: str) -> dict[str, str]:
        """Gives access_token and access_token_secret, with the app's permission of this moment."""
        self.open(self._portal(f"/apps/{app_id}/keys"))
        verb = "Regenerate" if "Regenerate Access Token" in self.page.text else "Generate"
        self._done(self.press(f"{verb} Access Token"))
        return {
            "access_token": self.value("Access Token"),
            "access_token_secret": self.value("Access Token Secret"),
        }

    def x_set_permissions(self, app_id: str, permissions: Literal["r", "rw", "rwdm"]) -> None:
        self.open(self._portal(f"/apps/{app_id}/settings"))
        self._done(self.press("Save Changes", permissions=PERMISSIONS[permissions]))

    def x_consent(self, authorize_url: str, decision: Decision, account: str) -> str:
        """Decides on the consent page; gives the callback address."""
        self._done(self.open(authorize_url))
        if (switch := f"Switch to @{account}") in self.page.text:
            self._done(self.click(switch))
        button = "Cancel" if decision == "deny" else "Authorize app"
        trust = "Sensitive permissions requested" in self.page.text and decision == "allow"
        back = self.press(button, follow=False, **({"trust": "yes"} if trust else {}))
        if back.status != 303:
            raise StuckError("the platform did not go on", back)
        return back.url

    def _create(self) -> dict[str, str]:
        self.open(self._portal("/apps"))
        self.click("Create App")
        self._done(self.press("Create", name="Crumb Kitchen Poster", environment="production"))
        keys = {
            "api_key": self.value("Consumer Key"),
            "api_secret": self.value("Consumer Secret"),
            "bearer": self.value("Bearer Token"),
        }
        self.click("Yes, I saved them")
        return keys | {"app_id": self.page.url.rsplit("/", 1)[-1]}

    def _portal(self, path: str) -> str:
        return self.world.hosts("x")["portal"] + path

    def _done(self, page: Page) -> None:
        if page.status >= 400:
            raise StuckError("the platform refused", page)
