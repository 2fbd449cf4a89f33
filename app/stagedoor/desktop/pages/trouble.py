"""A home that cannot be used: what happened, what is safe, and what to do, on a whole page."""

from __future__ import annotations

import asyncio
import platform
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.places import Accounts
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import (
    Glyph,
    OutlineButton,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    ScrollPage,
    WrapRow,
)
from stagedoor.desktop.widgets.listcard import ListCard
from stagedoor.domain.errors import StagedoorError, StoreDamaged, StoreError, StoreFull, StoreReadOnly, StoreTooNew


@dataclass(frozen=True, slots=True)
class Trouble:
    """`folder`: what Show folder opens, as a name inside the home ("" is the home itself). `report` holds no key."""

    headline: str
    happened: str
    safe: tuple[str, ...]
    todo: tuple[str, ...]
    report: str
    folder: str = ""
    folder_words: str = ""


def trouble_page(desk: Desk, error: BaseException) -> Page | None:
    """The page for an error that keeps everything from working; None for any other, which is said where it happened.

    The window shows it in the place of the page that could not be read.
    """
    trouble = trouble_of(error, version=desk.start.version)
    return TroublePage(desk, trouble) if trouble is not None else None


def trouble_of(error: BaseException, *, version: str = "") -> Trouble | None:
    if not isinstance(error, StoreError) or error.code not in _TOLD:
        return None
    headline, safe, todo = _TOLD[error.code]()
    backups = isinstance(error, StoreDamaged)
    return Trouble(
        headline=headline, happened=tr(error.cause), safe=safe, todo=todo if backups else (*todo, *_own(error)),
        folder="backup" if backups else "", folder_words=tr("Show the copies") if backups else tr("Show the folder"),
        report=report_of(error, version),
    )  # fmt: skip


def report_of(error: StagedoorError, version: str) -> str:
    """For somebody who helps: what happened on what system. File names are in it, keys never."""
    lines = (f"Stagedoor {version}".strip(), platform.platform(), f"Python {platform.python_version()}",
             f"{error.code}: {error.cause}", error.fix)  # fmt: skip
    return "\n".join(line for line in lines if line)


def _own(error: StagedoorError) -> tuple[str, ...]:
    return (tr(error.fix),) if error.fix else ()


def _keys_are_safe() -> tuple[str, ...]:
    return (
        tr("Your keys: they are kept apart from it, in the keychain or in your locked file."),
        tr("Your accounts and posts at the platforms: nothing was changed there."),
    )


def _damaged() -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return tr("The list of your accounts is damaged"), (
        *_keys_are_safe(),
        tr("The damaged file: it is set aside under a new name and never deleted."),
    ), (
        tr("Press Try again: if there is a good copy of the day before, it takes the file's place by itself."),
        tr("If there is no copy, a new list is begun. Connect your accounts again: your developer apps still work."),
    )  # fmt: skip


def _too_new() -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return tr("A newer Stagedoor was here"), (
        *_keys_are_safe(),
        tr("The list of your accounts: this version does not touch what it does not know."),
    ), ()  # fmt: skip


def _read_only() -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return tr("Stagedoor cannot write to its folder"), _keys_are_safe(), (
        tr("Is the disk connected, and not full or write-protected? Look at the folder's owner and rights."),
    )  # fmt: skip


def _full() -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return tr("The disk is full"), (
        *_keys_are_safe(),
        tr("What was saved before: a half-written change is taken back."),
    ), (tr("Empty the bin, or move large files to another disk. A few megabytes are enough."),)  # fmt: skip


def _misplaced() -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return tr("Stagedoor's folder cannot be used"), _keys_are_safe(), (
        tr("Does the folder lie on another disk or in the network? Connect it first."),
    )  # fmt: skip


_TOLD = {
    StoreDamaged.code: _damaged, StoreTooNew.code: _too_new, StoreReadOnly.code: _read_only, StoreFull.code: _full,
    **dict.fromkeys(("home_missing", "home_foreign", "database_not_ours"), _misplaced),
}  # fmt: skip
"""What is said about an error, by its code."""


class TroublePage(Page):
    """Try again opens the services anew; everything else waits until that worked."""

    def __init__(self, desk: Desk, trouble: Trouble, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=trouble.headline, parent=parent)
        self.trouble = trouble
        self.area = self.fill_with(ScrollPage(name=trouble.headline))
        self.again = PrimaryButton(tr("Try again"), "mdi6.refresh", parent=self.area)
        self.folder = OutlineButton(trouble.folder_words, "mdi6.folder-open-outline", parent=self.area)
        self.copy = QuietButton(tr("Copy a report"), "mdi6.content-copy", parent=self.area)
        self._arrange()
        self.again.clicked.connect(self._try_again)
        self.folder.clicked.connect(self._show_folder)
        self.copy.clicked.connect(self._copy)

    def first_focus(self) -> QWidget | None:
        return self.again

    @Slot()
    def _try_again(self) -> None:
        self.tasks.start(self._restart(), "try again", key="again")

    async def _restart(self) -> None:
        self.again.setEnabled(False)
        self.again.set_label(tr("Trying…"))
        try:
            await self.desk.engine.restart()
            await self.desk.do(lambda jobs: jobs.ports.records.version())
        except StagedoorError as error:
            self.desk.problem(error)
        else:
            self.desk.replace(Accounts())
        finally:
            if isValid(self):
                self.again.set_label(tr("Try again"))
                self.again.setEnabled(True)

    @Slot()
    def _show_folder(self) -> None:
        self.tasks.start(self._show(), "show folder", key="folder")

    async def _show(self) -> None:
        home = self.desk.start.home
        for folder in (home / self.trouble.folder, home, home.parent):
            if await asyncio.to_thread(self.desk.start.show, folder):
                return
        self.desk.say(tr("The folder cannot be opened. It is {folder}", folder=home), "warning")

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.trouble.report)
        self.desk.say(tr("Copied. It holds names of folders, and no key."))

    def _arrange(self) -> None:
        column = self.area.column
        column.addWidget(Glyph("mdi6.database-alert-outline", "bad", 40, parent=self.area))
        column.addWidget(PlainLabel(self.trouble.headline, "display", parent=self.area))
        column.addWidget(PlainLabel(self.trouble.happened, "body", "muted", parent=self.area))
        column.addWidget(ListCard(tr("What is safe"), self.trouble.safe, "mdi6.check-circle", "good"))
        if self.trouble.todo:
            column.addWidget(ListCard(tr("What to do"), self.trouble.todo, "mdi6.chevron-right", "accent"))
        row = WrapRow()
        for button in (self.again, self.folder, self.copy):
            row.add(button)
        column.addLayout(row)
