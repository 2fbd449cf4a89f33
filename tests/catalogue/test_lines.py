"""The line of every key in the real files and in a file with every form that TOML has for a key."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.lines import lines, locate

ODD = '''\
# a comment with [a.table] and "quotes"
plain = 1
"quoted key" = "a = b # no comment"
'single' = 'c:\\path'
dotted . "in two" = true
many = [ # opened
  [1, 2], # { }
  { deep = { er = [ { est = 1 } ] } },
]
text = """
plain = 2
[not.a.table]
\\""" still inside "quotes" """ # after
raw = \'\'\'
"""
\'\'\'
escaped = "a \\" b } ]"
date = 2026-11-21T07:32:00Z

[table."with.dot"] # comment
inside = {a = "]", b = ['}', "#"], c.d = 1}

[[list]]
name = "first"
[list.below]
x = 1
[[list]]
name = "second" # the second
  [[list.inner]]
  y = 1
'''


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from paths(entry, (*path, key))
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from paths(entry, (*path, number))


REAL = sorted(resource_path("platforms").glob("*.toml"))


@pytest.mark.parametrize("text", [ODD, *map(Path.read_text, REAL)], ids=["odd", *(f.stem for f in REAL)])
def test_every_key_has_the_line_where_it_stands(text):
    found = lines(text)
    expected = set(paths(tomllib.loads(text))) - {()}
    assert set(found) == expected
    rows = text.splitlines()
    for path, line in found.items():
        if isinstance(path[-1], str):
            assert path[-1] in rows[line - 1], path


def test_keys_that_look_alike_are_told_apart():
    found = lines(ODD)
    assert found["plain",] == 2
    assert found["list", 0, "name"] == ODD.splitlines().index('name = "first"') + 1
    assert found["list", 1, "name"] == found["list", 0, "name"] + 4
    assert found["list", 1, "inner", 0, "y"] == len(ODD.splitlines())
    assert found["many", 1, "deep", "er", 0, "est"] == 8


def test_what_is_not_there_is_looked_for_in_the_table_around_it():
    found = lines(ODD)
    assert locate(found, ("table", "with.dot", "missing", 3)) == found["table", "with.dot"]
    assert locate(found, ("nowhere",)) == 1
