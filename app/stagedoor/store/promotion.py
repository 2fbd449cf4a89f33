"""The step that makes a confirmed sign-in live. Everything in it happens, or nothing."""

from collections.abc import Sequence

from msgspec.structs import replace
from sqlite_utils import Database

from stagedoor.domain.entities import Activity, AttemptRow, Connection, Grant, Item, Token
from stagedoor.store import connections, faults, grants, health, items, rows


def promote(
    db: Database,
    grant_id: str,
    proposed: Sequence[Connection],
    setup_id: str | None,
    attempt_id: str | None,
    activity: Sequence[Activity],
    item: Item | None,
    tokens: Sequence[Token],
) -> list[Grant]:
    """Returns the grants that serve no account any more because this one took over."""
    grant = rows.get(db, Grant, grant_id)
    if grant is None or grant.status not in {"pending", "live"}:
        raise faults.not_there("sign-in")
    at = max((new.confirmed_at for new in proposed), default=grant.consented_at)
    if item is not None:
        items.put_live(db, item)
    for token in tokens:
        rows.put(db, token)
    rows.change(db, Grant, grant_id, status="live")
    moved = [old for old in _known(db, proposed) if old.grant_id != grant_id]
    for old in moved:
        health.forget(db, old.id)  # what was found out with the sign-in before says nothing about this one
    placed = connections.place(db, [replace(new, grant_id=grant_id) for new in proposed])
    if attempt_id:
        rows.change(db, AttemptRow, attempt_id, status="confirmed", ended_at=at, grant_id=grant_id)
    connections.settle(db, placed, setup_id, activity, at=at)
    return grants.replace_unused(db, {old.grant_id for old in moved if old.grant_id})


def _known(db: Database, proposed: Sequence[Connection]) -> list[Connection]:
    known = [connections.same(db, new) for new in proposed]
    return [old for old in known if old]
