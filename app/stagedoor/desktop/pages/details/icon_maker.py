"""The work behind the icon's card: a picture is chosen or dropped, made into the icon, kept and shown."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from stagedoor.desktop.file_dialogs import file_to_open
from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.details import asks
from stagedoor.desktop.pages.details.icon import IconCard, small
from stagedoor.desktop.pages.details.picture import KINDS, make_icon
from stagedoor.desktop.tasks import TaskScope
from stagedoor.desktop.text import tr
from stagedoor.domain.errors import StagedoorError


class IconMaker(QObject):
    """`path`: where the icon lies, empty while there is none. `changed` when there is another one."""

    changed = Signal()

    def __init__(self, desk: Desk, card: IconCard, tasks: TaskScope) -> None:
        super().__init__(card)
        self.path = ""
        self._desk, self._card, self._tasks = desk, card, tasks
        card.choose.connect(self._choose)
        card.dropped.connect(self._dropped)
        card.refused.connect(self._refused)
        card.reveal.connect(self._reveal)

    async def read(self, path: str) -> None:
        """The icon that is kept, unless it is shown already."""
        if path != self.path:
            self.show_icon(path, await asyncio.to_thread(_image, path))

    def show_icon(self, path: str, image: QImage | None, note: str = "") -> None:
        """Without an image there is none, or it cannot be read any more."""
        self.path = path if image is not None else ""
        self._card.show_icon(image, note)
        self.changed.emit()

    # ---------------------------------------------------------------- work

    async def _ask(self) -> None:
        kinds = tr("Pictures") + f" ({' '.join(f'*.{kind}' for kind in KINDS)})"
        path = await file_to_open(self._card, tr("Choose a picture"), kinds)
        if path is not None:
            await self._take(path)

    async def _take(self, path: Path) -> None:
        self._card.show_busy()
        try:
            icon = await asyncio.to_thread(make_icon, path)
            kept = await self._desk.do(asks.KeepIcon(icon.png))
        except StagedoorError as error:
            self._card.show_problem(str(error))
            return
        self.show_icon(kept, await asyncio.to_thread(small, icon.png), icon.note)

    async def _show_file(self) -> None:
        path = Path(self.path)
        if not await asyncio.to_thread(self._desk.start.show, path):
            self._desk.say(tr("The folder could not be opened. The icon is here: {path}", path=path), "bad")

    # ---------------------------------------------------------------- what is pressed

    @Slot()
    def _choose(self) -> None:
        self._tasks.start(self._ask(), "choose icon", key="icon")

    @Slot(object)
    def _dropped(self, path: Path) -> None:
        self._tasks.start(self._take(path), "take icon", key="icon", again="replace")

    @Slot(str)
    def _refused(self, why: str) -> None:
        self._card.show_problem(why)

    @Slot()
    def _reveal(self) -> None:
        self._tasks.start(self._show_file(), "show icon", key="show icon")


def _image(path: str) -> QImage | None:
    if not path:
        return None
    try:
        image = small(Path(path).read_bytes())
    except OSError:
        return None
    return None if image.isNull() else image
