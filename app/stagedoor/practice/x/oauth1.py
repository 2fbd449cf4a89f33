"""Checks OAuth 1.0a signatures, written from RFC 5849 and docs.x.com/fundamentals/authentication/oauth-1-0a."""

import base64
import hmac
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from stagedoor.practice.messages import Ask, RefusedError
from stagedoor.practice.x import errors
from stagedoor.practice.x.state import App, KeyPair, X

TIMESTAMP_WINDOW = 300  # "within minutes of real time"
NEEDED = ("oauth_consumer_key", "oauth_nonce", "oauth_signature", "oauth_signature_method", "oauth_timestamp")
COULD_NOT = errors.codes(401, 32, "Could not authenticate you.").answer


def encode(text: str) -> str:
    """Percent-encoding of RFC 3986: only letters, digits and -._~ stay."""
    return quote(text, safe="-._~")


def header_fields(header: str) -> dict[str, str]:
    """The parameters of an `Authorization: OAuth` header."""
    _, _, rest = header.partition(" ")
    pairs = (part.strip().partition("=") for part in rest.split(","))
    return {unquote(name): unquote(value.strip('"')) for name, _, value in pairs if name}


def base_string(method: str, url: str, pairs: list[tuple[str, str]]) -> str:
    """Section 3.4.1: method, address without query, sorted parameters."""
    encoded = sorted((encode(name), encode(value)) for name, value in pairs)
    parameters = "&".join(f"{name}={value}" for name, value in encoded)
    return "&".join((method.upper(), encode(_base_url(url)), encode(parameters)))


def signature(base: str, consumer_secret: str, token_secret: str) -> str:
    """Section 3.4.2: HMAC-SHA1."""
    key = f"{encode(consumer_secret)}&{encode(token_secret)}".encode()
    return base64.b64encode(hmac.digest(key, base.encode(), "sha1")).decode()


def verify(x: X, ask: Ask) -> KeyPair:
    """The key pair that signed this request; raises what X answers otherwise."""
    fields = header_fields(ask.headers.get("authorization", ""))
    if any(not fields.get(name) for name in NEEDED):
        raise errors.codes(400, 215, "Bad Authentication data.")
    app = x.app_by(api_key=fields["oauth_consumer_key"])
    pair = x.key_pairs.get(fields.get("oauth_token", ""))
    if app is None or fields["oauth_signature_method"] != "HMAC-SHA1" or (pair and pair.app is not app):
        raise RefusedError(COULD_NOT)
    _check_signature(ask, fields, app, pair)
    _check_freshness(x, fields)
    if pair is None or not pair.alive:
        raise errors.codes(401, 89, "Invalid or expired token.")
    return pair


def _check_signature(ask: Ask, fields: dict[str, str], app: App, pair: KeyPair | None) -> None:
    if pair is None:  # nothing to check against; the caller says so
        return
    given = fields["oauth_signature"]
    signed = [(name, value) for name, value in fields.items() if name not in ("oauth_signature", "realm")]
    signed += parse_qsl(ask.raw_query, keep_blank_values=True)
    signed += ask.form_pairs  # section 3.4.1.3.1: a form body counts, JSON and multipart do not
    wanted = signature(base_string(ask.method, ask.url, signed), app.api_secret, pair.secret)
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise RefusedError(COULD_NOT)


def _check_freshness(x: X, fields: dict[str, str]) -> None:
    stamp = fields["oauth_timestamp"]
    if not stamp.isdecimal() or abs(int(stamp) - x.place.now()) > TIMESTAMP_WINDOW:
        raise errors.codes(401, 135, "Timestamp out of bounds.")
    mark = (fields["oauth_consumer_key"], stamp, fields["oauth_nonce"])
    if mark in x.nonces:  # section 3.3: a nonce is used once per timestamp
        raise RefusedError(COULD_NOT)
    x.nonces.add(mark)


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port and parts.port != default else ""
    return f"{parts.scheme.lower()}://{host}{port}{parts.path}"
