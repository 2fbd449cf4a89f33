"""Threads' token addresses: a code for an hour, an hour for 60 days, 60 days for 60 more.

Sources: developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions and .../long-lived-tokens.
"""

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.meta.state import App
from stagedoor.practice.paths import Paths
from stagedoor.practice.threads import errors
from stagedoor.practice.threads.caller import alive, said
from stagedoor.practice.threads.state import DAY, Threads, Token

PATHS = Paths()


@PATHS.on("GET POST", "/oauth/access_token")
def access_token(threads: Threads, ask: Ask) -> Answer:
    """For a code, or for the app itself."""
    sent = said(ask)
    app = _app(threads, sent)
    if sent.get("grant_type") == "client_credentials":
        return json_answer({"access_token": f"TH|{app.threads_id}|{app.threads_secret}", "token_type": "bearer"})
    if sent.get("grant_type") != "authorization_code" or ask.method != "POST":
        raise errors.parameter("The parameter grant_type is invalid")
    return _for_code(threads, app, sent)


def _for_code(threads: Threads, app: App, sent: dict[str, str]) -> Answer:
    code = threads.codes.get(sent.get("code", "").removesuffix("#_"))
    if code is None or code.app is not app:
        raise errors.flat("Invalid authorization code")
    if code.spent:
        raise errors.flat("This authorization code has been used")
    if threads.place.now() > code.ends:
        raise errors.flat("This authorization code has expired")
    if sent.get("redirect_uri") != code.redirect:
        raise errors.flat("Error validating verification code. Please make sure your redirect_uri is identical")
    code.spent = True
    token = threads.issue(app, code.profile, code.scopes, short=True)
    return json_answer({"access_token": token.value, "user_id": int(code.profile.id)})


@PATHS.on("GET", "/access_token")
def long_lived(threads: Threads, ask: Ask) -> Answer:
    if ask.query.get("grant_type") != "th_exchange_token":
        raise errors.parameter("The parameter grant_type is invalid")
    token = alive(threads, ask.query.get("access_token", ""))
    if ask.query.get("client_secret") != token.app.threads_secret:
        raise errors.wrong_secret()
    if not token.short:
        raise errors.parameter("The token is not a short-lived one")
    return _given(threads, threads.issue(token.app, token.profile, token.scopes))


@PATHS.on("GET", "/refresh_access_token")
def renew(threads: Threads, ask: Ask) -> Answer:
    """No secret is asked for; the older token lives on until its own end."""
    if ask.query.get("grant_type") != "th_refresh_token":
        raise errors.parameter("The parameter grant_type is invalid")
    token = alive(threads, ask.query.get("access_token", ""))
    if token.short or threads.place.now() - token.issued < DAY:
        raise errors.parameter("The access token must be a long-lived one and at least 24 hours old")
    return _given(threads, threads.issue(token.app, token.profile, token.scopes))


def _app(threads: Threads, sent: dict[str, str]) -> App:
    app = threads.app_by(sent.get("client_id", ""))
    if app is None:
        raise errors.no_app()
    if sent.get("client_secret") != app.threads_secret:
        raise errors.wrong_secret()
    return app


def _given(threads: Threads, token: Token) -> Answer:
    lives = round(token.ends - threads.place.now())
    return json_answer({"access_token": token.value, "token_type": "bearer", "expires_in": lives})
