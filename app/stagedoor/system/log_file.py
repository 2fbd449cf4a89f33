"""A log file that several processes append to, that only this user reads, and that never stops the program."""

import logging
import logging.handlers
import os
from io import TextIOWrapper
from pathlib import Path

from stagedoor.domain.errors import StoreError
from stagedoor.system.kernel_lock import try_lock

_LARGEST = 1_000_000  # bytes
_KEPT = 3  # older files


class LogFile(logging.handlers.WatchedFileHandler):
    """Appends; moves a large file aside under a kernel lock; opens the new one when another process moved it."""

    def __init__(self, file: Path, locks: Path, largest: int = _LARGEST) -> None:
        self._file = file
        self._lock_file = locks / "log.lock"
        self._largest = largest
        super().__init__(file, encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._make_room()
            super().emit(record)
        except (OSError, StoreError):
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # the standard library's name
        """A full or read-only disk loses the line, and nothing else."""

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self._file, flags, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    def _make_room(self) -> None:
        if not self._is_large():
            return
        held = try_lock(self._lock_file)
        if held is None:
            return
        with held:
            # Another process may have moved it between the look and the lock.
            if self._is_large():
                self._move_aside()

    def _is_large(self) -> bool:
        try:
            return self._file.stat().st_size > self._largest
        except FileNotFoundError:
            return False

    def _move_aside(self) -> None:
        if self.stream:
            self.stream.close()
            self.stream = None
        for number in range(_KEPT - 1, 0, -1):
            older = self._numbered(number)
            if older.exists():
                older.replace(self._numbered(number + 1))
        self._file.replace(self._numbered(1))

    def _numbered(self, number: int) -> Path:
        return self._file.with_name(f"{self._file.name}.{number}")
