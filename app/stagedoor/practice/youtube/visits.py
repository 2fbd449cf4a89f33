"""What a person does at Google: makes a project and a client in the console, gives or refuses consent."""

from typing import Any, Literal, Protocol

from stagedoor.practice.person import Page, Person, StuckError, read

Kind = Literal["installed", "web"]


class Place(Protocol):
    """The part of a world that a visitor needs."""

    def hosts(self, platform: str) -> dict[str, str]: ...


class YouTubeVisits(Person):
    """The person's ways at Google."""

    world: Place

    def google_sign_in(self, account: str = "ana@crumbkitchen.example") -> None:
        self.open(self._console("/login"))
        self._went(self.press("Next", account=account))

    def youtube_make_app(
        self, kind: Kind = "installed", *, enable: bool = True, publish: bool = True, tester: str = "",
        redirects: str = "", app_name: str = "Crumb Kitchen Publisher",
    ) -> dict[str, str]:  # fmt: skip
        """Through the whole console. Gives project_id, client_id, client_secret and `file`, the text of the JSON."""
        self.google_sign_in()
        self.open(self._console("/projectcreate"))
        self._went(self.press("Create", name="Crumb Publisher"))
        project = self.value("Project ID")
        if enable:
            self.open(self._console("/apis/library/youtube.googleapis.com", project))
            self._went(self.press("Enable"))
        self._say_who(project, app_name)
        self.open(self._console("/auth/audience", project))
        if publish:
            self.press("Publish app")
            self._went(self.press("Confirm"))
        elif tester:
            self._went(self.press("Add users", emails=tester))
        return {"project_id": project} | self.youtube_make_client(project, kind, redirects=redirects)

    def youtube_make_client(self, project: str, kind: Kind = "installed", *, redirects: str = "") -> dict[str, str]:
        self.open(self._console("/auth/clients/create", project))
        self._went(self.press("Create", kind=kind, name="Stagedoor", redirects=redirects))
        labels = {"client_id": "Client ID", "client_secret": "Client secret", "file": "Download JSON"}
        return {name: self.value(label) for name, label in labels.items()}

    def youtube_publish(self, project: str) -> None:
        self.open(self._console("/auth/audience", project))
        self.press("Publish app")
        self._went(self.press("Confirm"))

    def youtube_consent(self, authorize_url: str, decision: str = "allow", account: str = "crumbkitchen") -> str:
        """Through all consent pages; gives the callback address.

        `account`: the handle of a channel, or the address of an account without one. `decision`: allow, deny, or
        untick (the first box stays empty).
        """
        self._went(self.open(authorize_url))
        self._choose(account)
        go = next((b for form in read(self.page).forms for b in form.buttons if b.startswith("Go to ")), "")
        if not go:
            raise StuckError("no way past the warning", self.page)
        self._went(self.press(go))
        button = "Cancel" if decision == "deny" else "Continue"
        values: dict[str, Any] = {}
        if "scopes" in read(self.page).forms[0].choices:
            boxes = self._boxes()
            values["scopes"] = boxes[1:] if decision == "untick" else boxes
        back = self.press(button, follow=False, **values)
        if back.status != 303:
            raise StuckError("the platform did not go on", back)
        return back.url

    def youtube_delete_by_hand(self, video: str) -> None:
        """Three clicks in YouTube Studio."""
        self.open(self.world.hosts("youtube")["studio"] + f"/video/{video}/edit")
        self._went(self.press("Delete"))
        self._went(self.press("Delete forever"))

    def youtube_take_back(self, app_name: str = "Crumb Kitchen Publisher") -> None:
        self.open(self.world.hosts("youtube")["account"] + "/connections")
        self._went(self.press(f"Delete all connections you have with {app_name}"))

    def _say_who(self, project: str, app_name: str) -> None:
        self.open(self._console("/auth/overview", project))
        mail = "ana@crumbkitchen.example"
        self._went(
            self.press(
                "Create", app_name=app_name, support_email=mail, audience="external", contact_email=mail,
                policy=["agreed"],
            )
        )  # fmt: skip

    def _choose(self, account: str) -> None:
        """Account and channel, where Google asks for them."""
        if "Choose an account" in self.page.text:
            mail = account if "@" in account else "ana@crumbkitchen.example"
            self._went(self.press("Next", account=mail))
        if "Choose your account or a brand account" in self.page.text:
            listed = self.page.text.split(f"(@{account})")[0].rsplit('name="channel"', 1)[-1]
            self._went(self.press("Continue", channel=listed.split('value="', 1)[1].split('"', 1)[0]))

    def _boxes(self) -> list[str]:
        parts = self.page.text.split('name="scopes"')[1:]
        return [part.split('value="', 1)[1].split('"', 1)[0] for part in parts]

    def _console(self, path: str, project: str = "") -> str:
        return self.world.hosts("youtube")["console"] + path + (f"?project={project}" if project else "")

    def _went(self, page: Page) -> None:
        if page.status >= 400:
            raise StuckError("the platform refused", page)
