"""The line at the end of the page: how far it is, whether it is saved, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.details.view import progress_words
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAGE, ROW, color
from stagedoor.desktop.widgets import PlainLabel, PrimaryButton, WrapRow


class Footer(QWidget):
    """`done` when the person is through."""

    done = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress, self._saved = "", ""
        self._words = PlainLabel("", "small", "muted", parent=self)
        self.button = PrimaryButton(tr("Done"), "mdi6.check", parent=self)
        self.button.clicked.connect(self.done)
        row = WrapRow(gap=GAP)
        row.add(self._words, basis=240, grow=1)
        row.add(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, ROW, PAGE, ROW)
        column.addLayout(row)

    @property
    def text(self) -> str:
        return self._words.text()

    def show_progress(self, done: int, all_of_them: int) -> None:
        self._progress = progress_words(done, all_of_them)
        self._say()

    def show_saving(self) -> None:
        self._show(tr("Saving…"))

    def show_saved(self, problems: int) -> None:
        """`problems`: how many fields cannot be used as they are."""
        if not problems:
            self._show(tr("Everything here is saved by itself."))
        elif problems == 1:
            self._show(tr("One field needs another look; the rest is saved."))
        else:
            self._show(tr("{count} fields need another look; the rest is saved.", count=problems))

    def show_failed(self) -> None:
        self._show(tr("The last change is not saved yet."))

    def _show(self, saved: str) -> None:
        self._saved = saved
        self._say()

    def _say(self) -> None:
        progress = f"{self._progress}. " if self._progress else ""
        self._words.set_parts([(progress, "small_strong", "text"), (self._saved, None)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(PAGE, 0, self.width() - 2 * PAGE, 1), color("line"))
