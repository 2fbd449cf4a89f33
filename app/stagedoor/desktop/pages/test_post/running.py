"""The steps of a test post as they happen, and what to make of the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.pages.test_post.looking import Looking
from stagedoor.desktop.pages.test_post.seen import SeenView
from stagedoor.desktop.pages.test_post.steps import Line, Mark, StepsView
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, color, reduced_motion
from stagedoor.desktop.widgets import (
    Banner,
    Card,
    Glyph,
    LinkButton,
    PlainLabel,
    ProgressBar,
    Spinner,
    WrapRow,
    announce,
)

_GLYPHS: dict[Mark, tuple[str, str]] = {
    "done": ("mdi6.check-circle", "good"), "now": ("mdi6.timer-sand", "info"),
    "open": ("mdi6.circle-outline", "muted"), "bad": ("mdi6.close-circle", "bad"),
    "unsure": ("mdi6.help-circle", "warning"), "wait": ("mdi6.timer-sand", "muted"),
}  # fmt: skip
_BASIS = 160


class Running(QWidget):
    """The card with the steps, and the message under it. It takes the focus when the steps begin.

    `open_post` when the link to the post is pressed; `said` and `lead` as `Looking` says.
    """

    open_post = Signal()
    said = Signal(str)
    lead = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("noRing", True)
        self._rows: list[_Row] = []
        self._message: Banner | None = None
        self.looking: Looking | None = None
        self.card = Card(name=tr("Steps"), parent=self)
        self.card.column.setSpacing(0)
        self.bar = ProgressBar(above=GAP, parent=self.card)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.card.column.addLayout(self._lines)
        self.card.column.addWidget(self.bar)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP + GRID)
        self._column.addWidget(self.card)
        self._column.addStretch(1)

    def show_view(self, view: StepsView, *, gone: float | None = None) -> None:
        """`gone`: the share of the time that has passed (0 to 1) while the post waits for its deletion."""
        self.setAccessibleName(view.title)
        self._show_lines(view.lines)
        self._show_message(view)
        self.bar.setVisible(gone is not None and not reduced_motion())
        self.bar.set_share(gone or 0.0)

    def show_seen(self, view: SeenView | None) -> None:
        """Made anew only where it says something else: an answer that has the focus keeps it."""
        old = self.looking
        if view == (old.view if old is not None else None):
            return
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.looking = Looking(view, parent=self) if view is not None else None
        if self.looking is not None:
            self.looking.said.connect(self.said)
            self.looking.lead.connect(self.lead)
            self._column.insertWidget(self._column.count() - 1, self.looking)
            self.looking.show()
            if self.looking.view.yes:
                announce(self.looking, self.looking.view.question)

    def texts(self) -> list[str]:
        """What the steps say, for tests and readers."""
        return [row.said for row in self._rows]

    @property
    def message(self) -> str:
        return self._message.words.text() if self._message is not None else ""

    def _show_lines(self, lines: Sequence[Line]) -> None:
        """Rows that only change their words stay: a focused link keeps its focus while the seconds go by."""
        if [row.shape for row in self._rows] == [_shape(line) for line in lines]:
            for row, line in zip(self._rows, lines, strict=True):
                row.show_line(line)
            return
        for old in self._rows:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = []
        for number, line in enumerate(lines):
            row = _Row(line, first=number == 0, parent=self.card)
            if row.link is not None:
                row.link.clicked.connect(self._open)
            self._lines.addWidget(row)
            self._rows.append(row)

    def _show_message(self, view: StepsView) -> None:
        old = self._message
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._message = Banner(view.tone, view.headline, view.text, parent=self) if view.headline else None
        if self._message is not None:
            self._column.insertWidget(1, self._message)

    @Slot()
    def _open(self) -> None:
        self.open_post.emit()


def _shape(line: Line) -> tuple[Mark, bool, bool]:
    return line.mark, line.link, bool(line.detail)


class _Row(QWidget):
    """One step: mark, words, and how long it took at the end of the line."""

    def __init__(self, line: Line, *, first: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.shape = _shape(line)
        self._first = first
        self._words = PlainLabel("", "body", "muted" if line.mark == "open" else "text", parent=self)
        self._aside = PlainLabel("", "small", "muted", parent=self)
        self._aside.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._detail = PlainLabel("", "small", "muted", parent=self)
        self._detail.setVisible(bool(line.detail))
        self.link: LinkButton | None = LinkButton(tr("Open the post"), parent=self) if line.link else None
        self._arrange(line.mark)
        self.show_line(line)

    def show_line(self, line: Line) -> None:
        self._words.setText(line.text)
        self._aside.setText(line.aside)
        self._aside.setVisible(bool(line.aside))
        self._detail.setText(line.detail)

    @property
    def said(self) -> str:
        return " | ".join(
            label.text() for label in (self._words, self._aside, self._detail) if label.text()
        )  # fmt: skip

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._first:
            return
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), 1), color("line"))

    def _arrange(self, mark: Mark) -> None:
        words = WrapRow(gap=GAP)
        words.add(self._words)
        if self.link is not None:
            words.add(self.link)
        words.add(self._aside, basis=_BASIS, grow=1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(words)
        column.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP, GAP, GAP)
        row.setSpacing(GAP + GRID)
        row.addWidget(self._mark(mark), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _mark(self, mark: Mark) -> QWidget:
        if mark == "now":
            return Spinner(parent=self)
        return Glyph(*_GLYPHS[mark], parent=self)
