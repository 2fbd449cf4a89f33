"""What a start loads before its first paint, and that the window paints whatever the services do."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from tests.desktop.harness import start_in

from stagedoor.desktop import places
from stagedoor.desktop.engine import Engine
from stagedoor.desktop.look import Look
from stagedoor.desktop.window import MainWindow

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

HANDLE = "x/crumbkitchen"
PLACES = (
    places.Accounts(), places.Welcome(), places.Ends(), places.Activity(), places.Computer(), places.Settings(),
    places.CanDo(), places.Account(HANDLE), places.TestPost(HANDLE), places.Details(), places.PublicPages(),
    places.Sitting("meta"), places.Prepare(), places.Kit("made-up"), places.Connect("x"),
)  # fmt: skip
HEAVY = (
    "qtawesome", "qtpy", "PySide6.QtOpenGL", "PySide6.QtNetwork", "httpx", "sqlite3", "sqlite_utils", "keyring",
    "secretstorage", "cryptography", "requests", "google_auth_oauthlib", "starlette", "stagedoor.services.jobs",
)  # fmt: skip


def test_a_start_loads_nothing_heavy_before_it_shows_itself():
    code = "import sys, stagedoor.bootstrap, stagedoor.cli.main, stagedoor.desktop.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(HEAVY) & set(done.stdout.split()) == set()


class Painted(QObject):
    """`done` when the widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.done = asyncio.Event()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint:
            self.done.set()
        return super().eventFilter(watched, event)


def test_every_page_is_painted_while_the_services_hang(run, theme, tmp_path):
    """They hang as a keychain or a disk does: inside a call, with the whole thread."""
    hanging, go_on = threading.Event(), threading.Event()

    @asynccontextmanager
    async def hang() -> AsyncIterator["Jobs"]:
        hanging.set()
        go_on.wait()
        yield cast("Jobs", None)

    start = start_in(tmp_path, opened=hang)

    async def main() -> None:
        engine = Engine(start.opened)
        window = MainWindow(engine, theme, Look(), start)
        window.show()
        engine.start()
        window.begin(places.Accounts())
        try:
            await asyncio.to_thread(hanging.wait)
            for place in PLACES:
                window.replace(place)
                assert window.page is not None
                async with asyncio.timeout(20):
                    await Painted(window.page).done.wait()
            assert not go_on.is_set()
        finally:
            await window.end()
            go_on.set()
            await engine.aclose()
            window.hide()
            window.deleteLater()
            await asyncio.sleep(0)

    run(main())
