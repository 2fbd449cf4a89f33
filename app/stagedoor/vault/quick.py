"""Reads the values of one item and nothing else: the way of `stagedoor token`, which scripts call often.

No event loop, no typed structures, no probe, no keychain library but the one in use.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from stagedoor.domain.secret import Secret
from stagedoor.vault import payload, slots
from stagedoor.vault.backend import PassphraseSource
from stagedoor.vault.choose import open_backend
from stagedoor.vault.worker import Worker

SECONDS = 10.0


def read_values(
    home: Path,
    *,
    item_id: str,
    kind: str,
    backend: str,
    slot: str,
    generation: int = 0,
    chunks: int | None = None,
    passphrase: PassphraseSource | None = None,
    prefix: str = slots.PREFIX,
    environ: Mapping[str, str] = os.environ,
    seconds: float = SECONDS,
) -> dict[str, Secret]:
    """The values by name. `backend`, `slot`, `generation` and `chunks` are what the item's row says; `chunks` may be
    unknown.

    Raises SecretError subclasses only; SecretTimeout after `seconds`. Never asks a person but through `passphrase`.
    """
    place = open_backend(backend, home, environ=environ, passphrase=passphrase)
    where = slots.base(prefix, item_id, slot)
    try:
        text = Worker().call(lambda: slots.read(place, where, expected=chunks), seconds=seconds, hung=place.reset)
    finally:
        place.reset()
    found = payload.decode(text, item_id=item_id, kind=kind)
    if found.generation < generation:
        raise payload.outdated()
    return found.values
