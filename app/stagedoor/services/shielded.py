"""Work that must not be cut in the middle: a platform's answer that is on its way into the keychain."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def shielded(work: Coroutine[Any, Any, T], name: str) -> T:
    """Ends what was begun even if the caller is cancelled, then tells the caller so."""
    task = asyncio.get_running_loop().create_task(work, name=name)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):  # cancelled once more: the answer is still on its way
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # it is the cancellation that is told, not what became of the work
        raise
