"""What travels between services and the ports: HTTP messages, candidates, drafts of tokens, questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from stagedoor.domain.entities import ConnectionKind, Ends, EndsFrom, Token, Verdict
from stagedoor.domain.secret import Secret


class Request(Struct, frozen=True, kw_only=True):
    """One HTTP request. At most one of form, json and data is set. Header and form values may be secret:
    a Request is never logged, printed or stored; `name` (platform.call) is what logs say.
    """

    method: str
    url: str
    name: str
    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    form: Mapping[str, str] | None = None
    json: Any = None
    data: bytes | None = None

    def __repr__(self) -> str:
        return f"Request({self.method} {self.name})"


class Response(Struct, frozen=True, kw_only=True):
    """A whole answer. Header names are lower case; `date` is the server's clock in UTC seconds if it said so."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    date: float | None = None

    def __repr__(self) -> str:
        return f"Response({self.status}, {len(self.body)} bytes)"


class TokenDraft(Struct, frozen=True, kw_only=True):
    """A token as an answer gave it. `lives` are seconds from now, None with ends never or unknown.

    `data_access_ends_at` (UTC seconds): until when the person must have signed in again, where such a time is named.
    """

    name: str
    value: Secret
    ends: Ends
    lives: int | None = None
    ends_from: EndsFrom = "answer"
    data_access_ends_at: int | None = None

    def row(self, grant_id: str, *, issued_at: int) -> Token:
        """What is kept of it beside its value: its end counts from `issued_at` (UTC seconds)."""
        return Token(
            grant_id=grant_id,
            name=self.name,
            issued_at=issued_at,
            ends=self.ends,
            ends_at=issued_at + self.lives if self.ends == "at" and self.lives is not None else None,
            ends_from=self.ends_from,
            data_access_ends_at=self.data_access_ends_at,
        )


class TokenAnswer(Struct, frozen=True, kw_only=True):
    """What an exchange or a renewal gave. `scopes` None: the platform did not say. `subject`: whose sign-in it is,
    where the answer says it.
    """

    tokens: list[TokenDraft]
    scopes: list[str] | None = None
    subject: str = ""


class Candidate(Struct, frozen=True, kw_only=True):
    """A destination that a grant reaches and a person may choose. `problem` says why it cannot be used yet.

    `token`: a token of its own that came with it, kept with the sign-in. `platform`, `route`: where it belongs to
    another platform than the sign-in; empty where it does not. `proposed`: taken unless the person says otherwise.
    `audience`: what its platform calls the followers.
    """

    external_id: str
    kind: ConnectionKind
    name: str
    username: str | None = None
    url: str | None = None
    avatar: str | None = None
    followers: int | None = None
    audience: str = "followers"
    address: dict[str, str] = {}
    token_name: str | None = None
    token: TokenDraft | None = None
    platform: str = ""
    route: str = ""
    problem: str = ""
    proposed: bool = True


class Meter(Struct, frozen=True, kw_only=True):
    name: str
    used: float | None = None
    limit: float | None = None
    left: float | None = None
    resets_at: int | None = None
    unit: str = ""


class Answer(Struct, frozen=True, kw_only=True):
    """The answer to one check. `error_id` names an entry of the error catalogue."""

    check_id: str
    verdict: Verdict
    error_id: str | None = None
    cause: str = ""
    fix: str = ""
    kind: str = ""
    detail: dict[str, Any] = {}
    meters: list[Meter] = []


class Who(Struct, frozen=True, kw_only=True):
    """The person or account behind a sign-in. `answers`: what asking proved on the way."""

    id: str
    name: str
    username: str | None = None
    avatar: str | None = None
    followers: int | None = None
    facts: dict[str, Any] = {}
    answers: list[Answer] = []


class Published(Struct, frozen=True, kw_only=True):
    ref: str
    link: str | None = None
    meters: list[Meter] = []


class Explained(Struct, frozen=True, kw_only=True):
    """A platform's error in our words. `error_id` is None where the catalogue has no entry for it.

    `moved_to`: the account has another id now, and the platform named it.
    """

    error_id: str | None
    kind: str
    cause: str
    fix: str
    status: int
    step: str = ""
    retry_after: float | None = None
    moved_to: str | None = None


class Proof(Struct, frozen=True, kw_only=True):
    """What proving keys without a user showed: `by` "platform" where it answered, "form" where only looks count.

    `token`: what the platform says of a token that the person brought, where it can be asked.
    """

    by: Literal["platform", "form"]
    who: Who | None = None
    says: str = ""
    token: TokenAnswer | None = None


class Keys(Struct, frozen=True, kw_only=True):
    """What an adapter acts with: the app's open fields and answers, all secret fields and token values by name.

    `route`: the way to connect that they belong to; it decides about token address and client authentication.
    `subject`: whose sign-in it is, as far as the platform said.
    """

    route: str
    app: Mapping[str, str] = {}
    answers: Mapping[str, str] = {}
    secrets: Mapping[str, Secret] = {}
    scopes: list[str] | None = None
    subject: str = ""

    def __repr__(self) -> str:
        return f"Keys({', '.join(self.secrets)})"
