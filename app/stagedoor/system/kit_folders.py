"""Folders of prepared posts: in the home, private, every file whole or not there at all."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from stagedoor.domain.errors import BadInput
from stagedoor.domain.kits import CAPTION_FILE, COVER_FILE, KIT_FILE
from stagedoor.system.computer import alive
from stagedoor.system.paths import explained
from stagedoor.system.whole import HALF, half_of, write_whole, writer_of

_OURS = (CAPTION_FILE, COVER_FILE, KIT_FILE)


class HomeKitFolders:
    """Implements the KitFolders port under one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def make(self, name: str) -> str:
        return str(await asyncio.to_thread(self._make, name))

    async def take(self, folder: str, original: Path) -> str:
        return await asyncio.to_thread(_take, Path(folder), original)

    async def write(self, folder: str, name: str, data: bytes) -> None:
        await asyncio.to_thread(write_whole, Path(folder) / name, data)

    async def remove(self, folder: str, names: Sequence[str]) -> None:
        await asyncio.to_thread(self._remove, Path(folder), [*_OURS, *names])

    async def discard(self, folder: str, name: str) -> None:
        await asyncio.to_thread(self._discard, Path(folder), [name])

    async def clear(self) -> None:
        await asyncio.to_thread(self._clear)

    async def hand_out(self, folder: str, name: str, to: Path) -> str:
        return await asyncio.to_thread(_hand_out, Path(folder) / name, to)

    def _make(self, name: str) -> Path:
        try:
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for number in range(1, 1000):
                folder = self._root / (name if number == 1 else f"{name}-{number}")
                try:
                    folder.mkdir(mode=0o700)
                except FileExistsError:
                    continue
                return folder
        except OSError as error:
            raise explained(self._root, error) from error
        raise BadInput(f"There are a thousand folders called {name}.", "Give the post another title.")

    def _remove(self, folder: Path, names: Sequence[str]) -> None:
        self._discard(folder, names)
        with contextlib.suppress(OSError):  # somebody else's file keeps it
            folder.rmdir()

    def _discard(self, folder: Path, names: Sequence[str]) -> None:
        """Only below the root: a folder that was named by hand elsewhere is never ours to delete."""
        if folder.parent != self._root:
            return
        try:
            for name in names:
                (folder / Path(name).name).unlink(missing_ok=True)
        except OSError as error:
            raise explained(folder, error) from error

    def _clear(self) -> None:
        for half in self._root.glob(f"*/.*{HALF}"):
            if not ((writer := writer_of(half)) and alive(writer)):
                with contextlib.suppress(OSError):  # the next start tries again
                    half.unlink(missing_ok=True)


def _take(folder: Path, original: Path) -> str:
    """By a hard link where both are on one file system; a copy where they are not."""
    to = folder / (f"video-{original.name}" if original.name in _OURS else original.name)
    half = half_of(to)
    try:
        if to.exists() and to.samefile(original):
            return to.name
        half.unlink(missing_ok=True)
        os.link(original.resolve(strict=True), half)
        half.replace(to)
    except FileNotFoundError as error:
        raise BadInput(f"{original.name} is not there any more.", "Choose the video again.") from error
    except OSError:
        _copy(original, to)
    return to.name


def _hand_out(file: Path, to: Path) -> str:
    if not to.is_dir():
        raise BadInput(f"The folder {to} is not there.", "Choose the cloud folder again.")
    _copy(file, to / file.name)
    return str(to / file.name)


def _copy(file: Path, to: Path) -> None:
    half = half_of(to)
    try:
        shutil.copyfile(file, half)
        with half.open("rb+") as whole:
            os.fsync(whole.fileno())
        half.replace(to)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        reason = error.strerror or "the disk refused it"
        raise BadInput(f"{file.name} could not be copied: {reason}.", "Make room, or choose another folder.") from error
