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


def business_email(domain: str) -> Form:
    def check(value: str) -> str:
        return "" if domain and value.endswith(f"@{domain}") else "Enter an email on your organization's domain."

    return Form(
        "Verify email", (Field("email", "Business email", required="Enter a business email.", check=check),),
        title="Business email verification",
    )  # fmt: skip


def access_request(legal: str) -> Form:
    """The form of learn.microsoft.com/linkedin/marketing/community-management-app-review."""

    def check(value: str) -> str:
        return "" if value == legal else "The name does not match the registry."

    return Form(
        "Submit access request",
        (
            Field("legal", "Legal name of the organization", required="Enter the legal name.", check=check),
            Field("address", "Registered address", required="Enter the registered address."),
            Field("website", "Website", required="Enter a website.", check=web_address),
            Field("privacy", "Privacy policy", required="Enter an address.", check=web_address),
            Field("uses", "Use cases", "checkbox", (("pages", "Page management"), ("events", "Events management")),
                  required="Choose a use case."),
        ),
        title="Community Management API Access Request Form",
    )  # fmt: skip


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
