"""A video that is dropped on a page."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.page import Desk, Page

VIDEOS = "*.mp4 *.mov *.m4v *.webm *.mkv *.avi"
"""As a file dialog reads it. What is dropped is not asked for its name: the look inside decides."""


class VideoPage(Page):
    """A page on which a video may be dropped."""

    def __init__(self, desk: Desk, *, title: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=title, parent=parent)
        self.setAcceptDrops(True)

    @abstractmethod
    async def take(self, path: Path) -> None:
        """What is done with it."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.tasks.start(self.take(path), "a dropped video", key="video")


def dropped_file(data: QMimeData) -> Path | None:
    """The one file of this computer that is dropped; None for anything else."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None
