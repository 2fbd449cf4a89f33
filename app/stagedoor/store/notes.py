"""The small tables: history, learned facts, settings, details."""

from collections.abc import Mapping

from sqlite_utils import Database

from stagedoor.domain.entities import Activity
from stagedoor.store import rows


def history(db: Database, limit: int) -> list[Activity]:
    return rows.find(db, Activity, "1", (), "at DESC, id DESC LIMIT " + str(int(limit)))


def learn(db: Database, platform: str, key: str, value: str, at: int) -> None:
    row = {"platform": platform, "key": key, "value": value, "at": at}
    db.table("learned").upsert(row, pk=("platform", "key"))


def learned(db: Database, platform: str) -> dict[str, str]:
    return {row["key"]: row["value"] for row in db.query("SELECT * FROM learned WHERE platform = ?", [platform])}


def pairs(db: Database, table: str) -> dict[str, str]:
    return {row["key"]: row["value"] for row in db.table(table).rows}


def set_pairs(db: Database, table: str, pairs: Mapping[str, str]) -> None:
    """Sets these; others stay."""
    for key, value in pairs.items():
        db.table(table).upsert({"key": key, "value": value}, pk="key")
