"""Small programs that tests start as real processes."""

import os
import subprocess
import sys
from pathlib import Path

import stagedoor

_SOURCE = str(Path(stagedoor.__file__).parents[1])


def start(code: str, *arguments: str | Path, **environ: str) -> subprocess.Popen[str]:
    """Python code as a process of its own, talking over pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": _SOURCE, **environ},
    )


def run(code: str, *arguments: str | Path, **environ: str) -> str:
    """What the program printed; its fault, if it had one, fails the test."""
    with start(code, *arguments, **environ) as process:
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    return out
