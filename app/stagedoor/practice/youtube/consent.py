"""Google's consent pages: account, channel, the warning about unverified apps, the boxes.

Sources: developers.google.com/identity/protocols/oauth2/native-app and .../resources/granular-permissions;
support.google.com/cloud/answer/7454865 (the warning) and 9028764 (the error pages).
"""

import secrets
from urllib.parse import urlsplit

from stagedoor.practice import consent
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, see_other
from stagedoor.practice.pages import Html, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.youtube import session
from stagedoor.practice.youtube.forms import LOOPBACK
from stagedoor.practice.youtube.state import Account, Channel, Client, Project, Visit, YouTube

PATHS = Paths()
SITE = "Google Accounts"
AUTHORIZE = "/o/oauth2/v2/auth"
PREFIX = "https://www.googleapis.com/auth/"
SCOPES = {
    PREFIX + "youtube": "Manage your YouTube account",
    PREFIX + "youtube.force-ssl": (
        "See, edit, and permanently delete your YouTube videos, ratings, comments and captions"
    ),
    PREFIX + "youtube.readonly": "View your YouTube account",
    PREFIX + "youtube.upload": "Manage your YouTube videos",
    PREFIX + "yt-analytics.readonly": "View YouTube Analytics reports for your YouTube content",
}
IDENTITY = ("openid", "email", "profile")
RULES = consent.ConsentRules(scopes=(*SCOPES, *IDENTITY), untick=True)
WITH_PKCE = consent.ConsentRules(scopes=RULES.scopes, pkce=("S256", "plain"), pkce_default="plain", untick=True)


@PATHS.on("GET", AUTHORIZE)
def ask_person(google: YouTube, ask: Ask) -> Answer:
    """Checks the request; then the account, or with `select_account` the chooser."""
    client = _client(google, ask)
    asked = _asked(ask, client)
    number = secrets.token_hex(8)
    prompt = ask.query.get("prompt", "")
    google.visits[number] = Visit(asked, prompt)
    who = session.account(google, ask) or google.accounts[google.signed_in]
    if "select_account" not in prompt.split():
        first = google.channels_of(who.email)
        return _chosen(google, number, who, first[0].id if first else "")
    return html_answer(_page("Choose an account", _accounts(google, number)))


@PATHS.on("POST", "/o/oauth2/account")
def account(google: YouTube, ask: Ask) -> Answer:
    """The account; where it has several channels, the next page asks which."""
    number, _ = _visit(google, ask)
    who = google.accounts.get(ask.form.get("account", ""))
    if who is None:
        return html_answer(_page("Choose an account", _accounts(google, number)), 400, reason="no account was chosen")
    mine = google.channels_of(who.email)
    if len(mine) < 2:
        return _chosen(google, number, who, mine[0].id if mine else "")
    drawn = _page("Choose your account or a brand account", _channels(google, number, mine))
    return session.remember(google, html_answer(drawn), who.email)


@PATHS.on("POST", "/o/oauth2/channel")
def channel(google: YouTube, ask: Ask) -> Answer:
    number, _ = _visit(google, ask)
    chosen = google.channels.get(ask.form.get("channel", ""))
    who = google.accounts.get(chosen.owner) if chosen else None
    if who is None or chosen is None:
        return html_answer(_page("Choose a channel"), 400, reason="no channel was chosen")
    return _chosen(google, number, who, chosen.id)


@PATHS.on("POST", "/o/oauth2/warning")
def warning(google: YouTube, ask: Ask) -> Answer:
    """Advanced, then Go to ... (unsafe)."""
    number, visit = _visit(google, ask)
    if ask.form.get("decision") != "go":
        return html_answer(_page("You are back to safety"), 200)
    visit.warned = True
    return html_answer(_boxes(google, number, visit))


@PATHS.on("POST", "/o/oauth2/decision")
def decided(google: YouTube, ask: Ask) -> Answer:
    """Continue or Cancel. What has no tick is not given; with one permission alone there is no box."""
    number, visit = _visit(google, ask)
    project = google.clients[visit.asked.client].project
    if not visit.warned or not visit.channel:
        return _error(400, "invalid_request", "the warning was passed over")
    del google.visits[number]
    if ask.form.get("decision") != "allow":
        return see_other(consent.back(visit.asked, error="access_denied"))
    ticked = [value for name, value in ask.form_pairs if name == "scopes"]
    own = [scope for scope in visit.asked.scopes if scope in SCOPES]
    given = [s for s in visit.asked.scopes if s in IDENTITY or s in ticked or len(own) == 1]
    if not given:
        return see_other(consent.back(visit.asked, error="access_denied"))
    code = google.engine.authorize(
        client=visit.asked.client, person=visit.channel, scopes=tuple(given), redirect=visit.asked.redirect,
        challenge=visit.asked.challenge, method=visit.asked.method,
    )  # fmt: skip
    if project.status == "testing" and project.audience == "external":
        google.seven_days.add(code.value)
    more = {"authuser": "0", "prompt": "consent"}
    return see_other(consent.back(visit.asked, code=code.value, scope=" ".join(given), **more))


def _client(google: YouTube, ask: Ask) -> Client:
    client = google.clients.get(ask.query.get("client_id", ""))
    if client is None:
        raise RefusedError(_error(401, "invalid_client", "The OAuth client was not found."))
    if client.deleted:
        raise RefusedError(_error(401, "deleted_client", "The OAuth client was deleted."))
    return client


def _asked(ask: Ask, client: Client) -> consent.Asked:
    """What is wrong stays on a page of Google's: nothing comes back to the program."""
    redirect = ask.query.get("redirect_uri", "")
    if not _takes(client, redirect):
        raise RefusedError(_error(400, "redirect_uri_mismatch", f"redirect_uri={redirect}"))
    if ask.query.get("response_type") == "code" and set(ask.query.get("scope", "").split(" ")) - set(RULES.scopes):
        raise RefusedError(_error(400, "invalid_scope", "Some requested scopes were invalid."))
    rules = WITH_PKCE if "code_challenge" in ask.query else RULES
    try:
        return consent.check(ask.query, rules, consent.Client(client.id, (redirect,)))
    except consent.DeadEnd as end:
        raise RefusedError(_error(400, "invalid_request", str(end))) from None


def _takes(client: Client, redirect: str) -> bool:
    """Desktop: any port and path of this computer. Web: exactly what is registered."""
    if client.kind != "installed":
        return redirect in client.redirects
    parts = urlsplit(redirect)
    return parts.scheme == "http" and parts.hostname in LOOPBACK and not parts.fragment


def _chosen(google: YouTube, number: str, who: Account, channel: str) -> Answer:
    """May this account come in? Then the warning that every unverified app shows."""
    visit = google.visits[number]
    project = google.clients[visit.asked.client].project
    if refused := _refused(project, who):
        return refused
    visit.channel = channel or who.email
    drawn = _page("Google hasn't verified this app", *_warning(google, number, project))
    return session.remember(google, html_answer(drawn), who.email)


def _refused(project: Project, who: Account) -> Answer | None:
    if who.blocked_by_admin:
        return _error(400, "admin_policy_enforced", "Access blocked: your organization's admin needs to review this.")
    if project.audience == "internal":
        return _error(403, "org_internal", f"{project.app_name} is restricted to users within its organization.")
    if project.status == "testing" and who.email not in project.testers:
        text = (
            f"Access blocked: {project.app_name} has not completed the Google verification process. "
            "The app is currently being tested, and can only be accessed by developer-approved testers."
        )
        return _error(403, "access_denied", text)
    return None


def _visit(google: YouTube, ask: Ask) -> tuple[str, Visit]:
    number = ask.form.get("request", "")
    if number not in google.visits:
        raise RefusedError(_error(400, "invalid_request", "the page is not open any more"))
    return number, google.visits[number]


def _page(title: str, *parts: str) -> str:
    return page(title, *parts, site=SITE)


def _form(google: YouTube, to: str, number: str, *inside: str) -> Html:
    hidden = el("input", type="hidden", name="request", value=number)
    return el("form", hidden, *inside, method="post", action=google.place.host("accounts") + to)


def _choice(kind: str, name: str, value: str, label: str, *, ticked: bool = False) -> Html:
    box = el("input", type=kind, id=f"{name}-{value}", name=name, value=value, checked=ticked)
    return el("label", box, " ", label, class_="choice", for_=f"{name}-{value}")


def _accounts(google: YouTube, number: str) -> Html:
    people = [_choice("radio", "account", a.email, f"{a.name} ({a.email})") for a in google.accounts.values()]
    return _form(google, "/o/oauth2/account", number, *people, el("button", "Next"))


def _channels(google: YouTube, number: str, mine: list[Channel]) -> Html:
    listed = [_choice("radio", "channel", c.id, f"{c.title} (@{c.handle})") for c in mine]
    return _form(google, "/o/oauth2/channel", number, *listed, el("button", "Continue"))


def _warning(google: YouTube, number: str, project: Project) -> tuple[str, ...]:
    go = el("button", f"Go to {project.app_name} (unsafe)", name="decision", value="go")
    safe = el("button", "Back to safety", name="decision", value="back")
    text = "The app is requesting access to sensitive info in your Google Account."
    return (
        el("p", text),
        el("details", el("summary", "Advanced"), _form(google, "/o/oauth2/warning", number, go)),
        _form(google, "/o/oauth2/warning", number, safe),
    )


def _boxes(google: YouTube, number: str, visit: Visit) -> str:
    name = google.clients[visit.asked.client].project.app_name
    own = [scope for scope in visit.asked.scopes if scope in SCOPES]
    if len(own) == 1:
        listed = [el("p", SCOPES[own[0]])]
    else:
        ticked = google.boxes_ticked
        listed = [_choice("checkbox", "scopes", scope, SCOPES[scope], ticked=ticked) for scope in own]
    allow = el("button", "Continue", name="decision", value="allow")
    cancel = el("button", "Cancel", name="decision", value="deny")
    form = _form(google, "/o/oauth2/decision", number, *listed, allow, cancel)
    return _page(f"{name} wants access to your Google Account", el("p", f"Select what {name} can access"), form)


def _error(status: int, code: str, text: str) -> Answer:
    """No redirect: the browser stays here (support.google.com/cloud/answer/9028764)."""
    drawn = page(f"Error {status}: {code}", el("p", "Access blocked"), el("p", text), site=SITE)
    return html_answer(drawn, status, reason=f"{code}: {text}")
