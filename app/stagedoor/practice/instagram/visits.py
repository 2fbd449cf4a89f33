"""What a person does at Instagram: becomes a tester, makes a token in the portal, signs in."""

from stagedoor.practice.meta.visits import Decision, MetaVisits


class InstagramVisits(MetaVisits):
    """The person's ways at Instagram itself."""

    def instagram_become_tester(self, app_id: str, username: str = "crumbkitchen") -> None:
        """Invited in the portal, accepted at Instagram, as that account."""
        self.meta_tester(app_id, "instagram", username, "instagram")
        self.world.meta.browsing = username
        self.open(self.world.hosts("instagram")["web"] + "/accounts/manage_access/")
        self._meta_went(self.press(f"Accept {self.world.meta.apps[app_id].name}"))

    def instagram_remove(self, app_id: str) -> None:
        """Takes the Meta app out, as the account that is signed in to the browser."""
        self.open(self.world.hosts("instagram")["web"] + "/accounts/manage_access/")
        self._meta_went(self.press(f"Remove {self.world.meta.apps[app_id].name}"))

    def instagram_make_token(self, app_id: str, username: str = "crumbkitchen") -> str:
        self.open(self._setup(app_id))
        self._meta_went(self.press(f"Generate token for {username}"))
        return self.value("Access token")

    def instagram_redirects(self, app_id: str, redirects: str) -> None:
        self.open(self._setup(app_id))
        self._meta_went(self.press("Save", redirects=redirects))

    def instagram_keys(self, app_id: str) -> dict[str, str]:
        self.open(self._setup(app_id))
        self.click("Show")
        return {"client_id": self.value("Instagram app ID"), "client_secret": self.value("Instagram app secret")}

    def instagram_consent(self, authorize_url: str, decision: Decision, account: str) -> str:
        self.world.meta.browsing = account
        self._meta_went(self.open(authorize_url))
        return self._meta_left(self.press("Cancel" if decision == "deny" else "Allow", follow=False))

    def _setup(self, app_id: str) -> str:
        return self._meta_portal(f"/apps/{app_id}/use_cases/customize/API-Setup/", "instagram")
