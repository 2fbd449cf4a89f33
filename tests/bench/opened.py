"""One window that says as JSON lines when it was painted: `python -m tests.bench.opened KIND STARTED SETTLE`.

KIND: "ours" (the program from its command line on) or "bare" (Qt and one label). STARTED: the monotonic clock before
the process. SETTLE: seconds until it says what memory it uses, 0 for never. It stays until it is killed.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from stagedoor.desktop.window import MainWindow

KIND, STARTED, SETTLE = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
SIZE = (1280, 820)


def tell(what: str, value: object) -> None:
    print(json.dumps([what, value]), flush=True)


def tell_painted(when: float) -> None:
    tell("painted", when - STARTED)


def tell_memory() -> None:
    """In kilobytes. Asked from inside: nobody else may look into our process."""
    lines = [line.split() for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()]
    tell("memory", {words[0]: int(words[1]) for words in lines if words[0] in ("Rss:", "Pss:")})


def bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
    from tests.bench.paints import Paint

    application = QApplication(["bare"])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Bare"))
    window.resize(*SIZE)
    paint = Paint(window)
    paint.came.connect(tell_painted)
    window.show()
    if SETTLE:
        QTimer.singleShot(round(SETTLE * 1000), tell_memory)
    application.exec()


def ours() -> None:
    """As `stagedoor.__main__` does it."""
    from stagedoor import bootstrap
    from stagedoor.cli.main import run as run_program
    from stagedoor.cli.wiring import Wiring
    from stagedoor.system.hardening import harden

    umask = harden(os.environ)
    wiring = Wiring(
        build=bootstrap.build_program, fresh_token=bootstrap.fresh_token, make_locked_file=bootstrap.make_locked_file,
        practice=bootstrap.practice, tour=_no_tour, window=_window, umask=umask,
    )  # fmt: skip
    sys.exit(run_program([], wiring, os.environ))


def _no_tour(*_: object) -> int:
    return 1


def _window(*, simulated: bool) -> int:
    from stagedoor import bootstrap
    from stagedoor.desktop import app
    from stagedoor.desktop.window import MainWindow

    class Watched(MainWindow):
        """Says that it was painted before anything else follows from that."""

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            self.painted.connect(self.tell)

        def tell(self) -> None:
            tell_painted(time.monotonic())

    vars(app)["MainWindow"] = Watched
    return app.run(bootstrap.window(os.environ, simulated=simulated), _told)


async def _told(window: MainWindow) -> None:
    from tests.bench.paints import painted

    while (shown := shown_by(window)) is None:  # noqa: ASYNC110  # a page does not say when it is complete
        await asyncio.sleep(0.002)
    shown.update()
    tell("accounts", await painted(shown) - STARTED)
    if SETTLE:
        await asyncio.sleep(SETTLE)
        tell_memory()
    await asyncio.Event().wait()


def shown_by(window: MainWindow) -> QWidget | None:
    """Something that is only there with everything: a card, the list, or a tile where there are no accounts."""
    from stagedoor.desktop.places import Accounts, Welcome

    page: object = window.page
    if window.place == Welcome():
        tiles = page.first.cards()  # type: ignore[attr-defined]  # imported here, pages would be loaded too early
        return tiles[0] if tiles and tiles[0].isVisible() else None
    if window.place != Accounts():
        return None
    body = page.body  # type: ignore[attr-defined]  # as above
    if body.table.isVisible() and body.table.current() is not None:
        table: QWidget = body.table.viewport()
        return table
    cards = body.wall.grid.cards()
    return cards[0] if cards and body.wall.isVisible() and not body.wall.building else None


if __name__ == "__main__":
    {"bare": bare, "ours": ours}[KIND]()
