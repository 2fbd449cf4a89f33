"""Google's token, revocation and tokeninfo endpoints.

Source: developers.google.com/identity/protocols/oauth2/native-app; ends: .../oauth2#expiration.
"""

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.oauth import GrantProblem, Pair, Token, basic
from stagedoor.practice.paths import Paths
from stagedoor.practice.youtube import errors
from stagedoor.practice.youtube.state import DAY, LIVE_TOKENS, Client, YouTube

PATHS = Paths()


@PATHS.on("POST", "/token")
def token(google: YouTube, ask: Ask) -> Answer:
    """A code or a refresh token for an access token."""
    grant_type = _needed(ask, "grant_type")
    client = _client(google, ask)
    if grant_type == "authorization_code":
        return _answer(google, _exchange(google, ask, client), exchanged=True)
    if grant_type == "refresh_token":
        return _answer(google, _renew(google, ask, client), exchanged=False)
    raise errors.oauth(400, "unsupported_grant_type", f"Invalid grant_type: {grant_type}")


@PATHS.on("POST", "/revoke")
def revoke(google: YouTube, ask: Ask) -> Answer:
    """Ends the consent for all permissions and all clients of the project; asks for no credentials."""
    found = google.engine.tokens.get(_needed(ask, "token"))
    if found is None or found.grant.ended or google.place.now() >= found.ends:
        raise errors.oauth(400, "invalid_token", "Token expired or revoked")
    channel = google.channels.get(found.grant.person)
    email = channel.owner if channel else found.grant.person
    google.end_all(google.clients[found.grant.client].project, email, "revoked")
    return json_answer({})


@PATHS.on("GET", "/tokeninfo")
def tokeninfo(google: YouTube, ask: Ask) -> Answer:
    found = google.engine.find(ask.query.get("access_token", ""))
    if found is None:
        raise errors.oauth(400, "invalid_token", "Invalid Value")
    left = round(found.ends - google.place.now())
    said = {
        "azp": found.grant.client, "aud": found.grant.client, "scope": " ".join(found.grant.scopes),
        "exp": str(int(found.ends)), "expires_in": str(left), "access_type": "offline",
    }  # fmt: skip
    return json_answer(said)


def _client(google: YouTube, ask: Ask) -> Client:
    """The pair stands in the body, or in a Basic header as some client libraries send it (arctic)."""
    pair = basic(ask.headers) or (ask.form.get("client_id", ""), ask.form.get("client_secret", ""))
    named, secret = pair
    if not named:
        raise errors.oauth(400, "invalid_request", "Could not determine client ID from request.")
    client = google.clients.get(named)
    if client is None:
        raise errors.oauth(401, "invalid_client", "The OAuth client was not found.")
    if client.deleted:
        raise errors.oauth(401, "deleted_client", "The OAuth client was deleted.")
    if not secret:
        raise errors.oauth(400, "invalid_request", "client_secret is missing.")
    if secret not in client.secrets:
        raise errors.oauth(401, "invalid_client", "Unauthorized")
    return client


def _exchange(google: YouTube, ask: Ask, client: Client) -> Pair:
    code, redirect = _needed(ask, "code"), _needed(ask, "redirect_uri")
    verifier = ask.form.get("code_verifier", "")
    try:
        pair = google.engine.exchange(code, client=client.id, redirect=redirect, verifier=verifier)
    except GrantProblem as problem:
        raise errors.oauth(400, "invalid_grant", "Malformed auth code.", reason=problem.why) from None
    if code in google.seven_days and pair.refresh:
        pair.refresh.ends = google.place.now() + 7 * DAY
    _drop_oldest(google, pair)
    return pair


def _drop_oldest(google: YouTube, pair: Pair) -> None:
    """At most a hundred live refresh tokens per account and client."""
    grant = pair.access.grant
    live = [
        t for t in google.engine.tokens.values()
        if t.kind == "refresh" and (t.grant.client, t.grant.person) == (grant.client, grant.person)
        and not t.grant.ended
    ]  # fmt: skip
    for old in live[:-LIVE_TOKENS]:
        old.grant.ended = "too many tokens"


def _renew(google: YouTube, ask: Ask, client: Client) -> Pair:
    value = _needed(ask, "refresh_token")
    known: Token | None = google.engine.tokens.get(value)
    if known is not None and known.grant.client != client.id:
        raise errors.oauth(401, "unauthorized_client", "Unauthorized")
    try:
        return google.engine.renew(value, client=client.id)
    except GrantProblem as problem:
        text = "Token has been expired or revoked."
        raise errors.oauth(400, "invalid_grant", text, reason=problem.why) from None


def _needed(ask: Ask, name: str) -> str:
    value = ask.form.get(name, "")
    if not value:
        raise errors.oauth(400, "invalid_request", f"Missing required parameter: {name}")
    return value


def _answer(google: YouTube, pair: Pair, *, exchanged: bool) -> Answer:
    """A renewal brings no refresh token."""
    body: dict[str, object] = {
        "access_token": pair.access.value,
        "expires_in": round(pair.access.ends - google.place.now()),
        "scope": " ".join(pair.access.grant.scopes),
        "token_type": "Bearer",
    }
    if exchanged and pair.refresh:
        body["refresh_token"] = pair.refresh.value
    return json_answer(body).plus(("cache-control", "no-store"))
