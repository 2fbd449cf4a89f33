"""The developer portal: make an app behind a Page, verify the Page, return addresses, keys, tokens.

Sources: searlsco/posse_party: docs/account_setup/linkedin.md; alexey-pelykh/linkedctl: docs/oauth-setup.md;
help article a548360 (verification).
"""

from stagedoor.practice.forms import Form, lines, one, read
from stagedoor.practice.linkedin import forms, session
from stagedoor.practice.linkedin.desk import again, frame, member, own_app, url
from stagedoor.practice.linkedin.state import App, LinkedIn, Member
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, see_other
from stagedoor.practice.pages import button_form, el, shown
from stagedoor.practice.paths import Paths

PATHS = Paths()


@PATHS.on("GET", "/login")
def login_page(linkedin: LinkedIn, _ask: Ask) -> Answer:
    return html_answer(frame(linkedin, "Sign in", _login(linkedin).draw(url(linkedin, "/login"))))


@PATHS.on("POST", "/login")
def login(linkedin: LinkedIn, ask: Ask) -> Answer:
    form = _login(linkedin)
    values = read(form, ask.form_pairs)
    if form.errors(values):
        return again(linkedin, "Sign in", form, "/login", values)
    return session.remember(linkedin, see_other(url(linkedin, "/apps")), one(values, "member"))


def _login(linkedin: LinkedIn) -> Form:
    return forms.sign_in(tuple((m.key, m.name) for m in linkedin.members.values()))


@PATHS.on("GET", "/apps")
def apps_page(linkedin: LinkedIn, ask: Ask) -> Answer:
    mine = _apps_of(linkedin, member(linkedin, ask))
    listed = [el("li", el("a", app.name, href=url(linkedin, f"/apps/{app.id}/settings"))) for app in mine]
    make = el("a", "Create app", href=url(linkedin, "/apps/new"))
    return html_answer(frame(linkedin, "My apps", el("ul", *listed), make))


@PATHS.on("GET", "/apps/new")
def create_page(linkedin: LinkedIn, ask: Ask) -> Answer:
    member(linkedin, ask)
    return html_answer(frame(linkedin, "Create an app", _create(linkedin).draw(url(linkedin, "/apps/new"))))


@PATHS.on("POST", "/apps/new")
def create(linkedin: LinkedIn, ask: Ask) -> Answer:
    who, form = member(linkedin, ask), _create(linkedin)
    values = read(form, ask.form_pairs)
    if form.errors(values):
        return again(linkedin, "Create an app", form, "/apps/new", values)
    app = linkedin.new_app(one(values, "name"), who.key, one(values, "page"))
    return see_other(url(linkedin, f"/apps/{app.id}/settings"))


def _create(linkedin: LinkedIn) -> Form:
    return forms.create(tuple((page.name, page.name) for page in linkedin.pages.values()))


@PATHS.on("GET", "/apps/{id}/settings")
def settings(linkedin: LinkedIn, ask: Ask) -> Answer:
    app = own_app(linkedin, ask)
    state = "verified" if app.verified else "not verified"
    parts: list[str] = [el("p", f"Page: {app.page} ({state})")]
    if not app.verified:
        parts.append(button_form(url(linkedin, f"/apps/{app.id}/verify"), "Verify"))
    return html_answer(frame(linkedin, app.name, *parts, app=app))


@PATHS.on("POST", "/apps/{id}/verify")
def verify(linkedin: LinkedIn, ask: Ask) -> Answer:
    """The dialog with the address that only a super admin of the Page may open."""
    app = own_app(linkedin, ask)
    if ask.form.get("generate") != "yes":
        button = button_form(url(linkedin, f"/apps/{app.id}/verify"), "Generate URL", generate="yes")
        return html_answer(frame(linkedin, "Page verification", button, app=app))
    app.link = app.link or linkedin.place.mint.number(12)
    address = url(linkedin, f"/apps/verification/{app.link}")
    return html_answer(frame(linkedin, "Page verification", shown("Verification URL", address), app=app))


@PATHS.on("GET POST", "/apps/verification/{link}")
def approve(linkedin: LinkedIn, ask: Ask) -> Answer:
    who = member(linkedin, ask)
    app = next((a for a in linkedin.apps.values() if a.link == ask.params["link"]), None)
    if app is None or linkedin.pages[app.page].admin != who.key:
        text = "Only a super admin of the Page can open this address."
        raise RefusedError(html_answer(frame(linkedin, "Verify app", el("p", text)), 403, reason="no super admin"))
    if ask.method == "GET":
        text = el("p", f"{app.name} says that it belongs to {app.page}.")
        button = button_form(url(linkedin, f"/apps/verification/{app.link}"), "Verify")
        return html_answer(frame(linkedin, "Verify app", text, button))
    app.verified = True
    return see_other(url(linkedin, f"/apps/{app.id}/settings"))


@PATHS.on("GET", "/apps/{id}/auth")
def auth(linkedin: LinkedIn, ask: Ask) -> Answer:
    app = own_app(linkedin, ask)
    secret = shown("Primary Client Secret", "••••••••")
    if ask.query.get("shown") == "yes":
        secret = shown("Primary Client Secret", app.client_secret)
    eye = el("a", "Show", href=url(linkedin, f"/apps/{app.id}/auth?shown=yes"))
    values = {"redirects": ["\n".join(app.redirects)]}
    scopes = el("ul", *(el("li", scope) for scope in sorted(app.scopes))) if app.scopes else el("p", "No permissions")
    tools = el("a", "OAuth 2.0 tools", href=url(linkedin, "/tools/oauth/token-generator"))
    return html_answer(
        frame(
            linkedin, "Auth", el("h2", "Application credentials"), shown("Client ID", app.client_id), secret, eye,
            forms.REDIRECTS.draw(url(linkedin, f"/apps/{app.id}/auth"), values),
            el("h2", "OAuth 2.0 scopes"), scopes, tools, app=app,
        )
    )  # fmt: skip


@PATHS.on("POST", "/apps/{id}/auth")
def set_redirects(linkedin: LinkedIn, ask: Ask) -> Answer:
    app = own_app(linkedin, ask)
    values = read(forms.REDIRECTS, ask.form_pairs)
    if forms.REDIRECTS.errors(values):
        return again(linkedin, "Auth", forms.REDIRECTS, f"/apps/{app.id}/auth", values)
    app.redirects = lines(values, "redirects")
    return see_other(url(linkedin, f"/apps/{app.id}/auth"))


@PATHS.on("GET", "/tools/oauth/token-generator")
def generator_page(linkedin: LinkedIn, ask: Ask) -> Answer:
    form = _generator(linkedin, member(linkedin, ask))
    return html_answer(frame(linkedin, "OAuth Token Tools", form.draw(url(linkedin, "/tools/oauth/token-generator"))))


@PATHS.on("POST", "/tools/oauth/token-generator")
def generate(linkedin: LinkedIn, ask: Ask) -> Answer:
    """A token of 60 days for the developer's own profile."""
    who = member(linkedin, ask)
    form = _generator(linkedin, who)
    values = read(form, ask.form_pairs)
    path = "/tools/oauth/token-generator"
    if form.errors(values):
        return again(linkedin, "OAuth Token Tools", form, path, values)
    app = linkedin.apps[one(values, "app")]
    scopes = tuple(values["scopes"])
    if odd := set(scopes) - app.scopes:
        problem = f"{', '.join(sorted(odd))}: not among the products of this app"
        return html_answer(frame(linkedin, "OAuth Token Tools", el("p", problem)), 400, reason=problem)
    code = linkedin.engine.authorize(client=app.client_id, person=who.key, scopes=scopes, redirect=path)
    pair = linkedin.engine.exchange(code.value, client=app.client_id, redirect=path)
    text = el("p", "This token expires in 2 months.")
    return html_answer(frame(linkedin, "OAuth Token Tools", shown("Access token", pair.access.value), text))


def _apps_of(linkedin: LinkedIn, who: Member) -> list[App]:
    return [app for app in linkedin.apps.values() if app.owner == who.key]


def _generator(linkedin: LinkedIn, who: Member) -> Form:
    mine = _apps_of(linkedin, who)
    scopes = sorted({scope for app in mine for scope in app.scopes})
    return forms.generator(tuple((app.id, app.name) for app in mine), tuple(scopes))
