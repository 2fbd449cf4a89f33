"""A video that is dropped on a page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

VIDEOS = "*.mp4 *.mov *.m4v *.webm *.mkv *.avi"
"""As a file dialog reads it. What is dropped is not asked for its name: the look inside decides."""


def dropped_file(data: QMimeData) -> Path | None:
    """The one file of this computer that is dropped; None for anything else."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None
