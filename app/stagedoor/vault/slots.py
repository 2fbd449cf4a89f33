"""One slot of an item: its pieces in a backend, written so that a crash never leaves a mixture that passes.

Pieces are written from the last to the first and deleted the same way: the first one, which tells how many there
are, comes last and goes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from stagedoor.domain.errors import SecretCorrupt, SecretMissing
from stagedoor.vault import chunks
from stagedoor.vault.backend import Backend

PREFIX = "stagedoor/v1"


def base(prefix: str, item_id: str, slot: str) -> str:
    return f"{prefix}/{item_id}/{slot}"


def item_ids(names: Iterable[str], prefix: str) -> set[str]:
    """The items that have a first piece among these names."""
    shape = re.compile(re.escape(prefix) + r"/([0-9a-f-]+)/[ab]/0")
    return {found[1] for name in names if (found := shape.fullmatch(name))}


def read(backend: Backend, where: str, *, expected: int | None = None) -> str:
    """Raises SecretMissing where the first piece is not there, SecretCorrupt where another one is not."""
    first = backend.read(f"{where}/0")
    if first is None:
        raise SecretMissing(f"The keys of this account are no longer in {backend.title}.", "Sign in again.")
    count = chunks.count(first)
    rest = [backend.read(f"{where}/{number}") for number in range(1, count)]
    pieces = [first, *(piece for piece in rest if piece is not None)]
    if len(pieces) != count or (expected is not None and expected != count):
        raise SecretCorrupt(f"A part of the keys of this account is no longer in {backend.title}.", "Sign in again.")
    return chunks.join(pieces)


def write(backend: Backend, where: str, text: str, *, before: int = 0) -> int:
    """Writes, reads back and compares every piece, then deletes what a longer text left behind.

    `before`: how many pieces the slot is known to have had. Returns how many it has now.
    """
    pieces = chunks.split(text, backend.limit)
    for number in reversed(range(len(pieces))):
        backend.write(f"{where}/{number}", pieces[number])
    for number, piece in enumerate(pieces):
        if backend.read(f"{where}/{number}") != piece:
            raise SecretCorrupt(
                f"{_sentence(backend.title)} did not keep the keys as they were handed over.",
                "Try again; if it stays so, keep the keys in a locked file.",
            )
    _drop(backend, where, start=len(pieces), known=before)
    return len(pieces)


def delete(backend: Backend, where: str, *, known: int = 0) -> None:
    """Raises SecretCorrupt where the backend says it deleted, and did not."""
    first = backend.read(f"{where}/0")
    _drop(backend, where, start=0, known=max(known, chunks.count(first) if first is not None else 0))


def _drop(backend: Backend, where: str, *, start: int, known: int) -> None:
    end = max(start, known)
    while end < chunks.MOST_PIECES and backend.read(f"{where}/{end}") is not None:
        end += 1
    for number in reversed(range(start, end)):
        backend.delete(f"{where}/{number}")
        if backend.read(f"{where}/{number}") is not None:
            raise SecretCorrupt(
                f"{_sentence(backend.title)} did not delete the keys.",
                "Delete them there by hand: search for stagedoor.",
            )


def _sentence(title: str) -> str:
    return title[0].upper() + title[1:]
