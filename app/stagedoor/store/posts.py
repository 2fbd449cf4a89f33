"""Posts that Stagedoor made."""

from sqlite_utils import Database

from stagedoor.domain.entities import Post
from stagedoor.store import rows


def of_connection(db: Database, connection_id: str) -> list[Post]:
    return rows.find(db, Post, "connection_id = ?", (connection_id,), "sent_at DESC NULLS FIRST, rowid DESC")


def to_delete(db: Database, before: int) -> list[Post]:
    """Due and still there, also where an earlier deletion was cut off. Without an account nothing can be deleted."""
    due = "delete_at <= ? AND status IN ('live', 'deleting') AND connection_id IS NOT NULL"
    return rows.find(db, Post, due, (before,), "delete_at")
