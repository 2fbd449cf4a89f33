"""The doctor of this computer: folder, disk, network, keys, database, platform files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from stagedoor.desktop import keys
from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pages.checkup.panel import CheckupPanel
from stagedoor.desktop.pages.checkup.view import Checkup, Mend, report_text
from stagedoor.desktop.pages.computer_view import computer_checkup
from stagedoor.desktop.places import Accounts, Place
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import LinkButton, PlainLabel, ScrollPage, WrapRow, announce
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.errors import StagedoorError
from stagedoor.services.doctor import Diagnosis

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

Examined = tuple[Diagnosis, KeychainState | None, int, dict[str, str]]
"""What was found, a newer look at the keychain where it does not work, when, and the platforms' names."""


class ComputerPage(Page):
    """The checks run when the page opens, and when the person asks; not whenever anything changed."""

    def __init__(self, desk: Desk, _place: Place, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Doctor"), parent=parent)
        self._examined: Examined | None = None
        self.area = self.fill_with(ScrollPage(name=self.title))
        self.to_accounts = LinkButton(tr("To the accounts"), parent=self.area)
        self.panel = CheckupPanel(parent=self.area)
        self._arrange()
        self.to_accounts.clicked.connect(self._go)
        self.panel.again.connect(self._again)
        self.panel.copied.connect(self._copy)
        self.panel.mend.connect(self._mend)

    async def refresh(self) -> None:
        """Examines once; after that only the age of what was found grows."""
        if self._examined is None:
            self._again()
            return
        self._show(await self.desk.do(_now))

    def show_checkup(self, view: Checkup) -> None:
        self.panel.show_view(view)

    def first_focus(self) -> QWidget | None:
        return self.panel.fine.run

    # ---------------------------------------------------------------- work

    async def _examine(self) -> None:
        before = self._examined is not None
        self.panel.set_busy(busy=True)
        try:
            self._examined = await self.desk.do(examine)
        finally:
            self.panel.set_busy(busy=False)
        self._show(self._examined[2])
        view = self.panel.view
        if before and view is not None:
            announce(self, view.troubles[0].title if view.troubles else view.headline)

    def _show(self, now: int) -> None:
        if self._examined is not None:
            found, keychain, at, names = self._examined
            self.show_checkup(computer_checkup(found.answers, keychain, at=at, now=now, names=names))

    async def _unlock(self) -> None:
        await keys.unlock(self.desk, self)
        await self._examine()

    async def _decide(self) -> None:
        await keys.ensure(self.desk, self)
        await self._examine()

    async def _open_folder(self) -> None:
        if not await asyncio.to_thread(self.desk.start.show, self.desk.start.home):
            self.desk.say(tr("The folder cannot be opened. It is {folder}", folder=self.desk.start.home), "warning")

    # ---------------------------------------------------------------- what is pressed

    @Slot()
    def _go(self) -> None:
        self.desk.go(Accounts())

    @Slot()
    def _again(self) -> None:
        self.tasks.start(self._examine(), "doctor", key="doctor")

    @Slot()
    def _copy(self) -> None:
        view = self.panel.view
        if view is not None:
            QGuiApplication.clipboard().setText(report_text(view.report, self.desk.start.version))
            self.desk.say(tr("Copied. It holds names of folders, and no key."))

    @Slot(object)
    def _mend(self, mend: Mend) -> None:
        if mend.kind == "unlock":
            self.tasks.start(self._unlock(), "unlock", key="doctor")
        elif mend.kind == "make_file":
            self.tasks.start(self._decide(), "where keys live", key="doctor")
        elif mend.kind == "folder":
            self.tasks.start(self._open_folder(), "open folder", key="folder")
        elif mend.kind == "accounts":
            self._go()
        else:
            self._again()

    def _arrange(self) -> None:
        self.area.column.addWidget(PlainLabel(tr("Doctor of this computer"), "title", parent=self.area))
        note = tr("Looks at this computer only. Every account has a doctor of its own, on its page.")
        row = WrapRow()
        row.add(PlainLabel(note, "small", "muted", parent=self.area))
        row.add(self.to_accounts)
        self.area.column.addLayout(row)
        self.area.column.addWidget(self.panel)


async def examine(jobs: Jobs) -> Examined:
    found = await jobs.doctor.computer()
    works = all(a.verdict == "ok" for a in found.answers if a.check_id == "keychain")
    keychain = None if works else await jobs.ports.secrets.probe()
    return found, keychain, jobs.ports.now(), _names(jobs)


async def _now(jobs: Jobs) -> int:
    return jobs.ports.now()


def _names(jobs: Jobs) -> dict[str, str]:
    names = {}
    for id in jobs.ports.platforms.ids():
        try:
            names[id] = jobs.ports.platforms.spec(id).name
        except StagedoorError:  # the checks say so
            names[id] = id
    return names
