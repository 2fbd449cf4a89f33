"""Made-up accounts in a process of their own, beside the real ones."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

from stagedoor.system.environment import for_children


def open_practice(environ: Mapping[str, str]) -> None:
    """Starts the window of made-up accounts; it has its own home and outlives this process."""
    subprocess.Popen(
        [sys.executable, "-m", "stagedoor", "practice"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=for_children(environ), start_new_session=True,
    )  # fmt: skip
