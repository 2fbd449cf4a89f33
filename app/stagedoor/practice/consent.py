"""Reads and checks an authorization request by a platform's rules, and remembers it while the page is open.

Shared by every platform with OAuth 2 (RFC 6749 section 4.1.1, RFC 7636 section 4.3).
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class ConsentRules:
    """What a platform demands of an authorization request."""

    scopes: Collection[str]
    separator: str = " "
    client_param: str = "client_id"
    pkce: tuple[str, ...] = ()  # methods it takes; empty: PKCE is not used
    pkce_default: str = ""  # the method when none is named; empty: it must be named
    state_needed: bool = False
    state_most: int = 0  # characters; 0: no limit
    testers_only: bool = False
    untick: bool = False  # the person may take scopes away


@dataclass(frozen=True)
class Client:
    """What the rules need to know of a developer app."""

    id: str
    redirects: Collection[str]
    testers: Collection[str] = ()


@dataclass(frozen=True)
class Asked:
    """A good authorization request, waiting for the person."""

    client: str
    redirect: str
    scopes: tuple[str, ...]
    state: str
    challenge: str
    method: str


class DeadEnd(Exception):
    """The request is bad; the browser stays on a page of the platform."""


@dataclass
class Desk:
    """The consent pages that are open, by a number that only the page knows."""

    open: dict[str, Asked] = field(default_factory=dict)

    def keep(self, asked: Asked) -> str:
        number = secrets.token_hex(8)
        self.open[number] = asked
        return number

    def take(self, number: str) -> Asked | None:
        """The request, once."""
        return self.open.pop(number, None)


def check(query: Mapping[str, str], rules: ConsentRules, client: Client | None) -> Asked:
    """Raises DeadEnd with the reason for the log."""
    if client is None:
        raise DeadEnd(f"unknown {rules.client_param}")
    if query.get("response_type") != "code":
        raise DeadEnd("response_type is not code")
    redirect = query.get("redirect_uri", "")
    if redirect not in client.redirects:
        raise DeadEnd("redirect_uri is not registered exactly like this")
    challenge, method = _pkce(query, rules)
    state = query.get("state", "")
    if (rules.state_needed and not state) or (rules.state_most and len(state) > rules.state_most):
        raise DeadEnd("state is missing or too long")
    return Asked(client.id, redirect, _scopes(query, rules), state, challenge, method)


def may_sign_in(rules: ConsentRules, client: Client, person: str) -> bool:
    return not rules.testers_only or person in client.testers


def granted(asked: Asked, rules: ConsentRules, ticked: Collection[str]) -> tuple[str, ...]:
    """The scopes that the person left ticked; all of them where unticking is not offered."""
    return tuple(s for s in asked.scopes if s in ticked) if rules.untick else asked.scopes


def back(asked: Asked, **answer: str) -> str:
    """The address at the app, with state and the answer."""
    values = {"state": asked.state, **answer} if asked.state else answer
    parts = urlsplit(asked.redirect)
    query = "&".join(part for part in (parts.query, urlencode(values)) if part)
    return parts._replace(query=query).geturl()


def _pkce(query: Mapping[str, str], rules: ConsentRules) -> tuple[str, str]:
    if not rules.pkce:
        return "", ""
    challenge = query.get("code_challenge", "")
    named = query.get("code_challenge_method", rules.pkce_default)
    method = next((m for m in rules.pkce if m.lower() == named.lower()), "")
    if not challenge or not method:
        raise DeadEnd("code_challenge or code_challenge_method is missing or unknown")
    return challenge, method


def _scopes(query: Mapping[str, str], rules: ConsentRules) -> tuple[str, ...]:
    scopes = tuple(s for s in query.get("scope", "").split(rules.separator) if s)
    if not scopes or (odd := set(scopes) - set(rules.scopes)):
        raise DeadEnd(f"scope is missing or unknown: {' '.join(sorted(odd)) if scopes else ''}")
    return scopes
