"""The line of buttons at the end of the page: what else there is to do, and the one thing to do now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.test_post.steps import Do, Press
from stagedoor.desktop.theme import PAGE, ROW, color
from stagedoor.desktop.widgets import Button, PrimaryButton, QuietButton, WrapRow


class Footer(QWidget):
    """`pressed(do)`. Buttons that do the same as before stay, so that the focus does, too."""

    pressed = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[Do, Button] = {}
        self._row = WrapRow(align="end")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, ROW, PAGE, ROW + 8)
        column.addLayout(self._row)

    @property
    def primary(self) -> Button | None:
        return next((b for b in self._buttons.values() if isinstance(b, PrimaryButton)), None)

    @property
    def buttons(self) -> dict[Do, Button]:
        return dict(self._buttons)

    def show_buttons(self, others: Sequence[Press], primary: Press | None, description: str = "") -> None:
        """`description` is what a screen reader adds to the primary one."""
        wanted = [*others, *([primary] if primary is not None else [])]
        if list(self._buttons) != [press.do for press in wanted] or (self.primary is None) != (primary is None):
            self._rebuild(others, primary)
        for press in wanted:
            button = self._buttons[press.do]
            if button.label() != press.words:
                button.set_label(press.words)
            button.set_glyph(press.glyph)
        if self.primary is not None:
            self.primary.setAccessibleDescription(description)

    def set_enabled(self, *, enabled: bool) -> None:
        for button in self._buttons.values():
            button.setEnabled(enabled)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(PAGE, 0, self.width() - 2 * PAGE, 1), color("line"))

    def _rebuild(self, others: Sequence[Press], primary: Press | None) -> None:
        for old in self._buttons.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {press.do: QuietButton(press.words, press.glyph, parent=self) for press in others}
        if primary is not None:
            self._buttons[primary.do] = PrimaryButton(primary.words, primary.glyph, parent=self)
        for button in self._buttons.values():
            button.clicked.connect(self._clicked)
            self._row.add(button)
            button.show()

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        do = next((do for do, button in self._buttons.items() if button is sender), None)
        if do is not None:
            self.pressed.emit(do)
