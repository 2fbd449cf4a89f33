"""The text that a secret bundle becomes: JSON with its own SHA-256.

Plain `json` and no typed structures, because the fresh-token path reads it before anything else is imported.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from stagedoor.domain.errors import SecretCorrupt, SecretUnavailable
from stagedoor.domain.secret import Secret

VERSION = 1


class Payload(NamedTuple):
    item_id: str
    kind: str
    generation: int
    at: int
    values: dict[str, Secret]
    rebuild: dict[str, Any]
    home: str
    """The folder of the Stagedoor that wrote it: several may keep their keys in one keychain."""


def encode(payload: Payload) -> str:
    """ASCII only: keychains count characters in different units, and some cut a text at NUL."""
    document = {
        "v": VERSION,
        "item": payload.item_id,
        "kind": payload.kind,
        "gen": payload.generation,
        "at": payload.at,
        "values": {name: value.reveal() for name, value in payload.values.items()},
        "rebuild": payload.rebuild,
        "home": payload.home,
    }
    return _dump({**document, "sha256": digest(document)})


def decode(text: str, *, item_id: str, kind: str | None) -> Payload:
    """`kind` None: of any kind. Raises SecretCorrupt for damage or another item's text, SecretUnavailable for a newer
    version's.
    """
    document = _load(text)
    claimed = document.pop("sha256", None)
    if claimed != digest(document):
        raise _corrupt("their check sum does not fit")
    if document.get("v") != VERSION:
        raise SecretUnavailable("The saved keys were written by a newer Stagedoor.", "Update Stagedoor.")
    if (document["item"], document["kind"]) != (item_id, kind or document["kind"]):
        raise _corrupt("they belong to another account")
    values = {name: Secret(value) for name, value in document["values"].items()}
    home = document.get("home", "")
    return Payload(item_id, document["kind"], document["gen"], document["at"], values, document["rebuild"], home)


def _load(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        raise _corrupt("they are no longer readable") from None  # the parser's error carries the text
    if not isinstance(document, dict):
        raise _corrupt("they are no longer readable")
    return document


def digest(document: dict[str, Any]) -> str:
    return hashlib.sha256(_dump(document).encode()).hexdigest()


def _dump(document: dict[str, Any]) -> str:
    return json.dumps(document, separators=(",", ":"), sort_keys=True)


def outdated() -> SecretCorrupt:
    return SecretCorrupt("The saved keys are older than the last ones: a backup was put back.", "Sign in again.")


def _corrupt(why: str) -> SecretCorrupt:
    return SecretCorrupt(f"The saved keys are damaged: {why}.", "Sign in again.")
