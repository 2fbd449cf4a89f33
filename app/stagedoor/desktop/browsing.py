"""Pages in the person's browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagedoor.desktop.text import tr

if TYPE_CHECKING:
    from stagedoor.desktop.page import Desk


async def open_page(desk: Desk, address: str) -> None:
    """Opens it, or says what to open by hand."""
    if not await desk.do(lambda jobs: jobs.world.browser.open(address)):
        desk.say(tr("No browser could be opened. The address is {address}", address=address), "warning")
