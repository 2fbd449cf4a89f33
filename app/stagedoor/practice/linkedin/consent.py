"""LinkedIn's consent page at /oauth/v2/authorization.

Sources: learn.microsoft.com/linkedin/shared/authentication/authorization-code-flow; the dead end:
aspnet-contrib/AspNet.Security.OAuth.Providers#648; scopes: gitroomhq/postiz-app#844 and its pull request 1658.
"""

from html import escape
from urllib.parse import quote

from stagedoor.practice import consent
from stagedoor.practice.linkedin import session
from stagedoor.practice.linkedin.state import App, LinkedIn, Member
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import el, page
from stagedoor.practice.paths import Paths

PATHS = Paths()
SITE = "LinkedIn"
AUTHORIZE = "/oauth/v2/authorization"
MEANS = {
    "openid": "Use your name and photo",
    "profile": "Use your name and photo",
    "email": "Use the primary email address associated with your LinkedIn account",
    "r_basicprofile": "Use your name, headline, and photo",
    "w_organization_social": "Create, modify, and delete posts, comments, and reactions on your organization's behalf",
    "r_organization_social": "Retrieve your organization's posts, comments, and reactions",
    "rw_organization_admin": "Manage your organizations' pages and retrieve reporting data",
    "w_member_social": "Create, modify, and delete posts, comments, and reactions on your behalf",
}


@PATHS.on("GET", AUTHORIZE)
def ask_person(linkedin: LinkedIn, ask: Ask) -> Answer:
    """The page; none at all where this person allowed the same before: then straight back."""
    try:
        app, asked = _request(linkedin, ask)
    except consent.DeadEnd as end:
        return _dead_end(str(end))
    if odd := [scope for scope in asked.scopes if scope not in app.scopes]:
        text = escape(f'Scope "{odd[0]}" is not authorized for your application')
        return see_other(consent.back(asked, error="unauthorized_scope_error", error_description=text))
    person = session.member(linkedin, ask)
    if person is not None and _allowed_before(linkedin, app, person, asked):
        return see_other(_yes(linkedin, asked, person))
    person = person or linkedin.members[linkedin.signed_in]
    number = linkedin.desk.keep(asked)
    return session.remember(linkedin, html_answer(_drawn(linkedin, ask, app, person, number)), person.key)


def _request(linkedin: LinkedIn, ask: Ask) -> tuple[App, consent.Asked]:
    """A good request; a query behind the return address does not matter. Raises DeadEnd with what the page says."""
    app = linkedin.app_by(ask.query.get("client_id", ""))
    if app is None:
        raise consent.DeadEnd("The passed in client_id is invalid")
    redirect = ask.query.get("redirect_uri", "")
    if redirect.partition("?")[0] not in app.redirects or "#" in redirect:
        raise consent.DeadEnd("The redirect_uri does not match the registered value")
    if "code_challenge" in ask.query:
        raise consent.DeadEnd("Not enough permissions to access: native PKCE protocol")
    scopes = [scope for scope in ask.query.get("scope", "").split(" ") if scope]
    rules = consent.ConsentRules(scopes=scopes)
    return app, consent.check(ask.query, rules, consent.Client(app.client_id, [redirect]))


@PATHS.on("POST", AUTHORIZE)
def decided(linkedin: LinkedIn, ask: Ask) -> Answer:
    """Allow or Cancel: all or nothing."""
    asked = linkedin.desk.take(ask.form.get("request", ""))
    person = session.member(linkedin, ask)
    if asked is None or person is None:
        return _dead_end("This page is not open any more")
    if ask.form.get("decision") != "allow":
        text = "The user cancelled the authorization"
        return see_other(consent.back(asked, error="user_cancelled_authorize", error_description=text))
    return see_other(_yes(linkedin, asked, person))


@PATHS.on("GET", "/m/switch")
def switch(linkedin: LinkedIn, ask: Ask) -> Answer:
    """Another person in the same browser; only practice has this link, LinkedIn wants you to sign out."""
    to = ask.query.get("to", "")
    if to not in linkedin.members:
        return _dead_end("There is nobody of that name")
    back = f"{linkedin.place.host('web')}{AUTHORIZE}?{ask.query.get('back', '')}"
    return session.remember(linkedin, see_other(back), to)


def _allowed_before(linkedin: LinkedIn, app: App, person: Member, asked: consent.Asked) -> bool:
    """A consent lives on when its token ends by itself; the person takes it back under Permitted services."""
    mine = (g for g in linkedin.engine.grants if (g.client, g.person) == (app.client_id, person.key))
    return any(not g.ended and set(asked.scopes) <= set(g.scopes) for g in mine)


def _yes(linkedin: LinkedIn, asked: consent.Asked, person: Member) -> str:
    code = linkedin.engine.authorize(
        client=asked.client, person=person.key, scopes=asked.scopes, redirect=asked.redirect
    )
    return consent.back(asked, code=code.value)


def _drawn(linkedin: LinkedIn, ask: Ask, app: App, person: Member, number: str) -> str:
    web = linkedin.place.host("web")
    others = [
        el("a", f"Switch to {other.name}", href=f"{web}/m/switch?to={other.key}&back={quote(ask.raw_query)}")
        for other in linkedin.members.values()
        if other is not person
    ]
    asked = linkedin.desk.open[number]
    means = dict.fromkeys(MEANS[scope] for scope in asked.scopes)
    return page(
        f"{app.name} would like to:",
        el("ul", *(el("li", text) for text in means)),
        el("p", f"Signed in as {person.name}. ", *others),
        el(
            "form",
            el("input", type="hidden", name="request", value=number),
            el("button", "Allow", name="decision", value="allow"),
            el("button", "Cancel", name="decision", value="deny"),
            method="post",
            action=web + AUTHORIZE,
        ),
        site=SITE,
    )


def _dead_end(text: str) -> Answer:
    """LinkedIn's own page; the browser stays here."""
    return html_answer(page("Bummer, something went wrong.", el("p", text), site=SITE), 400, reason=text)
