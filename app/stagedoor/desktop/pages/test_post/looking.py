"""The question that only the person can answer: is the post there for somebody who is not signed in?"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.pages.test_post.seen import SeenView
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP
from stagedoor.desktop.widgets import Banner, Card, CopyRow, OutlineButton, PlainLabel, WrapRow


class Looking(Card):
    """`said("yes" | "no")`, and `lead` to where the post is made visible."""

    said = Signal(str)
    lead = Signal()

    def __init__(self, view: SeenView, *, parent: QWidget) -> None:
        super().__init__("accent" if view.yes else "line", name=view.question, parent=parent)
        self.view = view
        self.yes: OutlineButton | None = None
        self.no: OutlineButton | None = None
        self.banner: Banner | None = None
        self.column.setSpacing(GAP)
        self.column.addWidget(PlainLabel(view.question, "strong", parent=self))
        if view.address:
            self.column.addWidget(CopyRow(tr("Address of the post"), view.address, parent=self))
        if view.yes:
            self._ask()
        else:
            self.banner = Banner(view.tone, view.headline, view.text, view.lead, parent=self)
            self.banner.acted.connect(self.lead)
            self.column.addWidget(self.banner)

    def _ask(self) -> None:
        self.yes = OutlineButton(self.view.yes, "mdi6.eye-check-outline", parent=self)
        self.no = OutlineButton(self.view.no, "mdi6.eye-off-outline", about=self.view.question, parent=self)
        self.yes.clicked.connect(self._yes)
        self.no.clicked.connect(self._no)
        row = WrapRow(gap=GAP)
        row.add(self.yes)
        row.add(self.no)
        self.column.addLayout(row)

    @Slot()
    def _yes(self) -> None:
        self.said.emit("yes")

    @Slot()
    def _no(self) -> None:
        self.said.emit("no")
