"""Instagram's own sign-in and interface: hosts and tokens of their own.

Sources: developers.facebook.com/documentation/instagram-platform/instagram-api-with-instagram-login/business-login;
gitroomhq/postiz-app: instagram.standalone.provider.ts; searlsco/posse_party: docs/account_setup/instagram.md.
"""

from typing import Any

from stagedoor.practice import consent
from stagedoor.practice.forms import lines, read
from stagedoor.practice.instagram.access import is_tester
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, json_answer, see_other
from stagedoor.practice.meta import errors, forms
from stagedoor.practice.meta.caller import picked, refuse_dead, sent, token_value
from stagedoor.practice.meta.containers import handed_over, looked_at, made_public, quota
from stagedoor.practice.meta.desk import again, back, frame, own_app, url
from stagedoor.practice.meta.people import account_fields
from stagedoor.practice.meta.site import address
from stagedoor.practice.meta.state import DAY, LONG, SHORT, Account, App, Meta, Token
from stagedoor.practice.pages import button_form, el, page, shown
from stagedoor.practice.paths import Paths

LOGIN = Paths()
API = Paths()
WEB = Paths()
PORTAL = Paths()
SITE = "Instagram"
AUTHORIZE = "/oauth/authorize"
BASIC, PUBLISH = "instagram_business_basic", "instagram_business_content_publish"
SCOPES = (BASIC, PUBLISH)
HOUR = 3600
SETUP = "/apps/{id}/use_cases/customize/API-Setup/"


@WEB.on("GET", AUTHORIZE)
def ask_person(meta: Meta, ask: Ask) -> Answer:
    try:
        app, asked = _request(meta, ask)
    except consent.DeadEnd as end:
        return _dead_end(str(end))
    if why := _shut_out(meta, app):
        return _dead_end(why)
    number = meta.desk.keep(asked)
    text = el("p", f"Signed in as {meta.browsing}.")
    buttons = [
        el("button", label, name="decision", value=value) for label, value in (("Allow", "allow"), ("Cancel", "deny"))
    ]
    form = el("form", el("input", type="hidden", name="request", value=number), *buttons, method="post", action="")
    return html_answer(page(f"{app.name} wants to access your account", text, form, site=SITE))


def _shut_out(meta: Meta, app: App) -> str:
    """Why the account in the browser may not sign in. That a personal one may not is documented, its words are not."""
    account = meta.account_by(meta.browsing)
    if account is None or not is_tester(app, account.username):
        return "Insufficient Developer Role"
    return "" if account.professional else "Switch to a professional account to continue"


def _request(meta: Meta, ask: Ask) -> tuple[App, consent.Asked]:
    app = meta.app_by_instagram(ask.query.get("client_id", ""))
    if app is None:
        raise consent.DeadEnd("Invalid platform app")
    redirect = ask.query.get("redirect_uri", "")
    if redirect not in app.instagram_redirects:
        raise consent.DeadEnd("Invalid Request: Request parameters are invalid: Invalid redirect_uri")
    scopes = [scope for scope in ask.query.get("scope", "").replace(",", " ").split() if scope]
    if odd := [scope for scope in scopes if scope not in app.ready or scope not in SCOPES]:
        raise consent.DeadEnd(f"Invalid scopes: {', '.join(odd)}")
    if BASIC not in scopes:
        raise consent.DeadEnd(f"Invalid scopes: {BASIC} is missing")
    rules = consent.ConsentRules(SCOPES, separator=",")
    return app, consent.check(ask.query, rules, consent.Client(app.instagram_id, [redirect]))


@WEB.on("POST", AUTHORIZE)
def decided(meta: Meta, ask: Ask) -> Answer:
    asked = meta.desk.take(ask.form.get("request", ""))
    account = meta.account_by(meta.browsing)
    app = meta.app_by_instagram(asked.client) if asked else None
    if asked is None or app is None or account is None:
        return _dead_end("This page is not open any more")
    if why := _shut_out(meta, app):
        return _dead_end(why)
    if ask.form.get("decision") != "allow":
        words = {"error_reason": "user_denied", "error_description": "The user denied your request"}
        return see_other(consent.back(asked, error="access_denied", **words))
    code = meta.make_code(asked.client, account.id, asked.scopes, asked.redirect, HOUR)
    return see_other(consent.back(asked, code=code.value) + "#_")


@WEB.on("GET", "/p/{id}/")
def post(meta: Meta, ask: Ask) -> Answer:
    made = next((m for m in meta.media.values() if m.published == ask.params["id"] and not m.deleted), None)
    if made is None:
        text = "Sorry, this page isn't available."
        return html_answer(page(text, site=SITE), 404, reason="no such post")
    return html_answer(page(meta.accounts[made.account].name, el("p", made.caption), site=SITE))


@WEB.on("GET", "/{username}/")
def profile(meta: Meta, ask: Ask) -> Answer:
    account = meta.account_by(ask.params["username"])
    if account is None:
        return html_answer(page("Sorry, this page isn't available.", site=SITE), 404, reason="no such account")
    site = el("a", "A picture on this person's made-up website", href=address(meta, "rye.jpg"))
    return html_answer(page(account.name, el("p", f"{account.followers} followers"), el("p", site), site=SITE))


@LOGIN.on("POST", "/oauth/access_token")
def short(meta: Meta, ask: Ask) -> Answer:
    """The code for a token of an hour. The answer is flat, and the number larger than JavaScript can hold."""
    given = sent(ask)
    app = meta.app_by_instagram(given.get("client_id", ""))
    if app is None or given.get("client_secret") != app.instagram_secret:
        raise _flat("Error validating client secret." if app else "Invalid platform app")
    if given.get("grant_type") != "authorization_code":
        raise _flat("Invalid grant_type")
    code = meta.codes.get(given.get("code", ""))
    if code is None or code.app != app.instagram_id:
        raise _flat("Invalid authorization code")
    if code.spent:
        raise _flat("This authorization code has been used")
    code.spent = True
    if meta.now() > code.ends:
        raise _flat("Matching code was not found or was already used: code has expired")
    if given.get("redirect_uri") != code.redirect:
        raise _flat("Error validating verification code. Please make sure your redirect_uri is identical")
    token = meta.issue("INSTAGRAM", app.id, code.person, code.scopes, SHORT)
    body = {"access_token": token.value, "user_id": int("178" + "9" * 15), "permissions": list(code.scopes)}
    return json_answer(body)


@API.on("GET", "/access_token")
def long(meta: Meta, ask: Ask) -> Answer:
    if ask.query.get("grant_type") != "ig_exchange_token":
        raise errors.said(100, "Invalid parameter: grant_type")
    old = _own(meta, ask.query.get("access_token", ""))
    if ask.query.get("client_secret") != meta.apps[old.app].instagram_secret:
        raise errors.said(1, "Error validating client secret.")
    return _given(meta, old)


@API.on("GET", "/refresh_access_token")
def renewed(meta: Meta, ask: Ask) -> Answer:
    """Not before it is a day old; no secret is needed."""
    if ask.query.get("grant_type") != "ig_refresh_token":
        raise errors.said(100, "Invalid parameter: grant_type")
    old = _own(meta, ask.query.get("access_token", ""))
    if meta.now() - old.issued < DAY:
        raise errors.said(100, "The access token must be at least 24 hours old to be refreshed")
    return _given(meta, old)


def _given(meta: Meta, old: Token) -> Answer:
    token = meta.issue("INSTAGRAM", old.app, old.person, old.scopes, LONG, long=True)
    permissions = ",".join(token.scopes)
    body = {"access_token": token.value, "token_type": "bearer", "expires_in": LONG, "permissions": permissions}
    return json_answer(body)


@API.on("GET", "/{version}/me")
def me(meta: Meta, ask: Ask) -> Answer:
    token = _own(meta, token_value(ask))
    account = meta.accounts[token.person]
    known: dict[str, Any] = {
        **account_fields(meta, account.id), "user_id": account.id, "id": f"9{account.id[5:]}",
        "account_type": "MEDIA_CREATOR",
    }  # fmt: skip
    return json_answer(picked(ask, known))


@API.on("GET", "/{version}/debug_token")
def debug_token(meta: Meta, ask: Ask) -> Answer:
    """There is none for these tokens."""
    _own(meta, token_value(ask))
    raise errors.unavailable()


@API.on("GET", "/{version}/{id}/content_publishing_limit")
def limit(meta: Meta, ask: Ask) -> Answer:
    _publisher(meta, ask)
    return json_answer({"data": [quota(meta)]})


@API.on("POST", "/{version}/{id}/media")
def container(meta: Meta, ask: Ask) -> Answer:
    _publisher(meta, ask)
    return handed_over(meta, ask)


@API.on("POST", "/{version}/{id}/media_publish")
def publish(meta: Meta, ask: Ask) -> Answer:
    _publisher(meta, ask)
    return made_public(meta, ask)


@API.on("GET", "/{version}/{id}")
def node(meta: Meta, ask: Ask) -> Answer:
    """A container or a post of the account. No call of this host takes one away."""
    token, id = _own(meta, token_value(ask)), ask.params["id"]
    mine = {name for made in meta.media.values() if made.account == token.person for name in (made.id, made.published)}
    if id not in mine:
        raise errors.no_object(id)
    return json_answer(looked_at(meta, ask, id))


def _publisher(meta: Meta, ask: Ask) -> None:
    """The account itself, with the right to publish."""
    token = _own(meta, token_value(ask))
    if token.person != ask.params["id"]:
        raise errors.no_object(ask.params["id"])
    if PUBLISH not in token.scopes:
        raise errors.said(10, f"(#10) This requires {PUBLISH}", status=403)


@PORTAL.on("GET", SETUP)
def setup(meta: Meta, ask: Ask) -> Answer:
    """The tab API setup with Instagram login: a pair of its own, tokens, and the return address."""
    app = own_app(meta, ask)
    secret = app.instagram_secret if ask.query.get("shown") == "yes" else "●●●●●●●●"
    here = url(ask, f"/apps/{app.id}/use_cases/customize/API-Setup/")
    buttons = [
        button_form(f"{here}token/", f"Generate token for {name}", username=name)
        for (role, name), accepted in app.testers.items()
        if role == "instagram" and accepted
    ]
    redirects = forms.INSTAGRAM_REDIRECTS.draw(here, {"redirects": ["\n".join(app.instagram_redirects)]})
    return html_answer(
        frame(
            ask, "API setup with Instagram login", shown("Instagram app ID", app.instagram_id),
            shown("Instagram app secret", secret), el("a", "Show", href=f"{here}?shown=yes"),
            el("h2", "Generate access tokens"), *buttons, redirects, app=app,
        )
    )  # fmt: skip


@PORTAL.on("POST", SETUP)
def set_redirects(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    values = read(forms.INSTAGRAM_REDIRECTS, ask.form_pairs)
    if forms.INSTAGRAM_REDIRECTS.errors(values):
        return again(ask, "API setup with Instagram login", forms.INSTAGRAM_REDIRECTS, values, app)
    app.instagram_redirects = lines(values, "redirects")
    return back(ask, f"/apps/{app.id}/use_cases/customize/API-Setup/")


@PORTAL.on("POST", SETUP + "token/")
def generate(meta: Meta, ask: Ask) -> Answer:
    """A token of 60 days for a tester who accepted; only a professional account gets one."""
    app, account = own_app(meta, ask), meta.account_by(ask.form.get("username", ""))
    if account is None or not is_tester(app, account.username) or not account.professional:
        text = "This account cannot be used: it is no tester, or no professional account."
        raise RefusedError(html_answer(frame(ask, "Generate token", el("p", text), app=app), 400, reason=text))
    scopes = tuple(scope for scope in SCOPES if scope in app.ready)
    token = meta.issue("INSTAGRAM", app.id, account.id, scopes, LONG, long=True)
    return html_answer(frame(ask, "Generate token", shown("Access token", token.value), app=app))


def _own(meta: Meta, value: str) -> Token:
    """A token of Instagram's own sign-in; one of Facebook cannot even be read here."""
    token = meta.tokens.get(value)
    if token is None or token.kind != "INSTAGRAM":
        raise errors.foreign_token()
    refuse_dead(meta, token)
    account: Account = meta.accounts[token.person]
    if account.restricted:
        raise errors.said(25, "The account is restricted", 2207050)
    return token


def _flat(message: str) -> RefusedError:
    body = {"error_type": "OAuthException", "code": 400, "error_message": message}
    return RefusedError(json_answer(body, 400, reason=message))


def _dead_end(text: str) -> Answer:
    return html_answer(page(text, site=SITE), 400, reason=text)
