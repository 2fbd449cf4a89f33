"""Every value of a platform, with its path: for rules that hold wherever a text or a claim stands."""

from collections.abc import Iterator

from msgspec import Struct

from stagedoor.catalogue.problem import Path


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """The value itself and everything inside it, from the outside inwards, in the order of the schema."""
    yield path, value
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from walk(entry, (*path, key))
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from walk(entry, (*path, number))
