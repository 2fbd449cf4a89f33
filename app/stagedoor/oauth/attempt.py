"""One authorization: how it is begun, recognised later by the hash of its state, and put into an address."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from urllib.parse import quote, urlencode, urlsplit

from stagedoor.domain.attempt import Attempt
from stagedoor.domain.errors import BadInput
from stagedoor.domain.protocol import Authorize, OAuth
from stagedoor.domain.secret import Secret
from stagedoor.oauth import pkce

LIFETIME = 600  # seconds from the click to the callback

_STATE_BYTES = 32


def new(
    platform: str,
    route: str,
    oauth: OAuth,
    *,
    redirect_uri: str,
    scopes: Sequence[str],
    now: float,
    attempt_id: str,
) -> Attempt:
    style = oauth.authorize.pkce
    verifier = None if style == "none" else pkce.new_verifier()
    return Attempt(
        id=attempt_id,
        platform=platform,
        route=route,
        redirect_uri=redirect_uri,
        state=Secret(secrets.token_urlsafe(_STATE_BYTES)),
        verifier=verifier,
        challenge=pkce.challenge(verifier, style) if verifier else None,
        scopes=list(scopes),
        code_name=oauth.authorize.code_param,
        created_at=now,
        expires_at=now + LIFETIME,
    )


def state_hash(state: Secret | str) -> str:
    """SHA-256 (hex) of a state: what may be kept on disk to recognise a callback that comes too late."""
    text = state.reveal() if isinstance(state, Secret) else state
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def authorize_url(authorize: Authorize, url: str, attempt: Attempt, client_id: str) -> str:
    """The address to open. `url` is `authorize.url` with its hosts filled in.

    It holds no secret: on Linux it lands in the browser's argv, which other users can read.
    Raises BadInput where a part is missing, before any browser opens.
    """
    required = {
        authorize.client_id_param: client_id,
        "redirect_uri": attempt.redirect_uri,
        "state": attempt.state.reveal(),
    }
    if authorize.scope_sep:
        required["scope"] = authorize.scope_sep.join(attempt.scopes)
    if authorize.pkce != "none":
        required |= {"code_challenge": attempt.challenge or "", "code_challenge_method": "S256"}
    _refuse_gaps(url, required)
    asks = {"response_type": authorize.response_type} if authorize.response_type else {}
    query = urlencode({**authorize.params, **asks, **required}, quote_via=quote, safe="")
    return f"{url}{'&' if urlsplit(url).query else '?'}{query}"


def _refuse_gaps(url: str, required: dict[str, str]) -> None:
    address = urlsplit(url)
    if address.scheme not in {"https", "http"} or not address.netloc or "{" in url or address.fragment:
        raise BadInput("The address of the sign-in page is not complete.", "Check the platform file.")
    for name, value in required.items():
        if not value.strip() or "{" in value:
            raise BadInput(
                f"The sign-in page cannot be opened: {name} is empty.",
                "Go back one step and fill in what is missing.",
            )
