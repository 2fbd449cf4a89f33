"""A sandbox's page in the portal: its sections, target users, credentials, and the button that makes them count.

Source: developers.tiktok.com/doc/add-a-sandbox.
"""

from copy import deepcopy

from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import Html, button_form, el, page, shown
from stagedoor.practice.paths import Paths
from stagedoor.practice.tiktok import sections, session
from stagedoor.practice.tiktok.console import frame, own_sandbox, url
from stagedoor.practice.tiktok.portal import switch
from stagedoor.practice.tiktok.state import App, Position, TikTok

PATHS = Paths()
WEB_PATHS = Paths()
TARGETS = 10  # per sandbox
ACCEPT = "/sandbox/accept"


@PATHS.on("GET", "/app/{id}/sandbox/{number}")
def sandbox_page(tiktok: TikTok, ask: Ask) -> Answer:
    app, sandbox = own_sandbox(tiktok, ask)
    here = f"/app/{app.id}/sandbox/{ask.params['number']}"
    changed = el("p", "There are changes that were not applied.") if sandbox.edited != sandbox.applied else Html("")
    return html_answer(
        frame(
            tiktok,
            f"{app.name}: {sandbox.name}",
            switch(tiktok, app, "Sandbox"),
            changed,
            button_form(url(tiktok, f"{here}/apply"), "Apply changes"),
            el("h2", "Credentials"),
            shown("Client key", sandbox.client_key),
            shown("Client secret", sandbox.client_secret),
            *sections.drawn(tiktok, sandbox.edited, here),
            _targets(tiktok, sandbox, here),
        )
    )


@PATHS.on("POST", "/app/{id}/sandbox/{number}/apply")
def apply_changes(tiktok: TikTok, ask: Ask) -> Answer:
    """Before this nothing counts."""
    app, sandbox = own_sandbox(tiktok, ask)
    if missing := sections.missing(sandbox.edited):
        text = f"Fill in first: {', '.join(missing)}"
        return html_answer(frame(tiktok, text), 400, reason=text)
    sandbox.applied = deepcopy(sandbox.edited)
    return _back(tiktok, app, ask)


@PATHS.on("POST", "/app/{id}/sandbox/{number}/{section}")
def save(tiktok: TikTok, ask: Ask) -> Answer:
    """One section; a scope that only a review gives may be ticked, and is refused at the sign-in."""
    app, sandbox = own_sandbox(tiktok, ask)
    sections.save(tiktok, ask, sandbox.edited, app.name, f"/app/{app.id}/sandbox/{ask.params['number']}")
    return _back(tiktok, app, ask)


@WEB_PATHS.on("GET", ACCEPT)
def accept_page(tiktok: TikTok, ask: Ask) -> Answer:
    """Where a person agrees to be a target user, signed in to TikTok itself."""
    person = session.account(tiktok, ask)
    here = tiktok.place.host("web") + ACCEPT
    agree = button_form(here, "Accept", app=ask.query.get("app", ""), number=ask.query.get("number", ""))
    others = [
        button_form(f"{here}/switch", f"Use @{name}", to=name, back=ask.raw_query)
        for name in tiktok.accounts
        if name != person.username
    ]
    title = f"Accept as {person.name} (@{person.username})?"
    answer = html_answer(page(title, agree, *others, site="TikTok"))
    return session.remember(tiktok, answer, session.ACCOUNT, person.username)


@WEB_PATHS.on("POST", ACCEPT)
def accept(tiktok: TikTok, ask: Ask) -> Answer:
    app, number = tiktok.apps.get(ask.form.get("app", "")), ask.form.get("number", "")
    if app is None or not number.isdecimal() or int(number) >= len(app.sandboxes):
        return html_answer(page("This sandbox does not exist", site="TikTok"), 404, reason="no such sandbox")
    targets = app.sandboxes[int(number)].edited.targets
    if len(targets) == TARGETS:
        return html_answer(page(f"At most {TARGETS} target users", site="TikTok"), 400, reason="too many target users")
    person = session.account(tiktok, ask).username
    targets.setdefault(person, tiktok.place.now() + tiktok.target_wait)
    return see_other(url(tiktok, f"/app/{app.id}/sandbox/{number}"))


@WEB_PATHS.on("POST", ACCEPT + "/switch")
def accept_as(tiktok: TikTok, ask: Ask) -> Answer:
    """Another account; only practice has this button, TikTok wants you to log out."""
    back = see_other(f"{tiktok.place.host('web')}{ACCEPT}?{ask.form.get('back', '')}")
    return session.remember(tiktok, back, session.ACCOUNT, ask.form.get("to", ""))


def _targets(tiktok: TikTok, sandbox: Position, here: str) -> Html:
    now = tiktok.place.now()
    shown_now = [name for name, begins in sandbox.edited.targets.items() if begins <= now]
    waiting = len(sandbox.edited.targets) - len(shown_now)
    _, _, id, _, number = here.split("/")
    return el(
        "section",
        el("h2", "Sandbox settings: Target users"),
        el("ul", *(el("li", f"@{name}") for name in shown_now)),
        el("p", f"{waiting} on the way; this may take up to an hour.") if waiting else Html(""),
        el("a", "Add account", href=f"{tiktok.place.host('web')}{ACCEPT}?app={id}&number={number}"),
    )


def _back(tiktok: TikTok, app: App, ask: Ask) -> Answer:
    return see_other(url(tiktok, f"/app/{app.id}/sandbox/{ask.params['number']}"))
