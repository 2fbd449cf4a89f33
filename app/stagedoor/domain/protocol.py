"""How a platform signs people in, as its file says it: addresses, client authentication, renewal, ends."""

from __future__ import annotations

from typing import Literal

from stagedoor.domain.claims import Claim, Table


class Authorize(Table, frozen=True, kw_only=True):
    url: str
    params: dict[str, str] = {}
    scope_sep: str = " "
    client_id_param: str = "client_id"
    pkce: Literal["none", "S256", "S256-hex"]


class TokenCall(Claim, frozen=True, kw_only=True):
    """The code exchange. `client_auth`: one way, or a way per answer to the app kind's question `type`."""

    url: str
    body: Literal["form", "json"] = "form"
    client_auth: (
        dict[str, Literal["id-in-body", "secret-in-body", "basic"]] | Literal["id-in-body", "secret-in-body", "basic"]
    )
    code_seconds: int
    then: dict[str, str] = {}


class Renew(Claim, frozen=True, kw_only=True):
    kind: Literal["refresh_token", "self", "reexchange", "none"]
    url: str = ""
    grant_type: str = ""
    rotates: bool = False
    not_before: int = 0
    lost_after: int = 0


class Revoke(Claim, frozen=True, kw_only=True):
    reach: Literal["token", "grant", "person", "none"]
    url: str = ""
    by_hand: str = ""


class Consent(Claim, frozen=True, kw_only=True):
    kills_older: bool = False
    all_or_nothing: bool = False
    prompt: str = ""


class Redirect(Table, frozen=True, kw_only=True):
    """The whole return address (redirect URI), one value for screen, clipboard, listener and request."""

    url: str
    ports: list[int] = []
    slash: Literal["exact", "as-shown-in-portal"] = "exact"


class OAuth(Table, frozen=True, kw_only=True):
    authorize: Authorize
    token: TokenCall
    renew: Renew
    lifetimes: dict[str, int] = {}
    revoke: Revoke
    consent: Consent = Consent()
    redirect: Redirect
    dead: list[str] = []
