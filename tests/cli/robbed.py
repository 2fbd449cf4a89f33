"""Runs the program with something taken away: the right to write, or the room on the disk.

`python -m tests.cli.robbed rights|room COMMAND ...`. Everything is imported first: without rights, imports would fail,
too, and that is not what is tested.
"""

import os
import pkgutil
import resource
import sys
from importlib import import_module

import stagedoor
from stagedoor.__main__ import main

NOBODY = 65534
ROOM = 8 * 1024  # bytes that a file may have


def load_everything() -> None:
    for module in pkgutil.walk_packages(stagedoor.__path__, "stagedoor."):
        if not module.name.endswith(("__main__", "system_keychain")):
            import_module(module.name)


if __name__ == "__main__":
    load_everything()
    if sys.argv[1] == "rights" and os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if sys.argv[1] == "room":
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))
    sys.exit(main(sys.argv[2:]))
