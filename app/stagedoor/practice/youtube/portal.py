"""The console up to a project that may ask for consent: sign in, project, API, branding, audience.

Sources: support.google.com/cloud/answer/15544987, 15549945, 13464323.
"""

from stagedoor.practice.forms import Form, lines, one, read
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import el, shown
from stagedoor.practice.paths import Paths
from stagedoor.practice.youtube import forms, session
from stagedoor.practice.youtube.console import again, developer, frame, opened, project, url
from stagedoor.practice.youtube.state import YouTube

PATHS = Paths()
ENABLE = "/apis/library/youtube.googleapis.com"
MOST_TESTERS = 100


@PATHS.on("GET", "/")
def dashboard(google: YouTube, ask: Ask) -> Answer:
    who = developer(google, ask)
    mine = [el("li", f"{p.name}: {p.id}") for p in google.projects.values() if p.owner == who.email]
    return html_answer(frame(google, "Dashboard", el("ul", *mine)))


@PATHS.on("GET", "/login")
def login_page(google: YouTube, _ask: Ask) -> Answer:
    return html_answer(frame(google, "Choose an account", _login(google).draw(url(google, "/login"))))


@PATHS.on("POST", "/login")
def login(google: YouTube, ask: Ask) -> Answer:
    form = _login(google)
    values = read(form, ask.form_pairs)
    if form.errors(values):
        return again(google, "Choose an account", form, url(google, "/login"), values)
    return session.remember(google, see_other(url(google, "/")), one(values, "account"))


def _login(google: YouTube) -> Form:
    return forms.sign_in(tuple((a.email, f"{a.name} ({a.email})") for a in google.accounts.values()))


@PATHS.on("GET", "/projectcreate")
def project_page(google: YouTube, ask: Ask) -> Answer:
    developer(google, ask)
    return html_answer(frame(google, "New Project", forms.PROJECT.draw(url(google, "/projectcreate"))))


@PATHS.on("POST", "/projectcreate")
def create_project(google: YouTube, ask: Ask) -> Answer:
    who = developer(google, ask)
    values = read(forms.PROJECT, ask.form_pairs)
    if forms.PROJECT.errors(values):
        return again(google, "New Project", forms.PROJECT, url(google, "/projectcreate"), values)
    made = google.new_project(one(values, "name"), who.email)
    text = el("p", "Your new project is ready.")
    drawn = frame(google, "Project info", text, shown("Project name", made.name), shown("Project ID", made.id))
    return opened(google, html_answer(drawn), made)


@PATHS.on("GET", ENABLE)
def library(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    state = el("p", "API Enabled") if here.api_enabled else forms.ENABLE.draw(url(google, ENABLE, here))
    return html_answer(frame(google, "YouTube Data API v3", state, project=here))


@PATHS.on("POST", ENABLE)
def enable(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    here.api_enabled = True
    return see_other(url(google, ENABLE, here))


@PATHS.on("GET", "/auth/overview")
def overview(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    if here.app_name:
        parts = [el("p", f"App name: {here.app_name}"), el("p", f"Audience: {here.audience}")]
    else:
        parts = [el("p", "Get started"), forms.GET_STARTED.draw(url(google, "/auth/overview", here))]
    return html_answer(frame(google, "Google Auth Platform", *parts, project=here))


@PATHS.on("POST", "/auth/overview")
def get_started(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    values = read(forms.GET_STARTED, ask.form_pairs)
    to = url(google, "/auth/overview", here)
    if forms.GET_STARTED.errors(values):
        return again(google, "Google Auth Platform", forms.GET_STARTED, to, values, here)
    here.app_name, here.audience = one(values, "app_name"), one(values, "audience")
    return see_other(to)


@PATHS.on("GET", "/auth/audience")
def audience(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    if not here.app_name:
        text = el("p", "Google Auth Platform not configured yet. Get started.")
        return html_answer(frame(google, "Audience", text, project=here))
    form, to = (forms.PUBLISH, "/auth/audience/publish") if here.status == "testing" else (forms.BACK, "/auth/back")
    listed = [el("li", email) for email in here.testers]
    testers = forms.TESTERS.draw(url(google, "/auth/audience/testers", here))
    return html_answer(
        frame(google, "Audience", form.draw(url(google, to, here)), el("ul", *listed), testers, project=here)
    )


@PATHS.on("POST", "/auth/audience/publish")
def publish(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    text = el("p", "Your app will be available to any user with a Google Account. It may need verification.")
    confirm = forms.CONFIRM.draw(url(google, "/auth/audience/confirm", here))
    return html_answer(frame(google, "Push to production?", text, confirm, project=here))


@PATHS.on("POST", "/auth/audience/confirm")
def confirm(google: YouTube, ask: Ask) -> Answer:
    """Sign-ins that were made in Testing keep their seven days."""
    here = project(google, ask)
    here.status = "production"
    return see_other(url(google, "/auth/audience", here))


@PATHS.on("POST", "/auth/back")
def back(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    here.status = "testing"
    return see_other(url(google, "/auth/audience", here))


@PATHS.on("POST", "/auth/audience/testers")
def testers(google: YouTube, ask: Ask) -> Answer:
    """Places are never given back, so the list only grows."""
    here = project(google, ask)
    values = read(forms.TESTERS, ask.form_pairs)
    to = url(google, "/auth/audience/testers", here)
    if forms.TESTERS.errors(values) or len(here.testers) >= MOST_TESTERS:
        return again(google, "Audience", forms.TESTERS, to, values, here)
    here.testers += [email for email in lines(values, "emails") if email not in here.testers]
    return see_other(url(google, "/auth/audience", here))
