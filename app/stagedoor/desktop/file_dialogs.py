"""The system's own questions for a file, opened and awaited: the window goes on meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid


async def file_to_open(over: QWidget, title: str, kinds: str) -> Path | None:
    """The file that the person chose, None where they changed their mind. `kinds` as Qt reads them: "Text (*.txt)"."""
    dialog = QFileDialog(over.window(), title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return await _answer(dialog)


async def place_to_save(over: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where a file shall be saved; the dialog itself asks before it lets one be replaced."""
    dialog = QFileDialog(over.window(), title, name, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return await _answer(dialog)


async def folder_to_choose(over: QWidget, title: str) -> Path | None:
    dialog = QFileDialog(over.window(), title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return await _answer(dialog)


async def _answer(dialog: QFileDialog) -> Path | None:
    end = _End(dialog)
    dialog.open()
    try:
        done = await end.future
        files = dialog.selectedFiles()
        return Path(files[0]) if done == int(QFileDialog.DialogCode.Accepted) and files else None
    finally:
        if isValid(dialog):
            dialog.hide()
            dialog.deleteLater()


class _End(QObject):
    """The end of a dialog, to be awaited."""

    def __init__(self, dialog: QFileDialog) -> None:
        super().__init__(dialog)
        self.future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        dialog.finished.connect(self._finished)

    @Slot(int)
    def _finished(self, code: int) -> None:
        if not self.future.done():
            self.future.set_result(code)
