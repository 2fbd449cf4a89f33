"""What the views of the wizard share: a title, an answer, and what they want of the page around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD

if TYPE_CHECKING:
    from stagedoor.desktop.wizard.shown import Shown


class View(QWidget):
    """One kind of page. `answered` carries what the flow asked for.

    `wanted(what, value)`: something else. open (an address), copied, browser (an id), paste (an address), go_to (a
    step), again, unlock, tick (need and on), different (a Guide), go (a place, instead of this one), visit (a place, to
    come back from), calendar (a Made), choose_file, stop.
    `updated`: `can_continue` or `urgent` changed.
    """

    answered = Signal(object)
    wanted = Signal(str, object)
    updated = Signal()

    continue_text = ""
    """The words of the button that goes on; "" where the view has buttons of its own."""
    finish_later = True

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.where: list[str] = []
        self.back = ""
        """Where Back leads: a step, QUESTIONS, or "" for nowhere."""
        self.can_continue = True
        self.urgent = True
        """True where going on is the one thing to do now; else it stands back behind another button."""
        self.side: list[QWidget] = []
        """What stands beside the page, or under it where there is no room."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(PAD)

    def take(self, shown: Shown) -> bool:
        """Shows the newer snapshot without losing what was typed; False where it is another page."""
        raise AssertionError(shown)

    def takes_notes(self) -> bool:
        """True where the view itself shows what is said about the page."""
        return False

    def proceed(self) -> None:
        """The person pressed the button that goes on."""

    def first_focus(self) -> QWidget | None:
        return None


def usual_continue() -> str:
    return tr("Continue")
