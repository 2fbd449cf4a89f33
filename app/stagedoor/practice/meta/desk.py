"""What every page of the portal shares: the frame, who is signed in, whose Meta app it is. All links are relative to
the host, so that the same portal stands at each of the three platforms.
"""

from urllib.parse import urlsplit

from stagedoor.practice.forms import Form, Values
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, see_other
from stagedoor.practice.meta import session
from stagedoor.practice.meta.state import App, Meta, Person
from stagedoor.practice.pages import page

TABS = (
    ("Dashboard", ""), ("Use cases", "use_cases/"), ("Facebook Login for Business", "business-login/settings/"),
    ("Publish", "go_live/"), ("App settings", "settings/basic/"), ("App roles", "roles/roles/"),
)  # fmt: skip


def url(ask: Ask, path: str) -> str:
    """An address of this portal, at the host at which it was asked."""
    head, portal, _ = urlsplit(ask.url).path.partition("/portal")
    return head + portal + path


def frame(ask: Ask, title: str, *parts: str, app: App | None = None) -> str:
    nav = [("My Apps", url(ask, "/apps/")), ("Tools", url(ask, "/tools/explorer/"))]
    if app is not None:
        nav += [(label, url(ask, f"/apps/{app.id}/{tab}")) for label, tab in TABS]
    return page(title, *parts, site="Meta for Developers", nav=nav)


def person(meta: Meta, ask: Ask) -> Person:
    return session.person(meta, ask) or meta.people[meta.signed_in]


def own_app(meta: Meta, ask: Ask) -> App:
    app = meta.apps.get(ask.params["id"])
    if app is None or not meta.has_role(app, person(meta, ask).key):
        raise RefusedError(html_answer(frame(ask, "Page not found"), 404, reason="no such app"))
    return app


def again(ask: Ask, title: str, form: Form, values: Values, app: App | None = None) -> Answer:
    errors = form.errors(values)
    text = frame(ask, title, form.draw("", values, errors), app=app)
    return html_answer(text, 400, reason="; ".join(errors.values()))


def back(ask: Ask, path: str) -> Answer:
    return see_other(url(ask, path))
