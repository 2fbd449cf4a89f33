"""What the use case Access the Threads API adds to the portal: the pair, three addresses, the User Token Generator.

Sources: searlsco/posse_party: docs/account_setup/threads.md; pgray/ndl: OAUTH.md; fbsamples/threads_api#13 and #73.
"""

from collections.abc import Mapping

from stagedoor.practice.forms import one, read
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, see_other
from stagedoor.practice.meta.desk import frame, own_app, url
from stagedoor.practice.meta.state import THREADS, App
from stagedoor.practice.pages import Html, el, shown
from stagedoor.practice.paths import Paths
from stagedoor.practice.threads import forms
from stagedoor.practice.threads.state import Threads

PATHS = Paths()
USE_CASE = "/apps/{id}/use_cases/customize/"


@PATHS.on("GET", USE_CASE)
def use_case(threads: Threads, ask: Ask) -> Answer:
    return html_answer(_customize(threads, ask, reveal=ask.query.get("shown") == "yes"))


@PATHS.on("POST", USE_CASE + "chip")
def add_chip(threads: Threads, ask: Ask) -> Answer:
    """Only a suggestion that was clicked becomes a return address."""
    settings = threads.settings(own_app(threads.meta, ask))
    values = read(forms.CHIP, ask.form_pairs)
    if errors := forms.CHIP.errors(values):
        return _again(threads, ask, errors)
    settings.drafts = [*settings.drafts, one(values, "typed")]
    return _back(ask)


@PATHS.on("POST", USE_CASE + "settings")
def save(threads: Threads, ask: Ask) -> Answer:
    settings = threads.settings(own_app(threads.meta, ask))
    values = read(forms.SETTINGS, ask.form_pairs)
    errors = forms.SETTINGS.errors(values)
    if not settings.drafts and not settings.redirects:
        errors["typed"] = "Form can't be saved: the redirect is no chip."
    if errors:
        return _again(threads, ask, errors)
    settings.redirects, settings.drafts = [*settings.redirects, *settings.drafts], []
    settings.uninstall, settings.delete = one(values, "uninstall"), one(values, "delete")
    return _back(ask)


@PATHS.on("POST", USE_CASE + "generator")
def generate(threads: Threads, ask: Ask) -> Answer:
    """A long-lived token, shown once, of a tester who accepted and whose profile is public."""
    app = own_app(threads.meta, ask)
    profile = threads.profiles.get(ask.form.get("username", ""))
    problem = ""
    if profile is None or not threads.knows(app, profile):
        problem = "1349245: the invitation was not accepted"
    elif profile.private:
        problem = "Tokens are made for public Threads accounts only"
    elif ask.form.get("understand") != "yes":
        problem = "Tick the box first."
    if problem or profile is None:
        return _again(threads, ask, {"generator": problem})
    token = threads.issue(app, profile, threads.scopes(app))
    return html_answer(frame(ask, "User Token Generator", shown("Access token", token.value), app=app))


def _customize(threads: Threads, ask: Ask, *, reveal: bool = False, said: Mapping[str, str] | None = None) -> str:
    app = own_app(threads.meta, ask)
    if THREADS not in app.use_cases:
        text = "This use case is not part of your app. Add it under Use cases."
        raise RefusedError(html_answer(frame(ask, "Use cases", el("p", text), app=app), 404, reason=text))
    here, settings = _here(ask), threads.settings(app)
    secret = app.threads_secret if reveal else "••••••••••••••••"
    return frame(
        ask, "Access the Threads API",
        *(el("p", text, class_="error", role="alert") for text in (said or {}).values()),
        el("h2", "Settings"), shown("Threads app ID", app.threads_id), shown("Threads app secret", secret),
        el("a", "Show", href=f"{here}?use_case_enum={forms.USE_CASE}&shown=yes"),
        el("ul", *(el("li", address) for address in settings.redirects),
           *(el("li", f"{address} (not saved)") for address in settings.drafts)),
        forms.CHIP.draw(f"{here}chip"),
        forms.SETTINGS.draw(f"{here}settings", {"uninstall": [settings.uninstall], "delete": [settings.delete]}),
        el("h2", "User Token Generator"), *_generators(threads, app, f"{here}generator"),
        el("a", "Add or Remove Threads Testers", href=url(ask, f"/apps/{app.id}/roles/roles/")),
        app=app,
    )  # fmt: skip


def _generators(threads: Threads, app: App, action: str) -> list[Html]:
    names = [name for platform, name in app.testers if platform == THREADS and name in threads.profiles]
    return [forms.generator(threads.profiles[name]).draw(action, {"username": [name]}) for name in names]


def _here(ask: Ask) -> str:
    return url(ask, USE_CASE.replace("{id}", ask.params["id"]))


def _back(ask: Ask) -> Answer:
    return see_other(_here(ask))


def _again(threads: Threads, ask: Ask, errors: Mapping[str, str]) -> Answer:
    return html_answer(_customize(threads, ask, said=errors), 400, reason="; ".join(errors.values()))
