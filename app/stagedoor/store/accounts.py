"""All accounts with everything that is kept about them, in a handful of queries however many accounts there are."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlite_utils import Database

from stagedoor.domain.entities import AccountRows, App, Connection, Finding, Grant, MeterRow, Row, Token
from stagedoor.store import connections, rows

R = TypeVar("R", bound=Row)

_DAYS = """SELECT DISTINCT connection_id, date(started_at, 'unixepoch', 'localtime') AS day, state
FROM checks WHERE started_at >= ?"""
_POSTS = """SELECT connection_id, date(sent_at, 'unixepoch', 'localtime') AS day, max(sent_at) AS at
FROM posts WHERE connection_id IS NOT NULL AND status IN ('live', 'deleting', 'deleted', 'left')
AND sent_at IS NOT NULL GROUP BY connection_id, day"""


def everything(db: Database, since: int, handle: str | None) -> list[AccountRows]:
    """In the order of the accounts. `since`: how far the days go back; days are those of this computer's time zone."""
    where, args = ("1", ()) if handle is None else ("handle = ?", (handle,))
    found = rows.find(db, Connection, where, args, connections.ORDER)
    grants = {g.id: g for g in rows.find(db, Grant)}
    apps = {a.id: a for a in rows.find(db, App)}
    tokens = _grouped(rows.find(db, Token, order="name"), "grant_id")
    findings = _grouped(_about(db, Finding, handle, found, "check_id"), "subject")
    meters = _grouped(_about(db, MeterRow, handle, found, "name"), "subject")
    days, posts = _days(db, since), _posts(db)
    return [
        AccountRows(
            connection=c, grant=(grant := grants.get(c.grant_id or "")), tokens=tokens.get(c.grant_id or "", []),
            app=apps.get(grant.app_id or "") if grant else None, findings=findings.get(c.id, []),
            meters=meters.get(c.id, []), states=days.get(c.id, {}), posted=posts.get(c.id, {}),
        )
        for c in found
    ]  # fmt: skip


def _about(db: Database, kind: type[R], handle: str | None, found: list[Connection], order: str) -> list[R]:
    if handle is None:
        return rows.find(db, kind, order=order)
    return [row for c in found for row in rows.find(db, kind, "subject = ?", (c.id,), order)]


def _grouped(found: Iterable[R], key: str) -> dict[str, list[R]]:
    groups: dict[str, list[R]] = {}
    for row in found:
        groups.setdefault(getattr(row, key), []).append(row)
    return groups


def _days(db: Database, since: int) -> dict[str, dict[str, list[str]]]:
    """By account and day (2026-11-24), the states that checks found on that day."""
    groups: dict[str, dict[str, list[str]]] = {}
    for row in _rows(db, _DAYS, since):
        groups.setdefault(row["connection_id"], {}).setdefault(row["day"], []).append(row["state"])
    return groups


def _posts(db: Database) -> dict[str, dict[str, int]]:
    """By account and day, when the last post of that day was sent."""
    groups: dict[str, dict[str, int]] = {}
    for row in _rows(db, _POSTS):
        groups.setdefault(row["connection_id"], {})[row["day"]] = row["at"]
    return groups


def _rows(db: Database, sql: str, *args: Any) -> Iterable[dict[str, Any]]:
    return db.query(sql, args)
