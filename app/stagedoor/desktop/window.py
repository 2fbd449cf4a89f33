"""The main window: the sidebar, the page of the place where one is, and what pages may ask of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from stagedoor.desktop.builders import PageImports, build_page
from stagedoor.desktop.engine import Engine
from stagedoor.desktop.look import Look
from stagedoor.desktop.news import News
from stagedoor.desktop.page import Page
from stagedoor.desktop.pages.trouble import trouble_page
from stagedoor.desktop.places import Accounts, Place
from stagedoor.desktop.preferences import apply_settings
from stagedoor.desktop.shortcuts import install_shortcuts
from stagedoor.desktop.sidebar import Sidebar
from stagedoor.desktop.start import Start
from stagedoor.desktop.tasks import TaskScope
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAGE, Theme, Tone, scaled
from stagedoor.desktop.widgets import Banner, ToastAnnouncer
from stagedoor.desktop.words import unexpected
from stagedoor.domain.errors import Cancelled, StagedoorError, StoreError

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

T = TypeVar("T")

USUAL = QSize(1280, 820)
NARROW_BELOW = 1100
_REMEMBERED = 50

_log = logging.getLogger(__name__)


class MainWindow(QMainWindow):  # a plain widget is no window to a screen reader
    """Implements `page.Desk`. `closed` when the person closes it; the program then ends in its own order.

    `painted` comes once, after the first paint: only then is anything loaded.
    """

    closed = Signal()
    painted = Signal()

    def __init__(self, engine: Engine, theme: Theme, look: Look, start: Start) -> None:
        super().__init__()
        self.engine, self.theme, self.start, self.simulated = engine, theme, start, start.simulated
        self.setWindowTitle("Stagedoor")
        self.setMinimumSize(360, 480)
        self.tasks = TaskScope(self, self._failed)
        self._page: Page | None = None
        self._on_screen: Page | None = None
        self._place: Place | None = None
        self._before: list[Place] = []
        self._kept: dict[Place, Page] = {}
        self._narrow = False
        self._first_paint = True
        self._arrange()
        install_shortcuts(self, go=self.go, back=self.back, again=self.read_again)
        self._restore(look)
        theme.changed.connect(self._fit)
        self._next = QTimer(self)  # of its own: what is only posted runs in the same turn
        self._next.setInterval(0)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._turn_page)
        self._imports = PageImports(self)
        self._news = News(self, self, self.sidebar, self.tasks)

    # ---------------------------------------------------------------- what pages ask (page.Desk)

    async def do(self, work: Callable[[Jobs], Awaitable[T]]) -> T:
        return await self.engine.do(work)

    def go(self, place: Place) -> None:
        if place == self._place and self._page is not None:
            self.read_again()
            return
        if self._page is not None and not self._page.may_leave():
            return
        if self._place is not None:
            self._before = [*self._before, self._place][-_REMEMBERED:]
        self._show(place)

    def replace(self, place: Place) -> None:
        """Shows another page in the place of this one: going back does not come here again, nor twice to the other."""
        if self._before and self._before[-1] == place:
            self._before.pop()
        self._show(place)

    @Slot()
    def back(self) -> None:
        if self._page is not None and not self._page.may_leave():
            return
        self._show(self._before.pop() if self._before else Accounts())

    def say(self, text: str, tone: Tone = "good") -> None:
        self.toast.say(text, tone)

    def problem(self, error: BaseException) -> None:
        if isinstance(error, Cancelled) and not error.fix:
            return
        if isinstance(error, StagedoorError):
            self._say_problem(error)
            return
        _log.error("window_fault", exc_info=error)
        self.toast.say(unexpected(), "bad", now=True)

    def changed(self) -> None:
        self.read_again()
        self._news.read_summary()

    # ---------------------------------------------------------------- for the program

    @property
    def page(self) -> Page | None:
        return self._page

    @property
    def place(self) -> Place | None:
        return self._place

    def begin(self, place: Place) -> None:
        """Shows the first page and starts to look for changes."""
        self._show(place)
        self._news.begin()
        self._imports.start()
        self.tasks.start(self._settings(), "settings")

    def look(self) -> Look:
        """What the window looks like now, to be kept."""
        place = self.normalGeometry()
        scale = self.theme.text_scale
        return Look(
            theme=self.theme.choice, text_scale=scale, left=place.x(), top=place.y(), width=place.width(),
            height=place.height(), maximized=self.isMaximized(),
        )  # fmt: skip

    async def end(self) -> None:
        """Ends the page and everything that the window started."""
        self._news.stop()
        for page in [p for p in (self._page, *self._kept.values()) if p is not None]:
            await page.tasks.aclose(0.5)
        await self.tasks.aclose(0.5)

    @Slot()
    def come_forward(self) -> None:
        """A second start asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # ---------------------------------------------------------------- Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # the program hides the window at once, and ends it when its work has ended
        if self._page is None or self._page.may_leave():
            self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._first_paint:
            self._first_paint = False
            QTimer.singleShot(0, self.painted.emit)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.BackButton:
            self.back()
            return
        super().mouseReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._news.look_again()

    # ---------------------------------------------------------------- inside

    def _arrange(self) -> None:
        self.sidebar = Sidebar(self)
        self.sidebar.wanted.connect(self._wanted)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        if self.simulated:
            self._body.addWidget(self._practice_banner())
        whole = QWidget(self)
        self.setCentralWidget(whole)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(self._body, 1)
        self.toast = ToastAnnouncer(self)

    def _practice_banner(self) -> QWidget:
        frame = QWidget(self)
        column = QVBoxLayout(frame)
        column.setContentsMargins(PAGE, 12, PAGE, 0)
        words = tr("Nothing here is real: portals, accounts and posts are simulated on this computer.")
        column.addWidget(Banner("info", tr("Made-up accounts."), words, glyph="mdi6.flask-outline"))
        return frame

    def _restore(self, look: Look) -> None:
        """Where it was, if any screen still shows that place; else of a usual size that fits."""
        place = QRect(QPoint(look.left, look.top), QSize(look.width, look.height))
        seen = any(screen.availableGeometry().intersects(place) for screen in QGuiApplication.screens())
        if look.width and seen:
            self.setGeometry(place)
        else:
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(USUAL.boundedTo(room).expandedTo(QSize(360, 480)))
        if look.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _show(self, place: Place) -> None:
        page = self._kept.pop(place, None) or build_page(self, place)
        self._leave()
        self._page, self._place = page, place
        self.setWindowTitle(f"{page.title} – Stagedoor" if page.title else "Stagedoor")
        self.sidebar.set_place(place)
        self._arrive()
        self.read_again()

    def _leave(self) -> None:
        """What was begun on the page ends. It stays on screen until there is another."""
        old = self._page
        if old is None:
            return
        if old.kept and self._place is not None:
            self._kept[self._place] = old
            return
        old.tasks.close()
        if old is not self._on_screen:
            old.deleteLater()

    def _arrive(self) -> None:
        """The page was built in this turn of the event loop; laying it out and painting it take the next one."""
        self._fit()
        self._next.start()

    @Slot()
    def _turn_page(self) -> None:
        old, page = self._on_screen, self._page
        if page is None or page is old:
            return
        if old is not None:
            self._body.removeWidget(old)
            old.hide()
            if old not in self._kept.values():
                old.deleteLater()
        self._body.addWidget(page, 1)
        page.show()
        self._on_screen = page
        self._focus(page)

    def _focus(self, page: Page) -> None:
        """To where the page wants it; else to nothing, so that Tab begins at the top."""
        wanted, now = page.first_focus(), QApplication.focusWidget()
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        elif now is not None:
            now.clearFocus()

    @Slot()
    def _fit(self) -> None:
        narrow = self.width() < scaled(NARROW_BELOW)
        self.sidebar.set_narrow(narrow=narrow)
        self.sidebar.setVisible(self._page is None or not self._page.full)
        if self._page is not None:
            self._page.set_narrow(narrow=narrow)

    @Slot()
    def read_again(self) -> None:
        """What is shown is read again."""
        page = self._page
        if page is not None:
            page.tasks.start(page.refresh(), "refresh", key="refresh", again="replace")

    @Slot(object)
    def _wanted(self, place: Place) -> None:
        self.go(place)

    async def _settings(self) -> None:
        apply_settings(self, await self.do(lambda jobs: jobs.ports.records.settings()))

    def _say_problem(self, error: StagedoorError) -> None:
        """In a toast, or on a whole page where nothing works without its mend."""
        page = trouble_page(self, error) if isinstance(error, StoreError) else None
        if page is None or isinstance(self._page, type(page)):
            self.toast.say(str(error), "bad", now=True)
            return
        self._leave()
        self._page = page
        self._arrive()

    def _failed(self, name: str, error: BaseException) -> None:
        if isinstance(error, asyncio.CancelledError):
            return
        if isinstance(error, StagedoorError):
            _log.warning("window_task: %s", name)
            return
        self.problem(error)
