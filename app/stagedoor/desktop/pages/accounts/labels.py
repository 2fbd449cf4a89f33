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


async def ask_label(desk: Desk, over: QWidget, view: CardView) -> bool:
    """True if it was kept."""
    field = TextField(tr("Label"), help=tr("Your own word for it, such as a client's name. Empty takes it away."))
    field.set_value(view.label)
    field.edit.setMaxLength(_MOST)
    dialog = Dialog(over, tr("Label for {account}", account=view.about), yes=tr("Keep the label"))
    dialog.column.addWidget(field)
    field.submitted.connect(dialog.accept)
    field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
    if not await dialog.answer():
        return False
    await acts.set_label(desk, view, field.value)
    return True
