"""What a page is, and what it may ask of the window that shows it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.places import Place
from stagedoor.desktop.tasks import TaskScope
from stagedoor.desktop.theme import Theme, Tone

if TYPE_CHECKING:
    from stagedoor.desktop.engine import Engine
    from stagedoor.desktop.start import Start
    from stagedoor.services.jobs import Jobs

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)


async def another_turn() -> None:
    """Goes on in the next turn of the event loop: what was built is laid out and painted in a turn of its own."""
    await asyncio.sleep(0)


class Desk(Protocol):
    """The window, as its pages know it."""

    engine: Engine
    theme: Theme
    start: Start
    """What the composition root handed over: folders, made-up accounts, the locked file."""
    simulated: bool
    """True in the window of made-up accounts."""

    async def do(self, work: Callable[[Jobs], Awaitable[T]]) -> T:
        """Runs work over the services, on the engine's thread."""

    def go(self, place: Place) -> None:
        """Shows another page. Going to the same place again refreshes it."""

    def replace(self, place: Place) -> None:
        """Shows another page in the place of this one: going back does not come here again."""

    def back(self) -> None:
        """To the page before, as Escape, Alt+Left and the mouse's back button do."""

    def say(self, text: str, tone: Tone = "good") -> None:
        """A toast, announced to screen readers."""

    def problem(self, error: BaseException) -> None:
        """Says a known error as cause and fix; anything else is a fault of ours, logged without values."""

    def changed(self) -> None:
        """Something was changed: what is shown is read again."""


class Page(QWidget):
    """One page. It is made when it is shown and deleted when it is left; what it starts ends with it.

    `refresh` reads and shows what there is now; the window calls it after showing the page, and whenever something
    changed. `first_focus` is what takes the keyboard when the page opens. `title` is the name of the window meanwhile.
    """

    full = False
    """True where the page takes the whole window, without the sidebar (the wizard has one of its own)."""
    kept = False
    """True where the page stays as it is while another one is shown, so that going back to it takes no time."""

    def __init__(self, desk: Desk, *, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.title = title
        self.setAccessibleName(title)
        self.tasks = TaskScope(self, self._failed)
        self._steps: Iterator[None] = iter(())
        self._step = QTimer(self)  # of its own: what is only posted runs in the same turn
        self._step.setInterval(0)
        self._step.timeout.connect(self._take_step)

    def fill_with(self, widget: W) -> W:
        """Gives the whole page to a widget. Called before anything is put into it: Qt computes the layout of what it
        adds, and here there is nothing yet.
        """
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(widget)
        return widget

    def unfold(self, steps: Iterator[None]) -> None:
        """Runs each of these steps in a turn of the event loop of its own, in the
        place of what was left of earlier ones: building, laying out and painting a full page in one turn would keep
        the window from answering for longer than a person fails to notice.
        """
        self._steps = steps
        self._step.start()

    @property
    def unfolding(self) -> bool:
        """True while parts are missing that will come with the next turns of the event loop."""
        return self._step.isActive()

    @Slot()
    def _take_step(self) -> None:
        if next(self._steps, self) is self:
            self._step.stop()

    async def refresh(self) -> None:
        """Nothing to read, where a page does not say otherwise."""

    def first_focus(self) -> QWidget | None:
        return None

    def may_leave(self) -> bool:
        """False where leaving would lose something and the page has asked about it."""
        return True

    def set_narrow(self, *, narrow: bool) -> None:
        """Told when the window becomes narrow (1,100 pixels at usual text size), or wide again."""

    def _failed(self, _name: str, error: BaseException) -> None:
        self.desk.problem(error)
