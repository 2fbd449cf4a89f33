"""Joins the typed bundle of the domain and the text in the keychain."""

from __future__ import annotations

from typing import cast

from stagedoor.domain.bundle import Bundle
from stagedoor.domain.entities import Item, ItemKind
from stagedoor.vault import payload


def to_text(bundle: Bundle, home: str) -> str:
    return payload.encode(
        payload.Payload(
            bundle.item_id, bundle.kind, bundle.generation, bundle.at, dict(bundle.values), dict(bundle.rebuild), home
        )
    )


def from_text(text: str, item: Item) -> Bundle:
    """Raises SecretCorrupt where the text is damaged or belongs to another item."""
    return _bundle(payload.decode(text, item_id=item.id, kind=item.kind))


def of_home(text: str, item_id: str, home: str) -> Bundle | None:
    """Of an item that no row tells of; None where another Stagedoor keeps it. Raises SecretCorrupt."""
    found = payload.decode(text, item_id=item_id, kind=None)
    return _bundle(found) if found.home == home else None


def _bundle(found: payload.Payload) -> Bundle:
    return Bundle(
        item_id=found.item_id,
        kind=cast("ItemKind", found.kind),
        generation=found.generation,
        at=found.at,
        values=found.values,
        rebuild=found.rebuild,
    )
