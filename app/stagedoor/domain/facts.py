"""Everything that the state of an account is derived from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from stagedoor.domain.entities import Connection, Finding, Grant, MeterRow, Token
from stagedoor.domain.platform import Platform
from stagedoor.domain.scopes import serving

SecretState = Literal["ok", "missing", "locked", "unknown"]

MODE = "mode"
"""The question whose answer says whether a developer app is published, and for how many its posts are."""

PUBLISHED = {MODE: "published"}


class Facts(Struct, frozen=True, kw_only=True):
    """Everything that a state is derived from. `signs_in_at`: the platform of the sign-in, where it is another one than
    the account's.
    """

    now: int
    spec: Platform
    connection: Connection
    grant: Grant | None = None
    tokens: Sequence[Token] = ()
    findings: Sequence[Finding] = ()
    meters: Sequence[MeterRow] = ()
    answers: Mapping[str, str] = {}
    keys: SecretState = "unknown"
    signs_in_at: Platform | None = None

    @property
    def home(self) -> Platform:
        """The platform whose file describes the sign-in."""
        return self.signs_in_at or self.spec

    @property
    def asked(self) -> list[str]:
        """The permissions asked for that serve this account."""
        return serving(self.spec, self.connection.route, self.grant.scopes_asked) if self.grant else []


def only_owner_sees(facts: Facts) -> bool:
    """True where the platform shows posts to others only once the developer app is published, and it is not. What comes
    along with another platform's sign-in has no developer app of its own.
    """
    return facts.home is facts.spec and facts.answers.get(MODE) == "development"
