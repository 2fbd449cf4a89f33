"""Private files: read only if they are ours alone, written so that a crash leaves the old or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from stagedoor.domain.errors import SecretDenied, SecretError, SecretTimeout, SecretUnavailable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _FLAGS  # a pipe in the file's place must not hold us up
_OWN = 0o600
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_PAUSE = 0.01  # seconds between two tries for the lock


def read_private(path: Path) -> bytes:
    """Raises SecretUnavailable where there is no file, SecretDenied where it is not ours alone."""
    with _explained(path), os.fdopen(os.open(path, _READ), "rb") as file:
        if reason := not_private(os.fstat(file.fileno()), _user()):
            raise SecretDenied(f"{path} is not used: {reason}.", f"If you trust it, run: chmod 600 {path}")
        return file.read()


def not_private(found: os.stat_result, user: int | None) -> str:
    """Why the file is not `user`'s alone, or an empty text. `user` is None where the system has no such thing."""
    if not stat.S_ISREG(found.st_mode):
        return "it is not a regular file"
    if user is None:
        return ""
    if found.st_uid != user:
        return "it belongs to somebody else"
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return "other people on this computer may read it"
    return ""


def write_private(path: Path, data: bytes) -> None:
    """Atomic and durable: a temporary file beside it, fsync, rename, fsync of the folder. Callers hold the lock."""
    beside = path.with_name(f"{path.name}.new")
    with _explained(path):
        beside.unlink(missing_ok=True)  # of a process that was killed
        try:
            _write(beside, data)
            os.replace(beside, path)  # noqa: PTH105 -- replaces on every system
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


@contextlib.contextmanager
def held(path: Path, *, seconds: float) -> Iterator[None]:
    """A kernel lock on `path`, which is never deleted; it ends with the process. Raises SecretTimeout."""
    with _explained(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _FLAGS, _OWN)
    try:
        _wait(descriptor, until=time.monotonic() + seconds)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, *, until: float) -> None:
    while not _taken(descriptor):
        if time.monotonic() > until:
            raise SecretTimeout("Another Stagedoor process is writing your locked file.", "Try again in a moment.")
        time.sleep(_PAUSE)


def _taken(descriptor: int) -> bool:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, _OWN), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # has no such call; the rename is journalled by the file system
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _user() -> int | None:
    return None if sys.platform == "win32" else os.geteuid()


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _error(path, error) from error


def _error(path: Path, error: OSError) -> SecretError:
    if error.errno in _FULL:
        return SecretUnavailable("The disk is full. The keys are as they were.", "Free some space and try again.")
    if error.errno == errno.ENOENT:
        return SecretUnavailable(
            f"{path} is not there.", "Put it back from your backup, or connect the accounts again."
        )
    if error.errno == errno.ELOOP:
        return SecretDenied(f"{path} is not used: it is a link to another file.", "Put the file itself there.")
    return SecretUnavailable(f"{path} cannot be used: {error.strerror}.", "See that the folder is yours and writable.")
