"""Developer apps."""

from msgspec.structs import replace
from sqlite_utils import Database

from stagedoor.domain.entities import App, Item
from stagedoor.store import items, rows


def keep(db: Database, app: App, item: Item | None) -> None:
    if item:
        items.put_live(db, item)
        app = replace(app, item_id=item.id)
    rows.put(db, app)
