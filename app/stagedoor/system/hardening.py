"""What the process does for its own safety before anything else: modes, no core files, no foreign steering.

On the way of `stagedoor token`, so it imports little.
"""

import os
import sys
from collections.abc import MutableMapping

from stagedoor.system.environment import steering

_PR_SET_DUMPABLE = 4


def harden(environ: MutableMapping[str, str] = os.environ) -> int:
    """New files are for this user only, a crash leaves no memory on disk, other processes cannot look in (Linux).

    Returns the umask of before, for the person's own programs that are started from here.
    """
    _fill_standard_streams()
    umask = os.umask(0o077)
    for name in steering(list(environ)):
        del environ[name]
    if sys.platform != "win32":
        _no_core_files()
    if sys.platform == "linux" and not {"SNAP", "FLATPAK_ID"} & set(environ):
        _not_dumpable()
    return umask


def _fill_standard_streams() -> None:
    """A closed one would give its number to the next file we open, and output could go there. Writing to a standard
    output that is closed stays an error; what is said to a closed standard error is lost.
    """
    for number, flags in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # takes the lowest free number: this one
    if not sys.stdout:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # open as long as the process
    if not sys.stderr:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # as above


def _no_core_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _not_dumpable() -> None:
    """Not inside Snap and Flatpak: their portals look at the process and would refuse it."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
