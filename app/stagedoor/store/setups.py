"""Set-ups in progress and their attempts."""

from sqlite_utils import Database

from stagedoor.domain.entities import AttemptRow, AttemptStatus, Setup
from stagedoor.store import rows

_UNDER_WAY = {"open", "exchanged"}


def under_way(db: Database) -> list[Setup]:
    return rows.find(db, Setup, "ended_at IS NULL", (), "updated_at DESC, rowid DESC")


def of_grant(db: Database, grant_id: str) -> Setup | None:
    """The set-up that waits for "is this you?" about this pending grant."""
    return rows.first(db, Setup, "grant_id = ? AND ended_at IS NULL", grant_id)


def end(db: Database, setup_id: str, at: int) -> None:
    rows.change(db, Setup, setup_id, ended_at=at, updated_at=at, grant_id=None)


def mark_attempt(
    db: Database, attempt_id: str, status: AttemptStatus, at: int, error: str | None, grant_id: str | None
) -> None:
    ended_at = None if status in _UNDER_WAY else at
    known = {"grant_id": grant_id} if grant_id else {}
    rows.change(db, AttemptRow, attempt_id, status=status, ended_at=ended_at, error=error, **known)


def newest_attempt(db: Database, column: str, value: str) -> AttemptRow | None:
    return rows.first(db, AttemptRow, f"{column} = ?", value, order="created_at DESC, rowid DESC")


def attempts(db: Database, status: str) -> list[AttemptRow]:
    return rows.find(db, AttemptRow, "status = ?", (status,), "created_at, rowid")
