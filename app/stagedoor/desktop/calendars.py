"""Ends of sign-ins into the person's own calendar: as a file in their downloads, shown where it lies."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.file_dialogs import place_to_save
from stagedoor.desktop.ics import SignInEnd, calendar_file, file_name
from stagedoor.desktop.page import Desk
from stagedoor.desktop.text import tr
from stagedoor.domain.plain import plain

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

_ALL = "sign-ins"


async def save_calendar(desk: Desk, over: QWidget, *, handle: str, name: str, platform: str, ends_at: int) -> None:
    """One end. Asks for a place, over that widget, only where there is no folder for downloads."""
    end = SignInEnd(handle=handle, name=name, platform=platform, ends_at=ends_at)
    await _save(desk, over, [end], file_name(handle))


async def save_calendar_of_all(desk: Desk, over: QWidget, ends: Sequence[SignInEnd]) -> None:
    """All of them in one file."""
    await _save(desk, over, ends, file_name(_ALL))


async def _save(desk: Desk, over: QWidget, ends: Sequence[SignInEnd], name: str) -> None:
    path = await _place(over, name)
    if path is None:
        return
    text = calendar_file(ends, now=await desk.do(_now))
    try:
        await asyncio.to_thread(path.write_bytes, text.encode())
    except OSError as error:
        why = plain(error.strerror or error, 200)
        desk.say(tr("The calendar file could not be saved in {folder}: {why}.", folder=path.parent, why=why), "bad")
        return
    if await asyncio.to_thread(desk.start.show, path):
        desk.say(tr("Saved as {name}. Open it, and your calendar takes it in.", name=path.name))
    else:
        desk.say(tr("Saved as {place}. Open it, and your calendar takes it in.", place=path))


async def _place(over: QWidget, name: str) -> Path | None:
    downloads = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
    if await asyncio.to_thread(downloads.is_dir):
        return downloads / name
    return await place_to_save(over, tr("Save the calendar file"), name, tr("Calendar files") + " (*.ics)")


async def _now(jobs: Jobs) -> float:
    return jobs.ports.clock.now()
