"""The console's forms: labels, field names, order and validation (console.x.com as of August 2026).

Labels as in docs.x.com/fundamentals/developer-apps and docs.x.com/fundamentals/developer-portal.
"""

from urllib.parse import urlsplit

from stagedoor.practice.forms import Field, Form

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BANNED = ("javascript", "data", "file", "vbscript", "about", "blob")


def callback(value: str) -> str:
    """Plain http only for this computer; some schemes never (docs.x.com/fundamentals/developer-apps)."""
    parts = urlsplit(value)
    if not parts.scheme or parts.scheme in BANNED or not (parts.netloc or parts.path):
        return f"Not a valid URL: {value}"
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        return "Use https, or http for a loopback address."
    return ""


def website(value: str) -> str:
    parts = urlsplit(value)
    host = parts.hostname or ""
    if parts.scheme != "https" or host in LOOPBACK or "." not in host:
        return "Website URL: enter a valid https URL. localhost is not accepted."
    return ""


def amount(value: str) -> str:
    plain = value.replace(".", "", 1)
    return "" if plain.isdecimal() and float(value) > 0 else "Enter an amount in US dollars."


def sign_in(people: tuple[tuple[str, str], ...]) -> Form:
    account = Field("account", "Account", "radio", people, required="Choose an account.")
    return Form("Sign in", (account,))


AGREEMENT = Form(
    "Submit",
    (
        Field(
            "use_case",
            "Describe all of your use cases of X's data and API",
            "textarea",
            required="Describe your use case in your own words.",
        ),
        Field(
            "terms",
            "Developer Agreement",
            "checkbox",
            (("accepted", "You accept the Terms & Conditions"),),
            required="You must accept the Developer Agreement.",
        ),
    ),
)
CREDITS = Form(
    "Purchase credits",
    (
        Field("amount", "Amount (USD)", required="Enter an amount in US dollars.", check=amount),
        Field("auto_recharge", "Auto-recharge", "checkbox", (("on", "Recharge when the balance is low"),)),
    ),
    title="Purchase credits",
)
SPEND_CAP = Form("Save spend cap", (Field("cap", "Spend cap (USD)", check=amount),), title="Manage Spend Cap")
ENVIRONMENTS = (("production", "Production"), ("staging", "Staging"), ("development", "Development"))
CREATE_APP = Form(
    "Create",
    (
        Field("name", "Application Name", required="Enter a name."),
        Field("environment", "Environment", "select", ENVIRONMENTS, required="Choose an environment."),
    ),
    title="Create New Client Application",
)
PACKAGES = (("", "Choose a package"), ("pay-per-use", "Pay-per-use"))
MOVE = Form(
    "Move to package",
    (
        Field("package", "Package", "select", PACKAGES, required="Choose a package."),
        Field("environment", "Environment", "select", ENVIRONMENTS, required="Choose an environment."),
    ),
    title="Project Access: none",
)
PERMISSIONS = (
    ("read", "Read"),
    ("read-write", "Read and write"),
    ("read-write-directmessages", "Read and write and Direct message"),
)
KINDS = (("native", "Native App"), ("web", "Web App, Automated App or Bot"))
AUTH_SETTINGS = Form(
    "Save Changes",
    (
        Field("permissions", "App permissions", "radio", PERMISSIONS, required="Choose App permissions."),
        Field("kind", "Type of App", "radio", KINDS, required="Choose a Type of App."),
        Field(
            "callbacks",
            "Callback URI / Redirect URL",
            "textarea",
            required="Enter a Callback URI.",
            hint="One per line, at most 10.",
            check=callback,
            by_line=True,
            most=10,
        ),
        Field("website", "Website URL", required="Enter a Website URL.", check=website),
    ),
    title="User authentication settings",
)
