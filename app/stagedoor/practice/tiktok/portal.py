"""The developer portal up to a sandbox: sign-up, apps, Production and its review, and the switch to Sandbox.

Sources: developers.tiktok.com/doc/getting-started-create-an-app and .../add-a-sandbox.
"""

from copy import deepcopy

from stagedoor.practice.forms import one, read
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import Html, button_form, el, shown
from stagedoor.practice.paths import Paths
from stagedoor.practice.tiktok import forms, sections, session
from stagedoor.practice.tiktok.console import again, developer, frame, own_app, url
from stagedoor.practice.tiktok.state import App, TikTok

PATHS = Paths()
SANDBOXES = 5  # per app


@PATHS.on("GET", "/signup")
def sign_up_page(tiktok: TikTok, _ask: Ask) -> Answer:
    return html_answer(frame(tiktok, "Sign up", forms.SIGN_UP.draw(url(tiktok, "/signup"))))


@PATHS.on("POST", "/signup")
def sign_up(tiktok: TikTok, ask: Ask) -> Answer:
    values = read(forms.SIGN_UP, ask.form_pairs)
    if forms.SIGN_UP.errors(values):
        return again(tiktok, "Sign up", forms.SIGN_UP, "/signup", values)
    email = one(values, "email")
    tiktok.developers[email] = one(values, "password")
    return session.remember(tiktok, see_other(url(tiktok, "/apps/")), session.DEVELOPER, email)


@PATHS.on("GET", "/login")
def login_page(tiktok: TikTok, _ask: Ask) -> Answer:
    link = el("a", "Sign up", href=url(tiktok, "/signup"))
    return html_answer(frame(tiktok, "Log in", forms.LOG_IN.draw(url(tiktok, "/login")), link))


@PATHS.on("POST", "/login")
def login(tiktok: TikTok, ask: Ask) -> Answer:
    values = read(forms.LOG_IN, ask.form_pairs)
    email = one(values, "email")
    if forms.LOG_IN.errors(values) or tiktok.developers.get(email) != one(values, "password"):
        text = "Email or password is wrong. Your TikTok login does not work here."
        return html_answer(frame(tiktok, text), 400, reason="no such developer")
    return session.remember(tiktok, see_other(url(tiktok, "/apps/")), session.DEVELOPER, email)


@PATHS.on("GET", "/logout")
def log_out(tiktok: TikTok, _ask: Ask) -> Answer:
    return session.remember(tiktok, see_other(url(tiktok, "/login")), session.DEVELOPER, "")


@PATHS.on("GET", "/apps/")
def apps_page(tiktok: TikTok, ask: Ask) -> Answer:
    who = developer(tiktok, ask)
    mine = [a for a in tiktok.apps.values() if a.owner == who]
    listed = [el("li", el("a", a.name, href=url(tiktok, f"/app/{a.id}"))) for a in mine]
    connect = el("a", "Connect an app", href=url(tiktok, "/apps/connect"))
    return html_answer(frame(tiktok, "Manage apps", el("ul", *listed), connect))


@PATHS.on("GET", "/apps/connect")
def connect_page(tiktok: TikTok, ask: Ask) -> Answer:
    developer(tiktok, ask)
    return html_answer(frame(tiktok, "Manage apps", forms.CONNECT.draw(url(tiktok, "/apps/connect"))))


@PATHS.on("POST", "/apps/connect")
def connect(tiktok: TikTok, ask: Ask) -> Answer:
    who = developer(tiktok, ask)
    values = read(forms.CONNECT, ask.form_pairs)
    if forms.CONNECT.errors(values):
        return again(tiktok, "Manage apps", forms.CONNECT, "/apps/connect", values)
    return see_other(url(tiktok, f"/app/{tiktok.new_app(who).id}"))


@PATHS.on("GET", "/app/{id}")
def production(tiktok: TikTok, ask: Ask) -> Answer:
    """Where the switch stands at first; its pair works only after a review."""
    app = own_app(tiktok, ask)
    pair = app.production
    state = "Live in production." if pair.approved else "Staging. Submit for review before you use this app."
    return html_answer(
        frame(
            tiktok,
            app.name,
            switch(tiktok, app, "Production"),
            el("p", state),
            shown("Client key", pair.client_key),
            shown("Client secret", pair.client_secret),
            *sections.drawn(tiktok, pair.edited, f"/app/{app.id}/production"),
            button_form(url(tiktok, f"/app/{app.id}/review"), "Submit for review"),
        )
    )


@PATHS.on("POST", "/app/{id}/production/{section}")
def save(tiktok: TikTok, ask: Ask) -> Answer:
    """One section; nothing of it counts before a review."""
    app = own_app(tiktok, ask)
    sections.save(tiktok, ask, app.production.edited, app.name, f"/app/{app.id}/production")
    return see_other(url(tiktok, f"/app/{app.id}"))


@PATHS.on("POST", "/app/{id}/review")
def submit(tiktok: TikTok, ask: Ask) -> Answer:
    """Turned down, as "not for private or personal use" (.../app-review-guidelines); few are approved."""
    app = own_app(tiktok, ask)
    if missing := sections.missing(app.production.edited):
        text = f"Fill in first: {', '.join(missing)}"
        return html_answer(frame(tiktok, text), 400, reason=text)
    if not tiktok.approves:
        return html_answer(frame(tiktok, "Not approved: apps must not be for private or personal use."))
    app.production.applied, app.production.approved = deepcopy(app.production.edited), True
    return see_other(url(tiktok, f"/app/{app.id}"))


@PATHS.on("GET", "/app/{id}/sandbox")
def sandboxes(tiktok: TikTok, ask: Ask) -> Answer:
    app = own_app(tiktok, ask)
    listed = [
        el("li", el("a", each.name, href=url(tiktok, f"/app/{app.id}/sandbox/{number}")))
        for number, each in enumerate(app.sandboxes)
    ]
    create = forms.SANDBOX.draw(url(tiktok, f"/app/{app.id}/sandbox"))
    return html_answer(frame(tiktok, app.name, switch(tiktok, app, "Sandbox"), el("ul", *listed), create))


@PATHS.on("POST", "/app/{id}/sandbox")
def create_sandbox(tiktok: TikTok, ask: Ask) -> Answer:
    app = own_app(tiktok, ask)
    values = read(forms.SANDBOX, ask.form_pairs)
    if forms.SANDBOX.errors(values):
        return again(tiktok, app.name, forms.SANDBOX, f"/app/{app.id}/sandbox", values)
    if len(app.sandboxes) == SANDBOXES:
        return html_answer(frame(tiktok, f"At most {SANDBOXES} sandboxes"), 400, reason="too many sandboxes")
    made = tiktok.new_sandbox(app, one(values, "name"))
    if one(values, "clone"):
        made.edited.details = dict(app.production.edited.details)
    return see_other(url(tiktok, f"/app/{app.id}/sandbox/{len(app.sandboxes) - 1}"))


def switch(tiktok: TikTok, app: App, stands: str) -> Html:
    """The switch beside the name."""
    ways = (("Production", f"/app/{app.id}"), ("Sandbox", f"/app/{app.id}/sandbox"))
    parts = [el("b", name) if name == stands else el("a", name, href=url(tiktok, path)) for name, path in ways]
    return el("p", parts[0], " / ", parts[1])
