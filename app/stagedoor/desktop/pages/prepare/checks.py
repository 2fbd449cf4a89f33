"""What was found about the video, and the copy that mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, ROW, color
from stagedoor.desktop.widgets import (
    Card,
    Glyph,
    Option,
    PlainLabel,
    PrimaryButton,
    ProgressBar,
    QuietButton,
    SegmentedControl,
)

Verdict = Literal["ok", "warn", "bad"]
_GLYPHS: dict[Verdict, tuple[str, str]] = {
    "ok": ("mdi6.check-circle", "good"),
    "warn": ("mdi6.alert-circle", "warning"),
    "bad": ("mdi6.close-circle", "bad"),
}
_SPOKEN: dict[Verdict, Callable[[], str]] = {
    "ok": str, "warn": lambda: tr("look at this"), "bad": lambda: tr("does not fit"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckLine:
    """`meaning`: what it does to the post and what mends it; shown only where something is wrong."""

    verdict: Verdict
    label: str
    value: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class CopyView:
    """The ready copy. `share` is how much of it is made (0 to 1) while it is being made, else None."""

    worth: bool = False
    made: str = ""
    share: float | None = None
    left: str = ""


class ChecksCard(Card):
    """`wanted(shape)` when a copy is to be made, `cancelled` when it is to be stopped, `shape_chosen` meanwhile."""

    wanted = Signal(str)
    cancelled = Signal()
    shape_chosen = Signal(str)

    def __init__(self, shapes: Sequence[Option], *, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Video check"), parent=parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._shown: list[_Row] = []
        self.shapes = SegmentedControl(tr("Where the shape differs"), shapes, least=84, parent=self)
        self._shape_words = PlainLabel(tr("Where the shape differs"), "small_strong", parent=self)
        self._platform = ""
        self.make = PrimaryButton("", parent=self)
        self.make.set_calm(calm=True)
        self._progress = PlainLabel("", "small", parent=self)
        self._bar = ProgressBar(parent=self)
        self.cancel = QuietButton(tr("Cancel"), about=tr("the copy"), parent=self)
        self._made = PlainLabel("", "small", "muted", parent=self)
        self._original = PlainLabel(tr("Your original stays as it is."), "small", "muted", parent=self)
        self._arrange()
        self.make.clicked.connect(self._make)
        self.cancel.clicked.connect(self.cancelled)
        self.shapes.chosen.connect(self.shape_chosen)

    def set_platform(self, name: str) -> None:
        """Whose the copy will be ready for."""
        self._platform = name

    def show_lines(self, lines: Sequence[CheckLine]) -> None:
        for row in self._shown:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._shown = [_Row(line, parent=self) for line in lines]
        for row in self._shown:
            self._rows.addWidget(row)

    def show_copy(self, view: CopyView, *, other_shape: bool) -> None:
        busy = view.share is not None
        idle = view.worth and not busy
        self.make.setVisible(idle)
        self.make.set_label(
            tr("Make it again") if view.made else tr("Make the {platform}-ready copy", platform=self._platform)
        )
        for part in (self.shapes, self._shape_words):
            part.setVisible(idle and other_shape)
        for running in (self._progress, self._bar, self.cancel):
            running.setVisible(busy)
        if view.share is not None:
            self._bar.set_share(view.share)
            aside = tr("{share} % · {left}", share=round(view.share * 100), left=view.left)
            self._progress.set_parts([
                (tr("Making the {platform}-ready copy", platform=self._platform), "small_strong"),
                (f" {aside}", None, "muted"),
            ])  # fmt: skip
        self._made.setText(view.made)
        self._made.setVisible(bool(view.made) and not busy)
        self._original.setVisible(view.worth or busy)

    def lines(self) -> list[str]:
        """What the rows say to a screen reader."""
        return [row.accessibleName() for row in self._shown]

    @Slot()
    def _make(self) -> None:
        self.wanted.emit(self.shapes.value)

    def _arrange(self) -> None:
        self.column.setSpacing(GAP)
        self.column.addWidget(PlainLabel(tr("Video check"), "strong", parent=self))
        self.column.addLayout(self._rows)
        for part in (self._shape_words, self.shapes):
            self.column.addWidget(part)
        self.column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._made)
        self.column.addWidget(self._progress)
        self.column.addWidget(self._bar)
        self.column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._original)
        self.column.addStretch(1)


class _Row(QFrame):
    def __init__(self, line: CheckLine, *, parent: QWidget) -> None:
        super().__init__(parent)
        spoken = [line.label, line.value, _SPOKEN[line.verdict](), line.meaning if line.verdict != "ok" else ""]
        self.setAccessibleName(", ".join(part for part in spoken if part))
        value = PlainLabel("", "small", "muted", parent=self)
        value.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        value.set_foreign(line.value, 60)
        row = QHBoxLayout()
        row.setSpacing(ROW)
        row.addWidget(Glyph(*_GLYPHS[line.verdict], parent=self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(line.label, "small", parent=self), 3)
        row.addWidget(value, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 9, 6, 9)
        column.setSpacing(GRID)
        column.addLayout(row)
        if line.meaning and line.verdict != "ok":
            column.addWidget(PlainLabel(line.meaning, "small", "muted", parent=self))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), 1), color("line"))
