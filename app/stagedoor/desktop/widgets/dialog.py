"""A question over the window that waits for one answer, and blocks nothing else."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD, ROW, scaled
from stagedoor.desktop.widgets.button import Button, DangerButton, OutlineButton, PrimaryButton
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.desktop.widgets.order import tab_through

_WIDTH = 440
_EDGE = PAD + 8
_LEAST = 96
"""Height of what scrolls, at least: some lines can always be read."""


class _Content(QScrollArea):
    """Everything over the buttons. Only where there is no room for all of it does it scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("clear", True)
        inner = QWidget()
        inner.setProperty("clear", True)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(_EDGE, _EDGE, _EDGE, ROW)
        self.column.setSpacing(ROW)
        self.setWidget(inner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is inside needs another height: a scroll area keeps that to itself, the dialog must know."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def set_scrolling(self, *, scrolling: bool) -> None:
        """Said from outside: left to itself, a bar that came takes width, and with less width it is needed."""
        on, off = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(on if scrolling else off)

    def height_for(self, width: int) -> int:
        return self.column.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.column.totalMinimumSize().width() + bar, scaled(_LEAST))


class Dialog(QDialog):
    """A headline, a sentence, what is added to `column`, and two buttons. Escape is no. It is never higher than the
    window that it stands over: what does not fit scrolls, and the buttons stay in sight.

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
        self._arrange(headline, text, parent.window().size())
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
            self.resize(self.width(), max(self.height(), self._wanted_height(self.width())))
            self.content.set_scrolling(scrolling=self._whole_height(self.width()) > self.height())
        return done

    def setVisible(self, visible: bool) -> None:
        if visible and not self.isVisible():
            wanted = min(self._outer.totalSizeHint().width(), self._room.width())
            width = max(self.minimumWidth(), self._outer.totalMinimumSize().width(), wanted)
            self.resize(width, self._wanted_height(width))
        super().setVisible(visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.content.set_scrolling(scrolling=self._whole_height(self.width()) > self.height())
        super().resizeEvent(event)

    def _wanted_height(self, width: int) -> int:
        return min(self._whole_height(width), self._room.height())

    def _whole_height(self, width: int) -> int:
        margins = self._bottom.contentsMargins()
        buttons = self._row.heightForWidth(width - margins.left() - margins.right())
        return self.content.height_for(width) + margins.top() + buttons + margins.bottom()

    def _arrange(self, headline: str, text: str, room: QSize) -> None:
        self._room = room.expandedTo(QSize(_WIDTH, _WIDTH))
        self.content = _Content(self)
        inner = self.content.column
        inner.addWidget(PlainLabel(headline, "heading"))
        if text:
            inner.addWidget(PlainLabel(text, "body", "muted"))
        inner.addLayout(self.column)
        inner.addStretch(1)
        self._row = row = WrapRow(align="end")
        row.add(self.no)
        row.add(self.yes)
        self._bottom = QVBoxLayout()
        self._bottom.setContentsMargins(_EDGE, ROW, _EDGE, _EDGE)
        self._bottom.addLayout(row)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self.content, 1)
        self._outer.addLayout(self._bottom)
        self.setMinimumWidth(min(scaled(_WIDTH), room.width()))

    def keep_order(self) -> None:
        """Tab goes through what was added, then through the buttons as they stand in their row."""
        items = [self._row.itemAt(at) for at in range(self._row.count())]
        tab_through(self.content, *(item.widget() for item in items if item is not None))

    @Slot(int)
    def _finished(self, code: int) -> None:
        if self._done is not None and not self._done.done():
            self._done.set_result(code == int(QDialog.DialogCode.Accepted))
