"""The portal's forms: labels, field names, order and validation.

Labels as in developers.tiktok.com/doc/getting-started-create-an-app and .../add-a-sandbox; rules of return addresses
as in .../login-kit-desktop and .../login-kit-web; of icon, name and description as in .../app-review-guidelines.
"""

import re
from urllib.parse import urlsplit

from stagedoor.practice.forms import Field, Form
from stagedoor.practice.tiktok.state import DESKTOP, PRODUCTS, WEB, Settings

LOOPBACK = ("127.0.0.1", "localhost")
NETWORKS = ("tiktok", "facebook", "instagram", "youtube", "linkedin", "twitter", "telegram", "snapchat")
CATEGORIES = (
    ("", "Choose a category"),
    ("business", "Business"),
    ("lifestyle", "Lifestyle"),
    ("photo", "Photo & Video"),
)
PLATFORMS = ((WEB, "Web"), (DESKTOP, "Desktop"), ("ios", "iOS"), ("android", "Android"))


def email(value: str) -> str:
    return "" if re.fullmatch(r"\S+@\S+\.\S+", value) else "Enter a valid email address."


def https(value: str) -> str:
    parts = urlsplit(value)
    host = parts.hostname or ""
    public = parts.scheme == "https" and "." in host and host not in LOOPBACK
    return "" if public else f"Enter a public URL that begins with https: {value}"


def app_name(value: str) -> str:
    named = next((word for word in NETWORKS if word in value.lower()), "")
    return f"The app name must not hold the name of a social network: {named}" if named else ""


def description(value: str) -> str:
    return "" if len(value) <= 120 else "Description: at most 120 characters."


def desktop_redirect(value: str) -> str:
    """Loopback only, with a port or * in its place."""
    problem = _static(value)
    parts = urlsplit(value)
    if problem or parts.scheme not in ("http", "https"):
        return problem or f"Enter an absolute URL: {value}"
    host, colon, port = parts.netloc.partition(":")
    if host not in LOOPBACK:
        return f"Desktop: only localhost or 127.0.0.1: {value}"
    return "" if colon and (port == "*" or port.isdecimal()) else f"Desktop: a port is required: {value}"


def web_redirect(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" or (parts.hostname or "") in (*LOOPBACK, ""):
        return f"Web: the URL must begin with https: {value}"
    return _static(value)


def _static(value: str) -> str:
    if len(value) >= 512:
        return "The URL must have less than 512 characters."
    return f"No query and no fragment: {value}" if "?" in value or "#" in value else ""


SIGN_UP = Form(
    "Sign up",
    (
        Field("email", "Email", required="Enter your email.", check=email),
        Field("password", "Password", required="Choose a password."),
        Field(
            "terms", "Terms", "checkbox", (("accepted", "I agree to the Developer Terms of Service"),),
            required="Accept the terms.",
        ),
    ),
)  # fmt: skip
LOG_IN = Form(
    "Log in",
    (
        Field("email", "Email", required="Enter your email.", check=email),
        Field("password", "Password", required="Enter your password."),
    ),
)
CONNECT = Form(
    "Confirm",
    (
        Field(
            "owner", "App owner", "radio", (("me", "You (individual)"), ("organization", "An organization")),
            required="Choose an owner.",
        ),
    ),
    title="Connect an app",
)  # fmt: skip
SANDBOX = Form(
    "Create Sandbox",
    (
        Field("name", "Sandbox name", required="Enter a name."),
        Field("clone", "Clone from", "select", (("", "None"), ("production", "Production"))),
    ),
    title="Create Sandbox",
)
DETAILS = Form(
    "Save App details",
    (
        Field(
            "icon", "App icon", "checkbox", (("uploaded", "icon.png, 1024 x 1024, PNG, under 5 MB"),),
            required="Upload an icon.",
        ),
        Field("name", "App name", required="Enter a name.", check=app_name),
        Field("category", "Category", "select", CATEGORIES, required="Choose a category."),
        Field("description", "Description", "textarea", required="Enter a description.", check=description),
        Field("terms_url", "Terms of Service URL", required="Enter a URL.", check=https),
        Field("privacy_url", "Privacy Policy URL", required="Enter a URL.", check=https),
    ),
    title="App details",
)  # fmt: skip
PLATFORM = Form(
    "Save Platforms",
    (
        Field("platforms", "Platforms", "checkbox", PLATFORMS, required="Choose a platform."),
        Field("website", "Web/Desktop URL", required="Enter the official website.", check=https),
    ),
    title="Platforms",
)
ADD_PRODUCTS = Form(
    "Save Products",
    (Field("products", "Add products", "checkbox", tuple(PRODUCTS.items()), required="Choose a product."),),
    title="Products",
)
DIRECT_POST = Form(
    "Save Direct Post",
    (Field("direct", "Direct Post", "checkbox", (("on", "Post content directly to authorized users' accounts"),)),),
    title="Content Posting API",
)


def redirects(ticked: set[str]) -> Form:
    """A list for each platform that is ticked."""
    rules = {DESKTOP: ("Redirect URI (Desktop)", desktop_redirect), WEB: ("Redirect URI (Web)", web_redirect)}
    fields = tuple(
        Field(f"redirect_{platform}", label, "textarea", hint="One per line, at most 10.", check=check, by_line=True,
              most=10)
        for platform, (label, check) in rules.items()
        if platform in ticked
    )  # fmt: skip
    return Form("Save Login Kit", fields, title="Login Kit")


def scopes(settings: Settings) -> Form:
    options = tuple((scope, scope) for scope in settings.offered)
    return Form("Save Scopes", (Field("scopes", "Add scopes", "checkbox", options),), title="Scopes")
