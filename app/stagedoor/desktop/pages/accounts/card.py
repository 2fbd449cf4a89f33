"""One account as a card."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.accounts.deeds import Deed
from stagedoor.desktop.pages.accounts.view import CardView
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import (
    Button,
    HistoryStrip,
    IconButton,
    OpenCard,
    OutlineButton,
    PlainLabel,
    PlatformTile,
    PrimaryButton,
    QuietButton,
    StatusPill,
    Tag,
    WrapRow,
)

_KINDS: dict[str, type[Button]] = {"primary": PrimaryButton, "outline": OutlineButton, "quiet": QuietButton}
_NAMES_BASIS, _AGE_BASIS = 120, 90
_SPACE = 10


class _Dots(IconButton):
    """Narrow, so that a subtitle of usual length stays on its line."""

    look = replace(IconButton.look, pad=5)


class AccountCard(OpenCard):
    """Says what its view says. `wanted(kind)` when one of its buttons is pressed, "menu" for its menu."""

    wanted = Signal(str)

    def __init__(self, view: CardView, *, calm: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(view.name, parent=parent)
        self.view = view
        self._calm = calm
        self._busy = ""
        self._buttons: list[tuple[Deed, Button]] = []
        self.column.setSpacing(_SPACE)
        self.column.addLayout(self._head())
        self.column.addLayout(self._state())
        self._text = PlainLabel("", "small", "muted", parent=self)
        self._changed = PlainLabel("", "small", "warning", parent=self)
        self.column.addWidget(self._text)
        self.column.addWidget(self._changed)
        self.column.addStretch(1)
        self._strip = HistoryStrip(view.days, view.until, parent=self)
        self.column.addWidget(self._strip)
        self._row = WrapRow()
        self.column.addLayout(self._row)
        self.menu_wanted.connect(self._menu)
        self._show()

    def set_view(self, view: CardView, *, calm: bool = False) -> None:
        """Shows another state of the same account; its widgets and the focus stay. `calm`: no button is loud."""
        if view == self.view and calm == self._calm:
            return
        self.view, self._calm = view, calm
        self._show()

    def set_busy(self, words: str) -> None:
        """While something runs: said in the place of the age. Empty ends it. Buttons keep the focus and wait."""
        self._busy = words
        self._age.setText(words or self.view.age)

    @property
    def busy(self) -> bool:
        return bool(self._busy)

    def button(self, kind: str) -> Button | None:
        return next((button for deed, button in self._buttons if deed.kind == kind), None)

    @property
    def more(self) -> IconButton:
        """What the menu is shown at."""
        return self._more

    def _head(self) -> WrapRow:
        row = WrapRow()
        names = QWidget(self)
        column = QVBoxLayout(names)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title = PlainLabel("", "strong", parent=names)
        self._subtitle = PlainLabel("", "small", "muted", parent=names)
        column.addWidget(self._title)
        column.addWidget(self._subtitle)
        self._more = _Dots(tr("More"), "mdi6.dots-horizontal", parent=self)
        self._more.clicked.connect(self._menu)
        row.add(PlatformTile(self.view.platform, parent=self))
        row.add(names, basis=_NAMES_BASIS, grow=1)
        row.add(self._more)
        return row

    def _state(self) -> WrapRow:
        row = WrapRow()
        self._pill = StatusPill(self.view.slug, self.view.pill, parent=self)
        self._label = Tag("", parent=self)
        self._age = PlainLabel("", "small", "muted", parent=self)
        self._age.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row.add(self._pill)
        row.add(self._label)
        row.add(self._age, basis=_AGE_BASIS, grow=1)
        return row

    def _show(self) -> None:
        view = self.view
        self.setAccessibleName(view.name)
        self.setAccessibleDescription(view.text)
        self._title.setText(view.title)
        self._subtitle.setText(view.subtitle)
        self._more.set_about(view.about)
        self._pill.set_state(view.slug, view.pill)
        self._label.setText(view.label)
        self._label.setVisible(bool(view.label))
        self._age.setText(self._busy or view.age)
        self._text.setText(view.text)
        self._changed.setText(view.changed)
        self._changed.setVisible(bool(view.changed))
        self._strip.set_days(view.days, view.until)
        self._show_buttons()

    def _show_buttons(self) -> None:
        deeds = [self._heard(deed) for deed in (self.view.main, self.view.second) if deed]
        if [deed for deed, _ in self._buttons] != deeds:
            self._make_buttons(deeds)
        for _, button in self._buttons:
            button.set_about(self.view.about)

    def _heard(self, deed: Deed) -> Deed:
        """Where something else is the one thing to do now, nothing here is louder."""
        return Deed(deed.kind, deed.words, deed.glyph) if self._calm and deed.loud == "primary" else deed

    def _make_buttons(self, deeds: list[Deed]) -> None:
        focused = any(button.hasFocus() for _, button in self._buttons)
        old = self._buttons
        self._buttons = [(deed, self._made(deed)) for deed in deeds]
        for _, button in old:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        if focused and self._buttons:
            self._buttons[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, deed: Deed) -> Button:
        button = _KINDS[deed.loud](deed.words, deed.glyph, about=self.view.about, parent=self)
        button.clicked.connect(self._pressed)
        self._row.add(button)
        button.show()
        return button

    @Slot()
    def _pressed(self) -> None:
        pressed = self.sender()
        kind = next((deed.kind for deed, button in self._buttons if button is pressed), None)
        if kind is not None and not self._busy:
            self.wanted.emit(kind)

    @Slot()
    def _menu(self) -> None:
        self.wanted.emit("menu")
