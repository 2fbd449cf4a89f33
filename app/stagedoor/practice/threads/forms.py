"""The forms of the use case Access the Threads API, on its tab Settings."""

from stagedoor.practice.forms import Field, Form
from stagedoor.practice.threads.state import Profile

USE_CASE = "THREADS_API"


def _https(text: str) -> str:
    return "" if text.startswith("https://") else "Insecure Login Blocked: use https."


CHIP = Form("Use this address", (
    Field("typed", "Redirect Callback URLs", required="Type an address.", check=_https),
))  # fmt: skip
SETTINGS = Form("Save", (
    Field("uninstall", "Uninstall Callback URL", required="Form can't be saved: all three must be filled.",
          check=_https),
    Field("delete", "Delete Callback URL", required="Form can't be saved: all three must be filled.", check=_https),
))  # fmt: skip


def generator(profile: Profile) -> Form:
    return Form(f"Generate Access Token for {profile.username}", (
        Field("username", "Profile", "hidden"),
        Field("understand", "The token is shown once", "checkbox", (("yes", "I understand"),),
              required="Tick the box first."),
    ))  # fmt: skip
