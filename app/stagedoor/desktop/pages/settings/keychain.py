"""Where the keys live, and whether that place works."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.keys import LOCKED_FILE, problem_of
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import Tone
from stagedoor.desktop.widgets import Card, OutlineButton, Pill, PlainLabel, PrimaryButton, WrapRow
from stagedoor.domain.bundle import KeychainState


@dataclass(frozen=True, slots=True)
class KeysView:
    """`locked` offers Unlock, `fails` a locked file."""

    place: str
    pill: str
    tone: Tone
    glyph: str
    text: str
    locked: bool = False
    fails: bool = False


def keys_view(state: KeychainState) -> KeysView:
    place = state.name[:1].upper() + state.name[1:]
    problem = problem_of(state)
    if state.works:
        words = tr("A test value was written, read back and deleted in {count} ms.", count=round(state.seconds * 1000))
        return KeysView(place, tr("Works"), "good", "mdi6.check-circle", words)
    if state.locked:
        return KeysView(place, tr("Locked"), "warning", "mdi6.lock", problem, locked=True)
    fails = state.backend != LOCKED_FILE
    return KeysView(place, tr("Does not answer"), "bad", "mdi6.alert", problem, fails=fails)


class KeysCard(Card):
    test = Signal()
    unlock = Signal()
    make = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Where your keys live"), parent=parent)
        self._place = PlainLabel("", "strong", parent=self)
        self._pill = Pill("", parent=self)
        self._text = PlainLabel("", "small", "muted", parent=self)
        self.unlock_button = PrimaryButton(tr("Unlock"), "mdi6.key-variant", parent=self)
        self.make_button = OutlineButton(tr("Make a locked file"), "mdi6.file-lock-outline", parent=self)
        self.test_button = OutlineButton(tr("Test it"), "mdi6.refresh", about=tr("where keys live"), parent=self)
        self._arrange()
        self.test_button.clicked.connect(self.test)
        self.unlock_button.clicked.connect(self.unlock)
        self.make_button.clicked.connect(self.make)
        self.show_waiting()

    def show_waiting(self) -> None:
        self._text.setText(tr("Asking it…"))
        self._pill.hide()
        self.test_button.setEnabled(False)
        self.unlock_button.hide()
        self.make_button.hide()

    def show_view(self, view: KeysView) -> None:
        self._place.set_foreign(view.place, 80)
        self._pill.set_look(view.tone, view.glyph)
        self._pill.setText(view.pill)
        self._pill.show()
        self._text.setText(view.text)
        self.test_button.setEnabled(True)
        self.unlock_button.setVisible(view.locked)
        self.make_button.setVisible(view.fails)

    def _arrange(self) -> None:
        self.column.addWidget(PlainLabel(tr("Where your keys live"), "heading", parent=self))
        row = WrapRow()
        row.add(self._place, basis=120, grow=1)
        row.add(self._pill)
        self.column.addLayout(row)
        self.column.addWidget(self._text)
        buttons = WrapRow()
        for button in (self.unlock_button, self.make_button, self.test_button):
            buttons.add(button)
        self.column.addLayout(buttons)
        self.column.addStretch(1)
