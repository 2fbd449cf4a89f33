"""A file of keys that a developer page lets people download: seen when it arrives, used when they say so, and taken
away afterwards when they say so.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Banner
from stagedoor.domain.plain import plain

MOST = 64 * 1024
"""Bytes: a file of keys is far smaller, and every other download is none of our business."""
_ENDING = ".json"


def downloads_folder() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))


class Arrivals(QObject):
    """`arrived(path)`: a file that may hold keys came into the folder since this was made. Only names and sizes are
    looked at; the folder is watched as long as this lives.
    """

    arrived = Signal(object)

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._known = self._files()
        self._watcher = QFileSystemWatcher(self)
        if folder.is_dir():
            self._watcher.addPath(str(folder))
        self._watcher.directoryChanged.connect(self._look)

    @Slot()
    def _look(self) -> None:
        files = self._files()
        new, self._known = sorted(files - self._known), files
        for name in new:
            path = self._folder / name
            if _may_hold_keys(path):
                self.arrived.emit(path)

    def _files(self) -> set[str]:
        try:
            return {file.name for file in self._folder.iterdir() if file.suffix.lower() == _ENDING}
        except OSError:
            return set()


def _may_hold_keys(path: Path) -> bool:
    try:
        return path.is_file() and 0 < path.stat().st_size <= MOST
    except OSError:
        return False


class ArrivedOffer(Banner):
    """First "Use it?", and once its keys are kept "Delete it?": a forgotten download is a key that lies about.

    `used(path)`, `deleted(path)`, `failed(why)`.
    """

    used = Signal(object)
    deleted = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("info", tr("A file arrived."), "", tr("Use it"), glyph="mdi6.file-download-outline",
                         parent=parent)  # fmt: skip
        self._file: Path | None = None
        self._taken: Path | None = None
        self.acted.connect(self._act)
        self.hide()

    def offer(self, file: Path) -> None:
        self._file = file
        self._show(tr("{name} arrived just now.", name=plain(file.name, 60)), tr("Use it"))

    def take(self, file: Path) -> None:
        """It was used: deletion is offered when its keys are kept."""
        self._file, self._taken = None, file
        self.hide()

    def keys_kept(self) -> None:
        """The step went through."""
        if self._taken is not None and self._taken.exists():
            name = plain(self._taken.name, 60)
            self._show(tr("{name} still lies in your downloads, and it holds a secret.", name=name), tr("Delete it"))

    def forget(self) -> None:
        """What arrived was not used; what was used may still be deleted."""
        self._file = None
        if self._taken is None:
            self.hide()

    async def delete(self, file: Path) -> None:
        try:
            await asyncio.to_thread(file.unlink, missing_ok=True)
        except OSError as error:
            self.failed.emit(tr("{name} could not be deleted: {why}", name=file.name, why=error.strerror or ""))

    def _show(self, words: str, action: str) -> None:
        self.set_message(words)
        if self.button is not None:
            self.button.set_label(action)
        self.show()

    @Slot()
    def _act(self) -> None:
        file, taken = self._file, self._taken
        self.hide()
        if file is not None:
            self.used.emit(file)
        elif taken is not None:
            self._taken = None
            self.deleted.emit(taken)
