"""What anybody finds at an address: asked for when the field is left, and whenever the person wants to know."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, PAD
from stagedoor.desktop.widgets import Glyph, LinkButton, PlainLabel, Spinner, WrapRow, announce
from stagedoor.domain.asking import Looked

_GLYPH = 16


class Reaching(QWidget):
    """`again` when the address shall be looked at, `opened` when the person wants to see the page."""

    again = Signal()
    opened = Signal()

    def __init__(self, about: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.fresh = True
        """Whether nobody has looked at the address since the person changed it."""
        self.open_button = LinkButton(tr("Open"), "mdi6.open-in-new", about=about, parent=self)
        self.again_button = LinkButton(tr("Look now"), "mdi6.refresh", about=about, parent=self)
        self._about = about
        self._spinner = Spinner(tr("Looking at the page"), parent=self)
        self._glyph = Glyph("mdi6.check-circle", "good", _GLYPH, parent=self)
        self._words = PlainLabel("", "small", parent=self)
        self._result = QWidget(self)
        self._arrange()
        self.open_button.clicked.connect(self.opened)
        self.again_button.clicked.connect(self.again)
        self.set_possible(possible=False)
        self.forget()

    @property
    def text(self) -> str:
        """What is said about the page."""
        return self._words.text()

    def set_possible(self, *, possible: bool) -> None:
        """Whether there is an address that can be looked at."""
        for button in (self.open_button, self.again_button):
            button.setVisible(possible)

    def forget(self) -> None:
        """The address is another one now."""
        self.fresh = True
        self._result.hide()
        self._words.setText("")
        self.again_button.set_label(tr("Look now"))

    def show_looking(self) -> None:
        self.fresh = False
        self._show(tr("Looking at the page…"), "")

    def show_result(self, looked: Looked, *, when: str = "") -> None:
        """`when`: the day on which this was found, where it was not now."""
        glyph = "mdi6.alert" if looked.problem else "mdi6.check-circle"
        self._glyph.set_glyph(glyph, "warning" if looked.problem else "good")
        found = tr(looked.problem or looked.note)
        self._show(tr("{day}: {found}", day=when, found=found) if when else found, glyph)
        self.again_button.set_label(tr("Look again"))
        if when:
            self.fresh = False
            return
        announce(self, f"{self._about}: {self.text}")

    def _show(self, text: str, glyph: str) -> None:
        self._words.set_foreign(text, 400)
        self._spinner.setVisible(not glyph)
        self._glyph.setVisible(bool(glyph))
        self._result.show()

    def _arrange(self) -> None:
        result = QHBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(GAP - 2)
        result.addWidget(self._spinner, 0, Qt.AlignmentFlag.AlignTop)
        result.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        result.addWidget(self._words, 1)
        buttons = WrapRow(gap=PAD)
        buttons.add(self.open_button)
        buttons.add(self.again_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._result)
        column.addLayout(buttons)
