"""What the process does for its own safety before anything else: modes, no core files, no foreign steering.

On the way of `stagedoor token`, so it imports little.
"""

import os
import sys
from collections.abc import MutableMapping

from stagedoor.system.environment import steering

_PR_SET_DUMPABLE = 4


def harden(environ: MutableMapping[str, str] = os.environ) -> None:
    """New files are for this user only, a crash leaves no memory on disk, other processes cannot look in (Linux)."""
    os.umask(0o077)
    for name in steering(list(environ)):
        del environ[name]
    if sys.platform != "win32":
        _no_core_files()
    if sys.platform == "linux" and not {"SNAP", "FLATPAK_ID"} & set(environ):
        _not_dumpable()


def _no_core_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _not_dumpable() -> None:
    """Not inside Snap and Flatpak: their portals look at the process and would refuse it."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
