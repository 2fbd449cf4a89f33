"""What is wrong with a platform file: said with file, line, key and mend, and all of it at once."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path as FilePath

from msgspec import Struct

from stagedoor.domain.errors import BadPlatformFile

Path = tuple[str | int, ...]
"""The way to a value inside a file: table ids and keys, and numbers for the entries of lists."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


class Problem(Struct, frozen=True, kw_only=True):
    """One fault. `cause` and `fix` are sentences; `path` is empty where the whole file is meant."""

    path: Path = ()
    cause: str
    fix: str


class Located(Struct, frozen=True, kw_only=True):
    """A problem with the file and the line (from 1) where it stands."""

    file: FilePath
    line: int
    problem: Problem

    @property
    def cause(self) -> str:
        key = f", {dotted(self.problem.path)}" if self.problem.path else ""
        return f"{self.file}, line {self.line}{key}: {self.problem.cause}"


def dotted(path: Path) -> str:
    """The path as TOML writes it: `route.browser`, `scope."tweet.read"`, `twins[2]` (counted from 1)."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            name = part if _BARE_KEY.fullmatch(part) else f'"{part}"'
            text += f".{name}" if text else name
    return text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    import difflib  # only where something is wrong: a script that wants a token does not wait for it

    return next(iter(difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest known word, or the known words where none is near."""
    words = sorted(set(known))
    if near := nearest(word, words):
        return f'Did you mean "{near}"?'
    listed = ", ".join(words[:20]) + (" ..." if len(words) > 20 else "")
    return f"Known here: {listed}." if words else "Nothing of this kind is known here: take it out."


class Faulty(Exception):
    """Files cannot be used: every problem that was found. Never leaves the catalogue."""

    def __init__(self, located: Sequence[Located]) -> None:
        super().__init__(*located)
        self.located = located


def told(located: Sequence[Located]) -> BadPlatformFile:
    """The first problem as cause and fix; the others follow the fix, a line each."""
    first, *others = located
    fix = first.problem.fix
    if others:
        fix += f"\nAnd {len(others)} more:" + "".join(f"\n- {o.cause} {o.problem.fix}" for o in others)
    return BadPlatformFile(first.cause, fix)
