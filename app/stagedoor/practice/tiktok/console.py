"""What every page of the developer portal shares: the frame, who is signed in, whose app and which position it is."""

from stagedoor.practice.forms import Form, Values
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, see_other
from stagedoor.practice.pages import page
from stagedoor.practice.tiktok import session
from stagedoor.practice.tiktok.state import App, Position, TikTok

NAV = (("Manage apps", "/apps/"), ("Log out", "/logout"))


def url(tiktok: TikTok, path: str) -> str:
    return tiktok.place.host("portal") + path


def frame(tiktok: TikTok, title: str, *parts: str) -> str:
    links = [(label, url(tiktok, path)) for label, path in NAV]
    return page(title, *parts, site="TikTok for Developers", nav=links)


def again(tiktok: TikTok, title: str, form: Form, path: str, values: Values) -> Answer:
    """The form once more, with what is wrong in it."""
    errors = form.errors(values)
    drawn = form.draw(url(tiktok, path), values, errors)
    return html_answer(frame(tiktok, title, drawn), 400, reason="; ".join(errors.values()))


def developer(tiktok: TikTok, ask: Ask) -> str:
    """Who is signed in; sends the browser to the sign-in first. A TikTok login does not count here."""
    email = session.developer(tiktok, ask)
    if not email:
        raise RefusedError(see_other(url(tiktok, "/login")))
    return email


def own_app(tiktok: TikTok, ask: Ask) -> App:
    email = developer(tiktok, ask)
    app = tiktok.apps.get(ask.params["id"])
    if app is None or app.owner != email:
        raise RefusedError(html_answer(frame(tiktok, "This app does not exist"), 404, reason="no such app"))
    return app


def own_sandbox(tiktok: TikTok, ask: Ask) -> tuple[App, Position]:
    app = own_app(tiktok, ask)
    number = ask.params["number"]
    if not number.isdecimal() or not 0 <= int(number) < len(app.sandboxes):
        raise RefusedError(html_answer(frame(tiktok, "This sandbox does not exist"), 404, reason="no such sandbox"))
    return app, app.sandboxes[int(number)]
