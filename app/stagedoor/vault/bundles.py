"""Joins the typed bundle of the domain and the text in the keychain."""

from __future__ import annotations

from typing import cast

from stagedoor.domain.bundle import Bundle
from stagedoor.domain.entities import Item, ItemKind
from stagedoor.vault import payload


def to_text(bundle: Bundle) -> str:
    return payload.encode(
        payload.Payload(
            bundle.item_id, bundle.kind, bundle.generation, bundle.at, dict(bundle.values), dict(bundle.rebuild)
        )
    )


def from_text(text: str, item: Item) -> Bundle:
    """Raises SecretCorrupt where the text is damaged or belongs to another item."""
    found = payload.decode(text, item_id=item.id, kind=item.kind)
    return Bundle(
        item_id=found.item_id,
        kind=cast("ItemKind", found.kind),
        generation=found.generation,
        at=found.at,
        values=found.values,
        rebuild=found.rebuild,
    )
