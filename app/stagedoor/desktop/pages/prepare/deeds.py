"""What the page of a prepared post does when something is pressed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.browsing import open_page, show_file
from stagedoor.desktop.file_dialogs import file_to_open, folder_to_choose
from stagedoor.desktop.pages.prepare.dialogs import PhrasesDialog, ReminderDialog, TitleDialog
from stagedoor.desktop.pages.prepare.dropping import VIDEOS
from stagedoor.desktop.pages.prepare.phone import PhoneDialog
from stagedoor.desktop.pages.prepare.pictures import cover_of
from stagedoor.desktop.places import Prepare
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Dialog, announce
from stagedoor.domain.errors import BadInput, StagedoorError

if TYPE_CHECKING:
    from stagedoor.desktop.page import Desk
    from stagedoor.desktop.pages.prepare.handing import HandingCard
    from stagedoor.desktop.pages.prepare.video import VideoDesk
    from stagedoor.desktop.pages.prepare.view import Sight
    from stagedoor.desktop.pages.prepare.writing import Writing
    from stagedoor.desktop.tasks import TaskScope
    from stagedoor.domain.entities import Connection
    from stagedoor.services.jobs import Jobs
    from stagedoor.services.phrases import Phrase

CLOUD = "prepare.cloud_folder"
"""The setting that names the folder of the person's cloud drive."""
PICTURES = "*.jpg *.jpeg *.png *.webp"


class Shown(Protocol):
    """The page, as far as what is done on it needs it."""

    desk: Desk
    tasks: TaskScope
    sight: Sight | None
    place_id: str
    done: set[str]
    writing: Writing
    handing: HandingCard
    video: VideoDesk

    def show_written(self) -> None: ...
    def keep_now(self) -> None: ...
    async def refresh(self) -> None: ...


class Deeds(QObject):
    """`over`: the same page, for the dialogs that stand over it."""

    def __init__(self, page: Shown, over: QWidget) -> None:
        super().__init__(over)
        self._page, self._desk, self._over = page, page.desk, over
        self._phone: PhoneDialog | None = None
        self._phrases: PhrasesDialog | None = None

    async def do(self, act: str) -> None:
        """A step of posting, or an entry of the menu."""
        sight = self._page.sight
        if sight is None:
            return
        deed = {
            "copy": self._copy, "open": self._open, "file": self._file, "phone": self._to_phone,
            "folder": self._folder, "phrases": self._choose_phrase, "cover": self._own_cover, "title": self._rename,
            "inbox": self._to_inbox, "video": self._choose_video, "remind": self._remind, "delete": self._delete,
        }[act]  # fmt: skip
        await deed(sight)
        if act in ("copy", "open", "file"):
            self._page.done.add(act)
            self._page.show_written()

    async def take_video(self, path: Path) -> None:
        async def work(jobs: Jobs) -> None:
            await jobs.prepare.take_video(await jobs.prepare.kit(self._id), path)

        await self._desk.do(work)
        self._page.video.forget()
        await self._page.refresh()

    async def is_posted(self, link: str) -> None:
        async def work(jobs: Jobs) -> None:
            await jobs.prepare.posted(await jobs.prepare.kit(self._id), link)

        field = self._page.handing.link
        field.set_problem("")
        try:
            await self._desk.do(work)
        except BadInput as error:
            field.set_problem(str(error))
            return
        self._desk.say(tr("Posted. It counts in the history."))
        self._desk.changed()
        await self._page.refresh()

    # ---------------------------------------------------------------- posting, in order

    async def _copy(self, _sight: Sight) -> None:
        QGuiApplication.clipboard().setText(self._page.writing.text)
        announce(self._over, tr("The caption is copied."))

    async def _open(self, sight: Sight) -> None:
        await open_page(self._desk, sight.upload)

    async def _file(self, sight: Sight) -> None:
        if sight.file is not None:
            await show_file(self._desk, sight.file)

    async def _folder(self, sight: Sight) -> None:
        await show_file(self._desk, Path(sight.kit.folder))

    async def _to_phone(self, sight: Sight) -> None:
        kept = (await self._desk.do(lambda jobs: jobs.ports.records.settings())).get(CLOUD, "")
        self._phone = PhoneDialog(self._over, sys.platform, self._page.writing.text, kept, tr(sight.route.phone))
        self._phone.cloud_wanted.connect(self._cloud_wanted)
        self._phone.folder_wanted.connect(self._folder_wanted)
        try:
            await self._phone.answer()
        finally:
            self._phone = None

    async def _to_inbox(self, sight: Sight) -> None:
        """Sent once: a lost answer is said, and nothing goes out a second time."""
        taker = sight.inbox
        if taker is None:
            return
        self._page.keep_now()
        self._desk.say(tr("Sending the draft…"), "info")
        await self._desk.do(lambda jobs: _sent(jobs, self._id, taker))
        self._page.done.add("inbox")
        self._desk.say(tr("The draft is sent. On your phone: {where}", where=tr(sight.route.inbox)))
        self._desk.changed()
        await self._page.refresh()

    async def _choose_cloud(self) -> None:
        chosen = await folder_to_choose(self._over, tr("The folder of your cloud drive"))
        if chosen is None:
            return
        await self._desk.do(lambda jobs: jobs.ports.records.set_setting(CLOUD, str(chosen)))
        self._tell_phone(str(chosen), "")

    async def _to_cloud(self) -> None:
        async def work(jobs: Jobs) -> tuple[str, list[str]]:
            folder = (await jobs.ports.records.settings()).get(CLOUD, "")
            return folder, await jobs.prepare.hand_out(await jobs.prepare.kit(self._id), Path(folder))

        try:
            folder, made = await self._desk.do(work)
        except StagedoorError as error:
            self._tell_phone("", str(error))
            return
        self._tell_phone(folder, tr("Copied: {files}", files=", ".join(Path(file).name for file in made)))

    def _tell_phone(self, folder: str, said: str) -> None:
        if self._phone is not None:
            self._phone.show_cloud(folder, said)

    # ---------------------------------------------------------------- words and pictures

    async def _choose_phrase(self, _sight: Sight) -> None:
        phrases = await self._desk.do(lambda jobs: jobs.phrases.all())
        self._phrases = PhrasesDialog(self._over, phrases, self._page.writing.text)
        self._phrases.used.connect(self.use)
        self._phrases.kept.connect(self._keep)
        self._phrases.dropped.connect(self._drop)
        try:
            await self._phrases.answer()
        finally:
            self._phrases = None

    async def _keep_phrase(self, name: str, kind: str, text: str) -> None:
        try:
            found = await self._desk.do(
                lambda jobs: jobs.phrases.keep(name, "tags" if kind == "tags" else "template", text)
            )
        except BadInput as error:
            if self._phrases is not None:
                self._phrases.show_problem(str(error))
            return
        if self._phrases is not None:
            self._phrases.show_problem("")
            self._phrases.show_phrases(found)

    async def _drop_phrase(self, phrase: Phrase) -> None:
        found = await self._desk.do(lambda jobs: jobs.phrases.drop(phrase))
        if self._phrases is not None:
            self._phrases.show_phrases(found)

    async def _own_cover(self, sight: Sight) -> None:
        path = await file_to_open(self._over, tr("A picture for the cover"), f"{tr('Pictures')} ({PICTURES})")
        if path is None:
            return
        width, height = self._page.video.size_of_cover(sight)
        jpeg = await asyncio.to_thread(cover_of, path, width, height)
        await self._desk.do(lambda jobs: jobs.prepare.cover_of_ones_own(sight.kit, jpeg))
        await self._page.refresh()

    # ---------------------------------------------------------------- the menu

    async def _rename(self, sight: Sight) -> None:
        dialog = TitleDialog(self._over, sight.kit.title)
        if await dialog.answer():
            title = dialog.field.value
            await self._desk.do(lambda jobs: jobs.prepare.write(self._id, title=title))
            await self._page.refresh()

    async def _choose_video(self, _sight: Sight) -> None:
        path = await file_to_open(self._over, tr("The video"), f"{tr('Videos')} ({VIDEOS})")
        if path is not None:
            await self.take_video(path)

    async def _remind(self, sight: Sight) -> None:
        now = await self._desk.do(_now)
        dialog = ReminderDialog(self._over, sight.kit.remind_at, now)
        yes = await dialog.answer()
        if yes or sight.kit.remind_at:
            at = dialog.at if yes else None
            await self._desk.do(lambda jobs: jobs.prepare.remind(sight.kit, at))
            self._desk.say(tr("You will be reminded while Stagedoor is open.") if at else tr("No reminder."), "info")
            await self._page.refresh()

    async def _delete(self, sight: Sight) -> None:
        text = tr("Its folder goes, with the copy and the caption. The video that you chose stays where it was.")
        if await Dialog(self._over, tr("Delete this prepared post?"), text, yes=tr("Delete"), danger=True).answer():
            await self._desk.do(lambda jobs: jobs.prepare.drop(sight.kit))
            self._desk.replace(Prepare())

    # ---------------------------------------------------------------- inside

    @property
    def _id(self) -> str:
        return self._page.place_id

    @Slot()
    def _cloud_wanted(self) -> None:
        self._page.tasks.start(self._to_cloud(), "to the cloud folder", key="cloud")

    @Slot()
    def _folder_wanted(self) -> None:
        self._page.tasks.start(self._choose_cloud(), "cloud folder", key="cloud")

    @Slot(object)
    def use(self, phrase: Phrase) -> None:
        if phrase.kind == "tags":
            self._page.writing.add(phrase.text)
        else:
            self._page.writing.area.set_value(phrase.text)

    @Slot(str, str, str)
    def _keep(self, name: str, kind: str, text: str) -> None:
        self._page.tasks.start(self._keep_phrase(name, kind, text), "keep a set", key="phrase")

    @Slot(object)
    def _drop(self, phrase: Phrase) -> None:
        self._page.tasks.start(self._drop_phrase(phrase), "delete a set", key="phrase")


async def _sent(jobs: Jobs, kit_id: str, taker: Connection) -> None:
    await jobs.inbox.send(await jobs.prepare.kit(kit_id), taker)


async def _now(jobs: Jobs) -> int:
    return jobs.ports.now()
