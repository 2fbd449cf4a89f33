"""Cards that say what is where: folders, keys of the keyboard, what Stagedoor is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from stagedoor.desktop.places import Accounts, Activity, Computer, Details, Ends, Place, Settings, Welcome
from stagedoor.desktop.shortcuts import SHORTCUTS
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAD
from stagedoor.desktop.widgets import Card, CopyRow, OutlineButton, PlainLabel


@dataclass(frozen=True, slots=True)
class Key:
    """`keys` as QKeySequence reads them, or words of ours where they are no shortcut."""

    keys: str
    words: str
    named: bool = False


def shortcut_list() -> tuple[Key, ...]:
    """All keys of the window, in the order in which they are shown."""
    places: dict[type[Place], str] = {
        Accounts: tr("Accounts"), Ends: tr("What ends next"), Activity: tr("Activity"), Computer: tr("Doctor"),
        Settings: tr("Settings"), Welcome: tr("Add an account"), Details: tr("Your details"),
    }  # fmt: skip
    return (
        *(Key(keys, places[type(place)]) for keys, place in SHORTCUTS),
        Key("Ctrl+F", tr("Find an account")), Key("F5", tr("Read again")), Key("Alt+Left", tr("Back")),
        Key("Escape", tr("Back, or out of a card")), Key("Ctrl+W", tr("Close")),
        Key(tr("Arrow keys"), tr("From card to card; Enter opens, Tab goes inside"), named=True),
        Key("Shift+F10", tr("Menu of a card")),
    )  # fmt: skip


class FoldersCard(Card):
    """`show(path)` when a folder is to be opened."""

    wanted = Signal(object)

    def __init__(self, home: Path, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Folders"), parent=parent)
        self.column.addWidget(PlainLabel(tr("Folders"), "heading", parent=self))
        note = tr("Everything of Stagedoor is in one folder, readable by nobody but you. The log names what happened; "
                  "no key is ever written to it.")  # fmt: skip
        self.column.addWidget(PlainLabel(note, "small", "muted", parent=self))
        self.buttons: dict[str, OutlineButton] = {}
        self._paths: dict[str, Path] = {}
        for label, path in ((tr("Your folder"), home), (tr("Log"), log)):
            self._add(label, path)
        self.column.addStretch(1)

    def _add(self, label: str, path: Path) -> None:
        self.column.addWidget(CopyRow(label, str(path), parent=self))
        button = OutlineButton(tr("Open the folder"), "mdi6.folder-open-outline", about=label, parent=self)
        button.clicked.connect(self._pressed)
        self.buttons[label], self._paths[label] = button, path
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        for label, button in self.buttons.items():
            if button is sender:
                self.wanted.emit(self._paths[label])


class PractiseCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Made-up accounts"), parent=parent)
        words = tr("A second window in which portals, accounts and posts are simulated on this computer. Try anything "
                   "there: it touches none of your accounts.")  # fmt: skip
        self.column.addWidget(PlainLabel(tr("Made-up accounts"), "heading", parent=self))
        self.column.addWidget(PlainLabel(words, "small", "muted", parent=self))
        self.button = OutlineButton(tr("Open made-up accounts"), "mdi6.flask-outline", parent=self)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)


class KeyboardCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Keyboard"), parent=parent)
        self.column.addWidget(PlainLabel(tr("Keyboard"), "heading", parent=self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(PAD)
        grid.setVerticalSpacing(GAP // 2)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(shortcut_list()):
            grid.addWidget(PlainLabel(_native(key), "code", wrap=False, parent=self), row, 0)
            grid.addWidget(PlainLabel(key.words, "small", parent=self), row, 1)
        self.column.addLayout(grid)
        self.column.addStretch(1)


class AboutCard(Card):
    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("About Stagedoor"), parent=parent)
        lines = (
            tr("Version {version}. MIT licence: yours to use, change and pass on.", version=version),
            tr("No server of ours, no account with us. Nothing is counted or reported."),
            tr("Made with Python, Qt (LGPL), httpx, cryptography, SQLite and others; their licences come with them."),
        )
        self.column.addWidget(PlainLabel(tr("About Stagedoor"), "heading", parent=self))
        for line in lines:
            self.column.addWidget(PlainLabel(line, "small", "muted", parent=self))
        self.can_do = OutlineButton(tr("What Stagedoor can and cannot do"), parent=self)
        self.column.addWidget(self.can_do, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)


def _native(key: Key) -> str:
    return key.keys if key.named else QKeySequence(key.keys).toString(QKeySequence.SequenceFormat.NativeText)
