"""A program of its own that makes a copy and says when its file has begun to grow; the tests kill it."""

import asyncio
import sys
from pathlib import Path

from stagedoor.domain.videos import CopyPlan
from stagedoor.media import Studio


def main(path: Path, to: Path) -> None:
    plan = CopyPlan(shape="blur", width=360, height=640, fps=30, gain=0.0, bit_rate=4_000_000)

    def progress(_share: float) -> None:
        if any(to.parent.iterdir()):
            print("begun", flush=True)

    asyncio.run(Studio().copy(path, to, plan, progress))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
