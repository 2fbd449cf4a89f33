"""Cuts a text into pieces for keychains that limit a value, and joins them so that no mixture passes.

A text that fits lies as it is. Otherwise every piece begins with `<number>/<count>:<SHA-256 of the whole>:`, so the
first piece tells how many there are, and pieces of two different writes never join.
"""

from __future__ import annotations

import hashlib
import re

from stagedoor.domain.errors import SecretCorrupt, SecretTooLarge

MOST_CHARACTERS = 65_536  # a token answer is read up to 64 KiB
MOST_PIECES = 99

_PIECE = re.compile(r"(\d{1,2})/(\d{1,2}):([0-9a-f]{64}):(.*)", re.DOTALL)
_HEADER_LENGTH = len("99/99:") + 64 + 1


def split(text: str, limit: int | None) -> list[str]:
    """The pieces, each at most `limit` characters. Raises SecretTooLarge above 65,536 characters."""
    if len(text) > MOST_CHARACTERS:
        raise SecretTooLarge(
            f"The keys of this account are too long to keep ({len(text)} characters).",
            "Connect fewer Pages in one sign-in.",
        )
    if limit is None or len(text) <= limit:
        return [text]
    room = limit - _HEADER_LENGTH
    bodies = [text[start : start + room] for start in range(0, len(text), room)]
    digest = hashlib.sha256(text.encode()).hexdigest()
    return [f"{number}/{len(bodies)}:{digest}:{body}" for number, body in enumerate(bodies)]


def count(first: str) -> int:
    """How many pieces belong to the one that begins with `first`."""
    piece = _PIECE.fullmatch(first)
    return int(piece[2]) if piece else 1


def join(pieces: list[str]) -> str:
    """Raises SecretCorrupt where a piece is foreign, out of order or changed."""
    if len(pieces) == 1 and not _PIECE.fullmatch(pieces[0]):
        return pieces[0]
    matches = [_PIECE.fullmatch(piece) for piece in pieces]
    heads = [(match[1], match[2], match[3]) for match in matches if match]
    digest = heads[0][2] if heads else ""
    text = "".join(match[4] for match in matches if match)
    expected = [(str(number), str(len(pieces)), digest) for number in range(len(pieces))]
    if heads != expected or hashlib.sha256(text.encode()).hexdigest() != digest:
        raise SecretCorrupt("The saved keys are damaged: their parts do not belong together.", "Sign in again.")
    return text
