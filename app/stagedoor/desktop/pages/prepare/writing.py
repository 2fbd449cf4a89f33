"""The caption: written, counted, copied, and put together from sets of hashtags."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GRID
from stagedoor.desktop.widgets import OutlineButton, PlainLabel, QuietButton, TextArea, WrapRow

_BASIS = 96


@dataclass(frozen=True, slots=True)
class CaptionView:
    """How much room there is. `problem` blocks, `hints` do not."""

    used: int
    most: int
    hashtags: int
    most_hashtags: int
    problem: str = ""
    hints: tuple[str, ...] = ()


class Writing(QWidget):
    """`changed(text)` with every letter, `copied` and `sets` when the buttons are pressed."""

    changed = Signal(str)
    copied = Signal()
    sets = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = TextArea(tr("Caption"), parent=self)
        self.count = PlainLabel("", "small", "muted", parent=self)
        self.hints = PlainLabel("", "small", "muted", parent=self)
        self.sets_button = QuietButton(tr("Hashtag sets"), "mdi6.tag-outline", parent=self)
        self.copy = OutlineButton(tr("Copy caption"), "mdi6.content-copy", parent=self)
        row = WrapRow()
        row.add(self.count, basis=_BASIS, grow=1)
        row.add(self.sets_button)
        row.add(self.copy)
        self.area.below.addLayout(row)
        self.area.below.addWidget(self.hints)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.area)
        self.area.changed.connect(self.changed)
        self.copy.clicked.connect(self.copied)
        self.sets_button.clicked.connect(self.sets)

    @property
    def text(self) -> str:
        return self.area.value

    def set_text(self, text: str) -> None:
        """What is kept; a caption that is being written stays as it is."""
        if text != self.area.value:
            self.area.set_value(text)

    def add(self, words: str) -> None:
        """Puts words (hashtags) at the end."""
        text = self.area.value.rstrip()
        self.area.set_value(f"{text} {words}".strip())

    def show_view(self, view: CaptionView) -> None:
        words = tr("{used:,} of {most:,} · hashtags: {tags}", used=view.used, most=view.most, tags=view.hashtags)
        if view.most_hashtags:
            words = tr("{used:,} of {most:,} · {tags} of {most_tags} hashtags", used=view.used, most=view.most,
                       tags=view.hashtags, most_tags=view.most_hashtags)  # fmt: skip
        self.count.setText(words)
        self.area.describe(words)
        self.area.set_problem(view.problem)
        self.hints.setText(" ".join(view.hints))
        self.hints.setVisible(bool(view.hints))
