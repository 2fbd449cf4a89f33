"""Files that are whole or not there at all, for their owner only."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from stagedoor.system.paths import explained

HALF = ".part"
"""How the name of a file ends that is not whole yet. Before it stands the number of the process that writes it."""


def half_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}{HALF}")


def writer_of(half: Path) -> int:
    """The number of the process that writes it, 0 where its name does not say."""
    number = half.name.removesuffix(HALF).rpartition(".")[2]
    return int(number) if number.isascii() and number.isdigit() else 0


def write_whole(path: Path, data: bytes) -> None:
    """Raises StoreReadOnly, StoreFull."""
    half = half_of(path)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):  # what cannot be taken away either is written over the next time
            half.unlink(missing_ok=True)
        raise explained(path.parent, error) from error
