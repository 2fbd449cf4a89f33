"""The line above the accounts: how many need the person, what ends next, finding, adding."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import (
    IconButton,
    LinkButton,
    PlainLabel,
    PrimaryButton,
    SearchEdit,
    ToggleButton,
    WrapRow,
)

_GAP = 10


class Head(QWidget):
    """`needing(on)`: only those that need the person; `typed(text)`: those found; the rest is what was pressed."""

    needing = Signal(bool)
    typed = Signal(str)
    ends = Signal()
    add = Signal()
    menu = Signal()

    def __init__(self, *, needing: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(tr("Accounts"), "title", wrap=False, parent=self)
        self.need = ToggleButton("", "mdi6.alert", "bad", parent=self)
        self.need.setChecked(needing)
        self.next_end = LinkButton("", parent=self)
        self.find_button = IconButton(tr("Find an account"), "mdi6.magnify", parent=self)
        self.search = SearchEdit(tr("Name, platform or label"), tr("Find accounts"), parent=self)
        self.add_button = PrimaryButton(tr("Add account"), "mdi6.plus", parent=self)
        self.add_button.setProperty("standing", True)  # it is there whatever the moment is
        self.more = IconButton(tr("More for all accounts"), "mdi6.dots-horizontal", parent=self)
        self._arrange()
        self._connect()
        self.show_summary(0, "")
        self.close_search()

    def show_summary(self, needing: int, next_end: str) -> None:
        words = tr("{count} needs you", count=1) if needing == 1 else tr("{count} need you", count=needing)
        self.need.set_label(words)
        self.need.setVisible(needing > 0 or self.need.isChecked())
        self.next_end.set_label(tr("Next to end: {what}", what=next_end))
        self.next_end.setVisible(bool(next_end))

    @Slot()
    def open_search(self) -> None:
        self.search.show()
        self.find_button.hide()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def close_search(self) -> None:
        """Empties the field and puts it away."""
        focused = self.search.hasFocus()
        self.search.clear()
        self.search.hide()
        self.find_button.show()
        if focused:
            self.find_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu_place(self) -> QPoint:
        """Where the menu opens, on the screen."""
        return self.more.mapToGlobal(self.more.rect().bottomLeft())

    def _arrange(self) -> None:
        row = WrapRow(self, gap=_GAP)
        row.add(self.title)
        row.add(self.need)
        row.add(self.next_end)
        row.add(QWidget(self), basis=0, grow=1)
        for widget in (self.find_button, self.search, self.add_button, self.more):
            row.add(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _connect(self) -> None:
        self.need.toggled.connect(self.needing)
        self.next_end.clicked.connect(self.ends)
        self.find_button.clicked.connect(self.open_search)
        self.search.textChanged.connect(self.typed)
        self.search.left.connect(self.close_search)
        self.add_button.clicked.connect(self.add)
        self.more.clicked.connect(self.menu)
