"""The ports of posts prepared by hand: videos, and the folders in which prepared posts lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from stagedoor.domain.videos import CopyPlan, Picture, Shape, VideoFacts


class Media(Protocol):
    """Videos. All of it runs beside the event loop; all raise BadInput with cause and fix for a file that is no use."""

    async def look(self, path: Path) -> VideoFacts:
        """What the file holds, without its loudness."""

    async def loudness(self, path: Path) -> float | None:
        """LUFS over all of it, which takes its time; None where there is nothing to hear."""

    async def frame(
        self, path: Path, seconds: float, *, width: int, height: int, shape: Shape | None = None
    ) -> Picture:
        """The frame shown at that time, upright: as large as it fits into the box, or with a shape filling it as the
        ready copy does.
        """

    async def save_cover(self, path: Path, seconds: float, to: Path, *, width: int, height: int) -> None:
        """That frame as a JPEG file of just this size, cut where it has another shape."""

    async def copy(self, path: Path, to: Path, plan: CopyPlan, progress: Callable[[float], None]) -> None:
        """The ready copy, under its name only when it is whole. Cancelling stops it and leaves nothing behind."""

    def close(self) -> None:
        """Waits for what was cancelled."""


class Stray(Struct, frozen=True, kw_only=True):
    """A folder with something of a prepared post that nothing points to: a program was killed, or it was put there.

    `begun`: the id of the post that it was made for, where it was never settled. `known_as`: the folder of the same
    name that is not where it was. `document` is what kit.json holds, `caption` what caption.txt does, None where there
    is none. `files`: the names of the other files, ordinary ones only. `at`: UTC seconds of the last change.
    """

    folder: str
    begun: str = ""
    known_as: str = ""
    document: bytes | None = None
    caption: str | None = None
    files: list[str]
    at: int


class KitFolders(Protocol):
    """A folder for each prepared post, for its owner only. Raises StoreReadOnly, StoreFull."""

    async def make(self, name: str, kit_id: str) -> str:
        """A new folder called so, or like so, marked as begun for that post."""

    async def settle(self, folder: str) -> None:
        """It is kept: the mark goes."""

    async def strays(self, known: Sequence[str]) -> list[Stray]:
        """Folders beside the known ones. Those of somebody else, without anything of a prepared post, are none."""

    async def take(self, folder: str, original: Path) -> str:
        """The video into the folder, without a second copy where the file system can; the original stays as it is.
        Returns its name there. Raises BadInput.
        """

    async def write(self, folder: str, name: str, data: bytes) -> None:
        """Whole or not at all."""

    async def remove(self, folder: str, names: Sequence[str]) -> None:
        """Those files and what `write` put there; the folder too where nothing of anybody else's lies in it."""

    async def discard(self, folder: str, name: str) -> None:
        """One file that is of no use any more."""

    async def clear(self) -> None:
        """Half files of programs that were killed, and of no other."""

    async def hand_out(self, folder: str, name: str, to: Path) -> str:
        """A copy of a file elsewhere (a cloud folder), in a folder called like its own, whole or not at all; returns
        where. Raises BadInput.
        """
