"""Where Stagedoor keeps its files: one folder for all of it, readable by nobody else.

On the way of `stagedoor token`, so it imports little.
"""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from stagedoor.domain.errors import StoreError, StoreFull, StoreReadOnly
from stagedoor.domain.variables import HOME

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600
_OTHERS = 0o077
_ELSEWHERE = f"Name another folder with {HOME}."


class Paths(NamedTuple):
    """Every file and folder of one home. `platforms` holds overlays, `kits` the prepared posts."""

    home: Path
    database: Path
    locks: Path
    logs: Path
    log: Path
    platforms: Path
    kits: Path

    @classmethod
    def at(cls, home: Path) -> "Paths":
        return cls(
            home=home,
            database=home / "stagedoor.db",
            locks=home / "locks",
            logs=home / "logs",
            log=home / "logs" / "stagedoor.log",
            platforms=home / "platforms",
            kits=home / "kits",
        )

    def prepare(self) -> list[str]:
        """Creates what is missing (0700), narrows what is too open, and returns warnings about the place.

        Raises StoreReadOnly where an existing home cannot be written (reading from it may still work), StoreFull,
        and StoreError for a home that is missing, is no folder, or belongs to somebody else.
        """
        folders = (self.home, self.locks, self.logs, self.platforms, self.kits)
        try:
            for folder in folders:
                _refuse_foreign(folder)
                _make_private(folder)
            _narrow_files(self.home)
            _try_writing(self.home)
        except OSError as error:
            raise explained(self.home, error) from error
        from stagedoor.system.placement import placement_warnings

        return placement_warnings(self.home)


def find_paths(environ: Mapping[str, str], *, practice: bool = False) -> Paths:
    """The home that the environment names, else the system's usual folder; practice has its own beside or below."""
    named = environ.get(HOME)
    if named:
        home = Path(named).absolute()
        return Paths.at(home / "practice" if practice else home)
    import platformdirs

    return Paths.at(platformdirs.user_data_path("stagedoor-practice" if practice else "stagedoor", appauthor=False))


def _refuse_foreign(folder: Path) -> None:
    """Another user who owns the folder, or the link to it, decides what lies in it."""
    if not hasattr(os, "getuid"):
        return
    for look in (folder.lstat, folder.stat):
        try:
            owner = look().st_uid
        except FileNotFoundError:
            return
        if owner != os.getuid():
            raise StoreError(f"{folder} belongs to another user.", _ELSEWHERE, code="home_foreign")


def _make_private(folder: Path) -> None:
    missing = []
    place = folder
    while not place.exists():
        missing.append(place)
        place = place.parent
    for each in reversed(missing):
        each.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "not a folder")
    if _mode(folder) & _OTHERS:
        folder.chmod(_FOLDER_MODE)


def _narrow_files(home: Path) -> None:
    for file in home.iterdir():
        if stat.S_ISREG(file.lstat().st_mode) and _mode(file) & _OTHERS:
            file.chmod(_FILE_MODE)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _try_writing(home: Path) -> None:
    """Rights alone do not tell: the disk may be mounted read-only, or be full."""
    probe = home / f".writable-{os.getpid()}"
    probe.touch(mode=_FILE_MODE)
    probe.unlink(missing_ok=True)


def explained(home: Path, error: OSError) -> StoreError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StoreFull(f"The disk of {home} is full.", "Make room, then try again.")
    if error.errno in {errno.ENOTDIR, errno.EEXIST, errno.ELOOP}:
        return StoreError(f"{home} is not a folder.", _ELSEWHERE, code="home_missing")
    if not home.is_dir():
        return StoreError(f"The folder {home} cannot be created.", _ELSEWHERE, code="home_missing")
    return StoreReadOnly(f"Stagedoor cannot write to {home}.", f"Give yourself the right to write there. {_ELSEWHERE}")
