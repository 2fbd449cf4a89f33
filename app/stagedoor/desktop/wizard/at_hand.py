"""Keys that somebody has at hand: brought along, dropped, copied a moment ago, or downloaded while the step is open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.file_dialogs import file_to_open
from stagedoor.desktop.page import Page
from stagedoor.desktop.text import tr
from stagedoor.desktop.wizard.downloads import Arrivals, ArrivedOffer, downloads_folder
from stagedoor.desktop.wizard.offer import CopiedOffer
from stagedoor.desktop.wizard.reading import keys_for, recognised, text_of
from stagedoor.desktop.wizard.view import View
from stagedoor.desktop.wizard.views.brought import BroughtView
from stagedoor.desktop.wizard.views.step import StepView


class KeysAtHand(QObject):
    """`offers` stand over the view of the moment. `platform`: whose keys are looked for, "" for all."""

    def __init__(self, page: Page, platform: str) -> None:
        super().__init__(page)
        self._page, self.platform = page, platform
        self._view: View | None = None
        self._brought: dict[str, str] = {}
        self._arrivals: Arrivals | None = None
        self.copied = CopiedOffer(page, page)
        self.arrived = ArrivedOffer(page)
        self.copied.used.connect(self._fill)
        self.arrived.used.connect(self.read_soon)
        self.arrived.deleted.connect(self._delete)
        self.arrived.failed.connect(self._warn)

    @property
    def offers(self) -> list[QWidget]:
        return [self.copied, self.arrived]

    def bring(self, values: Mapping[str, str]) -> None:
        """Keys to be filled in, by field id, where the guide asks for them."""
        self._brought = dict(values)

    def watch(self, view: View) -> None:
        """Another view. Downloads are looked at only while a step is open whose keys come as a file."""
        self._view = view
        self.copied.forget()
        if self._arrivals is not None:
            self._arrivals.deleteLater()
            self._arrivals = None
            self.arrived.forget()
        if isinstance(view, StepView) and view.wants_file():
            self._arrivals = Arrivals(downloads_folder(), self)
            self._arrivals.arrived.connect(self.arrived.offer)

    def entered(self) -> None:
        """The view is shown: what was brought along is filled in, what was used before may go."""
        if isinstance(self._view, StepView):
            self._view.fill_empty(self._brought)
        self.look_at_clipboard()
        self.arrived.keys_kept()

    def look_at_clipboard(self) -> None:
        if isinstance(self._view, StepView) and self._page.isActiveWindow():
            self.copied.look(self.platform, self._view.labels(empty=True))

    async def choose_file(self) -> None:
        file = await file_to_open(self._page, tr("Choose a file"), tr("Any file") + " (*)")
        if file is not None:
            await self.read(file)

    @Slot(object)
    def read_soon(self, what: str | Path) -> None:
        self._page.tasks.start(self.read(what), "read", key="read")

    async def read(self, what: str | Path) -> None:
        """Whatever was pasted, dropped or chosen: for the fields that stand here, or to begin with."""
        text, view = await text_of(what), self._view
        if isinstance(view, BroughtView):
            view.show_recognised(await recognised(self._page.desk, text, self.platform))
        elif isinstance(view, StepView):
            await self._read_into(view, what, text)

    async def _read_into(self, view: StepView, what: str | Path, text: str) -> None:
        found = await keys_for(self._page.desk, text, self.platform, list(view.labels()))
        view.fill_all(found)
        if found and isinstance(what, Path):
            self.arrived.take(what)
        if not found and not view.take_text(text):
            self._page.desk.say(tr("No key for this step was recognised in it."), "warning")

    @Slot(object)
    def _fill(self, values: dict[str, str]) -> None:
        if isinstance(self._view, StepView):
            self._view.fill_all(values)

    @Slot(object)
    def _delete(self, file: Path) -> None:
        self._page.tasks.start(self.arrived.delete(file), "delete the download", key="delete")

    @Slot(str)
    def _warn(self, why: str) -> None:
        self._page.desk.say(why, "warning")
