"""Where secrets lie: a row before each secret, so that no secret is an orphan."""

from msgspec.structs import replace
from sqlite_utils import Database

from stagedoor.domain.entities import Item
from stagedoor.store import rows


def find(db: Database, kind: str | None, status: str | None) -> list[Item]:
    return rows.find(db, Item, "kind = coalesce(?, kind) AND status = coalesce(?, status)", (kind, status))


def put_live(db: Database, item: Item) -> None:
    rows.put(db, replace(item, status="live"))


def drop(db: Database, item_id: str) -> None:
    db.execute("DELETE FROM items WHERE id = ?", [item_id])
