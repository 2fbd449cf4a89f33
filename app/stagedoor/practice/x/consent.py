"""X's consent page at /i/oauth2/authorize.

Sources: docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code; the dead end:
xdevplatform/xurl#27; the trust box: antiwork/gumroad#7757.
"""

from urllib.parse import quote

from stagedoor.practice import consent
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.names import named
from stagedoor.practice.pages import Html, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.x import session
from stagedoor.practice.x.state import Account, App, X

PATHS = Paths()
SITE = "X"
AUTHORIZE = "/i/oauth2/authorize"
SCOPES = {
    "tweet.read": "See all the posts that you can see.",
    "tweet.write": "Post and repost for you, and delete posts.",
    "tweet.moderate.write": "Hide and unhide replies to your posts.",
    "users.read": "See any account that you can see.",
    "users.email": "See your email address.",
    "offline.access": "Stay connected to your account until you revoke access.",
    "media.write": "Upload media.",
} | {
    name: f"{name.partition('.')[0].capitalize()}: {name.partition('.')[2]}"
    for name in named("""
        follows.read follows.write space.read mute.read mute.write like.read like.write list.read list.write
        block.read block.write bookmark.read bookmark.write dm.read dm.write timeline.read broadcast.read
        broadcast.write
    """)
}
RULES = consent.ConsentRules(
    scopes=SCOPES, pkce=("S256", "plain"), pkce_default="plain", state_needed=True, state_most=500
)
ENABLE = Html("document.getElementById('allow').disabled=!this.checked")


@PATHS.on("GET", AUTHORIZE)
def ask_person(x: X, ask: Ask) -> Answer:
    """The page with the app, the signed-in account and the list of permissions."""
    app = x.app_by(client_id=ask.query.get("client_id", ""))
    known = consent.Client(app.client_id, app.callbacks) if app and app.kind else None
    try:
        asked = consent.check(ask.query, RULES, known)
    except consent.DeadEnd as end:
        return _dead_end(str(end))
    if app is None or app.suspended:
        return _dead_end("the app is suspended")
    person = session.account(x, ask) or x.accounts[x.signed_in]
    number = x.desk.keep(asked)
    return session.remember(x, html_answer(_drawn(x, ask, app, person, number)), person.username)


@PATHS.on("POST", AUTHORIZE)
def decided(x: X, ask: Ask) -> Answer:
    """Authorize or Cancel; the trust box is checked here too."""
    number = ask.form.get("request", "")
    asked = x.desk.open.get(number)
    person = session.account(x, ask)
    if asked is None or person is None:
        return _dead_end("the consent page is not open any more")
    if ask.form.get("decision") != "allow":
        x.desk.take(number)
        return see_other(consent.back(asked, error="access_denied"))
    if x.sensitive and ask.form.get("trust") != "yes":
        text = "Tick the box to confirm that you trust this app."
        return html_answer(page(text, site=SITE), 400, reason="the trust box was not ticked")
    x.desk.take(number)
    code = x.engine.authorize(
        client=asked.client, person=person.username, scopes=asked.scopes,
        redirect=asked.redirect, challenge=asked.challenge, method=asked.method,
    )  # fmt: skip
    return see_other(consent.back(asked, code=code.value))


@PATHS.on("GET", "/i/switch")
def switch(x: X, ask: Ask) -> Answer:
    """Another account in the same browser; only practice has this link, X wants you to sign out."""
    to = ask.query.get("to", "")
    back = f"{x.place.host('web')}{AUTHORIZE}?{ask.query.get('back', '')}"
    if to not in x.accounts:
        return _dead_end("no such account")
    return session.remember(x, see_other(back), to)


def _drawn(x: X, ask: Ask, app: App, person: Account, number: str) -> str:
    asked = x.desk.open[number]
    others = [
        el("a", f"Switch to @{name}", href=f"{x.place.host('web')}/i/switch?to={name}&back={quote(ask.raw_query)}")
        for name in x.accounts
        if name != person.username
    ]
    trust = Html("")
    if x.sensitive:
        box = el("input", type="checkbox", id="trust", name="trust", value="yes", onchange=ENABLE)
        text = f" I trust {app.name} with these permissions."
        trust = el("div", el("h2", "Sensitive permissions requested"), el("label", box, text, for_="trust"))
    return page(
        f"{app.name} wants to access your X account.",
        el("p", f"Signed in as {person.name} (@{person.username}). ", *others),
        el("h2", "Things this App can do..."),
        el("ul", *(el("li", SCOPES[scope]) for scope in asked.scopes)),
        el(
            "form",
            el("input", type="hidden", name="request", value=number),
            trust,
            el("button", "Authorize app", id="allow", name="decision", value="allow", disabled=x.sensitive),
            el("button", "Cancel", name="decision", value="deny"),
            method="post",
            action=f"{x.place.host('web')}{AUTHORIZE}",
        ),
        site=SITE,
    )


def _dead_end(reason: str) -> Answer:
    """No redirect, no reason given: the browser stays here (xdevplatform/xurl#27)."""
    text = "You weren't able to give access to the App. Go back and try logging in again."
    return html_answer(page("Something went wrong", el("p", text), site=SITE), 400, reason=reason)
