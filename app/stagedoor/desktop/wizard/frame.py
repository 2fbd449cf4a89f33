"""What stands around every page of the wizard: the way on the left, the head above, the buttons below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, PAD, PAGE, ROW, color, scaled
from stagedoor.desktop.widgets import (
    Breadcrumb,
    Button,
    Glyph,
    OutlineButton,
    PlainLabel,
    PlatformTile,
    PrimaryButton,
    QuietButton,
    StepList,
    StepRow,
    WrapRow,
)
from stagedoor.desktop.wizard.shown import Row
from stagedoor.desktop.wizard.sitting import SittingStrip
from stagedoor.desktop.words import guide_length

SIDE = 236
_TILE = 32
_TITLE = 320
_VIEW, _CARDS = 560, 300
"""Pixels that a view and the cards beside it need to stand side by side."""


class Way(QWidget):
    """The steps at the side, where there is room. `chosen(id)`: the person goes back to a done one."""

    chosen = Signal(str)

    def __init__(self, platform: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The way"))
        self.steps = StepList(parent=self)
        self.steps.chosen.connect(self.chosen)
        self._title = PlainLabel("", "heading", parent=self)
        self._note = PlainLabel("", "small", "muted", parent=self)
        mark = (
            PlatformTile(platform, _TILE, parent=self) if platform else Glyph("mdi6.key-variant", "accent", parent=self)
        )
        head = QHBoxLayout()
        head.setContentsMargins(GAP, 0, 0, 0)
        head.setSpacing(GAP + 2)
        head.addWidget(mark)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 18, 12, 20)
        column.setSpacing(PAD)
        column.addLayout(head)
        column.addWidget(self._scrolled(self.steps), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP, 0, GAP, 0)
        foot.addWidget(self._note)
        column.addLayout(foot)
        self.text_scale_changed()

    def set_title(self, title: str) -> None:
        self._title.set_foreign(title, 40)

    def set_rows(self, rows: Sequence[Row], minutes: int) -> None:
        self.steps.set_rows([StepRow(row.id, row.title, row.state) for row in rows])
        self._note.setText(guide_length(minutes) if minutes else tr("Only one sign-in.") if rows else "")

    def text_scale_changed(self) -> None:
        self.setFixedWidth(scaled(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("sidebar"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), color("line"))

    def _scrolled(self, steps: StepList) -> QScrollArea:
        """Long guides, large text and low windows: then the list scrolls by itself."""
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(steps)
        column.addStretch(1)
        area.setWidget(inside)
        for part in (area, inside):
            part.setProperty("clear", True)
        return area


class WizardHead(QWidget):
    """Title, where one is on the portal's page, and what can always be done."""

    beside = Signal()
    keys = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sitting = SittingStrip(self)
        self.fold = PlainLabel("", "small_strong", "muted", parent=self)
        self.title = PlainLabel("", "title", parent=self)
        self.where = Breadcrumb(parent=self)
        self.keys_button = QuietButton(tr("I already have keys"), "mdi6.key-plus", parent=self)
        self.beside_button = OutlineButton(tr("Put beside browser"), "mdi6.dock-right", parent=self)
        self.keys_button.clicked.connect(self.keys)
        self.beside_button.clicked.connect(self.beside)
        row = WrapRow(gap=GAP)
        row.add(self.title, basis=scaled(_TITLE), grow=1)
        row.add(self.keys_button)
        row.add(self.beside_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.sitting)
        column.addWidget(self.fold)
        column.addLayout(row)
        column.addWidget(self.where)
        self.fold.hide()

    def show_page(self, title: str, where: Sequence[str], *, keys: bool, beside: bool) -> None:
        """`keys`, `beside`: whether there is any sense in these two."""
        self.title.set_foreign(title, 120)
        self.title.setVisible(bool(title))
        self.where.set_path(where)
        self.where.setVisible(bool(where))
        self.keys_button.setVisible(keys)
        self.beside_button.setVisible(beside)

    def set_fold(self, words: str) -> None:
        """Where one is, in a line; empty where the list of steps says so."""
        self.fold.setText(words)
        self.fold.setVisible(bool(words))

    def show_beside(self, *, on: bool) -> None:
        self.beside_button.set_label(tr("Full window again") if on else tr("Put beside browser"))


class WizardFoot(QWidget):
    """Back, Finish later, and the button that goes on: loud where going on is the one thing to do."""

    back = Signal()
    later = Signal()
    proceed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.back_button = OutlineButton(tr("Back"), "mdi6.arrow-left", parent=self)
        self.later_button = QuietButton(tr("Finish later"), parent=self)
        self._loud = PrimaryButton("", parent=self)
        self._calm = OutlineButton("", parent=self)
        self.back_button.clicked.connect(self.back)
        self.later_button.clicked.connect(self.later)
        for button in (self._loud, self._calm):
            button.clicked.connect(self.proceed)
        right = QWidget(self)
        inside = WrapRow(right, align="end")
        right_buttons: tuple[Button, ...] = (self.later_button, self._calm, self._loud)
        for each in right_buttons:
            inside.add(each)
        row = WrapRow(gap=GAP)
        row.add(self.back_button)
        row.add(right, basis=160, grow=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, ROW, PAGE, ROW + GAP)
        column.addLayout(row)

    @property
    def on_button(self) -> Button | None:
        """The button that goes on, where there is one."""
        return next((button for button in (self._loud, self._calm) if not button.isHidden()), None)

    def show_page(self, words: str, *, urgent: bool, enabled: bool, back: bool, later: bool) -> None:
        """Where the button that goes on changes its look, it keeps the focus."""
        focused = self._loud.hasFocus() or self._calm.hasFocus()
        for button, shown in ((self._loud, urgent), (self._calm, not urgent)):
            button.set_label(words)
            button.setEnabled(enabled)
            button.setVisible(bool(words) and shown)
        self.back_button.setVisible(back)
        self.later_button.setVisible(later)
        self.setVisible(bool(words) or back or later)
        on = self.on_button
        if focused and on is not None and enabled:
            on.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(PAGE, 0, self.width() - 2 * PAGE, 1), color("line"))


class Beside(QWidget):
    """A view, and what belongs beside it: at its side where there is room, under it where there is none."""

    def __init__(self, view: QWidget, side: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        row = WrapRow(self, gap=PAD + GAP, top=True)
        row.add(view, basis=scaled(_VIEW), grow=3)
        if side:
            row.add(_stacked(side, self), basis=scaled(_CARDS), grow=1)


def _stacked(cards: Sequence[QWidget], parent: QWidget) -> QWidget:
    stack = QWidget(parent)
    column = QVBoxLayout(stack)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return stack
