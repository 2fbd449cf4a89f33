"""What the window is started with."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from stagedoor.bootstrap.services import build_program
from stagedoor.domain.errors import StoreError
from stagedoor.domain.variables import HOME
from stagedoor.system.paths import Paths, find_paths

if TYPE_CHECKING:
    from stagedoor.desktop.start import Start

LONGEST_SOCKET = 100
"""Bytes that the path of a socket may have everywhere."""


def window(environ: MutableMapping[str, str], *, simulated: bool = False) -> Start:
    """What the window is started with. Nothing is opened yet, except the lock that only one window can hold."""
    from functools import partial

    from stagedoor import __version__
    from stagedoor.desktop.start import Start
    from stagedoor.system.folders import show
    from stagedoor.system.hooks import on_loop_fault
    from stagedoor.system.practising import open_practice

    paths = find_paths(environ)
    return Start(
        opened=lambda: build_program(environ, actor="window", person=True), home=paths.home,
        usual_home=HOME not in environ, look=paths.home / "window.json", window_lock=partial(_window_lock, paths),
        socket_name=_socket_name(paths), on_loop_fault=on_loop_fault, practise=partial(open_practice, environ),
        show=partial(show, environ=environ), log=paths.log, simulated=simulated, version=__version__,
    )  # fmt: skip


def _window_lock(paths: Paths) -> AbstractContextManager[object] | None:
    """The lock of the home's window, None while another window holds it. A home that cannot be written has none: its
    window opens all the same, and says what is wrong.
    """
    from stagedoor.system.clock import SystemClock
    from stagedoor.system.locks import FileLocks

    try:
        paths.prepare()
        return FileLocks(paths.locks, SystemClock()).try_hold("window")
    except StoreError:
        return nullcontext()


def _socket_name(paths: Paths) -> str:
    """Where the window listens for a second start: in its home, or under a short name where that path is too long for
    a socket (108 bytes on Linux, 104 on macOS). Windows knows names only.
    """
    import hashlib

    place = str(paths.locks / "window")
    if sys.platform == "win32" or len(os.fsencode(place)) > LONGEST_SOCKET:
        return "stagedoor-" + hashlib.sha256(os.fsencode(place)).hexdigest()[:24]
    return place
