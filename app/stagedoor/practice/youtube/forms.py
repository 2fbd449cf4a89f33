"""The console's forms: labels, field names, order and validation (Google Auth Platform as of November 2026).

Labels as in support.google.com/cloud/answer/15544987 (branding), 15549945 (audience) and 15549257 (clients).
"""

from urllib.parse import urlsplit

from stagedoor.practice.forms import Field, Form

BRANDS = ("google", "youtube", "gmail", "android")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def brand_free(value: str) -> str:
    """App names with Google's brands are refused."""
    return "App name: remove Google brand names." if any(brand in value.lower() for brand in BRANDS) else ""


def email(value: str) -> str:
    name, at, host = value.partition("@")
    return "" if name and at and "." in host else "Enter a valid email address."


def redirect(value: str) -> str:
    """Web clients only (developers.google.com/identity/protocols/oauth2/web-server#uri-validation)."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "Invalid Redirect: must be a valid URI."
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        return "Invalid Redirect: must use https."
    if parts.fragment or "*" in value:
        return "Invalid Redirect: must not contain a fragment or a wildcard."
    return ""


def sign_in(people: tuple[tuple[str, str], ...]) -> Form:
    account = Field("account", "Account", "radio", people, required="Choose an account.")
    return Form("Next", (account,))


PROJECT = Form("Create", (Field("name", "Project name", required="Enter a project name."),), title="New Project")
ENABLE = Form("Enable", (), title="YouTube Data API v3")
AUDIENCES = (("internal", "Internal"), ("external", "External"))
GET_STARTED = Form(
    "Create",
    (
        Field("app_name", "App name", required="Enter an app name.", check=brand_free),
        Field("support_email", "User support email", required="Choose a support email.", check=email),
        Field("audience", "Audience", "radio", AUDIENCES, required="Choose an audience."),
        Field("contact_email", "Email addresses", required="Enter a contact email.", check=email),
        Field(
            "policy",
            "Finish",
            "checkbox",
            (("agreed", "I agree to the Google API Services: User Data Policy."),),
            required="You must agree to the policy.",
        ),
    ),
    title="Project configuration",
)
PUBLISH = Form("Publish app", (), title="Publishing status: Testing")
CONFIRM = Form("Confirm", (), title="Push to production?")
BACK = Form("Back to testing", (), title="Publishing status: In production")
TESTERS = Form(
    "Add users",
    (Field("emails", "Test users", "textarea", required="Enter an email.", check=email, by_line=True, most=100),),
    title="Test users",
)
KINDS = (
    ("", "Application type"), ("web", "Web application"), ("android", "Android"), ("ios", "iOS"),
    ("tv", "TVs and Limited Input devices"), ("installed", "Desktop app"),
)  # fmt: skip
CLIENT = Form(
    "Create",
    (
        Field("kind", "Application type", "select", KINDS, required="Choose an application type."),
        Field("name", "Name", required="Enter a name."),
        Field(
            "redirects",
            "Authorized redirect URIs",
            "textarea",
            hint="Web applications only, one per line.",
            check=redirect,
            by_line=True,
        ),
    ),
    title="Create OAuth client ID",
)
