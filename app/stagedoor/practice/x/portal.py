"""The developer console up to a working app: sign in, agreement, credits, create, package, user authentication.

Sources: docs.x.com/x-api/getting-started/getting-access, docs.x.com/fundamentals/developer-portal,
README of xdevplatform/xurl (Move to package).
"""

from stagedoor.practice.forms import Form, Values, lines, one, read
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import el, shown
from stagedoor.practice.paths import Paths
from stagedoor.practice.x import console, forms, session
from stagedoor.practice.x.console import developer, frame, own_app, url
from stagedoor.practice.x.state import X

PATHS = Paths()


@PATHS.on("GET", "/")
def dashboard(x: X, ask: Ask) -> Answer:
    who = developer(x, ask)
    text = f"{who.name} (@{who.username}), {who.followers:,} followers. Credits: ${who.credits:.2f}"
    return html_answer(frame(x, "Dashboard", el("p", text), el("p", f"Apps: {len(console.apps_of(x, who))}")))


@PATHS.on("GET", "/login")
def login_page(x: X, _ask: Ask) -> Answer:
    return html_answer(frame(x, "Sign in to X", _login(x).draw(url(x, "/login"))))


@PATHS.on("POST", "/login")
def login(x: X, ask: Ask) -> Answer:
    form = _login(x)
    values = read(form, ask.form_pairs)
    if form.errors(values):
        return _again(x, "Sign in to X", form, "/login", values)
    return session.remember(x, see_other(url(x, "/")), one(values, "account"))


def _login(x: X) -> Form:
    people = ((a.username, f"{a.name} (@{a.username})") for a in x.accounts.values())
    return forms.sign_in(tuple(people))


@PATHS.on("GET", "/agreement")
def agreement_page(x: X, _ask: Ask) -> Answer:
    return html_answer(frame(x, "Developer agreement", forms.AGREEMENT.draw(url(x, "/agreement"))))


@PATHS.on("POST", "/agreement")
def agreement(x: X, ask: Ask) -> Answer:
    who = developer(x, ask, agreed=False)
    values = read(forms.AGREEMENT, ask.form_pairs)
    if forms.AGREEMENT.errors(values):
        return _again(x, "Developer agreement", forms.AGREEMENT, "/agreement", values)
    who.agreed, who.use_case = True, one(values, "use_case")
    return see_other(url(x, "/"))


@PATHS.on("GET", "/credits")
def credits_page(x: X, ask: Ask) -> Answer:
    who = developer(x, ask)
    cap = f" Spend cap: ${who.spend_cap:.2f}" if who.spend_cap is not None else ""
    buy, limit = forms.CREDITS.draw(url(x, "/credits")), forms.SPEND_CAP.draw(url(x, "/spend-cap"))
    return html_answer(frame(x, "Credits", el("p", f"Balance: ${who.credits:.2f}.{cap}"), buy, limit))


@PATHS.on("POST", "/credits")
def buy_credits(x: X, ask: Ask) -> Answer:
    who = developer(x, ask)
    values = read(forms.CREDITS, ask.form_pairs)
    if forms.CREDITS.errors(values):
        return _again(x, "Credits", forms.CREDITS, "/credits", values)
    who.credits += float(one(values, "amount"))
    return see_other(url(x, "/credits"))


@PATHS.on("POST", "/spend-cap")
def set_cap(x: X, ask: Ask) -> Answer:
    who = developer(x, ask)
    values = read(forms.SPEND_CAP, ask.form_pairs)
    if forms.SPEND_CAP.errors(values):
        return _again(x, "Credits", forms.SPEND_CAP, "/spend-cap", values)
    who.spend_cap = float(one(values, "cap")) if one(values, "cap") else None
    return see_other(url(x, "/credits"))


@PATHS.on("GET", "/apps")
def apps_page(x: X, ask: Ask) -> Answer:
    who = developer(x, ask)
    listed = [el("li", el("a", a.name, href=url(x, f"/apps/{a.id}"))) for a in console.apps_of(x, who)]
    return html_answer(frame(x, "Apps", el("ul", *listed), el("a", "Create App", href=url(x, "/apps/new"))))


@PATHS.on("GET", "/apps/new")
def create_page(x: X, ask: Ask) -> Answer:
    developer(x, ask)
    return html_answer(frame(x, "Apps", forms.CREATE_APP.draw(url(x, "/apps/new"))))


@PATHS.on("POST", "/apps/new")
def create(x: X, ask: Ask) -> Answer:
    """The dialog shows the three credentials this once."""
    who = developer(x, ask)
    values = read(forms.CREATE_APP, ask.form_pairs)
    if forms.CREATE_APP.errors(values):
        return _again(x, "Apps", forms.CREATE_APP, "/apps/new", values)
    app = x.new_app(one(values, "name"), who.username, one(values, "environment"))
    return html_answer(
        frame(
            x,
            "Your app was created",
            el("p", "Save these credentials now. You will not be able to see them again."),
            shown("Consumer Key", app.api_key),
            shown("Consumer Secret", app.api_secret),
            shown("Bearer Token", app.bearer),
            el("a", "Yes, I saved them", href=url(x, f"/apps/{app.id}")),
        )
    )


@PATHS.on("GET", "/apps/{id}")
def app_page(x: X, ask: Ask) -> Answer:
    app = own_app(x, ask)
    access = el("p", f"Project Access: Pay Per Use ({app.environment})")
    bar = access if app.enrolled else forms.MOVE.draw(url(x, f"/apps/{app.id}/package"))
    links = (("Settings", f"/apps/{app.id}/settings"), ("Keys & Tokens", f"/apps/{app.id}/keys"))
    return html_answer(frame(x, app.name, bar, *(el("p", el("a", t, href=url(x, p))) for t, p in links)))


@PATHS.on("POST", "/apps/{id}/package")
def move(x: X, ask: Ask) -> Answer:
    app = own_app(x, ask)
    values = read(forms.MOVE, ask.form_pairs)
    if forms.MOVE.errors(values):
        return _again(x, app.name, forms.MOVE, f"/apps/{app.id}/package", values)
    app.enrolled, app.environment = True, one(values, "environment")
    return see_other(url(x, f"/apps/{app.id}"))


@PATHS.on("GET", "/apps/{id}/settings")
def settings_page(x: X, ask: Ask) -> Answer:
    app = own_app(x, ask)
    values = {
        "permissions": [app.permissions], "kind": [app.kind],
        "callbacks": ["\n".join(app.callbacks)], "website": [app.website],
    }  # fmt: skip
    return html_answer(frame(x, "Settings", forms.AUTH_SETTINGS.draw(url(x, f"/apps/{app.id}/settings"), values)))


@PATHS.on("POST", "/apps/{id}/settings")
def settings(x: X, ask: Ask) -> Answer:
    """Saving shows the Client ID, and for a Web App its secret, in a pop-up."""
    app = own_app(x, ask)
    values = read(forms.AUTH_SETTINGS, ask.form_pairs)
    if forms.AUTH_SETTINGS.errors(values):
        return _again(x, "Settings", forms.AUTH_SETTINGS, f"/apps/{app.id}/settings", values)
    app.permissions, app.kind = one(values, "permissions"), one(values, "kind")
    app.callbacks, app.website = lines(values, "callbacks"), one(values, "website")
    given = [shown("Client ID", app.client_id)]
    if app.kind == "web" and not app.client_secret:
        x.new_client_secret(app)
        given.append(shown("Client Secret", app.client_secret))
    done = el("a", "Done", href=url(x, f"/apps/{app.id}"))
    return html_answer(frame(x, "Here is your OAuth 2.0 Client ID and Client Secret", *given, done))


def _again(x: X, title: str, form: Form, path: str, values: Values) -> Answer:
    errors = form.errors(values)
    return html_answer(frame(x, title, form.draw(url(x, path), values, errors)), 400, reason="; ".join(errors.values()))
