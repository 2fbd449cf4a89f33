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
from stagedoor.domain.media import Stray
from stagedoor.domain.plain import plain
from stagedoor.system.computer import alive
from stagedoor.system.paths import explained
from stagedoor.system.whole import HALF, half_of, write_whole, writer_of

_OURS = (CAPTION_FILE, COVER_FILE, KIT_FILE)
_BEGUN = ".begun."
"""How the mark in a folder begins that is not settled yet; the id of its post follows."""
_NAME = 160  # bytes of a file's name; 255 are possible, and half files have longer ones
_TEXT = 1_000_000  # bytes that are read of a stray's texts


class HomeKitFolders:
    """Implements the KitFolders port under one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def make(self, name: str, kit_id: str) -> str:
        return str(await asyncio.to_thread(self._make, name, kit_id))

    async def settle(self, folder: str) -> None:
        await asyncio.to_thread(_settle, Path(folder))

    async def strays(self, known: Sequence[str]) -> list[Stray]:
        return await asyncio.to_thread(self._strays, known)

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

    def _make(self, name: str, kit_id: str) -> Path:
        try:
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for number in range(1, 1000):
                folder = self._root / (name if number == 1 else f"{name}-{number}")
                try:
                    folder.mkdir(mode=0o700)
                    (folder / f"{_BEGUN}{kit_id}").touch(mode=0o600)
                except (FileExistsError, FileNotFoundError):  # the latter: cleared away between the two
                    continue
                return folder
        except OSError as error:
            raise explained(self._root, error) from error
        raise BadInput(f"There are a thousand folders called {name}.", "Give the post another title.")

    def _strays(self, known: Sequence[str]) -> list[Stray]:
        gone = {Path(folder).name: folder for folder in known if not Path(folder).is_dir()}
        there = {Path(folder).resolve() for folder in known}
        try:
            folders = [path for path in self._root.glob("[!.]*") if path.is_dir() and not path.is_symlink()]
        except OSError:  # there is none yet, or nobody may look
            return []
        found = (_stray(path, gone.get(path.name, "")) for path in sorted(folders) if path.resolve() not in there)
        return [stray for stray in found if stray is not None]

    def _remove(self, folder: Path, names: Sequence[str]) -> None:
        self._discard(folder, names)
        if folder.parent == self._root:
            _settle(folder)
        with contextlib.suppress(OSError):  # somebody else's file keeps it
            folder.rmdir()

    def _discard(self, folder: Path, names: Sequence[str]) -> None:
        """Only below the root: a folder that was named by hand elsewhere is never ours to delete."""
        if folder.parent != self._root:
            return
        try:
            for name in names:
                file = folder / Path(name).name
                if file.is_symlink() or not file.is_dir():  # a folder there is somebody else's
                    file.unlink(missing_ok=True)
        except NotADirectoryError:
            return
        except OSError as error:
            raise explained(folder, error) from error

    def _clear(self) -> None:
        for half in self._root.glob(f"*/.*{HALF}"):
            if not ((writer := writer_of(half)) and alive(writer)):
                with contextlib.suppress(OSError):  # the next start tries again
                    half.unlink(missing_ok=True)


def _take(folder: Path, original: Path) -> str:
    """By a hard link where both are on one file system; a copy where they are not."""
    to = folder / _named(original)
    half = half_of(to)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # somebody may have deleted it
    except OSError as error:
        raise explained(folder, error) from error
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


def _named(original: Path) -> str:
    """Its own name, as far as every disk takes it and nothing in it is unseen."""
    suffix = plain(original.suffix, 20)
    stem = plain(original.stem, _NAME).encode()[: _NAME - len(suffix.encode())].decode(errors="ignore").strip(" .")
    name = f"{stem or 'video'}{suffix}"
    return f"video-{name}" if name.lower() in _OURS else name


def _stray(folder: Path, known_as: str) -> Stray | None:
    """None where nothing in it was ever a prepared post's, or nobody may look."""
    try:
        inside = sorted(path for path in folder.iterdir() if not path.is_symlink())
        names = [path.name for path in inside if path.is_file()]
        begun = next((name.removeprefix(_BEGUN) for name in names if name.startswith(_BEGUN)), "")
        caption = _text(folder / CAPTION_FILE) if CAPTION_FILE in names else None
        if inside and not begun and caption is None and KIT_FILE not in names:
            return None
        return Stray(
            folder=str(folder), begun=begun, known_as=known_as,
            document=_text(folder / KIT_FILE) if KIT_FILE in names else None,
            caption=None if caption is None else caption.decode(errors="replace").removesuffix("\n"),
            files=[name for name in names if not name.startswith(".") and name not in (CAPTION_FILE, KIT_FILE)],
            at=int(max((path.stat().st_mtime for path in (folder, *inside)), default=0)),
        )  # fmt: skip
    except OSError:
        return None


def _text(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_TEXT)


def _settle(folder: Path) -> None:
    for mark in folder.glob(f"{_BEGUN}*"):
        with contextlib.suppress(OSError):  # it says nothing any more, once a row names the folder
            mark.unlink(missing_ok=True)


def _hand_out(file: Path, to: Path) -> str:
    if not to.is_dir():
        raise BadInput(f"The folder {to} is not there.", "Choose the cloud folder again.")
    if file.is_symlink() or not file.is_file():
        raise BadInput(f"{file.name} is not in the post's folder any more.", "Choose the video again.")
    place = to / file.parent.name  # its own, so that nobody's file of that name goes
    with contextlib.suppress(OSError):  # copying into it says why
        place.mkdir(exist_ok=True)
    if not ((place / file.name).exists() and (place / file.name).samefile(file)):
        _copy(file, place / file.name)
    return str(place / file.name)


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
