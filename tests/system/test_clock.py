"""The computer's clock, beside another source of the same time."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from stagedoor.system.clock import SystemClock


def test_now_is_the_time_that_files_carry(tmp_path: Path) -> None:
    clock = SystemClock()
    before = clock.now()
    (tmp_path / "file").touch()
    asyncio.run(clock.sleep(0))
    written = (tmp_path / "file").stat().st_mtime
    # A file's time comes from the kernel's last tick, which may lie a little back.
    assert before - 1 <= written <= clock.now() + 1
    assert datetime.fromtimestamp(before, UTC).year >= 2026
