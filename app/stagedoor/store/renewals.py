"""Renewals under way: the intent, the sealed answer, and the step that moves the pointer."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from stagedoor.domain.entities import Grant, Item, Renewal, Token
from stagedoor.domain.errors import StoreError
from stagedoor.store import faults, items, rows


def keep_intent(db: Database, renewal: Renewal, *, over_answer: bool) -> None:
    """Never over an answer that was not read yet: it may hold the only valid refresh token."""
    old = rows.get(db, Renewal, renewal.grant_id)
    if old and old.sealed is not None and not over_answer:
        raise StoreError(
            "An earlier renewal has an answer that was not read yet.", "Finish it first.", code="renewal_unfinished"
        )
    rows.put(db, renewal)


def keep_journal(db: Database, grant_id: str, sealed: bytes, answered_at: int) -> None:
    if not rows.change(db, Renewal, grant_id, sealed=sealed, answered_at=answered_at):
        raise faults.not_there("renewal")


def commit(db: Database, grant_id: str, item: Item, tokens: Sequence[Token], scopes: list[str] | None, at: int) -> None:
    """Tokens that are not named stay as they are. A pointer never moves back."""
    old = rows.get(db, Item, item.id)
    if old and old.generation > item.generation:
        raise StoreError("A newer renewal is already stored.", "Read it again.", code="renewal_outdated")
    items.put_live(db, item)
    for token in tokens:
        rows.put(db, token)
    renewed: dict[str, Any] = {"renewed_at": at, "dead_at": None, "dead_code": None}
    failed = dict.fromkeys(("renew_failed_at", "renew_failed", "renew_next_at"))
    known = {} if scopes is None else {"scopes": scopes}
    if not rows.change(db, Grant, grant_id, **renewed, **failed, **known):
        raise faults.not_there("sign-in")
    drop(db, grant_id)


def drop(db: Database, grant_id: str) -> None:
    db.execute("DELETE FROM renewals WHERE grant_id = ?", [grant_id])
