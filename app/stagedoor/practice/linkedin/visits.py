"""What a person does on LinkedIn: makes a developer app in the portal, makes a token, gives or refuses consent."""

from collections.abc import Sequence
from typing import Literal, Protocol
from urllib.parse import urlsplit

from stagedoor.practice.linkedin.state import OIDC, PRODUCTS, SHARE
from stagedoor.practice.person import Page, Person, StuckError, read

Decision = Literal["allow", "deny", "ignore_tick"]
OWN = ("openid", "profile", "w_member_social")


class Place(Protocol):
    """The part of a world that a visitor needs."""

    def hosts(self, platform: str) -> dict[str, str]: ...


class LinkedInVisits(Person):
    """The person's ways on LinkedIn."""

    world: Place

    def linkedin_sign_in(self, member: str = "crumbkitchen") -> None:
        self.open(self._developers("/login"))
        self._went(self.press("Sign in", member=member))

    def linkedin_make_page(self, name: str) -> None:
        self.open(self.world.hosts("linkedin")["web"] + "/company/setup/new")
        self._went(self.press("Create page", name=name, terms=["accepted"]))

    def linkedin_make_app(
        self, redirects: str = "", member: str = "crumbkitchen", page: str = "Crumb Kitchen",
        products: Sequence[str] = (SHARE, OIDC), *, verify: bool = True,
    ) -> dict[str, str]:  # fmt: skip
        """Through the whole portal. Gives app_id, client_id and client_secret."""
        self.linkedin_sign_in(member)
        self.open(self._developers("/apps/new"))
        self._went(self.press("Create app", name="Crumb Publisher", page=page, logo=["square.png"], terms=["accepted"]))
        app_id = self.page.url.rsplit("/", 2)[-2]
        if verify:
            self.linkedin_verify()
        for product in products:
            self.click("Products")
            self._went(self.press(f"Request access: {PRODUCTS[product]}", terms=["accepted"]))
        self.click("Auth")
        if redirects:
            self._went(self.press("Update", redirects=redirects))
        self.click("Show")
        keys = {"client_id": self.value("Client ID"), "client_secret": self.value("Primary Client Secret")}
        return {"app_id": app_id} | keys

    def linkedin_make_company_app(
        self, redirects: str = "", page: str = "Rye & Sons", email: str = "ana@ryeandsons.example",
        legal: str = "Rye & Sons Bakery Ltd",
    ) -> dict[str, str]:  # fmt: skip
        """The app for Pages, alone with its product, whose form LinkedIn has approved if its review takes no time."""
        keys = self.linkedin_make_app(redirects, page=page, products=())
        auth = self.page.url
        self.click("Products")
        self._went(self.press("Verify email", email=email))
        company = f"https://{email.partition('@')[2]}"
        self._went(
            self.press(
                "Submit access request", legal=legal, address="1 Mill Lane", website=company,
                privacy=f"{company}/privacy", uses=["pages"],
            )
        )  # fmt: skip
        self.open(auth)
        return keys

    def linkedin_verify(self) -> None:
        """From the app's Settings: generate the address, open it as super admin, approve."""
        self._went(self.press("Verify"))
        self._went(self.press("Generate URL"))
        self._went(self.open(self.value("Verification URL")))
        self._went(self.press("Verify"))

    def linkedin_make_token(self, app_id: str, scopes: Sequence[str] = OWN) -> str:
        self.open(self._developers("/tools/oauth/token-generator"))
        self._went(self.press("Request access token", app=app_id, scopes=list(scopes)))
        return self.value("Access token")

    def linkedin_take_back(self, name: str = "Crumb Publisher") -> None:
        """Under Permitted services."""
        self.open(self.world.hosts("linkedin")["web"] + "/psettings/permitted-services")
        self._went(self.press(f"Remove {name}"))

    def linkedin_consent(self, authorize_url: str, decision: Decision, account: str) -> str:
        """The callback address: from the consent page, or straight away where the person allowed it before."""
        if self._signed_in() not in ("", account):
            self.linkedin_sign_in(account)
        back = self._until_asked(authorize_url)
        others = (href for href in read(self.page).links.values() if f"/m/switch?to={account}&" in href)
        if not back and (other := next(others, "")):
            back = self._until_asked(self.open(other, follow=False).url)
        if back:
            return back
        left = self.press("Cancel" if decision == "deny" else "Allow", follow=False)
        if left.status != 303:
            raise StuckError("the platform did not go on", left)
        return left.url

    def _until_asked(self, url: str) -> str:
        """Where the browser was sent to at once; empty where a page asks first."""
        page = self.open(url, follow=False)
        self._went(page)
        return page.url if page.status == 303 else ""

    def _signed_in(self) -> str:
        base = urlsplit(self.world.hosts("linkedin")["web"])
        path = base.path.removesuffix("/web")
        return self._cookies.get((base.netloc, path), {}).get("li_member", "")

    def _developers(self, path: str) -> str:
        return self.world.hosts("linkedin")["portal"] + path

    def _went(self, page: Page) -> None:
        if page.status >= 400:
            raise StuckError("the platform refused", page)
