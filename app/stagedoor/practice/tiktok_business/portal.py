"""The portal: registration, apps, and the page where a person ticks ad accounts.

Source: business-api.tiktok.com/portal, tiktok/tiktok-business-api-sdk: python_sdk/docs/AuthenticationApi.md.
"""

from urllib.parse import urlsplit

from stagedoor.practice import consent
from stagedoor.practice.forms import Field, Form, lines, one, read
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, see_other
from stagedoor.practice.pages import el, page, shown
from stagedoor.practice.paths import Paths
from stagedoor.practice.tiktok_business.state import App, TikTokBusiness

PATHS = Paths()
SITE = "TikTok API for Business"
AUTH = "/auth"


def _address(value: str) -> str:
    parts = urlsplit(value)
    return "" if parts.scheme in ("http", "https") and parts.hostname and "#" not in value else f"Invalid URL: {value}"


REGISTER = Form(
    "Become a Developer",
    (
        Field("company", "Company name", required="Enter a name."),
        Field("website", "Website", required="Enter a website.", check=_address),
    ),
)
CREATE = Form(
    "Create",
    (
        Field("name", "App name", required="Enter a name."),
        Field("redirects", "Advertiser redirect URL", "textarea", hint="One per line, at most 10.", check=_address,
              by_line=True, most=10),
    ),
    title="Create new app",
)  # fmt: skip


def _url(business: TikTokBusiness, path: str) -> str:
    return business.place.host("portal") + path


def _again(business: TikTokBusiness, form: Form, path: str, ask: Ask) -> RefusedError:
    values = read(form, ask.form_pairs)
    errors = form.errors(values)
    drawn = page("Developer portal", form.draw(_url(business, path), values, errors), site=SITE)
    return RefusedError(html_answer(drawn, 400, reason="; ".join(errors.values())))


@PATHS.on("GET", "/")
def home(business: TikTokBusiness, _ask: Ask) -> Answer:
    """My Apps for developers; everybody else registers first."""
    if not business.registered:
        return html_answer(page("Developer portal", REGISTER.draw(_url(business, "/register")), site=SITE))
    mine = [el("li", el("a", app.name, href=_url(business, f"/app/{app.id}"))) for app in business.apps.values()]
    return html_answer(page("My Apps", el("ul", *mine), CREATE.draw(_url(business, "/create")), site=SITE))


@PATHS.on("POST", "/register")
def register(business: TikTokBusiness, ask: Ask) -> Answer:
    """Checked within about three business days; here at once."""
    if REGISTER.errors(read(REGISTER, ask.form_pairs)):
        raise _again(business, REGISTER, "/register", ask)
    business.registered = True
    return see_other(_url(business, "/"))


@PATHS.on("POST", "/create")
def create(business: TikTokBusiness, ask: Ask) -> Answer:
    values = read(CREATE, ask.form_pairs)
    if CREATE.errors(values):
        raise _again(business, CREATE, "/create", ask)
    app = business.new_app(one(values, "name"), lines(values, "redirects"))
    return see_other(_url(business, f"/app/{app.id}"))


@PATHS.on("GET", "/app/{id}")
def app_page(business: TikTokBusiness, ask: Ask) -> Answer:
    app = business.apps.get(ask.params["id"])
    if app is None:
        return html_answer(page("No such app", site=SITE), 404, reason="no such app")
    return html_answer(page(app.name, shown("App ID", app.id), shown("Secret", app.secret), site=SITE))


@PATHS.on("GET", AUTH)
def ask_person(business: TikTokBusiness, ask: Ask) -> Answer:
    """Which ad accounts the app may reach."""
    app = business.apps.get(ask.query.get("app_id", ""))
    redirect = ask.query.get("redirect_uri", "")
    if app is None or redirect not in app.redirects or not ask.query.get("state"):
        return _dead_end(app, redirect)
    asked = consent.Asked(app.id, redirect, (), ask.query["state"], "", "")
    number = business.desk.keep(asked)
    boxes = [
        el("label", el("input", type="checkbox", name="advertiser", value=id, checked=True), name, class_="choice")
        for id, name in business.advertisers.items()
    ]
    form = el(
        "form", el("input", type="hidden", name="request", value=number), *boxes,
        el("button", "Confirm", name="decision", value="allow"), method="post", action=_url(business, AUTH),
    )  # fmt: skip
    return html_answer(page(f"Authorize {app.name}", form, site=SITE))


@PATHS.on("POST", AUTH)
def decided(business: TikTokBusiness, ask: Ask) -> Answer:
    asked = business.desk.take(ask.form.get("request", ""))
    if asked is None:
        return html_answer(page("This page is not open any more", site=SITE), 400, reason="not open any more")
    ticked = tuple(value for name, value in ask.form_pairs if name == "advertiser" and value in business.advertisers)
    code = business.engine.authorize(client=asked.client, person="ana", scopes=ticked, redirect="")
    return see_other(consent.back(asked, auth_code=code.value))


def _dead_end(app: App | None, redirect: str) -> Answer:
    text = "app_id does not exist" if app is None else f"Invalid redirect URL: {redirect}"
    return html_answer(page("Invalid redirect URL" if app else "Error", el("p", text), site=SITE), 400, reason=text)
