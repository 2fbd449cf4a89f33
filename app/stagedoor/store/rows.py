"""Rows and Structs, both ways, for every table in one place. A field that is a list or a mapping is a JSON column."""

import types
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from sqlite_utils import Database

from stagedoor.domain.entities import (
    Activity,
    App,
    AttemptRow,
    CheckRow,
    Connection,
    Finding,
    Grant,
    Item,
    MeterRow,
    Post,
    Renewal,
    Row,
    Setup,
    Token,
)
from stagedoor.domain.kits import Kit

R = TypeVar("R", bound=Row)


class _Table(NamedTuple):
    name: str
    key: tuple[str, ...] = ("id",)


_TABLES: Mapping[type[Row], _Table] = {
    App: _Table("apps"),
    Grant: _Table("grants"),
    Token: _Table("tokens", ("grant_id", "name")),
    Connection: _Table("connections"),
    Setup: _Table("setups"),
    AttemptRow: _Table("attempts"),
    Item: _Table("items"),
    Renewal: _Table("renewals", ("grant_id",)),
    CheckRow: _Table("checks"),
    Finding: _Table("findings", ("subject", "check_id")),
    MeterRow: _Table("meters", ("subject", "name")),
    Post: _Table("posts"),
    Kit: _Table("kits"),
    Activity: _Table("activity"),
}


def find(db: Database, kind: type[R], where: str = "1", args: Iterable[Any] = (), order: str = "rowid") -> list[R]:
    found = db.query(f"SELECT * FROM {_TABLES[kind].name} WHERE {where} ORDER BY {order}", list(args))  # noqa: S608 - our own words
    return [_struct(kind, row) for row in found]


def first(db: Database, kind: type[R], where: str, *args: Any, order: str = "rowid") -> R | None:
    return next(iter(find(db, kind, where, args, order)), None)


def get(db: Database, kind: type[R], *key: Any) -> R | None:
    return first(db, kind, _by_key(_TABLES[kind]), *key)


def put(db: Database, row: Row) -> None:
    """Inserts the row, or updates the one with its key."""
    table = _TABLES[type(row)]
    db.table(table.name).upsert(_columns(row), pk=table.key)


def add(db: Database, row: Row) -> None:
    db.table(_TABLES[type(row)].name).insert(_columns(row))


def change(db: Database, kind: type[Row], key: str | tuple[str, ...], **values: Any) -> bool:
    """Sets columns of one row; False if there is none."""
    table = _TABLES[kind]
    names = ", ".join(f'"{name}" = ?' for name in values)
    given = [_encoded(name, value, _json_columns(kind)) for name, value in values.items()]
    keys = key if isinstance(key, tuple) else (key,)
    sql = f"UPDATE {table.name} SET {names} WHERE {_by_key(table)}"  # noqa: S608 - our own words
    return bool(db.execute(sql, [*given, *keys]).rowcount)


def _by_key(table: _Table) -> str:
    return " AND ".join(f"{column} = ?" for column in table.key)


def _columns(row: Row) -> dict[str, Any]:
    as_json = _json_columns(type(row))
    return {name: _encoded(name, getattr(row, name), as_json) for name in row.__struct_fields__}


def _encoded(name: str, value: Any, as_json: frozenset[str]) -> Any:
    return msgspec.json.encode(value).decode() if name in as_json and value is not None else value


def _struct(kind: type[R], row: dict[str, Any]) -> R:
    for name in _json_columns(kind):
        if row[name] is not None:
            row[name] = msgspec.json.decode(row[name])
    return msgspec.convert(row, kind, builtin_types=(bytes,))


@cache
def _json_columns(kind: type[Row]) -> frozenset[str]:
    return frozenset(name for name, hint in get_type_hints(kind).items() if _is_container(hint))


def _is_container(hint: Any) -> bool:
    if get_origin(hint) in {Union, types.UnionType}:
        return any(map(_is_container, get_args(hint)))
    return get_origin(hint) in {list, dict}
