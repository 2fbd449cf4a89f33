"""The third tab: lines to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.pages.account.scripts_view import Section, Variable
from stagedoor.desktop.theme import GAP, PAD, scaled
from stagedoor.desktop.widgets import Card, CopyRow, PlainLabel, WrapRow

_NAME_BASIS, _HOLDS_BASIS = 280, 200


class SectionCard(Card):
    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(name=section.title, parent=parent)
        self.column.addWidget(PlainLabel(section.title, "heading", parent=self))
        for sentence in section.text:
            self.column.addWidget(PlainLabel(sentence, "body", "muted", parent=self))
        for variable in section.variables:
            self.column.addLayout(self._variable(variable))
        self.rows = [CopyRow(row.label, row.value, parent=self) for row in section.rows]
        for row in self.rows:
            self.column.addWidget(row)

    def _variable(self, variable: Variable) -> WrapRow:
        row = WrapRow(gap=GAP)
        row.add(PlainLabel(variable.name, "code", parent=self), basis=scaled(_NAME_BASIS))
        row.add(PlainLabel(variable.holds, "small", "muted", parent=self), basis=scaled(_HOLDS_BASIS), grow=1)
        return row


class ScriptsTab(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[SectionCard] = []
        self._shown: tuple[Section, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(PAD)

    def show_sections(self, sections: Sequence[Section]) -> None:
        if tuple(sections) == self._shown:
            return
        self._shown = tuple(sections)
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [SectionCard(section, self) for section in sections]
        for card in self.cards:
            self._column.addWidget(card)
