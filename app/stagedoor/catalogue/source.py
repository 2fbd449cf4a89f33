"""From a file on the disk to its tables: what can be wrong before the schema is asked."""

import re
import tomllib
from pathlib import Path as FilePath
from typing import Any, NoReturn, TypeVar

import msgspec
from msgspec import Struct

from stagedoor.catalogue.lines import lines, locate
from stagedoor.catalogue.problem import Faulty, Located, Problem

_T = TypeVar("_T")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_ENOUGH = 1_000_000  # bytes; the largest real file has about 60,000


class Source(Struct, frozen=True, kw_only=True):
    """A parsed file, with its text so that problems can be located."""

    file: FilePath
    text: str
    tables: dict[str, Any]

    def locate(self, problems: list[Problem]) -> list[Located]:
        """The problems with their lines, from top to bottom."""
        found = lines(self.text) if problems else {}
        located = [Located(file=self.file, line=locate(found, p.path), problem=p) for p in problems]
        return sorted(located, key=lambda one: one.line)


def read(file: FilePath) -> Source:
    """Raises Faulty for everything that is not a TOML text in UTF-8."""
    text = _text(file, _content(file))
    if not text.strip():
        _refuse(file, 1, "The file is empty.", "Take it away, or put the original file back.")
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line, words = _read_words(text, error)
        _refuse(file, line, f"This is not TOML: {words}.", "Mend this line. Texts stand in quotes, lists in brackets.")
    return Source(file=file, text=text, tables=tables)


def typed(source: Source, kind: type[_T]) -> _T:
    """Raises Faulty with everything that keeps the tables from being a `kind`."""
    try:
        return msgspec.convert(source.tables, kind)
    except msgspec.ValidationError as error:
        from stagedoor.catalogue import schema  # its words are needed for faults only

        problems = list(schema.problems(source.tables, kind))
        problems = problems or [Problem(cause=f"{error}.", fix="Write it as the schema says.")]
        raise Faulty(source.locate(problems)) from None


def _content(file: FilePath) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as error:
        _refuse(file, 1, f"The file cannot be read ({error.strerror}).", "Look at its owner and permissions.")
    if len(content) > _ENOUGH:
        _refuse(file, 1, "The file is far too large for a platform file.", "Put the original file back.")
    return content


def _text(file: FilePath, content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(file, line, "There is a character that is not UTF-8.", "Save the file as UTF-8.")
    if text.startswith("\ufeff"):
        _refuse(file, 1, "The file begins with an invisible mark (BOM).", "Save it as UTF-8 without BOM.")
    return text.replace("\r\n", "\n")


def _read_words(text: str, error: Exception) -> tuple[int, str]:
    if isinstance(error, RecursionError):
        return 1, "lists or tables are nested too deeply"
    words = str(error)
    where = _WHERE.search(words)
    line = int(where[1]) if where and where[1] else text.rstrip().count("\n") + 1
    return line, _WHERE.sub("", words)


def _refuse(file: FilePath, line: int, cause: str, fix: str) -> NoReturn:
    raise Faulty([Located(file=file, line=line, problem=Problem(cause=cause, fix=fix))])
