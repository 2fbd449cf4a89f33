"""What every page of the console shares: the frame, who is signed in, and which project the bar at the top shows."""

from urllib.parse import urlsplit

from stagedoor.practice.forms import Form, Values
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, see_other
from stagedoor.practice.pages import el, page
from stagedoor.practice.youtube import session
from stagedoor.practice.youtube.state import Account, Project, YouTube

SITE = "Google Cloud"
COOKIE = "google_project"
MENU = (
    ("Overview", "/auth/overview"), ("Audience", "/auth/audience"), ("Clients", "/auth/clients"),
    ("YouTube Data API v3", "/apis/library/youtube.googleapis.com"), ("New Project", "/projectcreate"),
    ("Switch account", "/login"),
)  # fmt: skip


def url(google: YouTube, path: str, project: Project | None = None) -> str:
    return google.place.host("console") + path + (f"?project={project.id}" if project else "")


def frame(google: YouTube, title: str, *parts: str, project: Project | None = None) -> str:
    nav = [(label, url(google, path, project)) for label, path in MENU]
    bar = el("p", f"Project: {project.name} ({project.id})" if project else "Select a project")
    return page(title, bar, *parts, site=SITE, nav=nav)


def developer(google: YouTube, ask: Ask) -> Account:
    """Sends the browser to the sign-in first; without 2-step login the console stays closed."""
    who = session.account(google, ask)
    if who is None:
        raise RefusedError(see_other(url(google, "/login")))
    if not who.two_step:
        text = "Turn on 2-Step Verification to use Google Cloud."
        raise RefusedError(html_answer(frame(google, text), 403, reason="no 2-step login"))
    return who


def project(google: YouTube, ask: Ask) -> Project:
    """The project that the address names, else the one that was open last: that is how people go astray."""
    who = developer(google, ask)
    found = google.projects.get(ask.query.get("project", ask.cookies.get(COOKIE, "")))
    if found is None or found.owner != who.email:
        text = "You need additional access to the project, or it does not exist."
        raise RefusedError(html_answer(frame(google, text), 404, reason="no such project"))
    return found


def opened(google: YouTube, answer: Answer, project: Project) -> Answer:
    path = urlsplit(google.place.base).path
    return answer.plus(("set-cookie", f"{COOKIE}={project.id}; Path={path}; HttpOnly; SameSite=Lax"))


def again(google: YouTube, title: str, form: Form, to: str, values: Values, project: Project | None = None) -> Answer:
    errors = form.errors(values)
    drawn = frame(google, title, form.draw(to, values, errors), project=project)
    return html_answer(drawn, 400, reason="; ".join(errors.values()))
