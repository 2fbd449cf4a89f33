"""Looks for secrets everywhere they must not be, in every form in which they might lie there.

Proved by planted leaks in `test_no_leak.py`: a search that finds nothing is worth what it can find.
"""

import base64
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import parse_qsl, quote, urlsplit

from tests.journeys.streams import SECONDS

from stagedoor.practice import World

EVERY = 0.01  # seconds between two looks at the processes and at files that come and go
_SHORTEST = 8  # characters of half a secret; less is found by chance
_PASSING = ("-journal", "-wal", "-shm", ".new", ".tmp")


class Hit(NamedTuple):
    """A secret's name and form, and where it was found."""

    secret: str
    form: str
    where: str


def forms(secret: str) -> Iterator[tuple[str, bytes]]:
    """How a secret may look in a file: as it is, packed, or cut and turned."""
    raw = secret.encode()
    yield "plain", raw
    yield "UTF-16", secret.encode("utf-16-le")
    yield "hex", raw.hex().encode()
    yield "URL-encoded", quote(secret, safe="").encode()
    for shift in range(3):  # base64 looks different with each position in its groups of three bytes
        for name, encode in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
            packed = encode(b"\0" * shift + raw)
            yield name, packed[4 if shift else 0 : len(packed) // 4 * 4 - 4]
    yield "reversed", raw[::-1]
    middle = len(raw) // 2
    for half in (raw[:middle], raw[middle:]):
        if len(half) >= _SHORTEST:
            yield "half", half
            yield "half reversed", half[::-1]


class Search:
    """`secrets` by name, such as {"access token": "..."}."""

    def __init__(self, secrets: dict[str, str]) -> None:
        self._needles = [(name, form, needle) for name, value in secrets.items() for form, needle in forms(value)]

    def hits(self, where: str, data: bytes) -> list[Hit]:
        return [Hit(name, form, where) for name, form, needle in self._needles if needle in data]

    def in_folder(self, folder: Path) -> list[Hit]:
        """Contents and names of all files; of the database also the values as SQLite gives them."""
        found = []
        for path in folder.rglob("*"):
            found += self.hits(f"the name of {path}", str(path).encode())
            if path.is_file():
                data = path.read_bytes()
                found += self.hits(str(path), data)
                if data.startswith(b"SQLite format 3"):
                    found += self.hits(f"rows of {path}", _rows(path))
        return found


def _rows(path: Path) -> bytes:
    """Every value whole: in the file a long one may be cut by the pages' borders."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        values = (value for table in tables for row in database.execute(f'SELECT * FROM "{table}"') for value in row)
        return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)
    finally:
        database.close()


class Watch:
    """Samples what comes and goes while flows run: the processes that we started, journal and temporary files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.arguments: set[bytes] = set()
        self.environments: set[bytes] = set()
        self.passing: dict[bytes, str] = {}
        self.looks = 0
        self._over = threading.Event()
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(EVERY):
            self._look_at_processes()
            self._look_at_files()
            with self._news:
                self.looks += 1
                self._news.notify_all()

    def until(self, seen: Callable[[], bool]) -> None:
        """Waits until a look has brought it. Fails the test when none does."""
        with self._news:
            assert self._news.wait_for(seen, SECONDS)

    def _look_at_processes(self) -> None:
        for process in _descendants(os.getpid()):
            with suppress(OSError):
                self.arguments.add(Path(f"/proc/{process}/cmdline").read_bytes())
            with suppress(OSError):
                self.environments.add(Path(f"/proc/{process}/environ").read_bytes())

    def _look_at_files(self) -> None:
        for path in self._folder.rglob("*"):
            if path.name.endswith(_PASSING) or path.parent.name == "tmp":
                with suppress(OSError):
                    self.passing[path.read_bytes()] = str(path)


def _descendants(process: int | str) -> Iterator[str]:
    """The children of all threads, and theirs; who has ended meanwhile is left out."""
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield child
                yield from _descendants(child)


def issued(world: World) -> dict[str, str]:
    """Everything secret that went through a practice world: what it made, and what was seen on the wire."""
    found = {f"made by practice, {number}": value for number, value in enumerate(world.secrets())}
    for number, request in enumerate(world.requests):
        told = {**request.query, **request.form}
        for name in ("state", "code", "code_verifier"):
            if name in told:
                found[f"{name} of request {number}"] = told[name]
    return found


def without_authorize_lines(text: str) -> str:
    """What a command said, less the addresses that it is there to say; they may carry the state, and nothing else."""
    return "\n".join(_only_state_gone(line) if line.startswith("authorize: ") else line for line in text.splitlines())


def _only_state_gone(line: str) -> str:
    address = urlsplit(line.removeprefix("authorize: "))
    return repr([(name, value) for name, value in parse_qsl(address.query) if name != "state"])


def without_browser(arguments: Iterable[bytes], script: str) -> list[bytes]:
    """The arguments of all programs but the browser's, which gets the address with the state."""
    return [each for each in arguments if script.encode() not in each]
