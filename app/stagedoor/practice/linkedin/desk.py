"""What every page of the developer portal shares: the frame, who is signed in, whose app it is."""

from stagedoor.practice.forms import Form, Values
from stagedoor.practice.linkedin import session
from stagedoor.practice.linkedin.state import App, LinkedIn, Member
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, see_other
from stagedoor.practice.pages import page

TABS = (("Settings", "settings"), ("Auth", "auth"), ("Products", "products"))


def url(linkedin: LinkedIn, path: str) -> str:
    return linkedin.place.host("portal") + path


def frame(linkedin: LinkedIn, title: str, *parts: str, app: App | None = None) -> str:
    nav = [("My apps", url(linkedin, "/apps")), ("Switch member", url(linkedin, "/login"))]
    if app is not None:
        nav += [(label, url(linkedin, f"/apps/{app.id}/{tab}")) for label, tab in TABS]
    return page(title, *parts, site="LinkedIn Developers", nav=nav)


def member(linkedin: LinkedIn, ask: Ask) -> Member:
    """Who is signed in; sends the browser to the sign-in first."""
    who = session.member(linkedin, ask)
    if who is None:
        raise RefusedError(see_other(url(linkedin, "/login")))
    return who


def own_app(linkedin: LinkedIn, ask: Ask) -> App:
    who = member(linkedin, ask)
    app = linkedin.apps.get(ask.params["id"])
    if app is None or app.owner != who.key:
        text = frame(linkedin, "Page not found")
        raise RefusedError(html_answer(text, 404, reason="no such app"))
    return linkedin.reviewed(app)


def again(linkedin: LinkedIn, title: str, form: Form, path: str, values: Values) -> Answer:
    errors = form.errors(values)
    text = frame(linkedin, title, form.draw(url(linkedin, path), values, errors))
    return html_answer(text, 400, reason="; ".join(errors.values()))
