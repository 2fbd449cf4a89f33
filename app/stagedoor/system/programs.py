"""Starts other programs of the person's: a browser, the file manager. They outlive Stagedoor."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Mapping, Sequence

from stagedoor.system.environment import for_children

SETTLE = 0.5
"""Seconds that a start has to fail in; what still runs then counts as started."""


def started(command: Sequence[str], environ: Mapping[str, str], settle: float = SETTLE) -> bool:
    """False if the program could not be started, or ended with an error at once."""
    if not command:
        return False
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=for_children(environ),
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(settle) == 0
    except subprocess.TimeoutExpired:
        # It runs. Somebody has to take its exit code one day, or it stays as a zombie.
        threading.Thread(target=process.wait, name="program", daemon=True).start()
        return True
