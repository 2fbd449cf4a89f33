"""What stands beside a step: what it can do, what often goes wrong, what is checked, and how old all this is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID
from stagedoor.desktop.widgets import Banner, Card, Glyph, LinkButton, PlainLabel
from stagedoor.desktop.wizard.view import View
from stagedoor.domain.asking import Guide

_EFFECTS = {
    "none": ("mdi6.shield-check-outline", "good"),
    "cannot_post": ("mdi6.shield-check-outline", "good"),
    "costs_money": ("mdi6.currency-usd", "warning"),
    "visible_to_others": ("mdi6.eye-outline", "warning"),
    "cannot_be_undone": ("mdi6.alert", "warning"),
}


def side_cards(guide: Guide, parent: View) -> list[QWidget]:
    cards: list[QWidget] = []
    if guide.effect:
        cards.append(_effect(guide, parent))
    if guide.mistake:
        cards.append(Banner("warning", tr("Most common mistake here"), "\n" + guide.mistake, parent=parent))
    if guide.wait:
        cards.append(_waiting(guide, parent))
    if guide.checks:
        cards.append(_checks(guide, parent))
    cards.append(_Seen(guide, parent))
    return cards


def _effect(guide: Guide, parent: QWidget) -> Card:
    card = Card(name=guide.effect, parent=parent)
    glyph, tone = _EFFECTS.get(guide.effect_id, _EFFECTS["none"])
    row = QHBoxLayout()
    row.setSpacing(GAP)
    row.addWidget(Glyph(glyph, tone, parent=card), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(guide.effect, "small_strong", parent=card), 1)
    card.column.addLayout(row)
    return card


def _waiting(guide: Guide, parent: QWidget) -> Card:
    card = Card(name=tr("Waiting"), parent=parent)
    card.column.addWidget(PlainLabel(tr("Waiting"), "small_strong", parent=card))
    card.column.addWidget(PlainLabel(tr("Usually {time}.", time=guide.wait), "small", parent=card))
    if guide.longest:
        card.column.addWidget(PlainLabel(tr("It can take {time}.", time=guide.longest), "small", "muted", parent=card))
    return card


def _checks(guide: Guide, parent: QWidget) -> Card:
    card = Card(name=tr("Checked for this step"), parent=parent)
    card.column.addWidget(PlainLabel(tr("Checked for this step"), "small_strong", parent=card))
    for asks in guide.checks:
        row = QHBoxLayout()
        row.setSpacing(GRID + 2)
        row.addWidget(Glyph("mdi6.clock-outline", "muted", 16, parent=card), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(asks, "small", parent=card), 1)
        card.column.addLayout(row)
    return card


class _Seen(QWidget):
    """How old the step is, and a way to say that it looks different now."""

    def __init__(self, guide: Guide, view: View) -> None:
        super().__init__(view)
        self._guide, self._view = guide, view
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        if guide.seen:
            column.addWidget(PlainLabel(guide.seen, "small", "muted", parent=self))
        link = LinkButton(tr("It looks different"), parent=self)
        link.clicked.connect(self._different)
        column.addWidget(link)

    @Slot()
    def _different(self) -> None:
        self._view.wanted.emit("different", self._guide)
