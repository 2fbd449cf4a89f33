"""Proof key for code exchange (RFC 7636): what makes a stolen code useless to whoever stole it."""

from __future__ import annotations

import base64
import hashlib
import secrets

from stagedoor.domain.protocol import PkceStyle
from stagedoor.domain.secret import Secret

_VERIFIER_BYTES = 64  # 86 characters; RFC 7636 section 4.1 allows 43 to 128


def new_verifier() -> Secret:
    return Secret(secrets.token_urlsafe(_VERIFIER_BYTES))


def challenge(verifier: Secret, style: PkceStyle) -> str | None:
    """The `code_challenge` for a verifier; None where the platform has no PKCE."""
    if style == "none":
        return None
    digest = hashlib.sha256(verifier.reveal().encode("ascii"))
    if style == "S256-hex":
        return digest.hexdigest()
    return base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode("ascii")
