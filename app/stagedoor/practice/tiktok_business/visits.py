"""What a person does at TikTok API for Business: registers, makes an app, ticks ad accounts."""

from collections.abc import Collection
from typing import Protocol

from stagedoor.practice.person import Person, StuckError


class Place(Protocol):
    """The part of a world that a visitor needs."""

    def hosts(self, platform: str) -> dict[str, str]: ...


class TikTokBusinessVisits(Person):
    """The person's ways there."""

    world: Place

    def tiktok_business_make_app(self, redirects: str) -> dict[str, str]:
        """Through the portal. Gives client_id and client_secret."""
        self.open(self.world.hosts("tiktok_business")["portal"] + "/")
        if "Become a Developer" in self.page.text:
            self.press("Become a Developer", company="Crumb Kitchen", website="https://crumbkitchen.example")
        made = self.press("Create", name="Crumb Reports", redirects=redirects)
        if made.status >= 400:
            raise StuckError("the platform refused", made)
        return {"client_id": self.value("App ID"), "client_secret": self.value("Secret")}

    def tiktok_business_consent(
        self, authorize_url: str, decision: str = "allow", _account: str = "", *, ticked: Collection[str] | None = None
    ) -> str:
        """Ticks ad accounts (all of them where none are named); gives the callback address. There is no way to say no
        but to close the page.
        """
        page = self.open(authorize_url, follow=False)
        if page.status >= 400 or decision != "allow":
            raise StuckError("the platform refused, or the page was closed", page)
        chosen = {} if ticked is None else {"advertiser": list(ticked)}
        back = self.press("Confirm", follow=False, **chosen)
        if back.status != 303:
            raise StuckError("the platform did not go on", back)
        return back.url
