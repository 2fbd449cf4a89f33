"""Posting by hand, in the order in which it is done. What is done has a tick; the next thing has the loud button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, ROW
from stagedoor.desktop.widgets import Card, Glyph, OutlineButton, PlainLabel, PrimaryButton, TextField, WrapRow

Act = Literal["copy", "open", "file", "phone", "inbox"]
_BASIS = 150


@dataclass(frozen=True, slots=True)
class HandStep:
    """One thing to do. `aside`: not one of the steps in order, but another way to do one."""

    act: Act
    words: str
    button: str
    glyph: str = ""
    done: bool = False
    aside: bool = False
    possible: bool = True


class HandingCard(Card):
    """`wanted(act)` when a step's button is pressed, `posted(link)` when the link of the post is handed over."""

    wanted = Signal(str)
    posted = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Post it by hand"), parent=parent)
        self._rows: dict[str, _Row] = {}
        self._steps = QVBoxLayout()
        self._steps.setSpacing(ROW)
        self._link = TextField(tr("Link of your post"), placeholder=tr("Paste the link of your post here"), parent=self)
        self.done = OutlineButton(tr("It is posted"), "mdi6.check-circle", parent=self)
        self.column.setSpacing(GAP + 4)
        self.column.addWidget(PlainLabel(tr("Post it by hand"), "strong", parent=self))
        self.column.addLayout(self._steps)
        self._tips = PlainLabel("", "small", "muted", parent=self)
        self._tips.hide()
        self.column.addWidget(self._tips)
        row = WrapRow()
        row.add(self._link, basis=_BASIS * 2, grow=1)
        row.add(self.done)
        self.column.addLayout(row)
        self.done.clicked.connect(self._posted)
        self._link.submitted.connect(self._posted)

    @property
    def link(self) -> TextField:
        return self._link

    def show_steps(self, steps: Sequence[HandStep], file: Path | None) -> None:
        """Rows that stay keep the focus."""
        for act in [act for act in self._rows if act not in {step.act for step in steps}]:
            gone = self._rows.pop(act)
            self._steps.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        following = next((step.act for step in steps if not step.done and not step.aside and step.possible), "")
        for step in steps:
            if step.act not in self._rows:
                self._rows[step.act] = _Row(step.act, self)
                self._rows[step.act].wanted.connect(self.wanted)
                self._steps.addWidget(self._rows[step.act])
            self._rows[step.act].show_step(step, loud=step.act == following, file=file)

    def show_tips(self, tips: Sequence[str]) -> None:
        """What is chosen on the platform's own page, since none of it travels with a file."""
        self._tips.setText(tr("Choose there before you publish: {what}.", what="; ".join(tr(tip) for tip in tips)))
        self._tips.setVisible(bool(tips))

    def row(self, act: Act) -> PrimaryButton:
        """The button of a step."""
        return self._rows[act].button

    def stops(self) -> list[QWidget]:
        """Where Tab comes by, in the order in which one reads."""
        return [*(row.button for row in self._rows.values()), self._link, self.done]

    @Slot()
    def _posted(self) -> None:
        self.posted.emit(self._link.value)


class _Row(QWidget):
    wanted = Signal(str)

    def __init__(self, act: Act, parent: QWidget) -> None:
        super().__init__(parent)
        self._act = act
        self._mark = Glyph("mdi6.circle-outline", "muted", 20, parent=self)
        self._words = _Words(self)
        self.button = PrimaryButton("", parent=self)
        lead = QWidget(self)
        inside = QHBoxLayout(lead)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(ROW)
        inside.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self._words, 1)
        row = WrapRow(self)
        row.add(lead, basis=_BASIS, grow=1)
        row.add(self.button)
        self.button.clicked.connect(self._pressed)

    def show_step(self, step: HandStep, *, loud: bool, file: Path | None) -> None:
        self._mark.set_glyph(
            "mdi6.check-circle" if step.done else "mdi6.circle-outline", "good" if step.done else "muted"
        )
        self._words.setText(step.words)
        self._words.file = file if step.act == "file" else None
        self.button.set_label(step.button)
        self.button.set_glyph(step.glyph)
        self.button.set_about(tr("done") if step.done else step.words)
        self.button.set_calm(calm=not loud)
        self.button.setEnabled(step.possible)

    @Slot()
    def _pressed(self) -> None:
        self.wanted.emit(self._act)


class _Words(PlainLabel):
    """The words; where they name a file, it can be dragged out of the window by them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "body", parent=parent)
        self.file: Path | None = None
        self._pressed_at: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint() if self.file is not None else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        began = self._pressed_at
        far = began is not None and (event.position().toPoint() - began).manhattanLength()
        if self.file is not None and far and far >= QApplication.startDragDistance():
            self._pressed_at = None
            drag = QDrag(self)
            drag.setMimeData(carried(self.file))
            drag.exec(Qt.DropAction.CopyAction)
            return
        super().mouseMoveEvent(event)


def carried(file: Path) -> QMimeData:
    """A file on its way out of the window, for a browser or a file manager."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    return data
