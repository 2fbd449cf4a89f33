"""What a person does at Meta: makes a Meta app in the portal, adds permissions, publishes, signs in at Facebook."""

from collections.abc import Sequence
from typing import Literal, Protocol
from urllib.parse import parse_qsl, urlsplit

from stagedoor.practice.meta.state import CAN_BE_ADDED, INSTAGRAM, PAGES, THREADS, Meta
from stagedoor.practice.person import Page, Person, StuckError

Decision = Literal["allow", "deny", "ignore_tick"]
CASES = (PAGES, INSTAGRAM, THREADS)
PERMISSIONS = (
    "pages_manage_posts", "pages_read_engagement", "instagram_basic", "instagram_content_publish",
    "instagram_manage_contents", "instagram_business_content_publish", *CAN_BE_ADDED[THREADS],
)  # fmt: skip
FOR_PAGES = ("pages_show_list", "pages_read_engagement", "pages_manage_posts", "business_management")


class Place(Protocol):
    """The part of a world that a visitor needs."""

    meta: Meta

    def hosts(self, platform: str) -> dict[str, str]: ...


class MetaVisits(Person):
    """The person's ways in the portal and in Facebook's dialog."""

    world: Place

    def meta_make_app(
        self, redirects: str = "", use_cases: Sequence[str] = CASES, permissions: Sequence[str] = PERMISSIONS,
        name: str = "Crumb Publisher", platform: str = "facebook",
    ) -> dict[str, str]:  # fmt: skip
        """Through the whole portal. Gives app_id, and the pairs client_id and client_secret (Facebook's), and
        instagram_id, instagram_secret, threads_id, threads_secret.
        """
        self.open(self._meta_portal("/apps/creation/", platform))
        self._meta_went(
            self.press(
                "Go to dashboard", name=name, email="ana@crumbkitchen.example", use_cases=list(use_cases),
                business="none",
            )
        )  # fmt: skip
        app_id = self.value("App ID")
        for permission in permissions:
            if any(permission in CAN_BE_ADDED[case] for case in use_cases):
                self.click("Use cases")
                self._meta_went(self.press(f"+ Add {permission}"))
        if redirects:
            self.meta_redirects(app_id, redirects)
        self.open(self._meta_portal(f"/apps/{app_id}/settings/basic/", platform))
        self.click("Show")
        made = {"app_id": app_id, "client_id": self.value("App ID"), "client_secret": self.value("App secret")}
        app = self.world.meta.apps[app_id]
        return made | {
            "instagram_id": app.instagram_id, "instagram_secret": app.instagram_secret,
            "threads_id": app.threads_id, "threads_secret": app.threads_secret,
        }  # fmt: skip

    def meta_redirects(self, app_id: str, redirects: str) -> None:
        self.open(self._meta_portal(f"/apps/{app_id}/business-login/settings/"))
        self._meta_went(self.press("Save changes", redirects=redirects))

    def meta_add_permission(self, app_id: str, permission: str) -> None:
        self.open(self._meta_portal(f"/apps/{app_id}/use_cases/"))
        self._meta_went(self.press(f"+ Add {permission}"))

    def meta_publish(self, app_id: str, privacy: str = "https://crumbkitchen.example/privacy") -> None:
        self.meta_basic(app_id, privacy_url=privacy)
        self.click("Publish")
        self._meta_went(self.press("Publish"))

    def meta_basic(self, app_id: str, **values: str) -> None:
        """App settings, Basic: domains (one a line), privacy_url, deletion_url."""
        self.open(self._meta_portal(f"/apps/{app_id}/settings/basic/"))
        self._meta_went(self.press("Save changes", follow=True, **values))

    def meta_unpublish(self, app_id: str) -> None:
        self.open(self._meta_portal(f"/apps/{app_id}/go_live/"))
        self._meta_went(self.press("Unpublish"))

    def meta_tester(self, app_id: str, role: str, username: str, platform: str = "facebook") -> None:
        self.open(self._meta_portal(f"/apps/{app_id}/roles/roles/", platform))
        self._meta_went(self.press("Add", role=role, username=username))

    def meta_explorer_token(self, app_id: str, permissions: Sequence[str] = FOR_PAGES) -> str:
        self.open(self._meta_portal("/tools/explorer/"))
        self._meta_went(self.press("Generate Access Token", app=app_id, permissions=list(permissions)))
        return self.value("Access Token")

    def facebook_consent(self, authorize_url: str, decision: Decision, account: str) -> str:  # noqa: ARG002
        """The callback address, with everything ticked that there is."""
        return self.facebook_dialog(authorize_url, deny=decision == "deny")

    def facebook_dialog(
        self, authorize_url: str, pages: Sequence[str] | None = None, *, businesses: bool = True,
        instagram: bool = True, off: Sequence[str] = (), deny: bool = False,
    ) -> str:  # fmt: skip
        """`pages` by name, all without; `off`: permissions that are taken out on the second page."""
        meta = self.world.meta
        self._meta_went(self.open(authorize_url))
        if deny:
            return self._meta_left(self.press("Cancel", follow=False))
        mine = [p for p in meta.pages.values() if "ana" in p.tasks and (pages is None or p.name in pages)]
        accounts = [p.instagram for p in mine if p.instagram and meta.accounts[p.instagram].professional]
        self._meta_went(
            self.press(
                "Continue", pages=[p.id for p in mine], businesses=list(meta.businesses) if businesses else [],
                accounts=accounts if instagram else [],
            )
        )  # fmt: skip
        asked = dict(_pairs(authorize_url))["scope"].split(",")
        return self._meta_left(self.press("Save", follow=False, permissions=[s for s in asked if s not in off]))

    def _meta_left(self, page: Page) -> str:
        if page.status != 303:
            raise StuckError("the platform did not go on", page)
        return page.url

    def _meta_portal(self, path: str, platform: str = "facebook") -> str:
        return self.world.hosts(platform)["portal"] + path

    def _meta_went(self, page: Page) -> None:
        if page.status >= 400:
            raise StuckError("the platform refused", page)


def _pairs(url: str) -> list[tuple[str, str]]:

    return parse_qsl(urlsplit(url).query)
