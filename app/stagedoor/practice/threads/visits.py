"""What a person does for Threads: a Meta app with its use case, a tester who accepts, a token, a consent."""

from stagedoor.practice.meta.state import THREADS
from stagedoor.practice.meta.visits import Decision, MetaVisits
from stagedoor.practice.person import StuckError, read

OWN = ("threads_content_publish", "threads_delete")


class ThreadsVisits(MetaVisits):
    """The person's ways on Threads and in the part of the portal behind it."""

    def threads_make_app(
        self, redirect: str = "", username: str = "crumbkitchen", permissions: tuple[str, ...] = OWN, *,
        accept: bool = True,
    ) -> dict[str, str]:  # fmt: skip
        """Through the whole portal. Gives meta_id, client_id and client_secret."""
        made = self.meta_make_app(use_cases=[THREADS], permissions=permissions, platform="threads")
        return {"meta_id": made["app_id"]} | self.threads_set_up(made["app_id"], redirect, username, accept=accept)

    def threads_set_up(
        self, meta_id: str, redirect: str = "", username: str = "crumbkitchen", *, accept: bool = True
    ) -> dict[str, str]:
        """In a Meta app that has the use case. Gives client_id and client_secret, those of Threads."""
        self.threads_settings(meta_id)
        if redirect:
            self.threads_register(redirect)
        self.click("Show")
        keys = {"client_id": self.value("Threads app ID"), "client_secret": self.value("Threads app secret")}
        self.meta_tester(meta_id, THREADS, username, "threads")
        if accept:
            self.threads_accept(username)
        return keys

    def threads_settings(self, meta_id: str) -> None:
        path = f"/apps/{meta_id}/use_cases/customize/?use_case_enum=THREADS_API"
        self._meta_went(self.open(self._meta_portal(path, "threads")))

    def threads_register(self, redirect: str) -> None:
        """On the page of the use case: the suggestion is clicked, all three boxes are filled."""
        self._meta_went(self.press("Use this address", typed=redirect))
        self._meta_went(self.press("Save", uninstall=redirect, delete=redirect))

    def threads_accept(self, username: str = "crumbkitchen", name: str = "Crumb Publisher") -> None:
        """Threads asks twice."""
        self._threads_sign_in(username)
        self.open(self._threads_web("/settings/website_permissions"))
        self._meta_went(self.press(f"Accept {name}"))
        self._meta_went(self.press(f"Accept {name} again"))

    def threads_generate(self, meta_id: str, username: str = "crumbkitchen") -> str:
        self.threads_settings(meta_id)
        self._meta_went(self.press(f"Generate Access Token for {username}", understand=["yes"]))
        return self.value("Access token")

    def threads_take_back(self, username: str = "crumbkitchen", name: str = "Crumb Publisher") -> None:
        """Under Website permissions."""
        self._threads_sign_in(username)
        self.open(self._threads_web("/settings/website_permissions"))
        self._meta_went(self.press(f"Remove {name}"))

    def threads_consent(self, authorize_url: str, decision: Decision, account: str) -> str:
        """The callback address; at the made-up one, nobody answers."""
        page = self.open(authorize_url)
        if f"Switch to {account}" in read(self.page).links:
            page = self.click(f"Switch to {account}")
        self._meta_went(page)
        left = self.press("Cancel" if decision == "deny" else "Continue", follow=False)
        if left.status != 303:
            raise StuckError("the platform did not go on", left)
        return left.url

    def _threads_sign_in(self, username: str) -> None:
        self._meta_went(self.open(self._threads_web(f"/switch?to={username}")))

    def _threads_web(self, path: str) -> str:
        return self.world.hosts("threads")["web"] + path
