"""One lock file, held by the kernel for this process and let go when it ends, however it ends."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from stagedoor.domain.errors import StoreError, StoreFull, StoreReadOnly
from stagedoor.domain.variables import HOME

if sys.platform == "win32":
    import msvcrt

    def lock_now(descriptor: int) -> None:
        """Takes the lock or raises OSError at once."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock_now(descriptor: int) -> None:
        """Takes the lock or raises OSError at once."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
_ROUNDS = 3


class HeldLock:
    """A lock that this process holds until `release` or its own end."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def try_lock(path: Path, lock: Callable[[int], None] = lock_now) -> HeldLock | None:
    """The lock, or None where somebody else holds it. The file is never deleted: that would make two locks of one.

    Raises StoreError where the file cannot be opened or the file system cannot lock.
    """
    for _ in range(_ROUNDS):
        descriptor = _opened(path)
        try:
            lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            if error.errno in _HELD:
                return None
            raise StoreError(
                f"{path.parent} lies on a disk that cannot lock files.",
                f"Keep Stagedoor's folder on this computer's own disk: name another one with {HOME}.",
                code="no_locks",
            ) from error
        if _still_there(descriptor, path):
            return HeldLock(descriptor)
        os.close(descriptor)
    return None


def _opened(path: Path) -> int:
    """Opened for reading only, so that a lock file that became read-only still locks."""
    flags = os.O_RDONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags, 0o600)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StoreFull(f"The disk of {path} is full.", "Make room, then try again.") from error
        if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
            fix = f"Give yourself the right to read and write in {path.parent}."
            raise StoreReadOnly(f"The lock file {path} cannot be opened.", fix) from error
        fix = f"Look at what stands in its place in {path.parent}."
        raise StoreError(f"The lock file {path} cannot be used.", fix, code="no_locks") from error


def _still_there(descriptor: int, path: Path) -> bool:
    """Somebody may have deleted the file between opening and locking; then the next one locks another file."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
