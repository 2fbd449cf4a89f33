"""The program of the window: its start, its life and its end, in one order.

Start: one window per home, shown before anything is loaded; the services follow on their own thread after the first
paint. End: within five seconds, whatever hangs: no new work, due deletions, running work cancelled, services closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any

import qasync
from PySide6.QtCore import QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication

from stagedoor.desktop.engine import Engine
from stagedoor.desktop.look import read_look, write_look
from stagedoor.desktop.places import Accounts
from stagedoor.desktop.start import Start
from stagedoor.desktop.theme import Theme, icon
from stagedoor.desktop.window import MainWindow
from stagedoor.domain.errors import Busy

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

END_WITHIN = 5.0
"""Seconds from closing the window to the end of the process."""
_DELETE_WITHIN = 2.0


Script = Callable[[MainWindow], Coroutine[Any, Any, None]]
"""What the window does by itself; it ends with it."""


SWITCH = 0.0005
"""Seconds after which a thread that computes lets another one. Each time the window comes back from Qt it waits for its
turn: ten times shorter than usual, the engine's work is not felt.
"""


def run(start: Start, script: Script | None = None) -> int:
    """Opens the window and returns the exit code when it has ended.

    Raises Busy where another process holds this home's window and that window does not answer.
    """
    window_lock = start.window_lock()
    if window_lock is None:
        from stagedoor.desktop.single_instance import raise_running_window

        if raise_running_window(start.socket_name):
            return 0
        raise Busy("Stagedoor is open already, and its window does not answer.", "End it and start it again.")
    with window_lock:
        application = application_for(start.version)
        sys.setswitchinterval(SWITCH)
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
            return runner.run(Program(application, start, script).live())


def application_for(version: str) -> QApplication:
    application = QApplication(["stagedoor"])
    application.setApplicationName("stagedoor")
    application.setApplicationDisplayName("Stagedoor")
    application.setApplicationVersion(version)
    application.setDesktopFileName("stagedoor")
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(icon("mdi6.key-variant", "accent"))
    return application


class Program:
    """From the first paint to the last thread."""

    def __init__(self, application: QApplication, start: Start, script: Script | None = None) -> None:
        self._application, self._start, self._script = application, start, script
        self._over = asyncio.Event()

    async def live(self) -> int:
        start = self._start
        asyncio.get_running_loop().set_exception_handler(start.on_loop_fault)
        look = read_look(start.look)
        theme = Theme(self._application, look.theme, look.text_scale or None)
        engine = Engine(start.opened)
        window = MainWindow(engine, theme, look, start)
        window.closed.connect(self._over.set)
        begin = _Begin(window, engine, start)  # a signal does not keep what it calls
        window.painted.connect(begin.now)
        window.show()
        try:
            with _told_to_end(self._over):
                await self._until_over(window)
        finally:
            await self._end(window, engine)
        return 0

    async def _until_over(self, window: MainWindow) -> None:
        """Until the person closes the window, or the script has ended; what went wrong in it is raised."""
        if self._script is None:
            await self._over.wait()
            return
        loop = asyncio.get_running_loop()
        acting = loop.create_task(self._script(window), name="script")
        closing = loop.create_task(self._over.wait(), name="closed")
        await asyncio.wait({acting, closing}, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        acting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await acting

    async def _end(self, window: MainWindow, engine: Engine) -> None:
        watchdog = threading.Timer(END_WITHIN, os._exit, [0])
        watchdog.daemon = True
        watchdog.start()
        write_look(self._start.look, window.look())
        window.hide()
        await window.end()
        await _delete_posts(engine)
        if not await engine.aclose():
            os._exit(0)  # something hangs (a keychain, a disk): what was to be kept is kept
        window.deleteLater()
        watchdog.cancel()


async def _delete_posts(engine: Engine) -> None:
    """Test posts that wait for their deletion are deleted now: afterwards nobody does it until the next start."""

    async def work(jobs: Jobs) -> None:
        await jobs.deletions.finish_now(within=_DELETE_WITHIN)

    with contextlib.suppress(Exception):  # the next start catches up; the end must not hang on it
        async with asyncio.timeout(_DELETE_WITHIN + 0.5):
            await engine.do(work)


class _Begin:
    """What follows the first paint."""

    def __init__(self, window: MainWindow, engine: Engine, start: Start) -> None:
        self._window, self._engine, self._start = window, engine, start

    @Slot()
    def now(self) -> None:
        self._engine.start()
        self._window.begin(Accounts())
        if not self._start.socket_name:
            return
        from stagedoor.desktop.single_instance import InstanceServer

        self._instance_server = InstanceServer(self._start.socket_name, self._window)
        self._instance_server.raised.connect(self._window.come_forward)


@contextlib.contextmanager
def _told_to_end(over: asyncio.Event) -> Iterator[None]:
    """SIGTERM, SIGINT and SIGHUP close the window as a person would.

    Qt sleeps in its own loop, where Python's handlers do not run; a byte in a socket wakes it.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    here, there = socket.socketpair()
    here.setblocking(False)
    there.setblocking(False)
    notifier = QSocketNotifier(here.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: here.recv(64))
    before = signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    handlers = [signal.signal(number, lambda *_: over.set()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, handlers, strict=True):
            signal.signal(number, handler)
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        here.close()
        there.close()
