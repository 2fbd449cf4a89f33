"""Shows a file or a folder in the system's file manager."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from stagedoor.system.programs import started


def show(path: Path, environ: Mapping[str, str], *, platform: str = sys.platform) -> bool:
    """Opens the folder, or the folder of the file (marked there where the system can). False where nothing opens it,
    or where the folder is not there. May take half a second.
    """
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():
        return False
    return any(started(command, environ) for command in _commands(path, folder, platform))


def _commands(path: Path, folder: Path, platform: str) -> list[list[str]]:
    """What to try, in order."""
    if platform == "darwin":
        return [["open", str(path)] if path == folder else ["open", "-R", str(path)]]
    if platform == "win32":
        return [["explorer", str(path) if path == folder else f"/select,{path}"]]
    return [["xdg-open", str(folder)], ["gio", "open", str(folder)]]
