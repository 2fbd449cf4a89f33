"""Where the next prepared post begins: with a video, or with the caption."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GRID
from stagedoor.desktop.widgets import (
    Card,
    Option,
    OutlineButton,
    PlainLabel,
    PrimaryButton,
    SegmentedControl,
    WrapRow,
)

_SEVERAL = 2
_BEFORE_BUTTONS = 2


class Begin(Card):
    """Where a video is dropped."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("dashed", name=tr("A new post"), parent=parent)
        told = tr("It is checked here, and nothing is sent anywhere. You publish it yourself, and need no keys.")
        self.choose = PrimaryButton(tr("Choose a video"), "mdi6.movie-open-outline", parent=self)
        self.without = OutlineButton(tr("Begin with the caption"), parent=self)
        self._problem = PlainLabel("", "body", "bad", parent=self)
        self._problem.hide()
        self._platforms: SegmentedControl | None = None
        self._chosen = ""
        buttons = WrapRow()
        buttons.add(self.choose)
        buttons.add(self.without)
        self.column.setSpacing(GRID * 2)
        self.column.addWidget(PlainLabel(tr("Drop a video here"), "strong", parent=self))
        self.column.addWidget(PlainLabel(told, "body", "muted", parent=self))
        self.column.addLayout(buttons)
        self.column.addWidget(self._problem)

    @property
    def platform(self) -> str:
        """The one it will be for; empty where there is nothing to choose from yet."""
        return self._platforms.value if self._platforms is not None else self._chosen

    def show_platforms(self, names: dict[str, str], first: str) -> None:
        """What was chosen stays so."""
        self._chosen = first
        if self._platforms is not None or len(names) < _SEVERAL:
            return
        control = SegmentedControl(
            tr("Where it will be published"), [Option(*one) for one in names.items()], parent=self
        )
        control.choose(first)
        self._platforms = control
        label = PlainLabel(tr("Where will it be published?"), "small_strong", parent=self)
        self.column.insertWidget(_BEFORE_BUTTONS, label)
        self.column.insertWidget(_BEFORE_BUTTONS + 1, control)

    def stops(self) -> list[QWidget | None]:
        """Where Tab comes by, in the order in which one reads: the choice is made last."""
        return [self._platforms, self.choose, self.without]

    def show_problem(self, problem: str) -> None:
        self._problem.set_foreign(problem, 300)
        self._problem.setVisible(bool(problem))

    @property
    def problem(self) -> str:
        return self._problem.text()
