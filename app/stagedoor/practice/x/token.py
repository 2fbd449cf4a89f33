"""X's OAuth 2 token, revocation and app-only endpoints.

Sources: docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token and .../application-only;
error bodies from the threads named beside them.
"""

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.oauth import GrantProblem, Pair, basic
from stagedoor.practice.paths import Paths
from stagedoor.practice.x import errors
from stagedoor.practice.x.state import App, X

PATHS = Paths()
BAD_CODE = "Value passed for the authorization code was invalid."  # plhery/node-twitter-api-v2#496
BAD_REDIRECT = "Value passed for the redirect uri did not match the uri of the authorization code."
BAD_TOKEN = "Value passed for the token was invalid."  # tweepy/tweepy#2156
NO_HEADER = "Missing valid authorization header"  # xdevplatform/twitter-api-typescript-sdk#23


@PATHS.on("POST", "/2/oauth2/token")
def token(x: X, ask: Ask) -> Answer:
    """A code or a refresh token for a pair."""
    grant_type = _needed(ask, "grant_type")
    app = client(x, ask)
    if grant_type == "authorization_code":
        return _answer(x, _exchange(x, ask, app))
    if grant_type == "refresh_token":
        return _answer(x, _renew(x, ask, app))
    raise errors.oauth(400, "unsupported_grant_type", f"Value passed for the grant type was invalid: {grant_type}")


@PATHS.on("POST", "/2/oauth2/revoke")
def revoke(x: X, ask: Ask) -> Answer:
    """Ends the whole grant; a token that is dead already counts as revoked (RFC 7009 section 2.2)."""
    value = _needed(ask, "token")
    x.engine.revoke(value, client=client(x, ask).client_id)
    return json_answer({"revoked": True})


def client(x: X, ask: Ask) -> App:
    """Who asks: Basic for a confidential client, `client_id` in the body for a public one."""
    given = basic(ask.headers)
    named = ask.form.get("client_id", "")
    if given is None:
        app = x.app_by(client_id=named) if named else None
        if named and (app is None or not app.kind):
            raise errors.oauth(401, "invalid_client", "Value passed for the client id was invalid.")
        if app is None or app.kind != "native":
            raise errors.oauth(401, "unauthorized_client", NO_HEADER)
        return app
    app = x.app_by(client_id=given[0])
    if app is None or not app.kind:
        raise errors.oauth(401, "invalid_client", "Value passed for the client id was invalid.")
    if app.kind != "web" or given[1] != app.client_secret or named not in ("", app.client_id):
        raise errors.oauth(401, "unauthorized_client", NO_HEADER)
    return app


def _exchange(x: X, ask: Ask, app: App) -> Pair:
    code, redirect = _needed(ask, "code"), _needed(ask, "redirect_uri")
    verifier = _needed(ask, "code_verifier")
    try:
        return x.engine.exchange(code, client=app.client_id, redirect=redirect, verifier=verifier)
    except GrantProblem as problem:
        text = BAD_REDIRECT if problem.why == "redirect" else BAD_CODE
        raise errors.oauth(400, "invalid_request", text, reason=f"{problem.why}: {text}") from None


def _renew(x: X, ask: Ask, app: App) -> Pair:
    try:
        return x.engine.renew(_needed(ask, "refresh_token"), client=app.client_id)
    except GrantProblem as problem:
        raise errors.oauth(400, "invalid_request", BAD_TOKEN, reason=f"{problem.why}: {BAD_TOKEN}") from None


def _needed(ask: Ask, name: str) -> str:
    value = ask.form.get(name, "")
    if not value:
        raise errors.oauth(400, "invalid_request", f"Missing required parameter [{name}].")
    return value


def _answer(x: X, pair: Pair) -> Answer:
    body: dict[str, object] = {
        "token_type": "bearer",
        "expires_in": round(pair.access.ends - x.place.now()),
        "access_token": pair.access.value,
        "scope": " ".join(pair.access.grant.scopes),
    }
    if pair.refresh:
        body["refresh_token"] = pair.refresh.value
    return json_answer(body).plus(("cache-control", "no-store"))


@PATHS.on("POST", "/oauth2/token")
def app_only(x: X, ask: Ask) -> Answer:
    """API key and secret for the bearer; the same one until it is invalidated."""
    app = _by_key(x, ask)
    if ask.form.get("grant_type") != "client_credentials":
        raise errors.codes(403, 170, "Missing required parameter: grant_type")
    if not app.bearer:
        x.new_bearer(app)
    return json_answer({"token_type": "bearer", "access_token": app.bearer})


@PATHS.on("POST", "/oauth2/invalidate_token")
def invalidate(x: X, ask: Ask) -> Answer:
    app = _by_key(x, ask)
    value = ask.form.get("access_token", "")
    if not value or value != app.bearer:
        raise errors.codes(401, 89, "Invalid or expired token.")
    app.bearer = ""
    return json_answer({"access_token": value})


def _by_key(x: X, ask: Ask) -> App:
    given = basic(ask.headers)
    app = x.app_by(api_key=given[0]) if given else None
    if app is None or given is None or given[1] != app.api_secret:
        raise errors.codes(403, 99, "Unable to verify your credentials", label="authenticity_token_error")
    return app
