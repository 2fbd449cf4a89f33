"""Turns what SQLite and the file system raise into the store's errors, each with cause and fix."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stagedoor.domain.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly, StoreTooNew

_PRIMARY = 0xFF  # extended result codes carry the primary one in their lowest byte
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# A quota or a size limit shows as a failed write and not as a full disk (os_unix.c, seekAndWrite).
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Lets StoreErrors pass and turns sqlite3 and OS errors into them. No value of a row enters a text."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error
    except UnicodeDecodeError as error:  # from the sqlite3 module, when even SQLite's message holds broken text
        raise damaged(path) from error
    except OSError as error:
        raise _explain_os(error, path) from error


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised by the Python module: bytes in a text column are damage, anything else is ours
        return damaged(path) if "UTF-8" in str(error) else _unusable(error)
    if code in _FULL or code & _PRIMARY in _FULL:
        return full(path)
    for codes, fault in ((_DAMAGED, damaged), (_READ_ONLY, read_only)):
        if code & _PRIMARY in codes:
            return fault(path)
    if code & _PRIMARY in _BUSY:
        return busy()
    return _unusable(error)


def _unusable(error: sqlite3.Error) -> StoreError:
    if isinstance(error, sqlite3.IntegrityError):
        return StoreError(f"The database refused a row: {error}.", "Please report this.", code="database_refused")
    return StoreError(f"The database could not be used: {error}.", "Check the disk and try again.")


def _explain_os(error: OSError, path: Path) -> StoreError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return full(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return read_only(path)
    return StoreError(f"{path} could not be used: {error.strerror}.", "Check the disk and try again.")


def damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(
        f"The database {path} is damaged.", "Start Stagedoor again: it sets the file aside and never deletes it."
    )


def set_aside(aside: Path) -> StoreDamaged:
    return StoreDamaged(
        f"The database was damaged and has been set aside as {aside}. There is no copy of it to go back to.",
        "Run `stagedoor doctor`: it can rebuild your accounts from the keychain. The next start makes a new database.",
    )


def gone(path: Path) -> StoreDamaged:
    return StoreDamaged(
        f"The database {path} is no longer there.", "Put it back, or start Stagedoor again to begin a new one."
    )


def read_only(path: Path) -> StoreReadOnly:
    return StoreReadOnly(
        f"Nothing can be written in {path.parent}.", "Give yourself the right to write there, then try again."
    )


def unreadable(path: Path) -> StoreReadOnly:
    return StoreReadOnly(f"The database {path} cannot be read.", "Give yourself the right to read and write it.")


def full(path: Path) -> StoreFull:
    return StoreFull(f"The disk that holds {path.parent} is full.", "Free some space, then try again.")


def busy() -> StoreError:
    return StoreError(
        "Another Stagedoor process has been writing for too long.", "Wait a moment and try again.", code="database_busy"
    )


def too_new(path: Path) -> StoreTooNew:
    return StoreTooNew(
        f"The database {path} was written by a newer Stagedoor.", "Update Stagedoor, or restart it if you just did."
    )


def not_there(what: str) -> StoreError:
    return StoreError(f"The {what} is no longer in the database.", "Look at the list again.", code="database_no_row")
