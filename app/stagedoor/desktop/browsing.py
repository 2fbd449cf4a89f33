"""Pages in the person's browser, and folders in their file manager."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from stagedoor.desktop.text import tr

if TYPE_CHECKING:
    from stagedoor.desktop.page import Desk


async def open_page(desk: Desk, address: str) -> None:
    """Opens it, or says what to open by hand."""
    if not await desk.do(lambda jobs: jobs.ports.browser.open(address)):
        desk.say(tr("No browser could be opened. The address is {address}", address=address), "warning")


async def show_file(desk: Desk, path: Path) -> None:
    """The folder, or the folder of the file, in the file manager; or its path, where there is none."""
    if not await asyncio.to_thread(desk.start.show, path):
        desk.say(tr("The folder cannot be opened here. It is {path}", path=path), "warning")
