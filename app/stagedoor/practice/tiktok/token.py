"""TikTok's OAuth endpoints: code, renewal, client token, revocation. Forms only, key and secret in the body.

Sources: developers.tiktok.com/doc/oauth-user-access-token-management and .../client-access-token-management.
"""

from stagedoor.practice.messages import Answer, Ask, RefusedError, json_answer
from stagedoor.practice.oauth import GrantProblem, Pair
from stagedoor.practice.paths import Paths
from stagedoor.practice.tiktok import errors
from stagedoor.practice.tiktok.state import Position, TikTok

PATHS = Paths()
CLIENT_SECONDS = 7200
SAYS = {
    "code_unknown": "Authorization code is invalid.", "code_spent": "Authorization code is expired.",
    "code_expired": "Authorization code is expired.", "verifier": "Code verifier or code challenge is invalid.",
    "redirect": "Redirect_uri is not matched with the uri when requesting code.",
}  # fmt: skip
BAD_REFRESH = "Refresh token is invalid or expired."


@PATHS.on("POST", "/v2/oauth/token/")
def token(tiktok: TikTok, ask: Ask) -> Answer:
    """A code, a refresh token, or nothing but the pair, for tokens."""
    position = client(tiktok, ask)
    grant_type = _needed(tiktok, ask, "grant_type")
    if grant_type == "authorization_code":
        return _answer(tiktok, position, _exchange(tiktok, ask, position))
    if grant_type == "refresh_token":
        return _answer(tiktok, position, _renew(tiktok, ask, position))
    if grant_type == "client_credentials":
        value = tiktok.place.mint.secret(60, before="clt.")
        tiktok.client_tokens[value] = (position.client_key, tiktok.place.now() + CLIENT_SECONDS)
        return json_answer({"access_token": value, "expires_in": CLIENT_SECONDS, "token_type": "Bearer"})
    raise _refused(tiktok, "unsupported_grant_type", "The authorization grant type is not supported.")


@PATHS.on("POST", "/v2/oauth/revoke/")
def revoke(tiktok: TikTok, ask: Ask) -> Answer:
    """Ends the whole sign-in; an empty 200."""
    position = client(tiktok, ask)
    tiktok.engine.revoke(_needed(tiktok, ask, "token"), client=position.client_key)
    return Answer(200)


def client(tiktok: TikTok, ask: Ask) -> Position:
    """Whose key and secret these are; a pair of two positions of the switch is no pair."""
    key, secret = _needed(tiktok, ask, "client_key"), _needed(tiktok, ask, "client_secret")
    found = tiktok.position(key)
    if found is None or found[1].client_secret != secret:
        raise _refused(tiktok, "invalid_client", "Client key or secret is incorrect.")
    return found[1]


def _exchange(tiktok: TikTok, ask: Ask, position: Position) -> Pair:
    code, redirect = _needed(tiktok, ask, "code"), _needed(tiktok, ask, "redirect_uri")
    verifier = ask.form.get("code_verifier", "")
    try:
        return tiktok.engine.exchange(code, client=position.client_key, redirect=redirect, verifier=verifier)
    except GrantProblem as problem:
        raise _refused(tiktok, "invalid_grant", SAYS[problem.why], problem.why) from None


def _renew(tiktok: TikTok, ask: Ask, position: Position) -> Pair:
    value = _needed(tiktok, ask, "refresh_token")
    if tiktok.refuses_renewal:
        raise _refused(tiktok, "invalid_grant", BAD_REFRESH, "a sandbox on a bad day")
    try:
        return tiktok.engine.renew(value, client=position.client_key)
    except GrantProblem as problem:
        raise _refused(tiktok, "invalid_grant", BAD_REFRESH, problem.why) from None


def _needed(tiktok: TikTok, ask: Ask, name: str) -> str:
    value = ask.form.get(name, "")
    if not value:
        raise _refused(tiktok, "invalid_request", f"The request parameters are malformed: {name} is missing.")
    return value


def _refused(tiktok: TikTok, error: str, description: str, why: str = "") -> RefusedError:
    reason = f"{why or error}: {description}"
    return errors.oauth(tiktok.place, tiktok.oauth_error_status, error, description, reason=reason)


def _answer(tiktok: TikTok, position: Position, pair: Pair) -> Answer:
    now, grant = tiktok.place.now(), pair.access.grant
    body: dict[str, object] = {
        "open_id": tiktok.open_id(position.client_key, grant.person),
        "scope": ",".join(grant.scopes),
        "access_token": pair.access.value,
        "expires_in": round(pair.access.ends - now),
        "token_type": "Bearer",
    }
    if pair.refresh:
        body |= {"refresh_token": pair.refresh.value, "refresh_expires_in": round(pair.refresh.ends - now)}
    return json_answer(body).plus(("cache-control", "no-store"))
