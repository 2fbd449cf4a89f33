"""The cards of the page: fields in groups, the icon among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.pages.details.fields import DetailField
from stagedoor.desktop.pages.details.icon import IconCard
from stagedoor.desktop.pages.details.view import NAME, Group, field_state, field_words, groups, suggestions
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD
from stagedoor.desktop.widgets import Card, Columns, OutlineButton, PlainLabel, announce
from stagedoor.domain.asking import Looked

_LEAST = 360
_MANY = 2
"""From so many suggestions on, one press may take them all."""


class Form(QWidget):
    """`typed(key)` with every letter, `left(key)` when an address was left."""

    typed = Signal(str)
    left = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, DetailField] = {}
        self._settled: dict[str, str] = {}
        self._arrange()
        self.take_all.clicked.connect(self._take_all)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_suggestions({})

    def stops(self) -> list[QWidget]:
        """What Tab reaches, in reading order: one column, then the other."""
        who, pages, texts = groups()
        name, *others = (self.fields[key] for key in (*who.keys, *pages.keys))
        last = [self.fields[key] for key in texts.keys]
        return [name, self.take_all, *others, self.icon.button, self.icon.show_button, *last]

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: field.value for key, field in self.fields.items()}

    def changed(self) -> dict[str, str]:
        """What is not kept yet, and what was not good when it was looked at: another field may have mended it."""
        return {
            key: field.value for key, field in self.fields.items()
            if field.value != self._settled.get(key, "") or field.state.problem
        }  # fmt: skip

    def show_wanted(self, wanted: Mapping[str, Sequence[str]]) -> None:
        for key, field in self.fields.items():
            field.set_help(field_words(key, wanted.get(key, ())).help)

    def settled(self) -> dict[str, str]:
        """What is kept, as far as the page knows."""
        return dict(self._settled)

    def put(self, values: Mapping[str, str], since: Mapping[str, str]) -> None:
        """What was kept when it was read; `since`: what the page took for that when the reading began. What was typed
        or kept meanwhile stays.
        """
        for key, field in self.fields.items():
            if field.value == self._settled.get(key, "") == since.get(key, ""):
                field.put(values.get(key, ""))
                self._settled[key] = field.value

    def show_settled(self, values: Mapping[str, str], looked: Mapping[str, Looked]) -> None:
        """What was found about these values; a field in which another one stands now waits for its own answer."""
        for key, field in self.fields.items():
            if field.value != values.get(key, ""):
                continue
            self._settled[key] = field.value
            state = field_state(field.value, looked.get(key, Looked()))
            if state.problem and state.problem != field.state.problem:
                announce(field, f"{field.words.label}: {state.problem}")
            field.show_state(state)

    def show_suggestions(self, proposed: Mapping[str, str]) -> None:
        offered = suggestions(proposed, self.values())
        for key, field in self.fields.items():
            field.suggest(offered.get(key, ""))
        self.take_all.set_label(tr("Take the {count} suggestions", count=len(offered)))
        self.take_all.setVisible(len(offered) >= _MANY)

    def problems(self) -> list[str]:
        """The fields that need another look, in their order."""
        return [key for key, field in self.fields.items() if field.state.problem]

    def _arrange(self) -> None:
        """Two columns of cards, each as high as it needs to be; one column where there is no room for two."""
        who, pages, texts = groups()
        grid = Columns(self, gap=PAD, least=_LEAST, most=2)
        grid.addWidget(_stack(self._card(who), self._card(pages)))
        self.icon = IconCard()
        grid.addWidget(_stack(self.icon, self._card(texts)))

    def _card(self, group: Group) -> Card:
        card = Card(name=group.title)
        card.column.setSpacing(PAD)
        card.column.addWidget(PlainLabel(group.title, "heading", parent=card))
        for key in group.keys:
            field = self.fields[key] = DetailField(field_words(key, ()), parent=card)
            field.typed.connect(self.typed)
            field.left.connect(self.left)
            card.column.addWidget(field)
            if key == NAME:
                self.take_all = OutlineButton("", "mdi6.auto-fix", parent=card)
                card.column.addWidget(self.take_all, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    @Slot()
    def _take_all(self) -> None:
        """The button goes away with the last suggestion: the name has the focus again before that."""
        self.fields[NAME].setFocus(Qt.FocusReason.OtherFocusReason)
        for field in self.fields.values():
            if text := field.suggestion.text():
                field.type(text)
        self.take_all.hide()


def _stack(*cards: Card) -> QWidget:
    stack = QWidget()
    column = QVBoxLayout(stack)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(PAD)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return stack
