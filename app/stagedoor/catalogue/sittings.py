"""Loads the sittings: which platforms belong together, and in which order they are connected."""

from pathlib import Path as FilePath

import msgspec

from stagedoor.catalogue.problem import Faulty, Problem, told
from stagedoor.catalogue.source import Source, read
from stagedoor.domain.sitting import Sitting


def load_sittings(resources: FilePath) -> list[Sitting]:
    """Every file of `<resources>/sittings`. Raises BadPlatformFile."""
    try:
        return [_sitting(read(file)) for file in sorted((resources / "sittings").glob("*.toml"))]
    except Faulty as error:
        raise told(error.located) from None


def _sitting(source: Source) -> Sitting:
    try:
        return msgspec.convert(source.tables, Sitting)
    except msgspec.ValidationError as error:
        from stagedoor.catalogue import schema

        problems = list(schema.problems(source.tables, Sitting))
        problems = problems or [Problem(cause=f"{error}.", fix="Write it as the schema says.")]
    raise Faulty(source.locate(problems))
