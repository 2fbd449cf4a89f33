"""Addresses that a person or a client typed: which can be read, which Facebook comes back to, which the public reaches.

Sources: developers.facebook.com/docs/facebook-login/security; commonpike/fairpost: docs/Facebook.md;
gitroomhq/postiz-app#891; reports of developers (codes 191, 1349048, 1349168, 1349187).
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from stagedoor.practice.meta.state import App

_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*", re.IGNORECASE)
_NOT_LISTED = (
    "This redirect failed because the redirect URI is not white-listed in the app's client OAuth settings. "
    "Make sure that the client and web OAuth logins are on and add all your app domains as valid OAuth redirect URIs."
)
_OTHER_DOMAIN = (
    "The domain of this URL isn't included in the app's domains. To be able to load this URL, add all domains and "
    "sub-domains of your app to the App Domains field in your app settings."
)
_INSECURE = "Insecure Login Blocked: you can't get an access token from an insecure page."


@dataclass(frozen=True)
class Blocked:
    """Why Facebook does not come back to an address: on a page with this heading, or by this subcode."""

    heading: str
    text: str
    subcode: int


def split(address: str) -> SplitResult | None:
    """None where it cannot be read, or names no host."""
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if named else None


def is_https(address: str) -> bool:
    parts = split(address)
    return parts is not None and parts.scheme == "https" and not re.search(r"[\s#]", address)


def is_public(address: str) -> bool:
    """With a name that stands for itself: no number of a computer, and nothing inside a network."""
    parts = split(address)
    return is_https(address) and parts is not None and is_domain(parts.hostname or "")


def is_domain(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return bool(_NAME.fullmatch(name))
    return False


def blocked(app: App, redirect: str) -> Blocked | None:
    """Plain http to this computer by name is fine until the app is published; anything else must be on its list, and
    covered by its domains where it names some.
    """
    parts = split(redirect)
    if parts is not None and parts.scheme == "http":
        if app.published:
            return Blocked("Insecure Login Blocked", _INSECURE, 1349187)
        return None if parts.hostname == "localhost" else Blocked("URL blocked", _NOT_LISTED, 1349168)
    if parts is None or redirect not in app.redirects:
        return Blocked("URL blocked", _NOT_LISTED, 1349168)
    if app.domains and not any(_covers(domain, parts.hostname or "") for domain in app.domains):
        return Blocked("Can't load URL", _OTHER_DOMAIN, 1349048)
    return None


def _covers(domain: str, host: str) -> bool:
    return host == domain.lower() or host.endswith("." + domain.lower())
