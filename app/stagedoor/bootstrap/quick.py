"""The short way of scripts: a token that is good as it lies there, with next to nothing imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from stagedoor.bootstrap.secrets import passphrase_source, prefix
from stagedoor.domain.lifetimes import is_fresh
from stagedoor.domain.secret import Secret
from stagedoor.system.paths import find_paths


class Quick(NamedTuple):
    """A token that needed no renewal. `ends_at` in UTC seconds, None with ends never or unknown."""

    value: Secret
    ends: str
    ends_at: int | None
    scopes: tuple[str, ...] | None


def fresh_token(handle: str, environ: Mapping[str, str]) -> Quick | None:
    """The token if it is good as it lies there; None where anything more has to be thought about.

    Raises StoreError and SecretError. Imports no asyncio, no httpx, no msgspec; asks no platform; runs no probe.
    """
    from stagedoor.store import quick as store
    from stagedoor.system.clock import SystemClock
    from stagedoor.vault import quick as vault

    paths = find_paths(environ)
    row = store.find(paths.database, handle)
    if row is None or row.renewing or row.dead_at is not None or row.grant_status != "live":
        return None
    if row.item_id is None or row.ends is None or row.slot is None or row.connection_status != "live":
        return None
    if not is_fresh(row.ends, row.ends_at, row.issued_at, SystemClock().now()):
        return None
    values = vault.read_values(
        paths.home, item_id=row.item_id, kind=row.item_kind or "grant", backend=row.backend or "", slot=row.slot,
        generation=row.generation or 0, chunks=row.chunks.get(row.slot),
        passphrase=passphrase_source(environ, paths), environ=environ, prefix=prefix(paths),
    )  # fmt: skip
    value = values.get(row.token_name or "")
    return Quick(value, row.ends, row.ends_at, row.scopes) if value else None
