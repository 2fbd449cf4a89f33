"""What every page of the console shares: the frame, who is signed in, whose app it is."""

from stagedoor.practice.messages import Ask, RefusedError, html_answer, see_other
from stagedoor.practice.pages import page
from stagedoor.practice.x import session
from stagedoor.practice.x.state import Account, App, X

SIDEBAR = (("Dashboard", "/"), ("Apps", "/apps"), ("Credits", "/credits"), ("Switch account", "/login"))


def url(x: X, path: str) -> str:
    return x.place.host("portal") + path


def frame(x: X, title: str, *parts: str) -> str:
    return page(title, *parts, site="Developer Console", nav=[(label, url(x, path)) for label, path in SIDEBAR])


def developer(x: X, ask: Ask, *, agreed: bool = True) -> Account:
    """Who is signed in; sends the browser to sign-in or the agreement first."""
    who = session.account(x, ask)
    if who is None:
        raise RefusedError(see_other(url(x, "/login")))
    if agreed and not who.agreed:
        raise RefusedError(see_other(url(x, "/agreement")))
    return who


def apps_of(x: X, who: Account) -> list[App]:
    return [app for app in x.apps.values() if app.owner == who.username]


def own_app(x: X, ask: Ask) -> App:
    who = developer(x, ask)
    app = x.apps.get(ask.params["id"])
    if app is None or app.owner != who.username:
        raise RefusedError(html_answer(frame(x, "This app does not exist"), 404, reason="no such app"))
    return app
