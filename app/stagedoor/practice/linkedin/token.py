"""LinkedIn's token, introspection and revocation endpoints.

Sources: learn.microsoft.com/linkedin/shared/authentication/authorization-code-flow and .../token-introspection;
revocation: alexey-pelykh/linkedctl, brightbeanxyz/brightbean-studio.
"""

from stagedoor.practice.linkedin import errors
from stagedoor.practice.linkedin.state import App, LinkedIn
from stagedoor.practice.messages import Answer, Ask, RefusedError, json_answer
from stagedoor.practice.oauth import GrantProblem, Token
from stagedoor.practice.paths import Paths

PATHS = Paths()
NO_CODE = (
    "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. "
    "Or authorization code expired. Or external member binding exists"
)  # d3xt3r2909/linkedin_login#77


@PATHS.on("POST", "/oauth/v2/accessToken")
def token(linkedin: LinkedIn, ask: Ask) -> Answer:
    """A code for a token of 60 days. Nobody here is a partner who gets a refresh token."""
    grant_type = _needed(ask, "grant_type")
    if grant_type == "refresh_token":
        raise errors.oauth(400, "invalid_request", 'A required parameter "refresh_token" is not valid for this app')
    if grant_type != "authorization_code":
        raise errors.oauth(400, "unsupported_grant_type", f"The grant type {grant_type} is not supported")
    code, redirect = _needed(ask, "code"), _needed(ask, "redirect_uri")
    app = client(linkedin, ask)
    try:
        pair = linkedin.engine.exchange(code, client=app.client_id, redirect=redirect)
    except GrantProblem as problem:
        refused = errors.oauth(400, "invalid_request", NO_CODE)
        raise RefusedError(Answer(400, refused.answer.body, refused.answer.headers, problem.why)) from None
    return json_answer(_answer(linkedin, pair.access)).plus(("cache-control", "no-store"))


def _answer(linkedin: LinkedIn, access: Token) -> dict[str, object]:
    scopes = access.grant.scopes
    body: dict[str, object] = {
        "access_token": access.value,
        "expires_in": round(access.ends - linkedin.place.now()),
        "scope": ",".join(scopes),
        "token_type": "Bearer",
    }
    if "openid" in scopes:
        body["id_token"] = linkedin.place.mint.secret(200, before="eyJ")
    return body


@PATHS.on("POST", "/oauth/v2/introspectToken")
def introspect(linkedin: LinkedIn, ask: Ask) -> Answer:
    """What a token of this app is worth; one of another app is only said to be none."""
    value = _needed(ask, "token")
    app = client(linkedin, ask)
    found = linkedin.engine.tokens.get(value)
    if found is None or found.grant.client != app.client_id:
        return json_answer({"active": False})
    issued = int(linkedin.issued[value])
    status = "revoked" if found.grant.ended else "expired" if linkedin.place.now() >= found.ends else "active"
    return json_answer(
        {
            "active": status == "active",
            "status": status,
            "client_id": app.client_id,
            "authorized_at": issued,
            "created_at": issued,
            "expires_at": int(found.ends),
            "scope": ",".join(found.grant.scopes),
            "auth_type": "3L",
        }
    )


@PATHS.on("POST", "/oauth/v2/revoke")
def revoke(linkedin: LinkedIn, ask: Ask) -> Answer:
    """Ends the token; one that is dead counts as revoked."""
    value = _needed(ask, "token")
    linkedin.engine.revoke(value, client=client(linkedin, ask).client_id)
    return Answer(200)


def client(linkedin: LinkedIn, ask: Ask) -> App:
    """The pair comes in the body, never in a header: ordinary apps have no other way."""
    app = linkedin.app_by(_needed(ask, "client_id"))
    if app is None:
        raise errors.oauth(401, "invalid_client_id", "Client authentication failed")
    if _needed(ask, "client_secret") != app.client_secret:
        raise errors.oauth(401, "invalid_client", "Client authentication failed")
    return app


def _needed(ask: Ask, name: str) -> str:
    value = ask.form.get(name, "")
    if not value:
        raise errors.oauth(400, "invalid_request", f'A required parameter "{name}" is missing')
    return value
