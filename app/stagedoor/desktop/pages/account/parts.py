"""Cards that more than one tab of an account shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.pages.account.overview_view import Ability, Can, Fact
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, ROW, Tone, scaled
from stagedoor.desktop.widgets import Card, CopyRow, Glyph, PlainLabel, WrapRow

_MARKS: dict[Can, tuple[str, Tone]] = {
    "yes": ("mdi6.check-circle", "good"), "no": ("mdi6.close-octagon", "bad"),
    "unsure": ("mdi6.help-circle-outline", "neutral"),
}  # fmt: skip
_NAME_BASIS, _VALUE_BASIS = 150, 220
MAIN, SIDE = 540, 300
"""Pixels at usual text size from which the main column and the one at its side stand beside each other."""


class CanDoCard(Card):
    """What it can do: by word, by shape, and by what follows where it cannot."""

    def __init__(self, abilities: Sequence[Ability], parent: QWidget | None = None) -> None:
        super().__init__(name=tr("What it can do"), parent=parent)
        self.column.addWidget(PlainLabel(tr("What it can do"), "heading", parent=self))
        for ability in abilities:
            self.column.addLayout(self._row(ability))

    def _row(self, ability: Ability) -> QHBoxLayout:
        glyph, tone = _MARKS[ability.can]
        words = QVBoxLayout()
        words.setSpacing(0)
        name = PlainLabel(ability.name, parent=self)
        name.setAccessibleName(f"{ability.name}: {_said(ability.can)}")
        words.addWidget(name)
        if ability.code:
            words.addWidget(PlainLabel(ability.code, "code", "muted", parent=self))
        if ability.note:
            words.addWidget(PlainLabel(ability.note, "small", "muted", parent=self))
        if ability.without:
            words.addWidget(PlainLabel(ability.without, "small", "bad", parent=self))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        mark = Glyph(glyph, "muted" if tone == "neutral" else tone, parent=self)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


def _said(can: Can) -> str:
    return {"yes": tr("yes"), "no": tr("no"), "unsure": tr("not sure")}[can]


class FactsCard(Card):
    """Names and values, side by side where there is room."""

    def __init__(self, title: str, facts: Sequence[Fact], parent: QWidget | None = None) -> None:
        super().__init__(name=title, parent=parent)
        self.column.setSpacing(GAP)
        self.column.addWidget(PlainLabel(title, "heading", parent=self))
        for fact in facts:
            row = WrapRow(gap=GAP, top=True)
            row.add(PlainLabel(fact.name, "body", "muted", parent=self), basis=scaled(_NAME_BASIS))
            row.add(PlainLabel(fact.value, parent=self), basis=scaled(_VALUE_BASIS), grow=1)
            self.column.addLayout(row)


class LinesCard(Card):
    """Short names over their values, for the narrow column."""

    def __init__(self, title: str, facts: Sequence[Fact], parent: QWidget | None = None) -> None:
        super().__init__(name=title, parent=parent)
        self.column.addWidget(PlainLabel(title, "heading", parent=self))
        for fact in facts:
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(PlainLabel(fact.name, parent=self))
            words.addWidget(PlainLabel(fact.value, "small", "muted", parent=self))
            self.column.addLayout(words)


class ScriptCard(Card):
    def __init__(self, label: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Use it in your own script"), parent=parent)
        self.column.addWidget(PlainLabel(tr("Use it in your own script"), "heading", parent=self))
        self.row = CopyRow(label, line, parent=self)
        self.column.addWidget(self.row)


class TwoColumns(QWidget):
    """The main column and one at its side; below each other where it is narrow. Filled anew with `show_parts`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = WrapRow(self, gap=ROW + 4, top=True)
        self._held: list[QWidget] = []

    def show_parts(self, main: Sequence[QWidget], side: Sequence[QWidget]) -> None:
        for old in self._held:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._held = [_stacked(part, self) for part in (main, side) if part]
        for column, (basis, grow) in zip(self._held, ((MAIN, 2), (SIDE, 1)), strict=False):
            self._row.add(column, basis=scaled(basis), grow=grow)
            column.show()


def _stacked(parts: Sequence[QWidget], parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(ROW + 4)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return holder
