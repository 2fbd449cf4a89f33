"""What the composition root hands to the window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stagedoor.domain.secret import Secret

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

LoopFault = Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]


@dataclass(frozen=True, kw_only=True)
class Start:
    """`opened` makes the services, on the engine's thread. `simulated`: made-up accounts.

    `lone` gives what only one window of this home can hold (held until the process ends), None while another window
    holds it. `meeting` names the place where that window listens for a second start, "" where it does not. `look` is a
    small file for size, place and theme of the window: they are needed before anything else is loaded. `practise`
    opens made-up accounts in a process of their own. `make_locked_file` makes the sealed file of this home.
    """

    opened: Callable[[], AbstractAsyncContextManager[Jobs]]
    home: Path
    usual_home: bool
    look: Path
    lone: Callable[[], AbstractContextManager[object] | None]
    meeting: str
    on_loop_fault: LoopFault
    practise: Callable[[], None]
    make_locked_file: Callable[[Secret], None]
    simulated: bool = False
    version: str = ""
