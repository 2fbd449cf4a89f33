"""The folder and the file: whose they are, who may read them, and moving them without losing anything."""

import os
import shutil
import stat
import sys
from pathlib import Path

from stagedoor.domain.errors import StoreError

_OTHERS = 0o077


def secure_folder(folder: Path) -> None:
    """Makes the folder for its owner only, or takes the others' rights from one that is there."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _own(folder, folder.stat())


def secure_file(path: Path) -> None:
    """Refuses a link, another kind of file and a foreign owner; takes the others' rights."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise StoreError(
            f"{path} is a link or no plain file.", "Put the database itself there.", code="database_not_ours"
        )
    _own(path, found)


def _own(path: Path, found: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    if found.st_uid != os.geteuid():
        raise StoreError(
            f"{path} belongs to another user.", "Run Stagedoor as that user, or move it away.", code="database_not_ours"
        )
    if found.st_mode & _OTHERS:
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def create(path: Path) -> None:
    """An empty file that nobody else may read, whatever the umask. SQLite gives its journal the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def writable(path: Path) -> bool:
    """Whether the file, and a journal beside it, can be written."""
    return os.access(path.parent, os.W_OK | os.X_OK) and (not path.exists() or os.access(path, os.W_OK))


def readable(path: Path) -> bool:
    return os.access(path, os.R_OK)


def identity(path: Path) -> tuple[int, int] | None:
    """Tells whether the path still names the same file; None if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    create(target)
    shutil.copyfile(source, target)


def place(new: Path, path: Path) -> None:
    """Moves a complete database to its place. A journal that lies there belongs to another file: replayed into this
    one it would destroy it.
    """
    if journal(path).exists():
        journal(path).replace(_free(path.with_name(f"stray-{path.name}-journal")))
    new.replace(path)
    _sync_folder(path.parent)


def set_aside(path: Path, stamp: str) -> Path:
    """Moves a damaged database away, with its journal, under `damaged-<stamp>.db`; never deletes."""
    aside = _free(path.with_name(f"damaged-{stamp}.db"))
    # The journal first: left behind by a crash in between, it would be replayed into the next database.
    if journal(path).exists():
        journal(path).replace(journal(aside))
    path.replace(aside)
    _sync_folder(path.parent)
    return aside


def damaged(folder: Path) -> list[Path]:
    return sorted(folder.glob("damaged-*.db"))


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def present(path: Path) -> bool:
    """Also true for a link that leads nowhere, which is refused and not overwritten."""
    return path.exists() or path.is_symlink()
