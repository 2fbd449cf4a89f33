"""A question over the window that waits for one answer, and blocks nothing else."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD, ROW, scaled
from stagedoor.desktop.widgets.button import Button, DangerButton, OutlineButton, PrimaryButton
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.layouts import WrapRow

_WIDTH = 440


class Dialog(QDialog):
    """A headline, a sentence, what is added to `column`, and two buttons. Escape is no.

    `if await dialog.answer(): ...` opens it; it is deleted when it was answered, so read fields from `column` inside
    `accepted` or keep a reference to them until the event loop runs again.
    """

    def __init__(
        self, parent: QWidget, headline: str, text: str = "", *, yes: str, no: str = "", danger: bool = False
    ) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(headline)
        self.setModal(True)
        self._done: asyncio.Future[bool] | None = None
        self.column = QVBoxLayout()
        self.column.setSpacing(ROW)
        self.yes: Button = (DangerButton if danger else PrimaryButton)(yes, parent=self)
        self.no: Button = OutlineButton(no or tr("Cancel"), parent=self)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.finished.connect(self._finished)
        self._arrange(headline, text, parent.window().width())
        (self.no if danger else self.yes).setFocus(Qt.FocusReason.OtherFocusReason)

    async def answer(self) -> bool:
        """True for yes. A caller that is cancelled takes the dialog away with it."""
        self._done = asyncio.get_running_loop().create_future()
        self.keep_order()
        self.open()
        try:
            return await self._done
        finally:
            if isValid(self):
                self.hide()
                self.deleteLater()

    def add_button(self, button: Button) -> None:
        """A third answer, between no and yes."""
        self._row.removeWidget(self.yes)
        self._row.add(button)
        self._row.add(self.yes)

    def event(self, event: QEvent) -> bool:
        """What is said later (a problem, a note) makes the dialog higher: no line is squeezed."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return done

    def _arrange(self, headline: str, text: str, room: int) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAD + 8, PAD + 8, PAD + 8, PAD + 8)
        outer.setSpacing(ROW)
        outer.addWidget(PlainLabel(headline, "heading", parent=self))
        if text:
            outer.addWidget(PlainLabel(text, "body", "muted", parent=self))
        outer.addLayout(self.column)
        outer.addStretch(1)
        self._row = row = WrapRow(align="end")
        row.add(self.no)
        row.add(self.yes)
        outer.addLayout(row)
        self.setMinimumWidth(min(scaled(_WIDTH), room))

    def keep_order(self) -> None:
        """Tab goes through what was added, then through the buttons as they stand in their row.

        Only the buttons are moved, and behind whole fields: were one put between a field and the edit that the field
        hands its focus to, Tab would come back to the edit from there.
        """
        items = [self._row.itemAt(at) for at in range(self._row.count())]
        row = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        found = [w for w in self.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w not in row]
        for before, after in pairwise([*[_whole(widget) for widget in found[-1:]], *row]):
            QWidget.setTabOrder(before, after)

    @Slot(int)
    def _finished(self, code: int) -> None:
        if self._done is not None and not self._done.done():
            self._done.set_result(code == int(QDialog.DialogCode.Accepted))


def _whole(widget: QWidget) -> QWidget:
    """The field that hands its focus to the widget; else the widget itself."""
    holder = widget.parentWidget()
    while holder is not None and not holder.isWindow():
        if holder.focusProxy() is widget:
            return holder
        holder = holder.parentWidget()
    return widget
