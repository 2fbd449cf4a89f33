"""Accounts: placed once with a handle that never moves by itself, and taken away as a whole."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from sqlite_utils import Database

from stagedoor.domain.entities import LABEL, Activity, Connection
from stagedoor.store import faults, grants, health, rows, setups

ORDER = "position, handle"


def place(db: Database, proposed: Sequence[Connection]) -> dict[str, Connection]:
    """Inserts each account, or moves the one that is already there; by proposed id, what was placed."""
    return {new.id: _place(db, new) for new in proposed}


def _place(db: Database, new: Connection) -> Connection:
    if old := same(db, new):
        placed = replace(new, id=old.id, handle=old.handle, position=old.position)
    else:
        placed = replace(new, handle=_free_handle(db, new.handle), position=new.position or _last(db) + 1)
    rows.put(db, placed)
    return placed


def same(db: Database, new: Connection) -> Connection | None:
    """The account with this id at the platform; else the one with our own id, which the platform then renumbered."""
    at_platform = (new.platform, new.external_id, new.id_scope)
    found = rows.first(db, Connection, "platform = ? AND external_id = ? AND id_scope = ?", *at_platform)
    return found or rows.get(db, Connection, new.id)


def _free_handle(db: Database, wanted: str) -> str:
    number, handle = 1, wanted
    while rows.first(db, Connection, "handle = ?", handle):
        number += 1
        handle = f"{wanted}-{number}"
    return handle


def _last(db: Database) -> int:
    return int(db.execute("SELECT coalesce(max(position), 0) FROM connections").fetchone()[0])


def rename(db: Database, connection_id: str, name: str, username: str | None) -> None:
    rows.change(db, Connection, connection_id, name=name, username=username)


def rekey(db: Database, connection_id: str, external_id: str, address: Mapping[str, str]) -> None:
    rows.change(db, Connection, connection_id, external_id=external_id, address=dict(address))


def keep_by_hand(
    db: Database, connection: Connection, setup_id: str | None, activity: Iterable[Activity]
) -> Connection:
    """An account without a sign-in. One that has a sign-in keeps it: by hand is never a step down by accident."""
    old = same(db, connection)
    if old and old.grant_id:
        connection = replace(connection, route=old.route, grant_id=old.grant_id, token_name=old.token_name)
    placed = place(db, [connection])
    settle(db, placed, setup_id, activity, at=connection.confirmed_at)
    return placed[connection.id]


def settle(
    db: Database, placed: Mapping[str, Connection], setup_id: str | None, activity: Iterable[Activity], *, at: int
) -> None:
    """Ends the set-up and writes the history under the ids and handles that were given in the end."""
    if setup_id:
        setups.end(db, setup_id, at)
    for line in activity:
        kept = placed.get(line.connection_id or "")
        rows.add(db, replace(line, connection_id=kept.id, handle=kept.handle) if kept else line)


def begin_disconnect(db: Database, connection_id: str) -> None:
    rows.change(db, Connection, connection_id, status="deleting")


def finish_disconnect(db: Database, connection_id: str, activity: Activity, *, drop_grant: bool) -> None:
    """Checks go with the account, posts stay without it. A grant that serves another account cannot be dropped."""
    old = rows.get(db, Connection, connection_id)
    if old is None:
        raise faults.not_there("account")
    health.forget(db, connection_id)
    db.execute("DELETE FROM connections WHERE id = ?", [connection_id])
    db.execute("DELETE FROM settings WHERE key = ?", [LABEL + connection_id])
    if drop_grant and old.grant_id:
        grants.drop(db, old.grant_id)
    rows.add(db, activity)
