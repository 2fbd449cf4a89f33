"""OAuth 1.0a with HMAC-SHA1 (RFC 5849): how a request proves four keys that never travel themselves."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlsplit

from msgspec import Struct

from stagedoor.domain.secret import Secret

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Signer(Struct, frozen=True, kw_only=True):
    """The four keys of a key set."""

    consumer_key: str
    consumer_secret: Secret
    token: str
    token_secret: Secret


def new_nonce() -> str:
    return secrets.token_hex(16)


def sign(
    method: str,
    url: str,
    query: Mapping[str, str],
    oauth_params: Mapping[str, str],
    consumer_secret: Secret,
    token_secret: Secret,
) -> str:
    """The signature (base64). `url` may carry a query of its own. JSON and multipart bodies are not signed
    (RFC 5849 section 3.4.1.3.1); urlencoded ones would be, and are not sent.
    """
    parameters = [
        *parse_qsl(urlsplit(url).query, keep_blank_values=True),
        *query.items(),
        *((name, value) for name, value in oauth_params.items() if name not in {"realm", "oauth_signature"}),
    ]
    key = f"{_encode(consumer_secret.reveal())}&{_encode(token_secret.reveal())}"
    digest = hmac.new(key.encode(), _base_string(method, url, parameters).encode(), hashlib.sha1)
    return base64.b64encode(digest.digest()).decode("ascii")


def authorization_header(
    signer: Signer,
    *,
    method: str,
    url: str,
    query: Mapping[str, str] | None = None,
    nonce: str,
    timestamp: int,
) -> str:
    """The value of `Authorization`. `timestamp` is UTC seconds."""
    params = {
        "oauth_consumer_key": signer.consumer_key,
        "oauth_nonce": nonce,
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(timestamp),
        "oauth_version": "1.0",
        "oauth_token": signer.token,
    }
    signature = sign(method, url, query or {}, params, signer.consumer_secret, signer.token_secret)
    params["oauth_signature"] = signature
    return "OAuth " + ", ".join(f'{_encode(name)}="{_encode(value)}"' for name, value in sorted(params.items()))


def _base_string(method: str, url: str, parameters: list[tuple[str, str]]) -> str:
    encoded = sorted((_encode(name), _encode(value)) for name, value in parameters)
    joined = "&".join(f"{name}={value}" for name, value in encoded)
    return "&".join((method.upper(), _encode(_base_url(url)), _encode(joined)))


def _base_url(url: str) -> str:
    """Without query and fragment, host in lower case, default port dropped (section 3.4.1.2)."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    if parts.port and parts.port != _DEFAULT_PORTS.get(scheme):
        host = f"{host}:{parts.port}"
    return f"{scheme}://{host}{parts.path or '/'}"


def _encode(text: str) -> str:
    return quote(text, safe="-._~")
