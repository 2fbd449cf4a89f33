"""Sign-ins and their tokens."""

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from stagedoor.domain.entities import AttemptRow, Grant, Item, Setup, Token
from stagedoor.store import faults, health, items, rows


def keep_pending(
    db: Database, grant: Grant, kept: Iterable[Token], item: Item, attempt_id: str | None, setup_id: str | None
) -> None:
    items.put_live(db, item)
    rows.put(db, grant)
    db.execute("DELETE FROM tokens WHERE grant_id = ?", [grant.id])
    for token in kept:
        rows.put(db, token)
    if attempt_id and not rows.change(db, AttemptRow, attempt_id, status="exchanged", grant_id=grant.id):
        raise faults.not_there("attempt")
    if setup_id and not rows.change(db, Setup, setup_id, grant_id=grant.id):
        raise faults.not_there("set-up")


def mark(db: Database, grant_id: str, /, **values: Any) -> None:
    """A grant that went away meanwhile needs no mark."""
    rows.change(db, Grant, grant_id, **values)


def mark_dead(db: Database, grant_id: str, at: int, code: str) -> None:
    """Keeps the time when it was first found dead."""
    db.execute("UPDATE grants SET dead_at = coalesce(dead_at, ?), dead_code = ? WHERE id = ?", [at, code, grant_id])


def replace_unused(db: Database, grant_ids: Iterable[str]) -> list[Grant]:
    """Marks those of the grants that serve no account any more, and returns them."""
    replaced = []
    for grant_id in sorted(set(grant_ids)):
        served = db.execute("SELECT 1 FROM connections WHERE grant_id = ?", [grant_id]).fetchone()
        if not served and rows.change(db, Grant, grant_id, status="replaced"):
            replaced.append(rows.get(db, Grant, grant_id))
    return [grant for grant in replaced if grant]


def drop(db: Database, grant_id: str) -> None:
    """Tokens and renewal go with the grant, then its item."""
    grant = rows.get(db, Grant, grant_id)
    if grant is None:
        return
    health.forget(db, grant_id)
    db.execute("DELETE FROM grants WHERE id = ?", [grant_id])
    items.drop(db, grant.item_id)
