"""The unattended tour: the engine's half and the window's, without a display."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(180)
def test_the_tour_does_everything_and_says_so(tmp_path: Path):
    environ = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | {"HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "stagedoor", "practice", "--tour", "--pictures", str(tmp_path / "pictures")],
        env=environ, capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAILED" not in done.stdout
    window = re.findall(r"^Window +(\w+) +ok", done.stdout, re.MULTILINE)
    assert window == ["welcome", "Telegram", "X", "accounts", "dark"]
    pictures = sorted(file.name for file in (tmp_path / "pictures").glob("window-*.png"))
    assert len(pictures) == len(set(pictures)) > 10
    assert all((tmp_path / "pictures" / name).stat().st_size > 10_000 for name in pictures)
