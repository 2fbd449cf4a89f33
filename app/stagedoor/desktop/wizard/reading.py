"""Texts and files that somebody pastes, drops or has just copied, and which keys are in them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from stagedoor.desktop.page import Desk
from stagedoor.desktop.text import tr
from stagedoor.domain.errors import BadInput
from stagedoor.domain.recognising import Recognised

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

MOST = 1024 * 1024
"""Bytes of a file that holds keys; they are a few hundred."""


async def recognised(desk: Desk, text: str, platform: str = "") -> Recognised:
    """What the text holds for one platform, or for all."""
    only = [platform] if platform else []

    async def work(jobs: Jobs) -> Recognised:
        return jobs.recognise.run(text, only)

    return await desk.do(work)


async def keys_for(desk: Desk, text: str, platform: str, fields: Sequence[str]) -> dict[str, str]:
    """The values for these fields that the text holds, by field id."""
    found = (await recognised(desk, text, platform)).found
    values = {id: value.reveal() for each in found for id, value in each.values.items()}
    return {id: values[id] for id in fields if id in values}


def dropped(data: QMimeData) -> str | Path | None:
    """The file or the text that is dropped, None where it is neither; the data itself does not outlive the drop."""
    return _file(data) or data.text() or None


async def text_of(what: str | Path) -> str:
    """The text, or that of the file. Raises BadInput for a file that cannot hold keys."""
    return what if isinstance(what, str) else await asyncio.to_thread(_read, what)


def _file(data: QMimeData) -> Path | None:
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if files else None


def _read(file: Path) -> str:
    try:
        if not file.is_file():
            raise BadInput(tr("{name} is not a file.", name=file.name), tr("Drop a file that holds your keys."))
        with file.open("rb") as stream:
            data = stream.read(MOST + 1)
    except OSError as error:
        raise BadInput(
            tr("{name} cannot be read.", name=file.name), tr("The system says: {reason}", reason=error.strerror or "")
        ) from None
    if len(data) > MOST:
        raise BadInput(tr("{name} is too large to be a file of keys.", name=file.name), tr("Choose another one."))
    return data.decode("utf-8", "replace")
