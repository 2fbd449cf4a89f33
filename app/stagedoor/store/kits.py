"""Posts that are prepared for publishing by hand."""

from collections.abc import Sequence

from sqlite_utils import Database

from stagedoor.domain.entities import Activity, Post
from stagedoor.domain.kits import Kit
from stagedoor.store import rows

NEWEST = "updated_at DESC, rowid DESC"


def keep_posted(db: Database, kit: Kit, post: Post, activity: Sequence[Activity]) -> None:
    """The post, the kit that it came from, and the lines of the history in one step."""
    rows.put(db, post)
    rows.put(db, kit)
    for line in activity:
        rows.add(db, line)


def drop(db: Database, kit_id: str) -> None:
    db.execute("DELETE FROM kits WHERE id = ?", [kit_id])
