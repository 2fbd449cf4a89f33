"""Facebook's sign-in dialog: which Pages, businesses and Instagram accounts, then which permissions.

Sources: developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow; searlsco/posse_party:
docs/account_setup/facebook.md and images; dead ends: gitroomhq/postiz-app#1216, #891 and commonpike/fairpost.
"""

from stagedoor.practice import consent
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.meta import addresses, session
from stagedoor.practice.meta.state import App, Granted, Meta, Person
from stagedoor.practice.pages import Html, el, page
from stagedoor.practice.paths import Paths

PATHS = Paths()
SITE = "Facebook"
DIALOG = "/{version}/dialog/oauth"
CHOICES = ("pages", "businesses", "accounts")


@PATHS.on("GET", DIALOG)
def ask_person(meta: Meta, ask: Ask) -> Answer:
    """The first page: what the Meta app may use. What was given before is ticked."""
    app = meta.apps.get(ask.query.get("client_id", ""))
    if app is None:
        return _dead_end("Invalid App ID", "The provided app ID does not look like a valid app ID.")
    who = session.person(meta, ask) or meta.people[meta.signed_in]
    if not app.published and not meta.has_role(app, who.key):
        return _dead_end("App not active", "This app is not accessible right now.")
    if blocked := addresses.blocked(app, ask.query.get("redirect_uri", "")):
        return _dead_end(blocked.heading, blocked.text)
    scopes = [scope for scope in ask.query.get("scope", "").replace(" ", ",").split(",") if scope]
    if odd := [scope for scope in scopes if scope not in app.ready]:
        return _dead_end(
            "Invalid Scopes", f"Invalid Scopes: {', '.join(odd)}. This message is only shown to developers"
        )
    redirects = [ask.query.get("redirect_uri", "")]
    try:
        asked = consent.check(
            ask.query, consent.ConsentRules(app.ready, separator=","), consent.Client(app.id, redirects)
        )
    except consent.DeadEnd as end:
        return _dead_end("Sorry, something went wrong.", str(end))
    number = meta.desk.keep(asked)
    before = meta.granted.get((app.id, who.key)) or Granted(app.id, who.key)
    return session.remember(meta, html_answer(_choosing(meta, app, who, number, before)), who.key)


@PATHS.on("POST", DIALOG)
def decided(meta: Meta, ask: Ask) -> Answer:
    """Two pages lie between the request and the way back."""
    asked, who = meta.desk.open.get(ask.form.get("request", "")), session.person(meta, ask)
    if asked is None or who is None:
        return _dead_end("Sorry, something went wrong.", "This page is not open any more.")
    app = meta.apps[asked.client]
    if ask.form.get("decision") == "deny":
        meta.desk.take(ask.form["request"])
        words = {"error_reason": "user_denied", "error_description": "Permissions error"}
        return see_other(consent.back(asked, error="access_denied", **words))
    if ask.form.get("decision") == "continue":
        return html_answer(_review(app, ask, asked))
    meta.desk.take(ask.form["request"])
    return see_other(_given(meta, app, who, ask, asked))


def _given(meta: Meta, app: App, who: Person, ask: Ask, asked: consent.Asked) -> str:
    """A new consent takes the place of the one before: what is not ticked any more loses its tokens."""
    chosen = {name: {value for key, value in ask.form_pairs if key == name} for name in (*CHOICES, "permissions")}
    before = meta.granted.get((app.id, who.key))
    for gone in (before.pages if before else set()) - chosen["pages"]:
        meta.kill(458, who.key, app.id, page=gone)
    meta.granted[app.id, who.key] = Granted(
        app.id, who.key, chosen["permissions"], chosen["pages"], chosen["accounts"], chosen["businesses"], meta.now()
    )
    scopes = tuple(scope for scope in asked.scopes if scope in chosen["permissions"])
    code = meta.make_code(app.id, who.key, ("public_profile", *scopes), asked.redirect)
    return consent.back(asked, code=code.value) + "#_=_"


def _choosing(meta: Meta, app: App, who: Person, number: str, before: Granted) -> str:
    mine = meta.pages_of(who.key)
    accounts = [(account.id, f"@{account.username}") for account in meta.linked(mine)]
    parts = [
        _boxes("pages", "Pages", [(p.id, p.name) for p in mine], before.pages),
        _boxes("businesses", "Businesses", list(meta.businesses.items()), before.businesses),
        _boxes("accounts", "Instagram accounts", accounts, before.accounts),
    ]
    title = f"Choose the Pages you want {app.name} to access"
    return page(title, el("p", f"Signed in as {who.name}."), _form(number, "Continue", "continue", *parts), site=SITE)


def _review(app: App, ask: Ask, asked: consent.Asked) -> str:
    known = [el("input", type="hidden", name=key, value=value) for key, value in ask.form_pairs if key in CHOICES]
    scopes = [(scope, scope) for scope in asked.scopes]
    boxes = _boxes("permissions", "Permissions", scopes, set(asked.scopes))
    title = f"Review what {app.name} will be able to do"
    return page(title, _form(ask.form["request"], "Save", "save", *known, boxes), site=SITE)


def _form(number: str, label: str, decision: str, *parts: str) -> Html:
    return el(
        "form", el("input", type="hidden", name="request", value=number), *parts,
        el("button", label, name="decision", value=decision), el("button", "Cancel", name="decision", value="deny"),
        method="post", action="",
    )  # fmt: skip


def _boxes(name: str, legend: str, options: list[tuple[str, str]], ticked: set[str]) -> Html:
    boxes = [
        el("label", el("input", type="checkbox", name=name, value=value, checked=value in ticked), " ", label,
           class_="choice")
        for value, label in options
    ]  # fmt: skip
    return el("fieldset", el("legend", legend), *boxes)


def _dead_end(heading: str, text: str) -> Answer:
    """Facebook's own page; the browser stays here."""
    return html_answer(page(heading, el("p", text), site=SITE), 400, reason=f"{heading}: {text}")
