"""Threads' consent page at /oauth/authorize, and the pages on which a sign-in ends for good.

Sources: developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions; fbsamples/threads_api#32;
brightbeanxyz/brightbean-studio: README.md; searlsco/posse_party: docs/account_setup/threads.md.
"""

from urllib.parse import quote

from stagedoor.practice import consent
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.meta.state import App
from stagedoor.practice.pages import Html, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.threads import session
from stagedoor.practice.threads.state import BASIC, PERMISSIONS, Threads

PATHS = Paths()
SITE = "Threads"
AUTHORIZE = "/oauth/authorize"
MEANS = {
    BASIC: "See your profile and your posts",
    "threads_content_publish": "Publish posts for you",
    "threads_delete": "Delete your posts",
}


@PATHS.on("GET", AUTHORIZE)
def ask_person(threads: Threads, ask: Ask) -> Answer:
    try:
        app, asked = _request(threads, ask)
    except consent.DeadEnd as end:
        return _dead_end(str(end))
    who = session.profile(threads, ask)
    if not threads.knows(app, who):
        text = "1349245: Something went wrong. This person is no tester of the app."
        return html_answer(page("Sorry", el("p", text), *_others(threads, ask), site=SITE), 400, reason=text)
    return session.remember(threads, html_answer(_drawn(threads, ask, app, threads.desk.keep(asked))), who.username)


def _request(threads: Threads, ask: Ask) -> tuple[App, consent.Asked]:
    """Raises DeadEnd with the number and the words of the page."""
    app = threads.app_by(ask.query.get("client_id", ""))
    if app is None:
        raise consent.DeadEnd("4476002: No app ID was provided")
    redirect = ask.query.get("redirect_uri", "")
    if not redirect.startswith("https://"):
        raise consent.DeadEnd("1349187: Insecure Login Blocked")
    if redirect not in threads.settings(app).redirects:
        raise consent.DeadEnd("1349168: URL Blocked. The return address is not in the list.")
    scopes = [scope for scope in ask.query.get("scope", "").replace(" ", ",").split(",") if scope]
    if BASIC not in scopes or set(scopes) - set(threads.scopes(app)):
        raise consent.DeadEnd("Invalid Scopes")
    rules = consent.ConsentRules(scopes=PERMISSIONS, separator=",")
    return app, consent.check(ask.query, rules, consent.Client(app.threads_id, [redirect]))


@PATHS.on("POST", AUTHORIZE)
def decided(threads: Threads, ask: Ask) -> Answer:
    asked = threads.desk.take(ask.form.get("request", ""))
    app = threads.app_by(asked.client) if asked else None
    if asked is None or app is None:
        return _dead_end("This page is not open any more")
    if ask.form.get("decision") != "allow":
        text = "The user denied your request"
        back = consent.back(asked, error="access_denied", error_reason="user_denied", error_description=text)
        return see_other(back)
    code = threads.allow(app, session.profile(threads, ask), asked.scopes, asked.redirect)
    return see_other(f"{consent.back(asked, code=code.value)}#_")


@PATHS.on("GET", "/switch")
def switch(threads: Threads, ask: Ask) -> Answer:
    """Another profile in the same browser; only practice has this link, Threads wants you to sign out."""
    to = ask.query.get("to", "")
    if to not in threads.profiles:
        return _dead_end("There is nobody of that name")
    back = ask.query.get("back", "")
    address = threads.place.host("web") + (f"{AUTHORIZE}?{back}" if back else "/settings/website_permissions")
    return session.remember(threads, see_other(address), to)


def _drawn(threads: Threads, ask: Ask, app: App, number: str) -> str:
    web, who = threads.place.host("web"), session.profile(threads, ask)
    means = [el("li", MEANS.get(scope, scope)) for scope in threads.desk.open[number].scopes]
    return page(
        f"{app.name} would like to access your Threads profile",
        el("ul", *means),
        el("p", f"Signed in as {who.username}. ", *_others(threads, ask)),
        el(
            "form",
            el("input", type="hidden", name="request", value=number),
            el("button", "Continue", name="decision", value="allow"),
            el("button", "Cancel", name="decision", value="deny"),
            method="post",
            action=web + AUTHORIZE,
        ),
        site=SITE,
    )


def _others(threads: Threads, ask: Ask) -> list[Html]:
    who, web = session.profile(threads, ask), threads.place.host("web")
    return [
        el("a", f"Switch to {other}", href=f"{web}/switch?to={other}&back={quote(ask.raw_query)}")
        for other in threads.profiles
        if other != who.username
    ]


def _dead_end(text: str) -> Answer:
    """A page of Threads; the browser stays here."""
    return html_answer(page("Sorry, something went wrong", el("p", text), site=SITE), 400, reason=text)
