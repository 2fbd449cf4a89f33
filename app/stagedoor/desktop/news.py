"""What changes without the page that is shown: by scripts, other processes, or work that ended meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from stagedoor.desktop.page import Desk
from stagedoor.desktop.sidebar import Sidebar
from stagedoor.desktop.tasks import TaskScope
from stagedoor.desktop.text import tr
from stagedoor.domain.health import NEEDS_PERSON
from stagedoor.domain.plain import plain

REMIND = 20_000
"""Milliseconds between two looks at the reminders, also while the window is out of sight."""
LOOK_AT_PAGES = 3_600_000
"""Milliseconds between two questions whether it is time to look at the person's own pages."""
_FIRST_LOOK = 60_000
"""Milliseconds after which that is asked first: a start has more urgent things to do."""
LOOK_AGAIN = 5000
"""Milliseconds after which it is asked whether anything changed. The question costs next to nothing."""


class News(QObject):
    """Keeps the sidebar true, and has the desk read again what changed. Nothing is asked while no one can see it."""

    def __init__(self, window: QWidget, desk: Desk, sidebar: Sidebar, tasks: TaskScope) -> None:
        super().__init__(window)
        self._window, self._desk, self._sidebar, self._tasks = window, desk, sidebar, tasks
        self._version: int | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN)
        self._timer.timeout.connect(self.look_again)
        self._reminders = QTimer(self)
        self._reminders.setInterval(REMIND)
        self._reminders.timeout.connect(self.remind)

        self._pages = QTimer(self)
        self._pages.setInterval(_FIRST_LOOK)
        self._pages.timeout.connect(self.look_at_pages)

    def begin(self) -> None:
        self._timer.start()
        self._reminders.start()
        self._pages.start()
        self.read_summary()
        self.read_keys()

    def stop(self) -> None:
        self._timer.stop()
        self._reminders.stop()
        self._pages.stop()

    @Slot()
    def remind(self) -> None:
        """Of the prepared posts whose time has come."""
        self._tasks.start(self._remind(), "reminders", key="reminders")

    @Slot()
    def look_at_pages(self) -> None:
        """Privacy page and others: once a month, also while the window is out of sight."""
        self._pages.setInterval(LOOK_AT_PAGES)
        self._tasks.start(self._look_at_pages(), "look at pages", key="pages")

    def read_summary(self) -> None:
        """How many accounts need the person."""
        self._tasks.start(self._summary(), "summary", key="summary", again="replace")

    def read_keys(self) -> None:
        """Where the keys lie, and whether that place answers."""
        self._tasks.start(self._keys(), "keychain", key="keychain")

    @Slot()
    def look_again(self) -> None:
        window = self._window
        if self._timer.isActive() and window.isVisible() and not window.isMinimized():
            self._tasks.start(self._changed_elsewhere(), "look again", key="look again")

    async def _summary(self) -> None:
        overview = await self._desk.do(lambda jobs: jobs.cards.overview())
        needing = sum(1 for card in overview.cards if card.state.slug in NEEDS_PERSON and not card.same_as)
        self._sidebar.set_needing(needing)

    async def _remind(self) -> None:
        for kit in await self._desk.do(lambda jobs: jobs.prepare.due()):
            title = plain(kit.title, 80) or tr("your post")
            self._desk.say(tr("It is time to post: {title}", title=title), "info")
            QApplication.alert(self._window)

    async def _look_at_pages(self) -> None:
        gone = await self._desk.do(lambda jobs: jobs.details.look_again())
        if not gone:
            return
        names = ", ".join(tr(page.label) for page in gone)
        said = tr("Does not answer any more: {pages}. {problem} See What ends next.", pages=names,
                  problem=tr(gone[0].seen.problem))  # fmt: skip
        self._desk.say(plain(said, 300), "warning")
        QApplication.alert(self._window)
        self._desk.changed()

    async def _keys(self) -> None:
        state = await self._desk.do(lambda jobs: jobs.ports.secrets.probe())
        how = tr("working") if state.works else tr("locked") if state.locked else tr("not working")
        self._sidebar.set_keys(tr("Keys: {name}, {how}", name=state.name, how=how), good=state.works)

    async def _changed_elsewhere(self) -> None:
        before, self._version = self._version, await self._desk.do(lambda jobs: jobs.ports.records.version())
        if before is not None and before != self._version:
            self._desk.changed()
