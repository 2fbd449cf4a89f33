"""A secret bundle: the values of one item, with what is needed to rebuild its rows if the database is lost."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from stagedoor.domain.entities import ItemKind
from stagedoor.domain.secret import Secret


class Bundle(Struct, frozen=True, kw_only=True):
    """`generation` counts the writes of the item; `rebuild` holds its rows as they were at that write."""

    item_id: str
    kind: ItemKind
    generation: int
    at: int
    values: dict[str, Secret]
    rebuild: dict[str, Any] = {}


class KeychainState(Struct, frozen=True, kw_only=True):
    """What a probe of the keychain showed. `name` is what people call it; `problem` a sentence or empty."""

    backend: str
    name: str
    works: bool
    locked: bool = False
    problem: str = ""
    fix: str = ""
    seconds: float = 0.0
