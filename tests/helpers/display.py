"""A screen nobody sees (Xvfb), for tests that start real windows."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator

SECONDS = 20.0


@contextlib.contextmanager
def display(size: str = "1400x900x24") -> Iterator[str]:
    """Yields what DISPLAY is to be. The X server finds its own free number, and says it once it takes windows."""
    here, there = os.pipe()
    command = ["Xvfb", "-displayfd", str(there), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[there], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(there)
    try:
        with os.fdopen(here) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(SECONDS)
