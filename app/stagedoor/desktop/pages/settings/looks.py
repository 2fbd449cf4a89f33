"""How Stagedoor looks and behaves. Every choice takes effect at once and is kept by itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop import preferences
from stagedoor.desktop.preferences import NO, YES
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Card, Option, PlainLabel, SegmentedControl
from stagedoor.desktop.widgets.switch import Switch


class LooksCard(Card):
    """`chosen(key, value)` as it is kept."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Look and feel"), parent=parent)
        self.theme = SegmentedControl(tr("Theme"), [
            Option("system", tr("As the system")), Option("light", tr("Light")), Option("dark", tr("Dark")),
        ], parent=self)  # fmt: skip
        sizes = [Option(str(size), tr("{count} %", count=size)) for size in preferences.TEXT_SIZES]
        self.text_size = SegmentedControl(tr("Text size"), sizes, least=64, parent=self)
        self.motion = Switch(tr("Less motion"), tr("Nothing turns or slides while you wait."), parent=self)
        self.offer = Switch(
            tr("Offer copied keys"),
            tr("When you come back from a developer page, a key that you just copied is offered for its field. "
               "Nothing is pasted without you."), parent=self,
        )  # fmt: skip
        self._arrange()
        self.theme.chosen.connect(self._theme)
        self.text_size.chosen.connect(self._size)
        self.motion.switched.connect(self._motion)
        self.offer.switched.connect(self._offer)

    def show_settings(self, settings: Mapping[str, str], *, theme: str, size: int, calm: bool) -> None:
        """What is kept; where nothing is, what is in force now. Says nothing."""
        self.blockSignals(True)
        self.theme.choose(theme)
        if size in preferences.TEXT_SIZES:
            self.text_size.choose(str(size))
        self.motion.set_on(on=calm)
        self.offer.set_on(on=preferences.offers_copied(settings))
        self.blockSignals(False)

    def _arrange(self) -> None:
        self.column.addWidget(PlainLabel(tr("Look and feel"), "heading", parent=self))
        for title, control in ((tr("Theme"), self.theme), (tr("Text size"), self.text_size)):
            label = PlainLabel(title, "small_strong", parent=self)
            label.setBuddy(control)
            self.column.addWidget(label)
            self.column.addWidget(control)
        self.column.addWidget(self.motion)
        self.column.addWidget(self.offer)
        self.column.addStretch(1)

    @Slot(str)
    def _theme(self, choice: str) -> None:
        self.chosen.emit(preferences.THEME, choice)

    @Slot(str)
    def _size(self, size: str) -> None:
        self.chosen.emit(preferences.TEXT_SIZE, size)

    @Slot(bool)
    def _motion(self, on: bool) -> None:
        self.chosen.emit(preferences.REDUCED_MOTION, YES if on else NO)

    @Slot(bool)
    def _offer(self, on: bool) -> None:
        self.chosen.emit(preferences.OFFER_COPIED, YES if on else NO)
