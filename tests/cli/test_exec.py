"""`stagedoor exec`: the command runs as the person would run it."""

import os
from pathlib import Path

from tests.journeys.program import Home
from tests.journeys.steps import TELEGRAM


def test_a_command_under_exec_makes_files_as_the_person_would(connected: Home, tmp_path: Path) -> None:
    made = tmp_path / "made"
    before = os.umask(0o027)
    try:
        connected.ok("exec", TELEGRAM, "--", "touch", str(made))
    finally:
        os.umask(before)
    assert made.stat().st_mode & 0o777 == 0o640
