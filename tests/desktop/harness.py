"""What a page or a window is given in tests: a `Start`, a browser and a file manager that only remember."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stagedoor.desktop.start import Start
from stagedoor.domain.asking import BrowserChoice

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from stagedoor.services.jobs import Jobs

HOME = Path("/home/ana/.local/share/stagedoor")


@asynccontextmanager
async def never_opened() -> AsyncIterator[Jobs]:
    raise AssertionError("The engine of these pages never starts.")
    yield  # type: ignore[unreachable]  # makes it a generator


def start(**changes: Any) -> Start:
    """What the composition root would hand over; nothing of it touches this computer."""
    usual: dict[str, Any] = {
        "opened": never_opened, "home": HOME, "usual_home": True, "look": HOME / "window.json",
        "window_lock": nullcontext, "socket_name": "",
        "on_loop_fault": lambda *_: None, "practise": lambda: None, "show": lambda _: True,
        "log": HOME / "logs" / "stagedoor.log", "version": "0.1.0",
    }  # fmt: skip
    return Start(**(usual | changes))


def start_in(folder: Path, **changes: Any) -> Start:
    """Of a home that really is there."""
    here = {"home": folder, "usual_home": False, "look": folder / "window.json", "log": folder / "log"}
    return start(**(here | changes))


def remembering(shown: list[Path], *, works: bool = True) -> Callable[[Path], bool]:
    """In the place of the file manager: writes down what it shall show."""

    def show(path: Path) -> bool:
        shown.append(path)
        return works

    return show


class RecordingBrowser:
    """Implements Browser: opens nothing; `opened` says what it was asked for."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.works = True

    async def choices(self) -> list[BrowserChoice]:
        return []

    async def open(self, url: str, browser: str = "") -> bool:
        self.opened.append(url)
        return self.works
