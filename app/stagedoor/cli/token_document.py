"""The `token --json` document, apart from the others because the fresh-token path loads nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from stagedoor.domain.secret import Secret


def token_document(
    handle: str, value: Secret, ends: str, ends_at: int | None, scopes: Sequence[str] | None
) -> dict[str, object]:
    """The `token --json` document."""
    at = datetime.fromtimestamp(ends_at, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if ends_at is not None else None
    return {
        "schema": 1, "handle": handle, "access_token": value.reveal(), "ends": {"kind": ends, "at": at},
        "scopes": list(scopes) if scopes is not None else None,
    }  # fmt: skip
