"""The line of buttons at the end of the page: what else there is to do, and the one thing to do now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.theme import PAGE, ROW, color
from stagedoor.desktop.widgets import Button, PrimaryButton, QuietButton, WrapRow


class Footer(QWidget):
    """`pressed(what)` with the id of the button. Buttons with the same ids stay, so that the focus does, too."""

    pressed = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, Button] = {}
        self._row = WrapRow(align="end")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, ROW, PAGE, ROW + 8)
        column.addLayout(self._row)

    @property
    def primary(self) -> Button | None:
        return next((b for b in self._buttons.values() if isinstance(b, PrimaryButton)), None)

    def button(self, what: str) -> Button:
        return self._buttons[what]

    def show_buttons(
        self, others: Sequence[tuple[str, str, str]], primary: tuple[str, str, str] | None, description: str = ""
    ) -> None:
        """Each as id, words and glyph; `description` is what a screen reader adds to the primary one."""
        wanted = [*others, *([primary] if primary is not None else [])]
        if list(self._buttons) != [what for what, _, _ in wanted]:
            self._rebuild(others, primary)
        for what, words, glyph in wanted:
            button = self._buttons[what]
            if button.label() != words:
                button.set_label(words)
            button.set_glyph(glyph)
        if self.primary is not None:
            self.primary.setAccessibleDescription(description)

    def set_enabled(self, *, enabled: bool) -> None:
        for button in self._buttons.values():
            button.setEnabled(enabled)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(PAGE, 0, self.width() - 2 * PAGE, 1), color("line"))

    def _rebuild(self, others: Sequence[tuple[str, str, str]], primary: tuple[str, str, str] | None) -> None:
        for old in self._buttons.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {what: QuietButton(words, glyph, parent=self) for what, words, glyph in others}
        if primary is not None:
            self._buttons[primary[0]] = PrimaryButton(primary[1], primary[2], parent=self)
        for button in self._buttons.values():
            button.clicked.connect(self._clicked)
            self._row.add(button)
            button.show()

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        what = next((id for id, button in self._buttons.items() if button is sender), None)
        if what is not None:
            self.pressed.emit(what)
