"""The OAuth 2 engine that the simulated platforms share: codes, grants and tokens, with their ways to die.

A platform sets the rules and turns a `GrantProblem` into its own words. Sources: RFC 6749 (codes and
refresh tokens), RFC 7636 (PKCE), RFC 9700 section 4.14 (a refresh token used twice ends its family).
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote

Why = Literal[
    "code_unknown", "code_spent", "code_expired", "redirect", "verifier",
    "refresh_unknown", "refresh_spent", "refresh_expired", "grant_ended",
]  # fmt: skip


class GrantProblem(Exception):
    """Why a code or a refresh token was not taken."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class Rules:
    """How one platform hands out tokens; times in seconds."""

    code_seconds: float
    access_seconds: float
    refresh_seconds: float
    refresh_scope: str | None = None  # without it no refresh token; None: always one
    rotates: bool = True
    strict_rotation: bool = True  # a refresh token used twice ends the whole grant
    grace_seconds: float = 0.0  # a spent refresh token answers the same new pair again
    one_grant: bool = True  # a new sign-in ends the older one of the same person and app


@dataclass
class Grant:
    """One consent that was exchanged."""

    client: str
    person: str
    scopes: tuple[str, ...]
    ended: str = ""


@dataclass
class Code:
    """An authorization code and everything that it is bound to."""

    value: str
    client: str
    person: str
    scopes: tuple[str, ...]
    redirect: str
    challenge: str
    method: str
    ends: float
    spent: bool = False


@dataclass
class Token:
    """An access or refresh token."""

    value: str
    kind: Literal["access", "refresh"]
    grant: Grant
    ends: float
    spent_at: float | None = None
    successor: "Pair | None" = None


@dataclass(frozen=True)
class Pair:
    """What one exchange or renewal gives."""

    access: Token
    refresh: Token | None


@dataclass(frozen=True)
class Shapes:
    """How the platform's codes and tokens look."""

    code: Callable[[], str]
    access: Callable[[], str]
    refresh: Callable[[], str]


@dataclass
class Engine:
    """Codes, grants and tokens of one platform."""

    rules: Rules
    shapes: Shapes
    now: Callable[[], float]
    codes: dict[str, Code] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)
    tokens: dict[str, Token] = field(default_factory=dict)
    exchange_count: int = 0
    refresh_count: int = 0

    def authorize(
        self,
        *,
        client: str,
        person: str,
        scopes: tuple[str, ...],
        redirect: str,
        challenge: str = "",
        method: str = "",
    ) -> Code:
        """The person said yes."""
        ends = self.now() + self.rules.code_seconds
        code = Code(self.shapes.code(), client, person, scopes, redirect, challenge, method, ends)
        self.codes[code.value] = code
        return code

    def exchange(self, value: str, *, client: str, redirect: str, verifier: str = "") -> Pair:
        """A code for tokens. A code that was looked at is spent, right or wrong (RFC 6749 section 4.1.2)."""
        code = self.codes.get(value)
        if code is None or code.client != client:
            raise GrantProblem("code_unknown")
        if code.spent:
            raise GrantProblem("code_spent")
        code.spent = True
        self._check(code, redirect, verifier)
        if self.rules.one_grant:
            self.end(client, code.person, "replaced by a newer sign-in")
        grant = Grant(client, code.person, code.scopes)
        self.grants.append(grant)
        self.exchange_count += 1
        return self._issue(grant)

    def _check(self, code: Code, redirect: str, verifier: str) -> None:
        if self.now() > code.ends:
            raise GrantProblem("code_expired")
        if redirect != code.redirect:
            raise GrantProblem("redirect")
        if code.method and challenge_of(verifier, code.method) != code.challenge:
            raise GrantProblem("verifier")

    def renew(self, value: str, *, client: str) -> Pair:
        """A refresh token for a new pair."""
        token = self.tokens.get(value)
        if token is None or token.kind != "refresh" or token.grant.client != client:
            raise GrantProblem("refresh_unknown")
        if token.grant.ended:
            raise GrantProblem("grant_ended")
        if token.spent_at is not None:
            return self._again(token)
        if self.now() > token.ends:
            raise GrantProblem("refresh_expired")
        self.refresh_count += 1
        pair = self._issue(token.grant, keep=None if self.rules.rotates else token)
        if self.rules.rotates:
            token.spent_at, token.successor = self.now(), pair
        return pair

    def _again(self, token: Token) -> Pair:
        spent = token.spent_at or 0.0
        if token.successor and self.now() - spent < self.rules.grace_seconds:
            return token.successor
        if self.rules.strict_rotation:
            token.grant.ended = "a refresh token was used twice"
        raise GrantProblem("refresh_spent")

    def _issue(self, grant: Grant, keep: Token | None = None) -> Pair:
        now, rules = self.now(), self.rules
        access = self._put(Token(self.shapes.access(), "access", grant, now + rules.access_seconds))
        refresh = keep
        if keep is None and (rules.refresh_scope is None or rules.refresh_scope in grant.scopes):
            refresh = self._put(Token(self.shapes.refresh(), "refresh", grant, now + rules.refresh_seconds))
        return Pair(access, refresh)

    def _put(self, token: Token) -> Token:
        self.tokens[token.value] = token
        return token

    def find(self, value: str) -> Token | None:
        """The access token, when it is good now."""
        token = self.tokens.get(value)
        if token is None or token.kind != "access" or token.grant.ended or self.now() >= token.ends:
            return None
        return token

    def revoke(self, value: str, *, client: str) -> bool:
        """Ends the whole grant of a token; False when the client has no such token."""
        token = self.tokens.get(value)
        if token is None or token.grant.client != client:
            return False
        token.grant.ended = token.grant.ended or "revoked"
        return True

    def end(self, client: str, person: str, why: str) -> None:
        """Ends all grants of that person and client."""
        for grant in self.grants:
            if (grant.client, grant.person) == (client, person) and not grant.ended:
                grant.ended = why

    def valid(self, kind: Literal["access", "refresh"]) -> list[str]:
        """The values of all tokens of that kind that work now."""
        now = self.now()
        return [
            token.value
            for token in self.tokens.values()
            if token.kind == kind and not token.grant.ended and token.spent_at is None and now < token.ends
        ]

    def expire_access_tokens(self) -> None:
        for token in self.tokens.values():
            if token.kind == "access":
                token.ends = min(token.ends, self.now())


def challenge_of(verifier: str, method: str) -> str:
    """What a PKCE verifier must have been announced as (RFC 7636 section 4.2; S256-hex is TikTok's)."""
    digest = hashlib.sha256(verifier.encode())
    if method == "S256-hex":
        return digest.hexdigest()
    if method == "S256":
        return base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
    return verifier


def basic(headers: Mapping[str, str]) -> tuple[str, str] | None:
    """Name and password of a Basic header (RFC 7617), percent-decoded (RFC 6749 section 2.3.1)."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (unquote(name), unquote(password)) if colon else None
