"""What the composition root hands to the window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

LoopFault = Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]


@dataclass(frozen=True, kw_only=True)
class Start:
    """`opened` makes the services, on the engine's thread. `simulated`: made-up accounts.

    `window_lock` gives what only one window of this home can hold (held until the process ends), None while another
    window holds it. `socket_name` names where that window listens for a second start, "" where it does not. `look` is
    a small file for size, place and theme of the window: they are needed before anything else is loaded. `practise`
    opens made-up accounts in a process of their own. `show` opens a folder, or the folder of a file, in the file
    manager and returns False where it cannot; it may take half a second. `log` is the newest log file.
    """

    opened: Callable[[], AbstractAsyncContextManager[Jobs]]
    home: Path
    usual_home: bool
    look: Path
    window_lock: Callable[[], AbstractContextManager[object] | None]
    socket_name: str
    on_loop_fault: LoopFault
    practise: Callable[[], None]
    show: Callable[[Path], bool]
    log: Path
    simulated: bool = False
    version: str = ""
