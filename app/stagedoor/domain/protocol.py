"""How a platform signs people in, as its file says it: addresses, client authentication, renewal, ends."""

from __future__ import annotations

from typing import Literal

from stagedoor.domain.claims import Claim, Table

PkceStyle = Literal["none", "S256", "S256-hex"]
"""`S256-hex` is TikTok's own reading of S256: the digest as hex digits instead of base64url."""


class Authorize(Table, frozen=True, kw_only=True):
    """The page where the person agrees. `response_type` and the permissions are left out where it or
    `scope_sep` is empty; `code_param` is what the answer calls its code.
    """

    url: str
    params: dict[str, str] = {}
    scope_sep: str = " "
    client_id_param: str = "client_id"
    response_type: str = "code"
    code_param: str = "code"
    pkce: PkceStyle


class TokenCall(Claim, frozen=True, kw_only=True):
    """The code exchange. `client_auth`: one way, or a way per answer to the app kind's question `type`. `settles`:
    seconds in which a token that was just made may still be refused.
    """

    url: str
    body: Literal["form", "json"] = "form"
    secret_param: str = "client_secret"  # noqa: S105  # the name of a parameter
    client_auth: (
        dict[str, Literal["id-in-body", "secret-in-body", "basic"]] | Literal["id-in-body", "secret-in-body", "basic"]
    )
    code_seconds: int
    settles: int = 0
    then: dict[str, str] = {}


class Renew(Claim, frozen=True, kw_only=True):
    kind: Literal["refresh_token", "self", "none"]
    url: str = ""
    grant_type: str = ""
    not_before: int = 0
    lost_after: int = 0

    @property
    def by_program(self) -> bool:
        """True if a sign-in can be renewed without the person."""
        return self.kind != "none"

    @property
    def after_end(self) -> bool:
        """True if that still works when the access token ended: by a token of its own. One that renews itself must be
        alive for it.
        """
        return self.kind == "refresh_token"


class Revoke(Claim, frozen=True, kw_only=True):
    """`person_known`: False where accounts of one person do not show that they are. Then any other sign-in of the
    developer app may be theirs and die, too.
    """

    reach: Literal["token", "grant", "person", "none"]
    url: str = ""
    by_hand: str = ""
    person_known: bool = True


class Consent(Claim, frozen=True, kw_only=True):
    """`keeps_ticked`: what to say of `{accounts}` that are here already, where a new consent takes away what is not
    ticked in it.
    """

    kills_older: bool = False
    keeps_ticked: str = ""


class Redirect(Table, frozen=True, kw_only=True):
    """The whole return address (redirect URI), one value for screen, clipboard, listener and request. `any_port`: the
    sign that the portal takes in place of a port; the ports themselves are then spares.
    """

    url: str
    ports: list[int] = []
    any_port: str = ""


class Cap(Claim, frozen=True, kw_only=True):
    """An end of the whole sign-in, counted from the consent, that no renewal outlives. It holds where the answers
    (of the app kind's questions) are as in `when`. `why` goes on after "ended: ...".
    """

    when: dict[str, str]
    seconds: int
    why: str
    fix: str


class OAuth(Table, frozen=True, kw_only=True):
    authorize: Authorize
    token: TokenCall
    renew: Renew
    lifetimes: dict[str, int] = {}
    revoke: Revoke
    consent: Consent = Consent()
    cap: dict[str, Cap] = {}
    redirect: Redirect
    dead: list[str] = []
