"""In which line a key of a TOML text stands: tomllib says what is in a file, but not where.

Works on texts that tomllib has accepted, so it looks only for what separates keys and values.
"""

import re
from collections.abc import Callable

from stagedoor.catalogue.problem import Path

_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY_PART = re.compile(r"""[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*""")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_PLAIN = re.compile(r"[^,\]}\n#]*")


def lines(text: str) -> dict[Path, int]:
    """The line (from 1) of every table and key, by path."""
    return _Finder(text).find()


def locate(found: dict[Path, int], path: Path) -> int:
    """The line of the path, or of the nearest table around it; 1 if nothing of it is there."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path, 1)


class _Finder:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}

    def find(self) -> dict[Path, int]:
        table: Path = ()
        self._skip(_GAP)
        while self._at < len(self._text):
            if self._peek("["):
                table = self._header()
            else:
                self._pair(table)
            self._skip(_GAP)
        return self._found

    def _header(self) -> Path:
        many = self._peek("[[")
        self._at += 2 if many else 1
        path = self._resolve(self._key())
        self._at += 2 if many else 1
        if many:
            number = self._counts.get(path, 0)
            self._counts[path] = number + 1
            path = (*path, number)
        self._note(path)
        return path

    def _resolve(self, path: Path) -> Path:
        """`[a.b]` below `[[a]]` belongs to the newest entry of `a`."""
        done: Path = ()
        for part in path[:-1]:
            done = (*done, part)
            if done in self._counts:
                done = (*done, self._counts[done] - 1)
        return (*done, *path[-1:])

    def _pair(self, table: Path) -> None:
        start = self._at
        path = (*table, *self._key())
        self._note(path, start)
        self._at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._peek("{"):
            self._inside("}", path, self._entry)
        elif self._peek("["):
            self._inside("]", path, self._element)
        else:
            self._skip(_STRING if self._text[self._at : self._at + 1] in {'"', "'"} else _PLAIN)

    def _inside(self, end: str, path: Path, member: Callable[[Path, int], None]) -> None:
        self._at += 1
        number = 0
        self._skip(_GAP)
        while not self._peek(end):
            member(path, number)
            number += 1
            self._skip(_GAP)
            if self._peek(","):
                self._at += 1
                self._skip(_GAP)
        self._at += 1

    def _entry(self, path: Path, _number: int) -> None:
        self._pair(path)

    def _element(self, path: Path, number: int) -> None:
        self._note((*path, number))
        self._value((*path, number))

    def _key(self) -> Path:
        parts: list[str] = []
        while match := _KEY_PART.match(self._text, self._at):
            parts.append(next(group for group in match.groups() if group is not None))
            self._at = match.end()
            if not self._peek("."):
                break
            self._at += 1
        return tuple(parts)

    def _note(self, path: Path, at: int | None = None) -> None:
        line = self._text.count("\n", 0, self._at if at is None else at) + 1
        for end in range(1, len(path) + 1):
            self._found.setdefault(path[:end], line)

    def _peek(self, text: str) -> bool:
        return self._text.startswith(text, self._at)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if match := pattern.match(self._text, self._at):
            self._at = match.end()
