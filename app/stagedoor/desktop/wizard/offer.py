"""A key that somebody just copied on a developer page is offered for the field that waits for it. Nothing is pasted
without them.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from stagedoor.desktop import preferences
from stagedoor.desktop.page import Page
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Banner, announce
from stagedoor.desktop.wizard.reading import keys_for

_MOST = 5000
"""Characters: what is longer was not copied for a field."""


class CopiedOffer(Banner):
    """`used(values)`: the person takes them, by field id. Looked at when the window is come back to: a program without
    the focus may not see the clipboard everywhere, and should not.
    """

    used = Signal(object)

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__("info", tr("You just copied a key."), "", tr("Use it"), glyph="mdi6.content-paste",
                         parent=parent)  # fmt: skip
        self._page = page
        self._values: dict[str, str] = {}
        self._waiting: Mapping[str, str] = {}
        self._known = ""
        self.acted.connect(self._use)
        self.hide()

    def look(self, platform: str, waiting: Mapping[str, str]) -> None:
        """`waiting`: the labels of the fields that are empty, by id."""
        self._waiting = waiting
        text = QGuiApplication.clipboard().text()
        if waiting and text.strip() and len(text) <= _MOST and text != self._known:
            self._page.tasks.start(self._offer(platform, text), "copied key", key="offer", again="replace")

    def forget(self) -> None:
        """Another step: what was offered was not for it."""
        self._values, self._waiting = {}, {}
        self.hide()

    async def _offer(self, platform: str, text: str) -> None:
        desk = self._page.desk
        settings = await desk.do(lambda jobs: jobs.ports.records.settings())
        if not preferences.offers_copied(settings):
            return
        found = await keys_for(desk, text, platform, list(self._waiting))
        self._values = {id: value for id, value in found.items() if id in self._waiting}
        self.setVisible(bool(self._values))
        if self._values:
            self._known = text
            labels = ", ".join(self._waiting[id] for id in self._values)
            self.set_message(tr("You just copied: {label}.", label=labels))
            announce(self, self.words.text())

    @Slot()
    def _use(self) -> None:
        values = self._values
        self.forget()
        self.used.emit(values)
