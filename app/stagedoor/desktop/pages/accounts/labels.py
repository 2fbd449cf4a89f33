"""The person's own word for an account, asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.accounts import acts
from stagedoor.desktop.pages.accounts.view import CardView
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Dialog, TextField

_MOST = 40


class LabelDialog(Dialog):
    def __init__(self, over: QWidget, view: CardView) -> None:
        super().__init__(over, tr("Label for {account}", account=view.about), yes=tr("Keep the label"))
        told = tr("Your own word for it, such as a client's name. Empty takes it away.")
        self.field = TextField(tr("Label"), help=told, parent=self)
        self.field.set_value(view.label)
        self.field.edit.setMaxLength(_MOST)
        self.column.addWidget(self.field)
        self.field.submitted.connect(self.accept)
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)


async def ask_label(desk: Desk, over: QWidget, view: CardView) -> bool:
    """True if it was kept."""
    dialog = LabelDialog(over, view)
    if not await dialog.answer():
        return False
    await acts.set_label(desk, view, dialog.field.value)
    return True
