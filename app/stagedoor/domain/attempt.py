"""The live half of an authorization: state and verifier, in memory only, never reused."""

from __future__ import annotations

from msgspec import Struct

from stagedoor.domain.secret import Secret


class Attempt(Struct, frozen=True, kw_only=True):
    """One authorization under way. `redirect_uri` is the one value that the screen, the portal, the listener and
    both requests share. `code_name`: what the answer calls its code. Times are UTC seconds.
    """

    id: str
    platform: str
    route: str
    redirect_uri: str
    state: Secret
    verifier: Secret | None
    challenge: str | None
    scopes: list[str]
    code_name: str = "code"
    created_at: float
    expires_at: float


class Callback(Struct, frozen=True, kw_only=True):
    """What came back for an attempt: a code, or the platform's error words (never shown as markup). `error_type` is
    the particular one, where the platform adds one to the general `error`.
    """

    code: Secret | None = None
    error: str | None = None
    error_description: str | None = None
    error_type: str | None = None
