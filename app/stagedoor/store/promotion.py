"""The step that makes a confirmed sign-in live. Everything in it happens, or nothing."""

from collections.abc import Sequence

from msgspec.structs import replace
from sqlite_utils import Database

from stagedoor.domain.entities import Activity, AttemptRow, Connection, Grant
from stagedoor.store import connections, faults, grants, rows


def promote(
    db: Database,
    grant_id: str,
    proposed: Sequence[Connection],
    setup_id: str | None,
    attempt_id: str | None,
    activity: Sequence[Activity],
) -> list[Grant]:
    """Returns the grants that serve no account any more because this one took over."""
    grant = rows.get(db, Grant, grant_id)
    if grant is None or grant.status not in {"pending", "live"}:
        raise faults.not_there("sign-in")
    at = max((new.confirmed_at for new in proposed), default=grant.consented_at)
    rows.change(db, Grant, grant_id, status="live")
    before = _grants_behind(db, proposed) - {grant_id}
    placed = connections.place(db, [replace(new, grant_id=grant_id) for new in proposed])
    if attempt_id:
        rows.change(db, AttemptRow, attempt_id, status="confirmed", ended_at=at, grant_id=grant_id)
    connections.settle(db, placed, setup_id, activity, at=at)
    return grants.replace_unused(db, before)


def _grants_behind(db: Database, proposed: Sequence[Connection]) -> set[str]:
    known = [connections.same(db, new) for new in proposed]
    return {old.grant_id for old in known if old and old.grant_id}
