"""The second tab: what is broken and how it is mended, and beside it what the account can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.account.overview_view import Ability
from stagedoor.desktop.pages.account.parts import MAIN, SIDE, CanDoCard, ScriptCard
from stagedoor.desktop.pages.account.scripts_view import Copied
from stagedoor.desktop.pages.checkup.panel import CheckupPanel
from stagedoor.desktop.pages.checkup.view import Checkup
from stagedoor.desktop.theme import PAD, scaled
from stagedoor.desktop.widgets import WrapRow


class DoctorTab(QWidget):
    """`mend`, `again` and `copied` as the panel says it."""

    mend = Signal(object)
    again = Signal()
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = CheckupPanel(parent=self)
        self.panel.mend.connect(self.mend)
        self.panel.again.connect(self.again)
        self.panel.copied.connect(self.copied)
        self._side: tuple[tuple[Ability, ...], Copied] | None = None
        self._beside = QWidget(self)
        self._column = QVBoxLayout(self._beside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(PAD)
        row = WrapRow(self, gap=PAD, top=True)
        row.add(self.panel, basis=scaled(MAIN), grow=2)
        row.add(self._beside, basis=scaled(SIDE), grow=1)

    def show_view(self, view: Checkup, abilities: tuple[Ability, ...], line: Copied) -> None:
        self.panel.show_view(view)
        if (abilities, line) == self._side:
            return
        self._side = (abilities, line)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if abilities:
            self._column.addWidget(CanDoCard(abilities, self._beside))
        self._column.addWidget(ScriptCard(line.label, line.value, self._beside))
        self._column.addStretch(1)
