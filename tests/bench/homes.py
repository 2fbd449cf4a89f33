"""A home with so many made-up accounts: `python -m tests.bench.homes COUNT`, in the environment of its window."""

from __future__ import annotations

import asyncio
import os
import sys

from tests.helpers.crowd import crowd

from stagedoor import bootstrap
from stagedoor.system.paths import find_paths

DAYS = 30
"""Of checks: as many as a card shows."""
MOST = 1500
"""Checks; every one is a transaction of its own."""


async def fill(count: int) -> None:
    find_paths(os.environ).prepare()
    async with bootstrap.build(os.environ) as jobs:
        if count:
            await crowd(jobs, count, checks=min(DAYS, MOST // count))


if __name__ == "__main__":
    asyncio.run(fill(int(sys.argv[1])))
