"""What `token` answers, apart from the other results because the fresh-token path loads nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from stagedoor.domain.secret import Secret

SCHEMA = 1
"""The number in every JSON document."""


class FreshToken(Protocol):
    """A token that is valid now. `ends` is at, never or unknown; `ends_at` in UTC seconds."""

    @property
    def value(self) -> Secret: ...
    @property
    def ends(self) -> str: ...
    @property
    def ends_at(self) -> int | None: ...
    @property
    def scopes(self) -> Sequence[str] | None: ...


def write_token(handle: str, token: FreshToken, *, as_json: bool) -> None:
    """The token and a newline to stdout, or the `token --json` document."""
    text = json.dumps(token_document(handle, token)) if as_json else token.value.reveal()
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def token_document(handle: str, token: FreshToken) -> dict[str, object]:
    """The `token --json` document."""
    return {
        "schema": SCHEMA,
        "handle": handle,
        "access_token": token.value.reveal(),
        "ends": {"kind": token.ends, "at": iso(token.ends_at)},
        "scopes": None if token.scopes is None else list(token.scopes),
    }


def iso(at: int | None) -> str | None:
    """A time as documents give it: ISO 8601 in UTC."""
    return datetime.fromtimestamp(at, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None
