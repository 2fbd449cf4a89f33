"""The developer portal's forms: labels, field names and validation (linkedin.com/developers as of August 2026).

Labels as in searlsco/posse_party: docs/account_setup/linkedin.md and alexey-pelykh/linkedctl: docs/oauth-setup.md.
"""

import re
from urllib.parse import urlsplit

from stagedoor.practice.forms import Field, Form
from stagedoor.practice.linkedin.state import COMMUNITY, OIDC, PRODUCTS, SHARE

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BRAND = re.compile(r"linked\s?in|linked", re.IGNORECASE)


def app_name(value: str) -> str:
    return "App name cannot contain LinkedIn or a part of it." if BRAND.search(value) else ""


def web_address(value: str) -> str:
    parts = urlsplit(value)
    return "" if parts.scheme == "https" and "." in (parts.hostname or "") else "Enter a valid URL."


def redirect(value: str) -> str:
    """Absolute, without a fragment; plain http for this computer only."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or "#" in value:
        return f"Not a valid absolute URL: {value}"
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        return f"Use https: {value}"
    return ""


def sign_in(people: tuple[tuple[str, str], ...]) -> Form:
    return Form("Sign in", (Field("member", "Member", "radio", people, required="Choose a member."),))


MAKE_PAGE = Form(
    "Create page",
    (
        Field("name", "Name", required="Enter the name of the Page."),
        Field("terms", "Terms", "checkbox", (("accepted", "I am an authorized representative"),),
              required="Confirm that you may act for this Page."),
    ),
)  # fmt: skip


def create(pages: tuple[tuple[str, str], ...]) -> Form:
    return Form(
        "Create app",
        (
            Field("name", "App name", required="App name is required.", check=app_name),
            Field("page", "LinkedIn Page", "select", (("", "Choose a Page"), *pages),
                  required="A LinkedIn Page is required."),
            Field("privacy", "Privacy policy URL", check=web_address),
            Field("logo", "App logo", "checkbox", (("square.png", "Upload a logo: square.png"),),
                  required="A logo is required."),
            Field("terms", "Legal agreement", "checkbox", (("accepted", "I have read and agree to these terms"),),
                  required="You must agree to the terms."),
        ),
    )  # fmt: skip


TERMS = Field("terms", "Terms of the product", "checkbox", (("accepted", "I have read and agree to these terms"),),
              required="You must agree to the terms.")  # fmt: skip


def request(product: str) -> Form:
    return Form(f"Request access: {PRODUCTS[product]}", (TERMS,), title=PRODUCTS[product])


REDIRECTS = Form(
    "Update",
    (Field("redirects", "Authorized redirect URLs for your app", "textarea", check=redirect, by_line=True),),
    title="OAuth 2.0 settings",
)
ORDER = (SHARE, OIDC, COMMUNITY)


def generator(apps: tuple[tuple[str, str], ...], scopes: tuple[str, ...]) -> Form:
    return Form(
        "Request access token",
        (
            Field("app", "Select an app", "select", (("", "Choose"), *apps), required="Select an app."),
            Field("scopes", "Select scopes", "checkbox", tuple((s, s) for s in scopes), required="Select a scope."),
        ),
    )
