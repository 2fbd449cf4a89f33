"""The portal's forms: labels, field names and validation (developers.facebook.com, use-case dashboard of 2026).

Labels as in searlsco/posse_party: docs/account_setup/{meta,facebook,instagram}.md and images.
"""

import re

from stagedoor.practice.forms import Field, Form
from stagedoor.practice.meta.addresses import is_domain, is_https, is_public
from stagedoor.practice.meta.state import USE_CASES

UNREACHED = "name_placeholder should represent a valid URL"
BRAND = re.compile(r"facebook|insta|gram|meta|\bfb\b|whatsapp|oculus|threads", re.IGNORECASE)


def app_name(value: str) -> str:
    if found := BRAND.search(value):
        return f'App names may not contain "{found[0]}".'
    return "" if len(value) >= 3 else "Enter a longer name."


def email(value: str) -> str:
    return "" if re.fullmatch(r"\S+@\S+\.\S+", value) else "Enter a valid e-mail address."


def redirect(value: str) -> str:
    """Only https; plain http to this computer needs no entry while the app is not published."""
    return "" if is_https(value) else f"Enter a valid https URL: {value}"


def public(value: str) -> str:
    return "" if is_public(value) else UNREACHED


def domain(value: str) -> str:
    return "" if value == "localhost" or is_domain(value) else f"Enter a domain without https: {value}"


CREATE = Form(
    "Go to dashboard",
    (
        Field("name", "App name", required="Enter an app name.", check=app_name),
        Field("email", "App contact email", required="Enter a contact e-mail.", check=email),
        Field("use_cases", "Add use cases", "checkbox", tuple(USE_CASES.items()), required="Add a use case."),
        Field("business", "Which business portfolio do you want to connect to this app?", "radio",
              (("none", "I don't want to connect a business portfolio yet."),), required="Choose an option."),
    ),
)  # fmt: skip
REDIRECTS = Form(
    "Save changes",
    (Field("redirects", "Valid OAuth Redirect URIs", "textarea", check=redirect, by_line=True),),
    title="Client OAuth settings",
)
INSTAGRAM_REDIRECTS = Form(
    "Save",
    (Field("redirects", "Redirect URL", "textarea", check=redirect, by_line=True),),
    title="Set up Instagram business login",
)
BASIC = Form(
    "Save changes",
    (
        Field("domains", "App domains", "textarea", check=domain, by_line=True),
        Field("privacy_url", "Privacy policy URL", check=public),
        Field("deletion_url", "User data deletion", check=public),
    ),
    title="Basic settings",
)
ADD_PEOPLE = Form(
    "Add",
    (
        Field("role", "Role", "radio", (("instagram", "Instagram Tester"), ("threads", "Threads Tester")),
              required="Choose a role."),
        Field("username", "Username", required="Enter a username."),
    ),
    title="Add People",
)  # fmt: skip


def add_use_case(left: tuple[tuple[str, str], ...]) -> Form:
    return Form("Add use cases", (Field("use_cases", "Use cases", "checkbox", left, required="Choose one."),))
