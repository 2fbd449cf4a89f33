"""An attempt and a platform's OAuth table to try things with."""

from typing import Any

from stagedoor.domain.attempt import Attempt
from stagedoor.domain.protocol import Authorize, OAuth, Redirect, Renew, Revoke, TokenCall
from stagedoor.domain.secret import Secret

NOW = 1_800_000_000.0
STATE = "Zr8mH1kq_3S-xW0aPv7uYd5TnLc2BeGj9oXiFh4QtMs"


def oauth_with(**authorize: Any) -> OAuth:
    return OAuth(
        authorize=Authorize(**{"url": "{web}/authorize", "pkce": "S256", **authorize}),
        token=TokenCall(url="{api}/token", client_auth="basic", code_seconds=30),
        renew=Renew(kind="none"),
        revoke=Revoke(reach="none"),
        redirect=Redirect(url="http://127.0.0.1:{port}/cb/x", ports=[8421]),
    )


def attempt_at(redirect_uri: str = "http://127.0.0.1:8421/cb/x", state: str = STATE) -> Attempt:
    return Attempt(
        id="attempt-1",
        platform="x",
        route="browser",
        redirect_uri=redirect_uri,
        state=Secret(state),
        verifier=Secret("v" * 86),
        challenge="the-challenge",
        scopes=["tweet.read", "tweet.write"],
        created_at=NOW,
        expires_at=NOW + 600,
    )
